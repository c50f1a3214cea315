"""Checks on words: what must be said, what must not, what goes with what."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ..text.sentences import sentences
from .grids import Grid, Row
from .paper import Line, Paper
from .registry import Context, Hit, at, check, missing

Parameters = Mapping[str, Any]


@lru_cache(maxsize=512)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for several regular expressions."""
    return re.compile("|".join(f"(?:{word})" for word in words))


def any_of(parameters: Parameters, key: str) -> re.Pattern[str]:
    """The expression for a list of words in the parameters; matches nothing when the list is absent."""
    return pattern(tuple(parameters.get(key) or ("(?!)",)))


def phrases(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Every sentence with the line it stands in."""
    for line in lines:
        yield from ((line, text) for text in _said(line.text))


@lru_cache(maxsize=4096)
def _said(text: str) -> tuple[str, ...]:
    """The sentences of a line: every rule asks for them again."""
    return tuple(text[start:end] for start, end in sentences(text))


@check("mentions")
def mentions(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """``any``: one of these must stand in the paper.

    ``section``, ``outside``: only text below (not below) such headings counts; ``headings: false``: titles do not.

    ``maybe``: words near enough to doubt that it is absent; ``beside``: words of the line to be quoted then.
    ``place``: heading below which the absent thing would stand, quoted in the hit.
    """
    wanted, denied = any_of(parameters, "any"), any_of(parameters, "unless")
    lines = [*_in_sections(paper, parameters.get("section"), parameters.get("outside")), *_headings(paper, parameters)]
    if not parameters.get("headings", True):
        lines = [line for line in lines if not line.heading]
    if not any(wanted.search(text) and not denied.search(text) for _, text in phrases(lines)):
        near = any(any_of(parameters, "maybe").search(line.text) for line in lines)
        beside = [line for line in paper.body if any_of(parameters, "beside").search(line.text) and len(line.text) > 8]
        hit = at(beside[-1]) if beside else None
        yield (hit or _place(paper, parameters.get("place", ()))).model_copy(update={"unsure": near})


@check("mentions_each")
def mentions_each(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """``each``: label → expressions; every label needs one of its expressions somewhere (``outside`` such headings).

    ``maybe``: label → words near enough to doubt that it is absent.
    ``loose``: expressions that count too where the paper has no parts with such headings.
    """
    text = paper.text
    if parameters.get("outside"):
        heads = (" | ".join(grid.columns) for grid in paper.grids)
        text = "\n".join([*(line.text for line in _in_sections(paper, None, parameters["outside"])), *heads])
    heads = "\n".join(line.section for line in paper.pieces)
    parted = sum(bool(pattern(tuple(words)).search(heads)) for words in parameters["each"].values()) > 1
    for label, words in parameters["each"].items():
        loose = () if parted else parameters.get("loose", {}).get(label, ())
        if not pattern((*words, *loose)).search(text):
            near = pattern(tuple(parameters.get("maybe", {}).get(label, ("(?!)",)))).search(text)
            yield missing(label=label).model_copy(update={"unsure": bool(near)})


@check("empty_paper")
def empty_paper(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """Nothing but a title."""
    if paper.empty:
        yield missing()


@check("column_filled")
def column_filled(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Every row must fill the column whose heading matches ``column``, its surest words first.

    ``beside``: another heading the table must have, or ``below``: the heading above it.
    ``hollow``: cells that say nothing; ``sure``: an empty one is beyond doubt where all other rows fill theirs.
    ``lone``: rows with nothing but the name of a record count too.
    """
    hollow = any_of(parameters, "hollow")
    for grid in paper.grids:
        heads = [re.sub(r"\s", "", column) for column in grid.columns]
        if parameters.get("beside") and not _of_kind(grid, heads, parameters):
            continue
        index = _first_wanted(heads, parameters["column"])
        for row in grid.rows if index is not None else ():
            filled = sum(bool(cell.strip()) for cell in row.cells)
            cell = row.cells[index].strip(" —-/") if index is not None and index < len(row.cells) else "-"
            if (
                filled >= (1 if _RECORD_NAME.search(row.text) and parameters.get("lone") else 2)
                and (not cell or hollow.search(cell))
                and not re.match(r"合\s*计|总\s*计|备注|注[:：]", row.text)
            ):
                values = {"cell": cell or "空白", "column": heads[index or 0]}
                sure = bool(parameters.get("sure")) and _only_gap(grid, row, index or 0)
                yield Hit(locator=row.locator, quote=row.text, values=values, sure=sure)


def _first_wanted(heads: Sequence[str], words: Sequence[str]) -> int | None:
    """The column whose heading fits best: the words stand with the surest first."""
    return next((i for word in words for i, head in enumerate(heads) if re.search(word, head)), None)


def _only_gap(grid: Grid, row: Row, index: int) -> bool:
    """This cell is empty and those of at least three other rows, all there are, are filled."""
    others = [other.cells[index].strip() for other in grid.rows if other is not row and index < len(other.cells)]
    return index < len(row.cells) and not row.cells[index].strip() and len(others) > 2 and all(others)


_RECORD_NAME = re.compile(r"^[^类|]{2,20}(?:表|单|记录|报告|台账|清单|纪要|登记簿)$")


def _of_kind(grid: Grid, heads: Sequence[str], parameters: Parameters) -> bool:
    """The table has a heading of the kind, or a column of names below such a title."""
    below = parameters.get("below")
    titled = bool(below and re.search(below, grid.section)) and any(head.endswith("名称") for head in heads)
    return titled or any(any_of(parameters, "beside").search(head) for head in heads)


@check("phrase_count")
def phrase_count(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """``any`` stands in more than ``limit`` sentences: one hit at the first."""
    found = [(line, text) for line, text in phrases(paper.body) if any_of(parameters, "any").search(text)]
    if len(found) > parameters["limit"]:
        yield at(found[0][0], found[0][1], count=str(len(found)))


@check("mentions_enough")
def mentions_enough(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """``each``: label → expressions; at least ``least`` labels must be covered."""
    lacking = [label for label, words in parameters["each"].items() if not pattern(tuple(words)).search(paper.text)]
    if len(parameters["each"]) - len(lacking) < parameters["least"]:
        yield missing(label="、".join(lacking))


@check("forbidden")
def forbidden(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """``any`` must not stand in a sentence unless ``unless`` stands there too."""
    bad, excuse = any_of(parameters, "any"), any_of(parameters, "unless")
    lines = paper.pieces if parameters.get("headings", True) else paper.body
    for line, text in phrases(lines):
        match = bad.search(text)
        if match and not excuse.search(text):
            yield at(line, text, word=match[0])


@check("goes_with")
def goes_with(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Where ``when`` stands in a sentence, ``then`` must stand there (``within: sentence``) or in the paper."""
    when, then = any_of(parameters, "when"), any_of(parameters, "then")
    whole = parameters.get("within", "sentence") == "paper"
    if whole and then.search(paper.text):
        return
    for line, text in phrases(paper.body):
        match = when.search(text)
        if match and (whole or not then.search(text)):
            yield at(line, text, word=match[0])


@check("mostly_slogans")
def mostly_slogans(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """The share of slogan phrases among the phrases of the shortest statement; own products and goals redeem it."""
    slogans = any_of(parameters, "slogans")
    own = [name for name in _own_words(context) if name and name in paper.text]
    for line, text in ((piece, said) for piece in paper.body for said in _statements(piece.text)):
        parts = [part for part in re.split(r"[、，,；;\s]+", text.rstrip("。")) if part]
        hollow = [part for part in parts if slogans.search(part)]
        if 3 <= len(parts) <= 8 and max(map(len, parts)) <= 8 and len(hollow) >= parameters["least"] and not own:
            yield at(line, None, words="、".join(hollow))
            return
    yield from _hollow_words(paper, any_of(parameters, "substance"))


def _statements(text: str) -> list[str]:
    """A line as a whole, and the policy a sentence of it gives: ``方针为：……。``, ``方针是“……”``."""
    return [text, *re.findall(r"方针(?:为|是|[:：]|内容)+\s*[“\"「]?([^。；”\"」：:]{8,60})", text)]


def _hollow_words(paper: Paper, substance: re.Pattern[str]) -> Iterator[Hit]:
    """A policy of set phrases whose explanations name nothing of the business: no indicator, product or practice."""
    for line in paper.body:
        parts = [part for part in re.split(r"[，,；;。]", line.text) if len(part.strip()) > 3]
        told = [
            part
            for part in parts
            if re.search(r"[\u4e00-\u9fff]{3,6}[”」]?[，,]?(?:就是|是指|即|：|:|意为|指)", part + "：")
        ]
        explains = len(re.findall(r"就是|是指|意为|即(?=[\u4e00-\u9fff])", line.text)) > 1
        if explains and len(told) > 2 and len(substance.findall(line.text)) <= 1:
            yield at(
                line,
                None,
                words="、".join(
                    re.findall(r"(?:^|[；;。“])([\u4e00-\u9fff]{4})(?=[”]?[，,]?(?:就是|是指|即))", line.text)[:4]
                ),
            )
            return


@check("long_sentence")
def long_sentence(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Sentences over ``limit`` characters."""
    for line, text in phrases(paper.lines):
        if len(text) > parameters["limit"] and " | " not in text:
            yield at(line, text, length=str(len(text)))


@check("undefined_abbreviation")
def undefined_abbreviation(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Latin abbreviations that are neither commonly known (``known``) nor explained anywhere in the paper."""
    known = set(parameters["known"])
    seen: set[str] = set()
    for line in paper.body:
        for match in re.finditer(r"(?<![A-Za-z0-9\-/])[A-Z]{2,6}(?![A-Za-z0-9\-/])", line.text):
            word = match[0]
            if word not in known and word not in seen and not _explained(word, paper.text):
                yield at(line, line.text, word=word)
            seen.add(word)


def _explained(word: str, text: str) -> bool:
    return bool(re.search(rf"[（(][^（()）]*{word}|{word}\s*[（(]|{word}\s*(?:是指|指|即|：|:)", text))


def _headings(paper: Paper, parameters: Parameters) -> Iterator[Line]:
    """Column headings as lines, where the whole paper counts."""
    if not parameters.get("section") and not parameters.get("outside"):
        for grid in paper.grids:
            yield from (Line(locator=grid.locator, text=column) for column in grid.columns if column.strip())


def _place(paper: Paper, sections: Sequence[str]) -> Hit:
    """Where the absent thing would stand: the first line below the first of such headings, else nowhere."""
    lines = (line for section in sections for line in paper.body if re.search(section, line.section))
    first = next(lines, None)
    return at(first) if first else missing()


def _in_sections(paper: Paper, section: str | None, outside: str | None) -> Sequence[Line]:
    return [
        line
        for line in paper.pieces
        if (not section or re.search(section, line.section)) and not (outside and re.search(outside, line.section))
    ]


def _own_words(context: Context) -> Iterator[str]:
    if context.facts:
        yield from (advantage.name for advantage in context.facts.advantages)
        yield from (goal.name for goal in context.facts.goals)

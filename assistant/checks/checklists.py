"""The items of an audit checklist — question, evidence, verdict — in tables, cards and labelled lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .effects import short_of_target
from .grids import Grid
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .words import any_of

Parameters = Mapping[str, Any]


class Item(NamedTuple):
    """One thing looked at; ``line`` is where its evidence stands."""

    line: Line
    finding: str
    verdict: str


_PART_OF = re.compile(
    r"(?P<all>\d+)\s*(?P<unit>个?[\u4e00-\u9fff])(?:中|里|内)?(?P<between>[^，。；\d]{0,8}?)(?P<only>只|仅)?有?\s*"
    r"(?<![\d.])(?P<good>\d+)\s*(?P=unit)(?P<told>[^，。；]{0,10})"
)
_DONE = re.compile(
    r"^(?:均|都|已)?(?:有(?!误|差|缺)|落实|完成|符合|一致|相符|齐全|完整|正确|达到|达标|合格|通过|"
    r"上传|签|关闭)"
)
_NOT_DONE = re.compile(r"未|没|无|不|缺|漏|错|超|迟|晚|空|前|先|后补|才|仍|过期|失效")
_ALL = re.compile(r"全部|均|都|另|其[余他]")


def items(paper: Paper, parameters: Parameters) -> Iterator[Item]:
    """Rows of tables with columns for both; cards and lines with a label for each."""
    found, judged = any_of(parameters, "finding"), any_of(parameters, "verdict")
    for grid in paper.grids:
        indexes = [grid.column(wanted) for wanted in (found, judged)]
        if None in indexes or indexes[0] == indexes[1]:
            continue
        for row in grid.rows:
            cells = [row.cell(index) for index in indexes]
            line = Line(locator=row.locator, text=row.text, section=row.section, row=True)
            yield Item(line, cells[0], cells[1])
    yield from _labelled(paper, parameters)


def _labelled(paper: Paper, parameters: Parameters) -> Iterator[Item]:
    """``见：…`` before ``判：符合``, a line or a row of a card each."""
    found, judged = any_of(parameters, "found_label"), any_of(parameters, "verdict_label")
    last: Line | None = None
    finding = ""
    for piece in paper.pieces:
        match = re.match(r"^\W{0,3}(?P<label>[\u4e00-\u9fff]{1,6})\s*(?:[:：|])\s*(?P<value>.+)$", piece.text)
        if match and found.fullmatch(match["label"]):
            last, finding = piece, match["value"].strip()
        elif match and last and judged.fullmatch(match["label"]):
            yield Item(last, finding, match["value"].strip())
            last = None


@check("verdict_against_finding")
def verdict_against_finding(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """An item judged to conform (``good``) whose finding tells of things that do not (``bad``)."""
    good, bad, excuse = (any_of(parameters, key) for key in ("good", "bad", "unless"))
    for item in items(paper, parameters):
        said = excuse.sub("", item.finding)
        if good.fullmatch(item.verdict.rstrip("。；")) and (word := _against(said, bad)):
            yield at(item.line, None, word=word, verdict=item.verdict)


def _against(said: str, bad: re.Pattern[str]) -> str:
    """What in the evidence does not conform; empty where all of it does."""
    if match := bad.search(said):
        return match[0]
    for match in _PART_OF.finditer(said):
        less = int(match["good"]) < int(match["all"])
        done = _DONE.search(match["told"]) or _DONE.search(match["between"])
        partly = match["only"] or (done and not _ALL.search(match[0]))
        if less and (partly or _NOT_DONE.search(match["told"])):
            return match[0]
    return short_of_target(said)


@check("item_unjudged")
def item_unjudged(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """An item with evidence and no verdict, where the others have theirs."""
    told = [item for item in items(paper, parameters) if item.finding]
    empty = [item for item in told if not item.verdict.strip(" /—-")]
    if len(told) > 2 and 0 < len(empty) < len(told) / 2:
        yield from (at(item.line, None) for item in empty)


@check("evidence_hollow")
def evidence_hollow(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Everything conforms, and the evidence says no more than that (``hollow``)."""
    told = [item for item in items(paper, parameters) if item.verdict]
    good, hollow = any_of(parameters, "good"), any_of(parameters, "hollow")
    bare = [item for item in told if not item.finding or hollow.fullmatch(item.finding.strip("。；"))]
    if len(told) > 2 and len(bare) == len(told) and all(good.fullmatch(item.verdict) for item in told):
        yield at(told[0].line, None, word=told[0].finding or "空白")


@check("questions_closed")
def questions_closed(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """All questions ask for yes or no, and no column says how to look or what was seen."""
    closed, opened, how = (any_of(parameters, key) for key in ("closed", "open", "how"))
    for grid in paper.grids:
        index = grid.column(any_of(parameters, "question"))
        asked = [row.cell(index) for row in grid.rows if index is not None]
        shut = [text for text in asked if closed.search(text) and not opened.search(text)]
        if len(asked) > 2 and len(shut) == len([text for text in asked if text]) and not _shown(grid, how):
            yield Hit(locator=grid.rows[0].locator, quote=grid.rows[0].text)


def _shown(grid: Grid, how: re.Pattern[str]) -> bool:
    index = grid.column(how)
    return index is not None and any(row.cell(index).strip(" /—-") for row in grid.rows)


@check("clause_topic")
def clause_topic(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A clause number beside a topic that belongs to another chapter of the standard."""
    topics: Sequence[tuple[int, re.Pattern[str]]] = [
        (int(chapter), re.compile(words)) for chapter, words in parameters["topics"].items()
    ]
    for grid in paper.grids:
        index = grid.column(any_of(parameters, "clause"))
        for row in grid.rows if index is not None else ():
            cell = row.cell(index)
            match = re.fullmatch(
                r"(?P<chapter>\d{1,2})\.\d+(?:\.\d+)?\s*(?P<topic>[\u4e00-\u9fff与和、及]{2,14})", cell
            )
            own = {chapter for chapter, words in topics if match and words.fullmatch(match["topic"])}
            if match and own and int(match["chapter"]) not in own:
                values = {"clause": cell, "chapter": str(min(own))}
                yield Hit(locator=row.locator, quote=row.text, values=values)

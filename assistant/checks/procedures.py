"""Checks on procedures: can it be done as written, does it contradict itself, are its records known."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..text.cadence import parse_cadence
from ..text.dates import find_dates
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_MODAL = re.compile(r"应|须|必须|不得|负责|要求")
_FORM = re.compile(
    r"《(?P<name>[^》]{2,24}(?:表|单|记录|台账|报告|计划|清单|登记|书|票|卡))》\s*"
    r"(?:[（(]\s*(?P<code>[A-Za-z][A-Za-z0-9./\-]{2,20})\s*[)）])?"
)
_LISTED = re.compile(r"记录|输出|表单|附件|附表|附录|相关文件")


@check("vague_requirement")
def vague_requirement(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A requirement whose who or when is a vague word that the paper defines nowhere."""
    who, when = any_of(parameters, "who"), any_of(parameters, "when")
    for line, text in phrases(paper.body):
        found = [match[0] for words in (who, when) if (match := words.search(text))]
        undefined = [word for word in found if not _defined(word, paper.text)]
        if undefined and _MODAL.search(text) and not _has_time(text, undefined, when):
            yield at(line, text, words="、".join(undefined))


@check("contradictory_frequency")
def contradictory_frequency(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Two different cadences for the same object and action in one paper."""
    seen: list[tuple[set[str], str, Line, str]] = []
    for line, text in _clauses(paper):
        cadence = parse_cadence(text)
        if cadence is None or cadence.period is None:
            continue
        words = _key_words(text, any_of(parameters, "actions"))
        said = f"{cadence.period}/{cadence.min_count}"
        for other_words, other, other_line, other_text in seen:
            excused = any_of(parameters, "unless").search(text + other_text)
            if other != said and _same(words, other_words) and not excused:
                yield at(line, text, other=other_text, place=other_line.locator)
                break
        seen.append((words, said, line, text))


@check("unlisted_form")
def unlisted_form(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """A form with a code is used in the text but stands in no list of records of the paper."""
    listing = "\n".join(piece.text for piece in paper.pieces if _is_listing(piece))
    if not listing or not _FORM.search(listing) and not re.search(r"[表单录账告]", listing):
        return
    seen: set[str] = set()
    for line, text in phrases([piece for piece in paper.body if not _is_listing(piece)]):
        for match in _FORM.finditer(text):
            name = match["name"]
            if match["code"] and name not in seen and name not in listing and match["code"] not in listing:
                yield at(line, text, form=name, code=match["code"])
            seen.add(name)


@check("form_without_code")
def form_without_code(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """A form named in the text carries no code anywhere in the paper."""
    coded = {match["name"] for match in _FORM.finditer(paper.text) if match["code"]}
    near = re.compile(r"[（(|｜\s]\s*[A-Za-z][A-Za-z0-9./\-]{2,20}")
    seen: set[str] = set()
    for line, text in phrases(paper.body):
        for match in _FORM.finditer(text):
            name = match["name"]
            bare = any(near.match(paper.text[m.end() :]) for m in re.finditer(re.escape(name), paper.text))
            if name not in coded and name not in seen and not bare and re.search(r"[表单账录卡]$", name):
                yield at(line, text, form=name)
            seen.add(name)


@check("same_day_effect")
def same_day_effect(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """Approved and effective on the same day, or effective before approval."""
    approved = _dated(paper, r"批准(?:日期|时间)?|发布(?:日期|时间)?")
    effective = _dated(paper, r"(?:实施|生效|执行)(?:日期|时间)")
    if approved and effective and effective[1] <= approved[1]:
        yield at(effective[0], None, approved=approved[1].isoformat(), effective=effective[1].isoformat())


@check("step_without_actor")
def step_without_actor(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """A step of the working section that names nobody who does it."""
    actor = any_of(parameters, "actor")
    for line, text in phrases([piece for piece in paper.body if re.search(parameters["section"], piece.section)]):
        if re.search(r"应|须|必须", text) and not actor.search(text) and len(text) > 8:
            yield at(line, text)


def _defined(word: str, text: str) -> bool:
    return bool(re.search(rf"[“\"「]?{re.escape(word)}[”\"」]?\s*(?:是指|指的?是|系指|指|为|即|：|:)", text))


def _has_time(text: str, undefined: list[str], when: re.Pattern[str]) -> bool:
    only_time = all(when.fullmatch(word) for word in undefined)
    fixed = parse_cadence(text)
    limit = re.search(r"\d+\s*个?(?:工作)?(?:日|天|小时|周|月)[内前]|当[日天月]|\d+\s*[日号]前", text)
    return only_time and bool((fixed and fixed.period) or limit)


def _clauses(paper: Paper) -> Iterator[tuple[Line, str]]:
    for line, text in phrases(paper.body):
        for part in re.split(r"[；;]", text):
            if part.strip():
                yield line, part.strip()


def _key_words(text: str, actions: re.Pattern[str]) -> set[str]:
    latin = set(re.findall(r"[A-Za-z]{2,}", text))
    return latin | {match[0] for match in actions.finditer(text)}


def _same(one: set[str], two: set[str]) -> bool:
    common = one & two
    return len(common) >= 2 and common == (one if len(one) <= len(two) else two)


def _is_listing(piece: Line) -> bool:
    labelled = re.search(r"(?:^\s*(?:记录|附件|附表)|输出)\s*[:：]", piece.text)
    return bool(labelled or _LISTED.search(piece.section))


def _dated(paper: Paper, words: str) -> tuple[Line, Any] | None:
    for line in paper.pieces[:20]:
        match = re.search(rf"(?:{words})\s*[:：|]\s*(?P<day>[^　；;|]{{6,18}})", line.text)
        days = [m for m in find_dates(match["day"]) if m.precision == "day"] if match else []
        if days:
            return line, days[0].first
    return None

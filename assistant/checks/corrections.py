"""Checks on corrective actions: a true cause, an order of days, somebody else who verifies, like places looked at."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from ..text.dates import find_dates
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .words import any_of

Parameters = Mapping[str, Any]

_ACTOR = re.compile(r"由?(?P<who>[\u4e00-\u9fff]{2,12}?)(?=对|于|在|负责|组织|补|修|检查|实施|完成|验证|进行|按)")


@check("cause_superficial")
def cause_superficial(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The cause blames a person or repeats the fault and names nothing in the system."""
    blame, system = any_of(parameters, "blame"), any_of(parameters, "system")
    for line in _below(paper, parameters["section"]):
        match = blame.search(line.text)
        if match and not system.search("".join(other.text for other in _below(paper, parameters["section"]))):
            yield at(line, None, word=match[0])
            return


@check("action_only")
def action_only(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """All measures are of the soft kind (``soft``) and none changes anything (``firm``)."""
    lines = _below(paper, parameters["section"])
    said = "".join(line.text for line in lines)
    match = any_of(parameters, "soft").search(said)
    if match and not any_of(parameters, "firm").search(said):
        yield at(next(line for line in lines if match[0] in line.text), None, word=match[0])


@check("verified_before_done")
def verified_before_done(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The verification bears a day that is not after the last measure."""
    verified = _days(_below(paper, parameters["verification"]))
    done = _days(_below(paper, parameters["action"]))
    if verified and done:
        line, day = verified[0]
        last = max(day for _, day in done)
        if day < last or (day == last and parameters.get("same_day_counts")):
            yield at(line, None, verified=day.isoformat(), done=last.isoformat())


@check("verifier_is_doer")
def verifier_is_doer(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Whoever verifies belongs to those who carried the measures out."""
    doers = {who for line in _below(paper, parameters["action"]) for who in _actors(line.text)}
    blamed = re.compile(r"责任(?:部门|人)\s*[:：|]\s*([^\s　|，。；]{2,12})")
    doers |= {who for piece in paper.pieces for who in blamed.findall(piece.text)}
    for line in _below(paper, parameters["verification"]):
        for who in _verifiers(line.text):
            same = next((doer for doer in doers if doer and (doer in who or who in doer)), None)
            if same:
                yield at(line, None, who=who, doer=same)
                return


def _below(paper: Paper, section: str) -> list[Line]:
    """Lines below headings that match, and rows or lines that begin with such a label."""
    label = re.compile(rf"^\s*(?:\d[\d.]*\s*|[一二三四五六七八九十]+、\s*)?(?:{section})\s*[:：|]")
    return [p for p in paper.pieces if not p.heading and (re.search(section, p.section) or label.match(p.text))]


def _days(lines: list[Line]) -> list[tuple[Line, date]]:
    return [(line, m.first) for line in lines for m in find_dates(line.text) if m.precision == "day"]


def _actors(text: str) -> Iterator[str]:
    undated = re.sub(r"\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?", "，", text)
    for part in re.split(r"[，。；;：:、\s]+", undated):
        match = _ACTOR.match(part)
        if match and re.search(r"部|科|室|车间|中心|员|经理|主任|长|组|[\u4e00-\u9fff]{2,3}$", match["who"]):
            yield match["who"]


def _verifiers(text: str) -> Iterator[str]:
    for match in re.finditer(r"由(?P<who>[^，。；由]{2,16}?)(?:进行)?(?:现场)?(?:验证|确认|检查|复核)", text):
        yield match["who"].strip()
    for match in re.finditer(r"(?:验证人|验证者|确认人)\s*[:：|]\s*(?P<who>[^\s　|，。；]{2,12})", text):
        yield match["who"].strip()

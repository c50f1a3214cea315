"""Checks of one paper against other papers of the same enterprise: goals, codes, versions, people, names, frequencies.

The other papers stand in ``Context.others``; without them these checks are silent.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..text.dates import find_dates
from ..text.roles import departments_in
from .agreement import aims_in, forms_in, kept_in, top_posts
from .frequencies import contradicts, duties
from .goals import flat, goals_of
from .names import own_name
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .words import any_of

Parameters = Mapping[str, Any]

_VERSION = r"(?:[A-Z]\s*[/／]\s*\d|第?\s*[\dA-Z一二三四五六七八九]{1,2}\s*版|V\d(?:\.\d)?)"
_POLICY = re.compile(
    r"方针(?:原文|内容|全文|表述)?\s*(?:为|是)?\s*[:：|]?\s*[“\"「]?(?P<text>[^。；”\"」]{6,60})|^[“\"「]?(?P<alone>[^。；：:]{6,48})[。”\"」]?$"
)
_SUFFIX = re.compile(r"(?:管理)?(?:部|科|处|室|中心|办公室|办|课)$")


class _Value(NamedTuple):
    name: str
    slot: str
    number: float
    unit: str
    year: int | None
    quote: str
    locator: str


@check("across_goals")
def across_goals(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """``slot`` (target or baseline) of an indicator is another number in another paper."""
    said = _values(paper, parameters["slot"], context) if context.others else []
    for value in {value.name: value for value in reversed(said)}.values():
        for other in context.others:
            known = [known for known in _values(other, parameters["slot"], context) if _same_goal(value, known)]
            if known and all(known.number != value.number for known in known):
                unsure = known[0].year is None or value.year is None
                values = {"name": value.name, "one": f"{value.number:g}", "two": f"{known[0].number:g}"}
                yield Hit(
                    locator=value.locator, quote=value.quote, values={**values, "other": other.name}, unsure=unsure
                )
                break


@check("across_codes")
def across_codes(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """A form or document has another code in another paper, or its code belongs to another one there."""
    for line in paper.pieces:
        for name, code in forms_in(line.text):
            for other in context.others:
                clash = next((pair for pair in _coded(other) if _other_code(name, code, *pair)), None)
                if clash:
                    values = {"one": f"{name}（{code}）", "two": f"{clash[0]}（{clash[1]}）", "other": other.name}
                    yield at(line, None, **values)


@check("across_versions")
def across_versions(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Another paper bears one version, this one names it with another."""
    for other in context.others:
        code, version = _own_version(other)
        named = re.compile(rf"{re.escape(code)}[^。；\n]{{0,24}}?({_VERSION})") if code and version else None
        for line in paper.pieces if named else ():
            match = named.search(line.text) if named else None
            if match and flat(match[1]) != flat(version):
                yield at(line, None, code=code, one=match[1], two=version, other=other.name)


@check("across_posts")
def across_posts(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """A post of the top has another name in another paper."""
    posts = any_of(parameters, "post").pattern
    seen: set[str] = set()
    for line, post, name in top_posts(paper, posts):
        for other in context.others:
            names = {known for _, held, known in top_posts(other, posts) if held == post}
            if names and not any(known in name or name in known for known in names) and name not in seen:
                seen.add(name)
                yield at(line, None, post=post, one=name, two="、".join(sorted(names)), other=other.name)


@check("across_policy")
def across_policy(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """The policy stands with other phrases in another paper."""
    own = _policy(paper)
    for other in context.others if own else ():
        theirs = _policy(other)
        if own and theirs and own[1] & theirs[1] and own[1] != theirs[1]:
            values = {"one": "、".join(sorted(own[1] - theirs[1])), "two": "、".join(sorted(theirs[1] - own[1]))}
            yield at(own[0], None, **values, other=other.name)


@check("across_names")
def across_names(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Another paper is of another enterprise."""
    name = own_name(paper)
    for other in context.others if name else ():
        theirs = own_name(other)
        if name and theirs and name not in theirs and theirs not in name:
            line = next(line for line in paper.pieces if name in line.text)
            yield at(line, None, one=name, two=theirs, other=other.name)


@check("across_departments")
def across_departments(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """A department goes by another name in another paper: 信息部 here, 信息中心 there."""
    here = {name: line for line in reversed(paper.pieces) for name in departments_in(line.text)}
    for other in context.others:
        there = set(departments_in(other.text))
        for name, line in here.items():
            stem = _SUFFIX.sub("", name)
            alike = [known for known in sorted(there - set(here)) if _SUFFIX.sub("", known) == stem and len(stem) > 1]
            if name not in there and name != stem and alike:
                yield at(line, None, one=name, two=alike[0], other=other.name)


@check("across_frequencies")
def across_frequencies(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """The same thing is done at another frequency in another paper."""
    for other in context.others:
        theirs = list(duties(other, parameters))
        for duty in duties(paper, parameters):
            clash = next((known for known in theirs if contradicts(duty, known)), None)
            if clash:
                yield at(duty.line, duty.text, two=clash.text, other=other.name)


@check("across_retention")
def across_retention(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """A record is kept for another time in another paper."""
    for other in context.others:
        theirs = {name: years for line in other.pieces for name, years in kept_in(line)}
        for line in paper.pieces:
            for name, years in kept_in(line):
                if theirs.get(name, years) != years:
                    yield at(line, None, form=name, one=f"{years}年", two=f"{theirs[name]}年", other=other.name)


def _values(paper: Paper, slot: str, context: Context) -> list[_Value]:
    """What a paper says of its indicators, from goals and from sentences."""
    found: list[_Value] = []
    for goal in goals_of(paper, context):
        number, due = goal.number(slot), find_dates(goal.slot("due"))
        if number is not None and len(goal.name) > 2:
            unit = _unit(goal.slot(slot) + goal.slot("unit") + goal.name)
            year = due[-1].last.year if due else None
            found.append(
                _Value(_plain(goal.name), slot, number, unit, year, goal.slots[slot].quote, goal.slots[slot].locator)
            )
    if slot == "target":
        for aim in aims_in(paper):
            number = float(aim.value.replace(",", "").rstrip("."))
            found.append(_Value(_plain(aim.name), slot, number, aim.unit, aim.year, aim.text, aim.line.locator))
    return found


def _same_goal(one: _Value, two: _Value) -> bool:
    units = not one.unit or not two.unit or one.unit == two.unit
    return one.name == two.name and units and (one.year == two.year or not (one.year and two.year))


def _plain(name: str) -> str:
    return re.sub(r"^(?:将|把|使|确保)|(?:提高|提升|降低|下降|缩短|减少|目标|指标)$", "", flat(name))


def _unit(text: str) -> str:
    match = re.search(r"[%％‰]|天|工作日|小时|分钟|万元|元|次|件|吨", text)
    return match[0].replace("％", "%") if match else ""


def _coded(paper: Paper) -> list[tuple[str, str]]:
    return [pair for line in paper.pieces for pair in forms_in(line.text)]


def _other_code(name: str, code: str, known: str, known_code: str) -> bool:
    same_name, same_code = name == known, code == known_code
    return (same_name and not same_code) or (same_code and known not in name and name not in known)


def _own_version(paper: Paper) -> tuple[str, str]:
    """Code and version in the head of a paper."""
    head = " ".join(line.text for line in paper.pieces[:10])
    code = re.search(r"编号\s*[:：|]?\s*([A-Z]{1,6}(?:[-/][A-Z0-9]{1,6}){1,4})", head)
    version = re.search(rf"(?:版本|版次|修订状态)(?:号)?(?:[/／]修订)?\s*[:：|]?\s*({_VERSION})", head)
    return (code[1] if code else "", version[1] if version else "")


def _policy(paper: Paper) -> tuple[Line, frozenset[str]] | None:
    """The line with the policy and its phrases; a line of short phrases alone only below a heading about the policy."""
    for line in paper.lines:
        match = None if line.heading else _POLICY.search(line.text.strip())
        if not match or (match["alone"] and not re.search(r"方针", line.section)):
            continue
        parts = [part.strip() for part in re.split(r"[，、,；;　\s]+", match["text"] or match["alone"]) if part.strip()]
        if len(parts) > 1 and max(map(len, parts)) <= 12:
            return line, frozenset(parts)
    return None

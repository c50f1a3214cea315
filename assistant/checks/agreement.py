"""Checks that a paper agrees with itself: one form one code, one post one person, one indicator one value."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..text.dates import find_dates
from ..text.quantities import find_quantities
from ..text.roles import is_person
from .goals import flat, goals_of
from .paper import Line, Paper
from .registry import Context, Hit, at, check
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_CODE = r"[A-Z]{1,5}(?:[-/][A-Z0-9]{1,6}){0,3}[-/]\d{1,6}"
_FORM = re.compile(
    rf"《(?P<name>[^》]{{2,24}})》\s*[（(]?\s*(?P<code>{_CODE})(?![\d-])"
    rf"|(?:^|[、，；|\s])(?P<name2>[\u4e00-\u9fff]{{2,16}}(?:表|单|记录|台账|登记|清单|通知|报告))\s*[（(|]?\s*(?P<code2>{_CODE})(?![\d-])"
)
_AIM = re.compile(
    r"(?:^|[，。；：:、\s“”把将使对的])(?P<name>[\u4e00-\u9fffA-Za-z]{2,16}?(?:率|周期|时间|时长|用时|成本|费用|天数|次数|交期|[单能电水煤油气物]耗|效率|满意度|准确度|占比|齐套率|产值|工时))[”\"]?"
    r"(?P<rest>(?:[（(][^）)]{0,20}[）)])?[^。；]{0,60}?)(?:提高|提升|增加|上升|降低|下降|减少|缩短|压缩|压减|控制|稳定|达|降|升|减|压|提|缩)(?:到|至|在|为)\s*(?:20\d\d\s*年[^\d，。；]{0,4})?"
    r"(?P<value>\d[\d,.]*)\s*(?P<unit>%|％|个百分点|天|个?工作日|小时|分钟|万元|元|次|件|[a-zA-Z]{1,4})"
)


class Aim(NamedTuple):
    """An indicator with the value it is to reach."""

    name: str
    value: str
    unit: str
    year: int | None
    line: Line
    text: str


@check("goal_contradicted")
def goal_contradicted(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """Another place of the paper names the goal (or its code) with a value that is none of the goal's."""
    for goal in goals_of(paper, context):
        unit = next((u for s in ("target", "unit", "name") if (u := _unit(goal.slot(s)))), "")
        known = {q.value for q in find_quantities(goal.text + "".join(text.text for text in goal.slots.values()))}
        called = [re.escape(word) for word in (goal.code, flat(goal.name)) if len(word) > 1]
        for line in paper.pieces if unit and called else ():
            if line.text in goal.text or line.text in goal.quote or line.heading:
                continue
            said = re.search(
                rf"(?:{'|'.join(called)})(?![\dA-Za-z])[^。；]{{0,40}}?(?:达到?|到|至|为|不低于|不高于|不超过|≥|≤)\s*(\d[\d.]*)\s*{re.escape(unit)}",
                line.text,
            )
            said = said or _defined(line.text, called, unit)
            if said and float(said[1].rstrip(".")) not in known:
                yield at(line, None, goal=goal.name, one=goal.slot("target"), two=f"{said[1]}{unit}")
                break


def _defined(text: str, called: Sequence[str], unit: str) -> re.Match[str] | None:
    """The value a paragraph gives that begins with the goal's code or name."""
    begins = re.match(rf"\s*(?:[（(]?\d{{1,2}}[)）.、]\s*)?(?:{'|'.join(called)})(?![\dA-Za-z])", text)
    aim = r"(?:提高|提升|上升|降低|下降|减少|缩短|压缩|[降升达做压提缩减])(?:到|至)\s*(\d[\d.]*)\s*"
    return re.search(aim + re.escape(unit), text) if begins and len(re.findall(aim, text)) == 1 else None


@check("goal_owner_contradicted")
def goal_owner_contradicted(paper: Paper, _: Parameters, context: Context) -> Iterator[Hit]:
    """A paragraph that begins with the goal's code or name puts another department in charge than the goal's table."""
    for goal in goals_of(paper, context):
        owner = goal.slot("owner").strip()
        called = [re.escape(word) for word in (goal.code, flat(goal.name)) if len(word) > 1]
        begins = re.compile(rf"\s*(?:[（(]?\d{{1,2}}[)）.、]\s*)?(?:{'|'.join(called)})(?![\dA-Za-z])")
        for line in paper.lines if called and goal.table and _OFFICE.search(owner) else ():
            said = _IN_CHARGE.search(line.text) if begins.match(line.text) and line.text not in goal.text else None
            if said and said["who"] not in owner and owner not in said["who"]:
                yield at(line, None, goal=goal.name, one=owner, two=said["who"])


_OFFICE = re.compile(r"(?:部|科|处|室|中心|车间|厂|组|队)$")
_IN_CHARGE = re.compile(
    r"(?:由|责任部门为|主责部门为|责任部门[：:])(?P<who>[\u4e00-\u9fff]{1,8}(?:部|科|处|室|中心|车间|厂|组|队))(?=负责|牵头|主责|承担|[，。；])"
)


def _unit(text: str) -> str:
    match = re.search(
        r"[%％‰]|(?<=\d)\s*(?:天|个?工作日|小时|分钟|万元|元|次|件|吨|千瓦时|立方米|平方米|千克|公斤|度|kWh|kgce)|^(?:天|小时|分钟|万元|元|次|件)$",
        text,
    )
    return match[0].strip() if match else ""


@check("claims_disagree")
def claims_disagree(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """One sentence says that all is well (``all``), another that something is not (``but``)."""
    whole, part, excuse = (any_of(parameters, key) for key in ("all", "but", "unless"))
    against = [(line, text) for line, text in phrases(paper.pieces) if part.search(text)]
    for line, text in phrases(paper.pieces):
        other = next(((there, said) for there, said in against if said != text), None)
        if whole.search(text) and other and not excuse.search(text):
            yield at(line, text, other=other[1], place=other[0].locator)


@check("facts_disagree")
def facts_disagree(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """``same``: what → expressions with the number as their group; two different numbers contradict each other."""
    excuse = any_of(parameters, "unless")
    for what, shapes in parameters["same"].items():
        first: tuple[str, Line] | None = None
        for line, text in phrases(paper.pieces):
            match = next((m for shape in shapes if (m := re.search(shape, text))), None)
            if match is None or excuse.search(text[max(0, match.start() - 8) : match.start(1)]):
                continue
            first = first or (match[1], line)
            if match[1] != first[0]:
                yield at(line, text, what=what, one=first[0], two=match[1], place=first[1].locator)
                break


@check("form_codes_disagree")
def form_codes_disagree(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """One form with two codes, or one code for two forms."""
    codes: dict[str, tuple[str, Line]] = {}
    names: dict[str, tuple[str, Line]] = {}
    for line, name, code in forms_listed(paper):
        other, there = codes.setdefault(name, (code, line))
        if other != code:
            values = {"form": name, "one": other, "two": code}
            yield from (at(there, None, **values), at(line, None, **values))
            continue
        holder, there = names.setdefault(code, (name, line))
        if holder != name and holder not in name and name not in holder:
            values = {"form": f"{holder}、{name}", "one": code, "two": code}
            yield from (at(there, None, **values), at(line, None, **values))


@check("post_two_names")
def post_two_names(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """One post of the top with two names."""
    first: dict[str, str] = {}
    for line, post, name in top_posts(paper, any_of(parameters, "post").pattern):
        other = first.setdefault(post, name)
        if other != name and other not in name and name not in other:
            yield at(line, None, post=post, one=other, two=name)


def top_posts(paper: Paper, posts: str) -> Iterator[tuple[Line, str, str]]:
    """Line, post and person wherever a name stands beside one of the ``posts``."""
    named = re.compile(
        rf"(?<![副子分原前任司部厂])(?P<post>{posts})\s*[:：]?\s*"
        r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?=[\s，。；,;|、）)　主批签审同在对于]|$)"
    )
    for line in paper.pieces:
        for match in named.finditer(line.text):
            if is_person(match["name"]):
                yield line, match["post"], match["name"]


@check("aims_disagree")
def aims_disagree(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """One indicator is to reach two different values, in the same year or without a year."""
    known: dict[tuple[str, str], list[Aim]] = defaultdict(list)
    for aim in aims_in(paper):
        others = known[aim.name, aim.unit]
        clash = next(
            (o for o in others if o.value != aim.value and (o.year == aim.year or not (o.year and aim.year))), None
        )
        if clash and clash.text != aim.text and clash.value not in aim.text and aim.value not in clash.text:
            values = {"name": aim.name, "one": f"{clash.value}{aim.unit}", "two": f"{aim.value}{aim.unit}"}
            yield at(aim.line, aim.text, **values, place=clash.line.locator)
        others.append(aim)


@check("retention_disagrees")
def retention_disagrees(paper: Paper, _: Parameters, __: Context) -> Iterator[Hit]:
    """One record with two retention periods."""
    known: list[tuple[str, str, Line]] = []
    for line in paper.pieces:
        for name, years in kept_in(line):
            clash = next((k for k in known if k[1] != years and (k[0].endswith(name) or name.endswith(k[0]))), None)
            if clash:
                values = {"form": name, "one": f"{clash[1]}年", "two": f"{years}年"}
                yield from (at(clash[2], None, **values), at(line, None, **values))
            known.append((name, years, line))


def kept_in(line: Line) -> Iterator[tuple[str, str]]:
    """Names of records with the years they are kept."""
    text = re.sub(r"[（(《》)）]", " ", line.text)
    for sentence in re.split(r"[。；;]", text):
        period = re.search(
            r"(?:保[存管留]|留存|存档|归档)[^，。；\d]{0,8}([\d一二三四五六七八九十]{1,3})\s*年|[|\t　 ](\d{1,2})\s*年",
            sentence,
        )
        if period:
            years = period[1] or period[2]
            names = re.findall(
                r"[\u4e00-\u9fff]{1,10}(?:表|单|记录|台账|报告|清单|计划|纪要|登记)(?=[、，\s|\t和及与由]|$)",
                sentence[: period.start()],
            )
            digit = "零一二三四五六七八九十".find(years)
            yield from ((name, str(digit) if digit > 0 else years) for name in names if len(name) > 2)


def forms_listed(paper: Paper) -> Iterator[tuple[Line, str, str]]:
    """Lines with forms and their codes; of tables with a column for codes and one for names every row."""
    yield from ((line, name, code) for line in paper.pieces for name, code in forms_in(line.text))
    for grid in paper.grids:
        heads = [re.sub(r"\s", "", column) for column in grid.columns]
        code = next(
            (i for i, head in enumerate(heads) if re.fullmatch(r"(?:文件|表单|记录)?(?:编号|代号|编码)", head)), None
        )
        name = next(
            (i for i, head in enumerate(heads) if re.fullmatch(r"(?:文件|表单|记录|程序)?(?:名称|文件)", head)), None
        )
        for row in grid.rows if code is not None and name is not None else ():
            texts = (row.cells[name or 0].strip("《》 "), row.cells[code or 0].strip())
            if re.fullmatch(_CODE, texts[1]) and len(texts[0]) > 3:
                line = Line(locator=row.locator, text=row.text, section=row.section, order=grid.order, row=True)
                yield line, flat(texts[0]), texts[1]


def forms_in(text: str) -> Iterator[tuple[str, str]]:
    """Names of forms and documents with the code beside them."""
    for match in _FORM.finditer(text.replace(" | ", "|")):
        yield flat(match["name"] or match["name2"]), match["code"] or match["code2"]


def aims_in(paper: Paper) -> Iterator[Aim]:
    """Sentences that say where an indicator is to go."""
    for line, text in phrases(paper.pieces):
        for match in _AIM.finditer(text):
            days = [mention.first.year for mention in find_dates(text[: match.end("value")])]
            yield Aim(
                flat(match["name"]),
                match["value"],
                match["unit"].replace("％", "%"),
                days[-1] if days else None,
                line,
                text,
            )

"""Who signed, in what role, beside which department, on which day."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..domain.facts import Line, Signature, Source
from ..text.dates import bare_day, find_dates
from ..text.roles import departments_in, is_person
from .papers import pair_fields

_NAMED = (
    "考核人|审核组组长|审核组长|记录人|主持人|评价人|验证人|分析人|核实人|检查人|巡检人|填表人|填写人|填报人|汇编人|"
    "申请人|编制人|编写人|起草人|拟制人|拟稿人|拟定人|撰写人|撰稿人|执笔人|编报人|审核人|校核人|批准人|审批人|签批人|"
    "核批人|复核人|制表人|测量人|统计人|签发人|"
    "负责人|责任人|组织者|授课人|审查人|确认人|登记人|经办人|执行人|操作人|演练负责人|编制|制表|制定|"
    "拟制|拟稿|拟定|起草|撰写|撰稿|执笔|编报|编写|审核|校核|审查|复核|批准|审批|签批|核批|批示|签发|核准|"
    "会签|记录|主持|评价|验证|"
    "分析|核实|检查|巡检|填表|填报|汇编|组长|审核员|内审员|申请|确认|讲师|校对|审定|整理|抄报|制单"
)
_ROLES = "|".join("[ 　]{0,2}".join(role) if len(role) == 2 else role for role in _NAMED.split("|"))
"""审 核 is written as wide as 管理者代表."""
_SPOKEN = "编|写|填|审|批|签"
_ROLE = re.compile(
    rf"(?P<dept>[\u4e00-\u9fff]{{2,8}}(?:部|处|科|室|中心|车间|办))?"
    rf"(?P<role>{_ROLES}|(?:(?<![一-鿿])|(?<=[部表理长任]))(?:{_SPOKEN})(?=\s*[：:]))(?:[（(]?(?:签字|"
    rf"签名|部门|人员)?[)）]?)"
    rf"(?:意见|[/／、]\s*(?:日期|时间|签字))?\s*(?:[：:]|(?=\s)|(?=(?:[\u4e00-\u9fff]{{2,3}}(?:\s|　|$))))\s*"
)
_CHAIR = re.compile(
    r"(?:由)?(?P<post>总经理|副总经理|董事长|厂长|管理者代表|管代|最高管理者|部长|主任|"
    r"经理)?(?P<post2>助理)?\s*(?P<name>[\u4e00-\u9fff]{2,4}?)(?:同志|总)?\s*(?P<post3>总经理|管理者代表|"
    r"部长|主任)?\s*主持"
)
_BY_CHAIR = re.compile(rf"(?<=由){_CHAIR.pattern.removeprefix('(?:由)?')}")
_SPLIT = re.compile(r"[、，,；;/／\s　]+|(?<=[一-鿿]{2})和(?=[一-鿿]{2})|（|）|\(|\)")
"""和 between names, not the end of one."""
FORMER = {
    "编": "编制",
    "写": "编制",
    "填": "编制",
    "审": "审核",
    "批": "批准",
    "签": "批准",
    "制表": "编制",
    "拟稿": "编制",
    "拟定": "编制",
    "撰写": "编制",
    "撰稿": "编制",
    "执笔": "编制",
    "编报": "编制",
    "填报": "填表",
    "校核": "审核",
    "签批": "批准",
    "核批": "批准",
    "批示": "批准",
    "拟制": "编制",
    "起草": "编制",
    "编写": "编制",
    "制定": "编制",
    "汇编": "编制",
    "整理": "编制",
    "审查": "审核",
    "审批": "批准",
    "签发": "批准",
    "核准": "批准",
    "审定": "批准",
}


def role_key(role: str) -> str:
    """编制人, 制表, 起草 → 编制; 审批, 签发 → 批准; 验证人 → 验证."""
    bare = re.sub(r"\s", "", role)
    bare = bare.removesuffix("人") if bare not in ("负责人", "责任人") else bare
    return FORMER.get(bare, bare)


_TITLE = re.compile(
    r"^.*(?:总经理|副总|总工(?:程师)?|总监|主任|部长|经理|科长|处长|主管|组长|组员|代表|董事长|厂长|书记|"
    r"审核员|工程师|部|处|科|室|中心|车间|办)(?=[\u4e00-\u9fff]{2,4}$)"
)


def signatures_in(lines: Sequence[Line], file: str, year: int | None) -> list[Signature]:
    """All signatures of a record; a role whose name is blank has ``person`` empty."""
    found: list[Signature] = []
    for line in lines:
        if line.kind == "header_row" or line.heads:
            continue
        found += list(_in_pairs(line, file, year)) or [*_bare(line, file, year), *_in_text(line, file, year)]
        found += _chair(line, file)
    return _unique(found)


def people_in(text: str) -> list[str]:
    """Names in a list of names such as 张三、李四（组长）."""
    if is_person(text.strip()):
        return [text.strip()]
    names: list[str] = []
    for word in _SPLIT.split(text):
        word = _TITLE.sub("", word.strip("：:。."))
        if is_person(word):
            names.append(word)
    return list(dict.fromkeys(names))


_OPINION = re.compile(
    r"^\s*(?:(?:拟?同意|通过|批准|可行|符合|准予|请?按|情况|属实|已?阅|无异议|核准)"
    r"[^。；;，,\d\s　]{0,16}[。；;，,.\s　]+)+"
)
"""同意。张三: what the signer thought before the name."""


def _in_pairs(line: Line, file: str, year: int | None) -> Iterator[Signature]:
    if line.kind != "row":
        return
    fields = pair_fields(line)
    days = {name: value for name, value in fields if "日期" in name or "时间" in name}
    for name, value in fields:
        bare = re.sub(r"[（(].*?[)）]|签字|签名|\s|[/／、](?:日期|时间)$|(?<=[批核准定])意见$|^领导(?=审?批)", "", name)
        if not re.fullmatch(f"{_ROLES}|{_SPOKEN}", bare):
            continue
        day = _day(value, year) or (_day(next(iter(days.values())), year) if len(days) == 1 else None)
        day = day or (_day(line.text, year) if len(fields) == 1 else None)
        said = _OPINION.sub("", value)
        people = people_in(re.sub(r"\d.*", "", said)) or people_in(said)
        if not people and re.search(r"[一-鿿]{2}", said):
            continue
        yield from _make(bare, people, value, day, line, file)


def _in_text(line: Line, file: str, year: int | None) -> Iterator[Signature]:
    text = line.text
    marks = _apart(list(_ROLE.finditer(text)), text)
    for index, match in enumerate(marks):
        if (
            re.search(r"[\u4e00-\u9fff]$", text[: match.start()])
            and not match["dept"]
            and not re.search(r"[\s　；;|]$", text[: match.start()])
        ) and not re.search(r"[：:]", match[0]):
            continue
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        value = text[match.end() : end]
        if "：" not in match[0] and ":" not in match[0] and not people_in(value[:12]):
            continue
        people = people_in(re.split(r"\d|日期|时间|结论|[。]", _OPINION.sub("", value), maxsplit=1)[0])
        blank = not re.sub(r"[\s　_＿/／]|日期[：:]?|验证日期[：:]?", "", value[:14])
        if people or (blank and re.search(r"[：:]", match[0])):
            department = match["dept"] or next(iter(departments_in(value[:12])), "")
            yield from _make(match["role"], people, department, _day(value, year), line, file)


def _apart(marks: list[re.Match[str]], text: str) -> list[re.Match[str]]:
    """Without roles that tell the post of the person another role is about: 写：检查组长 张三."""
    return [
        m
        for before, m in zip([None, *marks], marks, strict=False)
        if before is None or not re.search("[：:]", before[0]) or text[before.end() : m.start()].strip()
    ]


_AUTHOR = re.compile(
    r"^\s*(?P<d>[一-鿿]{1,8}(?:部|处|科|室|中心|车间|办))[\s　]+(?P<n>[一-鿿]{2,4})[\s　]*(?:编|写|填|制)?[\s　]*"
    r"(?=20\d\d|\d{1,2}月)"
)


def _bare(line: Line, file: str, year: int | None) -> Iterator[Signature]:
    """A line that begins with department, name and day names who drew it up."""
    match = _AUTHOR.match(line.text) if line.kind == "text" else None
    if match and is_person(match["n"]):
        yield from _make("编制", [match["n"]], match["d"], _day(line.text[match.end() :], year), line, file)


def _chair(line: Line, file: str) -> list[Signature]:
    if line.kind == "row" and "主持" not in line.text:
        return []
    told = (*_BY_CHAIR.finditer(line.text), *_CHAIR.finditer(line.text))
    match = next((m for m in told if is_person(m["name"])), None)
    if match is None:
        return []
    post = (match["post"] or "") + (match["post2"] or "") + (match["post3"] or "")
    return [Signature(role="主持", person=match["name"], department=post, source=_source(line, file))]


def _make(
    role: str, people: Sequence[str], beside: str, day: date | None, line: Line, file: str
) -> Iterator[Signature]:
    departments = departments_in(beside)
    for person in people or [""]:
        yield Signature(
            role=role_key(role),
            person=person,
            department=departments[0] if departments else "",
            on=day,
            source=_source(line, file),
        )


def _source(line: Line, file: str) -> Source:
    return Source(file=file, locator=line.locator, quote=line.quote, rule="signature/1", confidence=0.9)


def _day(text: str, year: int | None) -> date | None:
    return next((m.first for m in find_dates(text, year) if m.precision == "day"), None) or bare_day(text, year)


def _unique(found: Sequence[Signature]) -> list[Signature]:
    seen: dict[tuple[str, str], Signature] = {}
    for one in found:
        key = (one.role, one.person)
        if key not in seen or (one.on and not seen[key].on):
            seen[key] = one
    return list(seen.values())

"""Facts as documents seem to state them: proposals with the words they were read from, for a person to confirm."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..domain.value import Value
from ..text.normalize import fold_text
from ..text.quantities import find_quantities
from ..text.roles import departments_in, is_person

Line = tuple[str, str, str]
"""Heading above, text, locator."""

_COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{2,24}?(?:股份有限公司|有限责任公司|有限公司|集团公司)")
_LEADING = re.compile(
    r"^.*(?:适用于|位于|依据|由|与|和|及|向|为|是|在|对|本公司|以下简称|企业名称|单位名称|公司名称|单位)(?=[\u4e00-\u9fff]{4})"
)
_POLICY = re.compile(
    r"方针(?:语句)?(?:为|是|如下)?\s*[:：]\s*[“「]?(?P<value>[^。；”」\n]{6,60})|方针(?:为|是)\s*[“「](?P<value2>[^”」\n]{6,60})"
)
_PHRASES = re.compile(r"^[“「]?(?P<value>[\u4e00-\u9fff]{3,8}(?:[、，,；;\s][\u4e00-\u9fff]{3,8}){2,5})[”」]?[。！]?$")
_POST = r"(?:董事长兼总经理|总经理|董事长|总裁|厂长|院长)"
_NAME = r"[\u4e00-\u9fff]{2,4}"
_TOP = re.compile(rf"(?P<title>(?<!副){_POST})\s*[:：|]?\s*(?P<name>{_NAME})(?=[，。；、\s）)|]|签|$)")
_TOP_AFTER = re.compile(rf"(?P<name>{_NAME})[（(，,]\s*(?P<title>{_POST})[）)]?")
_REPRESENTATIVE = re.compile(
    rf"任命\s*(?P<value>{_NAME}?)(?:同志|先生|女士)?(?:（[^）]*）)?\s*(?:担任|为)[^。；]{{0,20}}管理者代表"
    rf"|管理者代表\s*[:：|]\s*(?P<value2>{_NAME})(?=[，。；、\s（|]|$)"
)
_HEADCOUNT = re.compile(
    r"(?:员工|职工|从业人员|在册人员|现有人员)(?:总数|人数)?[^。；\d]{0,8}(?P<value>\d[\d,]{0,6})\s*(?:余)?人"
)
_STRATEGY = re.compile(
    r"(?:发展)?战略(?:是|为|目标是|定位是|：|:)\s*(?!依据|指引|导向|核心|先)(?P<value>[^。\n]{8,120})"
)
_VISION = re.compile(r"愿景(?:是|为|：|:)\s*[“「]?(?P<value>[^。”」\n]{4,60})")
_INDUSTRY = re.compile(
    r"所属行业\s*[:：|]\s*(?P<value>[^。，；|\n]{2,30})|属于(?P<value2>[\u4e00-\u9fff]{2,16}(?:制造业|行业|服务业|工业))"
)
_PRODUCTS = re.compile(
    r"(?:主要产品|主导产品|主营产品|主营业务|主要业务)(?:和服务)?(?:为|是|有|包括|：|:)\s*(?P<value>[^。；\n]{2,80})"
)
_SYSTEM = re.compile(r"(?<![A-Za-z])(?:ERP|MES|PLM|PDM|WMS|CRM|SRM|QMS|APS|SCADA|OA|EAM|LIMS|DCS|TMS|HRM)(?![A-Za-z])")
_DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{1,8}(?:部|中心|车间|科|处|办公室|分厂)")
_NO_DEPARTMENT = re.compile(r"[与和或及由向对内后前的为将按经各本该等至到]|通知|负责|组织|内部|全部")
_ADVANTAGE = re.compile(
    r"[“「](?P<value>[^”」]{3,24}优势)[”」]|(?:获取|形成|争取|赢得|建立|巩固|打造)(?P<value2>[\u4e00-\u9fff]{4,20}优势)"
    r"|^(?P<value3>[\u4e00-\u9fff]{4,20}优势)[。；]?$"
)
_CAPABILITY = re.compile(
    r"[“「](?P<value>[^”」]{3,24}能力)[”」]|(?:^|[|：:、]\s*)(?P<value2>[\u4e00-\u9fffA-Za-z]{4,24}能力)(?=\s*(?:[|。；、]|$))"
)
_GENERIC = re.compile(
    r"^(?:可持续)?竞争优势$|新型能力$|^(?:打造|提升|建设|形成|获取|拟|该|本|各|其|以及|与|和|的|对应)"
    r"|^(?:生产|管理|服务|创新)能力$|可持续竞争优势$"
)
_SETS_GOALS = re.compile(r"目标|指标|基线|KPI", re.I)
_TELLS_RESULTS = re.compile(r"监测|台[账帐]|报告|记录|统计|评审|总结|纪要|通报|评价|考核")
_SETS_RULES = re.compile(r"计划|方案|办法|制度|程序|规定|责任书|分解")
_NO_NAME = re.compile(r"[\d\s.、—-]*(?:年|季度?|月|周|日)?")


class FoundGoal(Value):
    """A goal as a paper states it."""

    name: str
    quote: str
    locator: str
    slots: tuple[tuple[str, str], ...]
    place: str = ""
    """The heading and the head of the table above it."""


class Proposal(Value):
    """``path`` = ``value`` perhaps; ``quote`` is verbatim. ``goal`` groups the slots of one goal."""

    path: str
    value: str
    file: str
    locator: str
    quote: str
    goal: str = ""


def propose(file: str, lines: Sequence[Line], goals: Sequence[FoundGoal]) -> Iterator[Proposal]:
    """All proposals of one file, each value once."""
    seen: set[tuple[str, str]] = set()
    for proposal in (*_names(file, lines), *_single(file, lines), *_listed(file, lines), *_goals(file, goals)):
        key = (proposal.path + proposal.goal, fold_text(proposal.value))
        if proposal.value and key not in seen:
            seen.add(key)
            yield proposal


def merged(proposals: Sequence[Proposal]) -> dict[str, list[Proposal]]:
    """Proposals by path, different values of one path side by side, the most often found first."""
    grouped: dict[str, list[Proposal]] = {}
    counts = Counter((proposal.path, proposal.goal, fold_text(proposal.value)) for proposal in proposals)
    for proposal in proposals:
        others = grouped.setdefault(proposal.path, [])
        if not any(o.goal == proposal.goal and fold_text(o.value) == fold_text(proposal.value) for o in others):
            others.append(proposal)
    for path, found in grouped.items():
        found.sort(key=lambda p: -counts[path, p.goal, fold_text(p.value)])
    return grouped


def _names(file: str, lines: Sequence[Line]) -> Iterator[Proposal]:
    counts: Counter[str] = Counter()
    first: dict[str, tuple[str, str]] = {}
    for _, text, locator in lines:
        for match in _COMPANY.finditer(text):
            name = _LEADING.sub("", match[0])
            counts[name] += 1
            first.setdefault(name, (locator, text))
    if counts:
        name = counts.most_common(1)[0][0]
        yield _of("name", name, file, first[name])


def _single(file: str, lines: Sequence[Line]) -> Iterator[Proposal]:
    patterns = {
        "policy": _POLICY, "strategy": _STRATEGY, "vision": _VISION, "industry": _INDUSTRY, "headcount": _HEADCOUNT,
        "management_representative": _REPRESENTATIVE,
    }  # fmt: skip
    for section, text, locator in lines:
        for path, pattern in patterns.items():
            if match := pattern.search(text):
                yield _of(path, _value(match).strip("：: “”"), file, (locator, text))
        if "方针" in section and (match := _PHRASES.match(text.strip())):
            yield _of("policy", match["value"], file, (locator, text))
        for pattern in (_TOP, _TOP_AFTER):
            if (match := pattern.search(text)) and is_person(match["name"]):
                yield _of("top_management", f"{match['title']} {match['name']}", file, (locator, text))


def _listed(file: str, lines: Sequence[Line]) -> Iterator[Proposal]:
    for section, text, locator in lines:
        place = (locator, text)
        if match := _PRODUCTS.search(text):
            for part in re.split(r"[、，,]|和|以及", match["value"]):
                yield _of("products", part.strip(), file, place)
        if re.search(r"部门|职责|职能|组织", section + text[:12]):
            for department in filter(_is_department, departments_in(text)):
                yield _of("departments", department, file, place)
        for match in _SYSTEM.finditer(text):
            yield _of("information_systems", match[0], file, place)
        if "优势" in section or "可持续竞争优势" in text:
            yield from (_of("advantages", v, file, place) for v in _values(_ADVANTAGE, text))
        if "新型能力" in section or "新型能力" in text:
            yield from (_of("capabilities", v, file, place) for v in _values(_CAPABILITY, text))


def _values(pattern: re.Pattern[str], text: str) -> list[str]:
    found = (_value(match) for match in pattern.finditer(text))
    return [value for value in found if not _GENERIC.search(value)]


def _value(match: re.Match[str]) -> str:
    return next((value for key, value in match.groupdict().items() if key.startswith("value") and value), "")


def _is_department(name: str) -> bool:
    return bool(_DEPARTMENT.fullmatch(name)) and not _NO_DEPARTMENT.search(name)


def _goals(file: str, goals: Sequence[FoundGoal]) -> Iterator[Proposal]:
    for goal in (goal for goal in goals if _is_set(file, goal)):
        yield _of("goals.name", goal.name, file, (goal.locator, goal.quote), goal.name)
        for slot, text in goal.slots:
            yield _of(f"goals.{slot}", text, file, (goal.locator, goal.quote), goal.name)


def _is_set(file: str, goal: FoundGoal) -> bool:
    """A measured target with a name, in a place that sets goals; papers that tell results only repeat them."""
    name = re.split(r"[/\\]", file)[-1]
    if _TELLS_RESULTS.search(name) and not _SETS_RULES.search(name):
        return False
    target = dict(goal.slots).get("target", "")
    named = not _NO_NAME.fullmatch(goal.name)
    return bool(named and find_quantities(target) and _SETS_GOALS.search(f"{name} {goal.place}"))


def _of(path: str, value: str, file: str, place: tuple[str, str], goal: str = "") -> Proposal:
    return Proposal(path=path, value=value, file=file, locator=place[0], quote=place[1], goal=goal)

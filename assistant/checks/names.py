"""Checks on names: whose paper it is, who approved it, which standard it follows."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ..domain.enterprise import FactTable
from .paper import Line, Paper
from .registry import Context, Hit, at, check, missing
from .words import any_of, phrases

Parameters = Mapping[str, Any]

_KINDS = "股份有限公司|有限责任公司|有限公司|集团公司|集团|总公司|公司|总厂|厂|研究院|研究所|事务所"
_ORGANISATION = re.compile(rf"(?P<name>[\u4e00-\u9fff（）()A-Za-z]{{2,24}}?(?:{_KINDS}))")
_COMMON = re.compile(
    r"^(?:本|我|该|各|贵|总|子|分|母|全|由|对|在|与|和|为|据|或|向|让|使|等|其他|外部|国内|国外|同行业?|相关|咨询|认证|评定|软件|供应商|服务|有关|"
    r"上级|下属|所属|控股|集团|公司|企业|多家|两家|几家|其它|合作|第三方|竞争对手|制造|生产|股份|有限|责任|上市|电力|供电|物流|运营|一家|整个|兄弟)"
)
_LEAD = re.compile(
    r"^.*(?:由|对|在|与|和|为|据|向|让|使|把|将|及|是|给|从|到|按|经|受|请|以|了|的|于|同|并|如|像|参照|参考|借鉴|引用|依据|根据|适用于|感谢|委托|报|年)(?=[\u4e00-\u9fff]{2})"
)
_TOP = ("总经理", "董事长", "总裁", "厂长", "院长", "首席执行官", "CEO", "最高管理者", "执行董事")


@check("foreign_organisation")
def foreign_organisation(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """Full names of organisations that are neither the enterprise nor one the facts or ``allowed`` mention."""
    own = _own_names(paper, context.facts)
    allowed = any_of(parameters, "allowed")
    for line, text in phrases(paper.pieces):
        for name in _organisations(text):
            if not _is_own(name, own, context.facts) and not allowed.search(text):
                yield at(line, text, name=name, own=own[0] if own else "本企业")


@check("approver_is_top")
def approver_is_top(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """The one who approves must be the top manager; silent when no approver stands there (another rule)."""
    for line, role, text in _roles(paper, any_of(parameters, "role")):
        if not _is_top(role, context.facts):
            yield at(line, text, who=role)


@check("has_approver")
def has_approver(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """Somebody must stand behind 批准/主持 …: a name or a post next to the word."""
    if not list(_roles(paper, any_of(parameters, "role"))):
        yield missing()


@check("outdated_edition")
def outdated_edition(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """``editions``: expression → current edition; a mention of a superseded edition without saying so."""
    for line, text in phrases(paper.pieces):
        for old, current in parameters["editions"].items():
            match = re.search(old, text)
            if match and not re.search(r"代替|替代|作废|废止|旧版|原版|换版|转版", text):
                yield at(line, text, word=match[0], current=current)


def _own_names(paper: Paper, facts: FactTable | None) -> list[str]:
    if facts and facts.name:
        return [facts.name, *facts.aliases]
    titled = [name for line in paper.lines[:3] for name in _organisations(line.text)]
    if titled:
        return [titled[0]]
    counted = Counter(name for line in paper.pieces for name in _organisations(line.text))
    return [counted.most_common(1)[0][0]] if counted else []


def _organisations(text: str) -> Iterator[str]:
    for match in _ORGANISATION.finditer(text):
        name = _LEAD.sub("", match["name"])
        stem = re.sub(rf"(?:{_KINDS})$", "", name)
        if len(stem) >= 2 and not _COMMON.match(name) and not re.search(r"[XxＸ×]{2}|某", name):
            yield name


def _is_own(name: str, own: list[str], facts: FactTable | None) -> bool:
    known = [*own, *([f.name for f in facts.sites] + [b.name for b in facts.benchmarks] if facts else [])]
    stem = re.sub(r"(?:股份|责任|有限|集团|总)*(?:公司|厂|集团)$", "", name)
    return any(stem in full or full in name or _short(full) in name for full in known if full) or not stem


def _short(full: str) -> str:
    stem = re.sub(r"(?:股份|责任|有限|集团|总)*公司$", "", full)
    return stem[:4] if len(stem) >= 4 else stem


def _roles(paper: Paper, role: re.Pattern[str]) -> Iterator[tuple[Line, str, str]]:
    """Line, who, sentence — from ``批准：总经理 李某`` and ``由总经理批准``."""
    for line in paper.pieces:
        named = rf"(?:{role.pattern})(?:人|者)?\s*[:：]\s*(?P<who>[^\s,，;；|。]+(?: [^\s,，;；|。:：]+)?)"
        for match in re.finditer(named, line.text):
            if not re.match(r"^(?:日期|时间|\d)", match["who"]):
                yield line, match["who"].strip(), line.text
        for match in re.finditer(rf"由(?P<who>[^，。；,;由]{{2,20}}?)(?:负责)?(?:审核)?(?:{role.pattern})", line.text):
            yield line, match["who"].strip(), line.text


def _is_top(who: str, facts: FactTable | None) -> bool:
    if re.search(r"副(?:总经理|总裁|董事长|厂长|院长)|助理", who):
        return False
    if any(title in who for title in _TOP):
        return True
    top = facts.top_management if facts else None
    return bool(top and (top.name in who or (top.title and top.title in who)))

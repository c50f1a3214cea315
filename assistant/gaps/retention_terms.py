"""How long documents say which records are kept, and where two of them disagree."""

import re

from ..domain.facts import Prescription
from ..facts.phrases import retention_of
from ..facts.topics import fold_name
from ..text.dates import chinese_int


def retention_clash(one: Prescription, other: Prescription) -> tuple[str, str, str] | None:
    """Two terms for keeping the same records, or a shorter one than the rule for all records allows."""
    for mine, term in _kept_for(one):
        for its, other_term in _kept_for(other):
            a, b = _months(term), _months(other_term)
            shorter = a is not None and b is not None and _below_general((one, other), [mine, its], (a, b))
            if a != b and (mine & its or shorter):
                return "保存期限", term, other_term
    return None


def _kept_for(duty: Prescription) -> list[tuple[set[str], str]]:
    """What a duty says is kept, and for how long: 记录保存5年，项目资料保存10年 tells of two."""
    found: list[tuple[set[str], str]] = []
    before = ""
    for clause in re.split("[，,；;。]", duty.source.quote):
        before += clause
        if term := retention_of(clause):
            found.append((_kept(before), term))
            before = ""
    return found or [(_kept(duty.source.quote), duty.retention or "")]


_ALL_RECORDS = re.compile(
    r"(?:各种|各类|各项|所有|全部|一切|凡)[^，。；]{0,8}(?:记录|表单)|记录(?:一律|均|都|统一|全部)[^，。；]{0,6}(?:保存|保管|留存)"
)
_EXCEPT = re.compile(r"另有|除.{0,20}外|从其规定|特殊|按.{0,12}规定(?:的)?(?:期限|执行)")


def _below_general(
    duties: tuple[Prescription, Prescription], what: list[set[str]], months: tuple[float, float]
) -> bool:
    """Some records kept for less than the rule for all records asks, which names no exception."""
    for general, special in ((0, 1), (1, 0)):
        quote = duties[general].source.quote
        if not what[general] and what[special] and _ALL_RECORDS.search(quote) and not _EXCEPT.search(quote):
            return months[special] < months[general]
    return False


def _months(retention: str) -> float | None:
    """三年 and 36个月 are one time; 长期 outlasts all."""
    if re.search("长期|永久", retention):
        return float("inf")
    number = chinese_int(re.sub("个月|[年月以上]", "", retention))
    return None if number is None else number * (12.0 if "年" in retention else 1.0)


_KEPT = re.compile(
    r"(?P<i>内部审核|内审|(?<!管理)(?<!外部)审核(?=方案|计划|检查|报告|的?记录|、))|(?P<r>管理评审|管评)|(?P<n>不符合|不合格|整改|纠正措施)|"
    r"(?P<p>项目)|培训|目标监测|监测|检查(?!表)|备份|巡检|账号|考核|演练"
)


def _kept(quote: str) -> set[str]:
    """What records a sentence about keeping names: 内审、管评记录, 培训和考核资料; one name for what has several."""
    named = re.findall(r"([一-鿿、和及与]{2,30})(?:的)?(?:记录|资料|档案|报告|台账)", quote)
    return {m.lastgroup or fold_name(m[0]) for part in named for m in _KEPT.finditer(part)}

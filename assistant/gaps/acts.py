"""Acts that documents put in an order: how rules speak of each, what its own record is called, the label of its day."""

import re
from typing import NamedTuple


class Act(NamedTuple):
    """One act. ``yearly``: it is about the whole firm, once or a few times a year, and about no object."""

    name: str
    told: re.Pattern[str]
    record: re.Pattern[str]
    label: re.Pattern[str]
    yearly: bool = False


def _act(name: str, told: str, record: str = "$^", label: str = "$^", *, yearly: bool = False) -> Act:
    return Act(name, re.compile(told), re.compile(record), re.compile(label), yearly)


_OPERATION = r"上线|正式(?:上线|运行|投入|[使启]?用)|投入(?:正式)?(?:使用|运行|生产)|投用|投运|投产|开始用"
_REVIEWED = "(?:评审|审定|会审|论证)"
_MATCHED = "匹配性?(?:评审|评估|确认)"
_COMPARED = "比价|询价|招标|比选|开标|定标"
_AUDITED = "外审|外部审核|符合性审核|认证审核|现场审核"
_ASSESSED = "(?:自我?|两化融合(?:水平)?)评[估价]|评估(?:与)?诊断"
ACTS = (
    _act("可行性论证", "可行性?(?:研究|论证|分析)|可研|论证", "可行性|可研|论证", "可研|论证"),
    _act("立项", "立项", "立项", "立项"),
    _act(
        "方案评审",
        f"方案[^，。；|]{{0,6}}{_REVIEWED}|^评审|[，；]评审",
        "方案[^，。]{0,4}评审|方案会审",
        f"方案.{{0,4}}{_REVIEWED}",
    ),
    _act("匹配性评审", _MATCHED, _MATCHED, _MATCHED),
    _act("比价", "比价|询价|招标|比选|[货比]{1,2}三家", _COMPARED, _COMPARED),
    _act(
        "合同签订",
        "[签订][^，。；|]{0,8}(?:合同|协议)|合同(?:的)?签[订署]",
        "合同|协议",
        "签[订署约]|(?:合同|协议)(?:日期|时间)",
    ),
    _act("采购", "采购|购[买置进]|下单|订货", "$^", "^(?:采购|购[买置进]|下单|订货)(?:日期|时间|$)"),
    _act("付尾款", "尾款|余款|付清|剩余款", "$^", "尾款|余款|付清"),
    _act("备份", "备份", "$^", "备份(?:日期|时间|完成|$)"),
    _act("数据切换", "数据(?:迁移|切换|割接|导入|上载)|迁移|割接|切换", "迁移|割接|切换", "迁移|割接|切换|导入"),
    _act("测试", "测试|联调", "测试|联调", "测试|联调"),
    _act("试运行", "试运行|试用(?!期)", "试运行|试用(?!期)", "(?:试运行|试用).{0,4}(?:结束|截止|止|完成)"),
    _act("匹配调整", "匹配性?(?:的)?调整", "匹配性?调整", "匹配性?调整"),
    _act("操作培训", "培训|教会|教好|学会|讲[一过]", "$^", "$^"),
    _act("验收", "验收", "验收", "验收"),
    _act("投入运行", _OPERATION + "|正式用|运行$|^运行", "$^", _OPERATION),
    _act("评估", f"{_ASSESSED}|^评估", "(?:自|融合|水平)评估|评估(?:与)?诊断|评估报告", yearly=True),
    _act("内部审核", "内审|内部审核", "内审报告|内部审核报告|审核报告", yearly=True),
    _act("管理评审", "管理评审|管评", "(?:管理评审|管评).{0,4}(?:纪要|记录|报告)", yearly=True),
    _act("外部审核", f"{_AUDITED}|评定", _AUDITED, yearly=True),
)


def acts_in(text: str) -> list[Act]:
    """The acts a stretch of a rule speaks of, in their order; of two that overlap the one that says more."""
    found = [(m.start(), -len(m[0]), m.end(), at) for at, act in enumerate(ACTS) if (m := act.told.search(text))]
    kept: list[tuple[int, int]] = []
    ends: list[int] = []
    for start, _, end, at in sorted(found):
        if not ends or start >= ends[-1]:
            kept.append((start, at))
            ends.append(end)
    return [ACTS[at] for _, at in kept]

"""Words of the slips nonconformities are told on: stages by label, slips that are merely counted (第3号, 整改单3)."""

import re
from datetime import date

from ..text.dates import find_dates

STAGE_OF = (
    (
        "looked_again",
        re.compile("有效性(?:复查|跟踪|回访|检查)|回头看|个月(?:之?[内后])?(?:的)?(?:效果|复查|回访|再看)"),
    ),
    ("limit", re.compile("期限|(?:要求|计划|应)(?:完成|关闭)|整改时限|计划$|[几哪][号天日]前|改完前")),
    (
        "found",
        re.compile(
            "发现|审核日期|(?<!措施)(?<!对策)(?<!办法)(?<!方案)提出日期|开具|开出|开单|检出|签发日期|发出(?:日期|时间)|哪天查"
        ),
    ),
    ("registered", re.compile("登记|送[到达]|接[单到]|收[单到]|下发")),
    (
        "cause",
        re.compile(
            "原因|分析|(?:措施|对策|办法|方案)(?:的)?(?:提出|制定|提交|上报|交)|^提交|交的日期|写.{0,2}办法|为什么|咋回事"
        ),
    ),
    (
        "verified",
        re.compile(
            "验证|复[查验]|复核(?:[人者员]|日期|时间)|查验|谁(?:去)?[看验]|哪天(?:去)?[看验]|看到(?:什么|了什么|啥)|看的(?:人|日期|结果)|[复验]查"
        ),
    ),
    ("closed", re.compile("关闭|关单|^关$|结案|销号|销项|销案|闭环|封闭")),
    ("done", re.compile("完成|实施|整改日期|落实|[做改办弄]完|[改弄]好|动手改|谁改|实际$")),
)
LOOKED = re.compile(r"^谁(?:去|来)?(?:看|验|复查|核)的?$|^(?:去)?看的人$|^复查的?人$")
"""Who went to see that it was mended."""

CORRECTION = re.compile(r"(?:整改|纠正|不符合|不合格|毛病|问题)[^，。]{0,6}(?:单|表|卡|报告|通知书?)")


_NOT_PUT_OFF = re.compile(
    r"(?:是否)?(?:需要?)?(?:延期|延长|顺延|展期)[^|：:\n，。]{0,8}[|：:　 ]+\s*"
    r"(?:[/／—–\-]+|无|否|不需要?|没有|不适用)?\s*(?=\||\n|$|[\u4e00-\u9fff]{2,8}\s*[|：:])|"
    r"[不没未无](?:得|能|准|许|有|曾|需|申请)?(?:延期|延长|顺延|拖延)"
)
"""The place of a form for putting off, left blank: 延期审批 | /."""
_PUT_OFF = re.compile(r"延期|延长|顺延|展期|延[至到]|同意延|宽限|推迟[至到]")


def put_off(text: str) -> bool:
    """Whether a slip or row tells that its limit was moved."""
    return _PUT_OFF.search(_NOT_PUT_OFF.sub("", text)) is not None


def counted(text: str) -> str | None:
    """第3号, 整改单3: the number of a slip where slips are merely counted."""
    match = re.search(
        r"第\s*(\d{1,3})\s*[号张份]|(?:整改|纠正|不符合|毛病|问题)[一-鿿]{0,3}[单卡表]\s*(\d{1,3})(?![\d./年月-])", text
    )
    return f"第{int(match[1] or match[2])}号" if match else None


_SPOKEN_OF = re.compile(r"(?:自|从|抽[取查样]?|查[阅看]?|看|核对|复核|翻阅?|调[取阅]|均为|截至)\s*(?:了|过)?\s*$")
"""Words before a day of what somebody looked at: 看6月20日至30日夜班记录."""


def days_of_act(text: str, year: int) -> list[date]:
    """Days on which something was done, not those a finding speaks about: 均为6月24日后, 抽9月3日至8日的单据."""
    found: list[date] = []
    spoken, end = False, -9
    for m in find_dates(text, year):
        if m.precision != "day":
            continue
        ranged = spoken and re.fullmatch(r"\s*[至到~～—–-]?\s*", text[end : m.start]) is not None
        spoken, end = ranged or _SPOKEN_OF.search(text[: m.start]) is not None, m.end
        if not spoken and not re.match(r"\s*(?:以?[后前来]|起|至|到|的)", text[m.end :]):
            found.append(m.first)
    return found


FREE_TEXT = re.compile(r"证据|情况|内容|说明|意见|记录|结果|过程|看到|验证$|复查$")
"""Labels of what somebody saw or thought: a day in there belongs to the act only where it is put beside it."""
_ACT = re.compile(
    r"\s*[，,、]?\s*(?:[一-鿿]{2,3})?(?:到?现场|再次|实地)?(?:验证|复查|复验|查验|核查|核实|确认|检查|抽查|关闭|查看|去看|看过)"
)
_AT_END = re.compile(r"\s*[）)」”]?\s*[。；;]?\s*$")


def days_signed(text: str, year: int) -> list[date]:
    """Of the days of the act in a free text, those that open it, end it as a signature does, or stand before its
    verb: 6月19日验证有效, …已改，卫某 2025-05-27."""
    acts = days_of_act(text, year)
    return [
        m.first
        for m in find_dates(text, year)
        if m.precision == "day"
        and m.first in acts
        and (not text[: m.start].strip() or _AT_END.match(text, m.end) or _ACT.match(text, m.end))
    ]

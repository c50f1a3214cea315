"""Words of the slips nonconformities are told on: stages by label, slips that are merely counted (第3号, 整改单3)."""

import re

STAGE_OF = (
    ("limit", re.compile("期限|(?:要求|计划|应)(?:完成|关闭)|整改时限|计划$|[几哪][号天日]前|改完前")),
    ("found", re.compile("发现|审核日期|提出日期|开具|开出|开单|签发日期|哪天查")),
    ("registered", re.compile("登记|送[到达]|接[单到]|收[单到]|下发")),
    ("cause", re.compile("原因|分析|^提交|交的日期|写.{0,2}办法|为什么|咋回事")),
    (
        "verified",
        re.compile(
            "验证|复[查验]|查验|谁(?:去)?[看验]|哪天(?:去)?[看验]|看到(?:什么|了什么|啥)|看的(?:人|日期|结果)|[复验]查"
        ),
    ),
    ("closed", re.compile("关闭|关单|结案|销号|销案|闭环")),
    ("done", re.compile("完成|实施|整改日期|落实|[做改办弄]完|[改弄]好|动手改|谁改|实际$")),
)
LOOKED = re.compile(r"^谁(?:去|来)?(?:看|验|复查|核)的?$|^(?:去)?看的人$|^复查的?人$")
"""Who went to see that it was mended."""

CORRECTION = re.compile(r"(?:整改|纠正|不符合|不合格|毛病|问题)[^，。]{0,6}(?:单|表|卡|报告|通知书?)")


def counted(text: str) -> str | None:
    """第3号, 整改单3: the number of a slip where slips are merely counted."""
    match = re.search(
        r"第\s*(\d{1,3})\s*[号张份]|(?:整改|纠正|不符合|毛病|问题)[一-鿿]{0,3}[单卡表]\s*(\d{1,3})(?![\d./年月-])", text
    )
    return f"第{int(match[1] or match[2])}号" if match else None

"""Words of the slips nonconformities are told on: stages by label, slips that are merely counted (第3号, 整改单3)."""

import re

STAGE_OF = (
    ("limit", re.compile("期限|要求完成|计划完成|应完成|整改时限|计划$|几号前|哪天前")),
    ("found", re.compile("发现|审核日期|提出日期|开具|开出|开单|签发日期|哪天查")),
    ("registered", re.compile("登记")),
    ("cause", re.compile("原因|分析|^提交|交的日期|写.{0,2}办法|为什么|咋回事")),
    (
        "verified",
        re.compile("验证|关闭|谁(?:去)?[看验]|哪天(?:去)?[看验]|看到(?:什么|了什么|啥)|看的(?:人|日期|结果)|[复验]查"),
    ),
    ("done", re.compile("完成|实施|整改日期|落实|做完|实际$|改完|改好|动手改|谁改|弄完|弄好")),
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

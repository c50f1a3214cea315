"""Slips that are merely counted: 第3号, 整改单3."""

import re

CORRECTION = re.compile(r"(?:整改|纠正|不符合|不合格|毛病|问题)[^，。]{0,6}(?:单|表|卡|报告|通知书?)")


def counted(text: str) -> str | None:
    """第3号, 整改单3: the number of a slip where slips are merely counted."""
    match = re.search(
        r"第\s*(\d{1,3})\s*[号张份]|(?:整改|纠正|不符合|毛病|问题)[一-鿿]{0,3}[单卡表]\s*(\d{1,3})(?![\d./年月-])", text
    )
    return f"第{int(match[1] or match[2])}号" if match else None

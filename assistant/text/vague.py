"""Words that name a time without fixing it."""

import re

VAGUE_TIME = (
    "不定期",
    "定期",
    "适时",
    "视情况",
    "视需要",
    "根据需要",
    "择机",
    "经常",
    "尽快",
    "适当时候",
    "一定时间",
    "周期性",
)


WEAK_TIME = ("及时", "必要时", "随时")


def vague_times(text: str) -> list[str]:
    """Words that name a time without fixing it, strong ones (定期, 适时) and weak ones (及时, 必要时)."""
    text = re.sub("定期(?=[限间])", "", text)
    found = [w for w in VAGUE_TIME if w in text]
    if "不定期" in found and "定期" in found and text.count("定期") == text.count("不定期"):
        found.remove("定期")
    return found + [w for w in WEAK_TIME if w in text]

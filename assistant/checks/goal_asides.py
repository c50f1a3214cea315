"""What a paper says beside its goals: what happens when one is missed, where a baseline comes from."""

import re

MISSED = re.compile(
    r"(?:未|没有?|低于|不到|偏离|落后|连续)[^，。；]{0,10}(?:达|到|阶段|应到|目标)[^，。；]{0,8}(?:的|时|者|，)|逾期(?:的|者|未)|"
    r"(?:出现|发生|有)偏差|偏差[^，。；率值]{0,8}(?:时|的)(?=[，,]|[\u4e00-\u9fff]{2,6}(?:提|写|报|交|说))|"
    r"(?:要|需|有)[^，。；]{0,8}(?:调整|修改|变更|改动)|目标(?:值)?的?(?:调整|修改|变更)"
)
"""What happens when a goal is missed or changed."""
_TOLD_APART = frozenset({"owner", "source", "stages", "due"})


def told_apart(slot: str, sentence: str) -> bool:
    """Who does what when a goal is missed is no owner of it; where the baseline comes from is no source of the data."""
    if slot not in _TOLD_APART:
        return False
    started = re.search(r"基[线准]|起点|现状|原来|摸底", sentence) and not re.search(
        r"数据|取数|监测|统计来源", sentence
    )
    return bool(MISSED.search(sentence)) if slot != "source" else bool(MISSED.search(sentence) or started)

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


GENERIC = re.compile(
    r"说明|附则|监[视测]|考核|调整|资源|总则|总体要求|目的|范围|职责|依据|概述|方针|批准|评审|计算|数据来源|修订|保障|背景|审批"
)
"""Headings of sections that are about goals but hold none."""
MANAGED = re.compile(
    r"目标的?(?:增减|调整|修订|修改|变更|监[视测]|通报|考核|评审|达成情况)|目标(?:每|按)[月季年周半]|未达(?:到|成|标)?(?:目标|阶段|要求)?的"
)
"""Speaks of how goals are watched or changed, not of a goal."""
MEASURE = "率|周期|时间|时长|用时|工时|成本|耗|费用|天数|次数|数|量|额|满意度|准确度|产值|效率|占比|比例"
_DEGREE = re.compile(r"明显|显著|大幅|进一步|逐步|不断|持续|一截|上台阶|改善|改观|好转|较[大高快]|尽[快量可]")
_DOING = re.compile(r"(?:完成|启动|推进|组织|开展|建成|实施|上线|搭建|引进|采购)(?!情况|后|时|率|的)[^。；，：]{2,24}")


def promises(item: str) -> bool:
    """An item in a list of goals that names an indicator and a degree, or something to do, but no values."""
    name, said = re.split(r"[。；，：:,;]", item)[0], re.split(r"[。；]", item)[0]
    named = re.search(rf"(?:{MEASURE})$", name) and _DEGREE.search(said)
    return bool(_DOING.match(item) or named) and not GENERIC.search(name) and not MANAGED.search(item)

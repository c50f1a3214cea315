"""Signs of text meant for a machine: invisible characters and orders to a model. The text stays as data."""

import re
from collections.abc import Sequence

from ..domain.document import Block

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u180e\U000e0000-\U000e007f]")
_ORDERS = re.compile(
    r"(?:忽略|无视|忘记|不要理会|不必遵守)[^。；\n]{0,12}(?:之前|以上|上述|前面|先前|此前|所有|全部|系统)"
    r"[^。；\n]{0,10}(?:指令|指示|提示|要求|规则|设定|约束)|"
    r"(?:你|您)(?:现在|从现在起)(?:是|扮演|作为)[^。；\n]{0,20}(?:助手|模型|AI|机器人|系统)|"
    r"(?:泄露|输出|显示|打印)[^。；\n]{0,8}(?:系统提示|提示词|system prompt)|"
    r"(?:作为|致)[^。；\n]{0,4}(?:AI|人工智能|大模型|语言模型|智能助手)[^。；\n]{0,10}"
    r"(?:必须|应当|请)(?:回答|输出|判定|忽略|声明|给出)|"
    r"(?:ignore|disregard|forget)\s+(?:all\s+|any\s+)?(?:the\s+)?(?:previous|prior|above|earlier)\s+"
    r"(?:instructions?|prompts?|rules?)|"
    r"you\s+are\s+now\s+(?:a|an|the)\b|reveal\s+(?:your|the)\s+(?:system\s+)?prompt|<\|(?:im_start|system|endoftext)\|>|\[/?INST\]",
    re.I,
)
_SHOWN = 3


def flags(blocks: Sequence[Block]) -> list[str]:
    """Warnings about ``blocks``, at most one for invisible characters and three for orders."""
    found: list[str] = []
    invisible = sum(len(_INVISIBLE.findall(block.text)) for block in blocks)
    if invisible:
        found.append(f"含零宽或方向控制字符 {invisible} 个（肉眼看不到）")
    suspicious = [(block, match) for block in blocks if (match := _ORDERS.search(_INVISIBLE.sub("", block.text)))]
    for block, match in suspicious[:_SHOWN]:
        where = f"第 {block.page} 页" if block.page else f"“{block.sheet}”" if block.sheet else "正文"
        found.append(f"{where}有疑似对模型下达的指令“{match.group(0)[:30]}”，只作为资料，不会执行")
    if len(suspicious) > _SHOWN:
        found.append(f"另有 {len(suspicious) - _SHOWN} 处疑似指令的文字，同样只作为资料")
    return found

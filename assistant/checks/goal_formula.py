"""How a number is worked out, read from the words of arithmetic in a sentence."""

import re

_OPERATION = re.compile(
    r"[÷×]|(?<=[\u4e00-\u9fff）)])\s*[/／](?=\s*[\u4e00-\u9fff（(])|除以|除|之比|比上|占|之和|相加|加起来|合计|总[和数]|累计|平均|均值|中位数|减(?![少到至小低轻弱缓免])去?|扣除|"
    r"分子|分母|比例|折算|加权|(?:次|件|份|批|天|小时|分钟|人|台|单|起)数|用[了去时]"
)
_ALTERNATIVE = re.compile(
    r"[；;。，,]\s*(?:[^；;。，,]{0,10}(?:考核|上报|汇报|报表|年度|年终|季度|对外|结算|评价|评比|通报|集团)[^；;。，,]{0,6}|另外?|也|或者?)"
    r"(?:时|则|又|另|可)?(?:改)?(?:按|用|以)(?P<other>[^；;。]{4,60})"
)


_DIFFERENT = re.compile(r"[÷/／]|占|除以|之比|比例|比率|次数|件数|天数|打分|评分")


def calculation(text: str) -> str:
    """The clauses of a text that work something out; empty where none does."""
    parts = [part for part in re.split(r"[。；;]|^[^：:]{1,12}[：:]", text) if part]
    return next((part.strip() for part in parts if len(_OPERATION.findall(part)) > 1), "")


def works_out(text: str) -> bool:
    """Whether the text has words of arithmetic at all."""
    return bool(_OPERATION.search(text))


def second_way(formula: str) -> str:
    """Another way of working the same indicator out, told behind the first: ``；年度考核时按……占比计算``."""
    match = _ALTERNATIVE.search(formula)
    told = match and _DIFFERENT.search(match["other"]) and not re.search(r"累计|平均|汇总|加权|滚动", match["other"])
    return match["other"] if match and told else ""

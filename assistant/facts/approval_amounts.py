"""Approvers that depend on a sum of money: 5万元以下管理者代表批，5万元及以上总经理批."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..text.quantities import to_number


class AmountRule(NamedTuple):
    """Who approves sums from ``least`` yuan on and up to ``most``; None where the text sets no such end."""

    least: float | None
    most: float | None
    approver: str


_MONEY = re.compile(r"(?P<n>\d[\d,，]*(?:\.\d+)?)\s*(?P<u>亿元?|百万元?|万元?|千元|元)(?![\u4e00-\u9fff]*次)")
_YUAN = {"亿": 1e8, "百": 1e6, "万": 1e4, "千": 1e3, "元": 1.0}
_END = r"^\s*(?:人民币)?\s*(?:[（(][^（()）]{1,12}[)）])?\s*(?:及|或)?\s*(?:[（(]含[)）])?\s*"
_ABOVE = re.compile(rf"{_END}(?:以上|及更高|起)")
_UNDER = re.compile(rf"{_END}(?:以下|以内|之内)")
_MORE = re.compile(r"(?:(?<!不)超过?|大于|高于|≥|>|＞|不低于|不少于|(?<!未)达到?|(?<!不)满)\s*(?:人民币)?\s*$")
_LESS = re.compile(r"(?:不超过?|不足|低于|小于|少于|未达到?|不到|不满|≤|<|＜)\s*(?:人民币)?\s*$")
_TO = re.compile(r"^\s*(?:[（(][^（()）]{1,12}[)）])?\s*(?:至|到|-|－|—|–|～|~)\s*$")
_POST = (
    r"总经理办公会|最高管理者|总经理|董事长|董事会|总裁|厂长|院长|管理者代表|管代|常务副总(?:经理)?|分管副总(?:经理)?|"
    r"副总经理|副总|副厂长|[\u4e00-\u9fff]{0,6}(?:部长|部门经理|部经理|经理|主任|负责人|主管|总监|科长|处长|分管领导)"
)
_SIGNS = r"(?:批准|审批|签批|核准|审定|签字|签发|同意|决定|拍板|批)"
_SIGNER = re.compile(rf"(?P<w>{_POST})(?:[^，。；;、：:（(]{{0,6}}?){_SIGNS}")
_SENT = re.compile(rf"(?:由|报|请|经(?!理)|呈|找|：|:|\||→|——)\s*(?P<w>{_POST})")


def yuan_in(text: str) -> list[float]:
    """Sums of money in yuan: 18.6万元 → 186000."""
    return [_yuan(m["n"], m["u"]) for m in _MONEY.finditer(text)]


def _yuan(number: str, unit: str) -> float:
    return round((to_number(number) or 0) * _YUAN[unit[0]], 2)


def amounts_in(text: str) -> list[AmountRule]:
    """The approver of each span of sums ``text`` tells; empty where the approver depends on no sum."""
    spans = list(_spans(text))
    found: list[AmountRule] = []
    for index, (least, most, end) in enumerate(spans):
        following = text[end : _next_start(text, end, spans[index + 1 :])]
        said = _SIGNER.search(following) or _SENT.search(following)
        if said:
            found.append(AmountRule(least, most, _bare(said["w"])))
    return found


def _next_start(text: str, end: int, later: list[tuple[float | None, float | None, int]]) -> int:
    stop = re.search("[。；;\n]", text[end:])
    limits = [end + stop.start()] if stop else []
    if later:
        money = _MONEY.search(text, end)
        limits += [money.start()] if money else []
    return min(limits, default=len(text))


def _bare(post: str) -> str:
    return re.sub(r"^(?:由|报|请|经(?!理)|呈|找|须|应|提交|送|的|方案|项目|合同)+", "", post)


def _spans(text: str) -> Iterator[tuple[float | None, float | None, int]]:
    """(from, to, end of the words) of each span of sums, in order."""
    held: tuple[float, int] | None = None
    for match in _MONEY.finditer(text):
        sum_, before, after = _yuan(match["n"], match["u"]), text[: match.start()], text[match.end() :]
        above, under = _ABOVE.match(after), _UNDER.match(after)
        if held and (_TO.match(text[held[1] : match.start()]) or under):
            yield held[0], sum_, match.end() + (under.end() if under else 0)
            held = None
        elif above and re.match(r"[，,、]?\s*(?:至|到|-|—|～|~)?\s*\d", after[above.end() :]):
            held = (sum_, match.end() + above.end())
        elif above or _MORE.search(before):
            held = None
            yield sum_, None, match.end() + (above.end() if above else 0)
        elif under or _LESS.search(before):
            held = None
            yield None, sum_, match.end() + (under.end() if under else 0)
        else:
            held = (sum_, match.end())

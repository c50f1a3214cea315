"""Who verified a measure, and on which day: read from labels, rows and the sentences that tell of a look."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..text.dates import find_dates
from ..text.roles import is_person
from .paper import Line

_LOOKED = re.compile(
    r"验证|确认|检查|复核|抽查|抽看|查阅|查看|查了|核[查对实]|复[查验]|回访|跟踪|评价|审核|盘点|测试|现场看|看了|"
    r"看过|抽了|抽[^，。；]{0,10}\d|抽取|对了|走了一[圈遍]|试了"
)
_LABEL = re.compile(
    r"(?:(?:验证|确认|复[查验]|检查|评价|核[实查])?(?:日期|时间|日子)|何时|哪天|几时|什么时候|[Dd]ate)\s*(?:[:：|"
    r"]\s*)+(?P<day>[^。；|]{4,20})"
)
_VERIFIER = re.compile(
    r"(?:谁(?:来)?(?:验证?|查|看)的?|(?:验证|复[查验核]|确认|检查|评价|核[实查])(?:人员?|者)|(?:效果)?(?:确认|验证|"
    r"复[查核验])(?=\s*[:：|])|"
    r"[Vv]erified\sby)\s*(?:[及和/／、]\s*(?:日期|时间))?\s*(?:[:：|]\s*)+(?P<who>[^。；|]{2,24})"
)
_BEHIND = re.compile(
    r"(?:[部科课室处办组心间厂站长监管员师工表队班]|经理|主任|总|代表|[:：|、，；（()）①-⑳\s]|^|由|"
    r"[A-Z]\s)\s*(?=(?P<name>[\u4e00-\u9fff]{2,4}))"
)
_AFTER = re.compile(
    r"(?:$|[\s，。；：、（）()|\d]|[于在对已将到去看查验检核复抽未负办做完组提来带又和及与修改编增调设补装更给把为按])"
)
_START = re.compile(r"^[^：:|]{1,12}[：:|]")
_DATED = re.compile(r"(?:^|[|：:])\s*20\d\d[-./年][\d\-./月日]{3,8}\s*[，,]\s*[^，。；：:]{2,20}[：:]")
"""``2026-11-18，质量部 岑参：……``: the day and who looked, before what was found."""
_SIGNED = re.compile(
    r"(?:确认|验证|复[查核验]|评价)(?:人员?|者)?\s*[:：|]\s*[^，。；|\d]{2,24}?[\s　，,（(|"
    r"]+(?P<day>20\d\d[-./年][\d\-./月日]{3,8}|"
    r""
    r"\d{1,2}\s*月\s*\d{1,2}\s*日)"
)
"""``确认：企管课 谷满仓　2026-07-06``: who confirmed and when."""


def people_in(text: str) -> list[str]:
    """Names of persons behind a department, a post, a mark or a blank, with something that ends a name after them."""
    found: list[str] = []
    for match in _BEHIND.finditer(text):
        start = match.start("name")
        for length in (2, 3, 4):
            name = text[start : start + length]
            if len(name.strip()) == length and is_person(name) and _AFTER.match(text[start + length :]):
                found.append(name)
                break
    return list(dict.fromkeys(found))


def verifiers(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Persons named beside a label of verifying, else in sentences that tell of a look at the facts."""
    labelled = [(line, name) for line in lines for m in _VERIFIER.finditer(line.text) for name in people_in(m["who"])]
    if labelled:
        yield from labelled
        return
    for line in lines:
        yield from ((line, name) for cell in line.text.split(" | ")[1:] for name in _alone(cell))
        for sentence in re.split(r"(?<=[。；;])", line.text):
            look = _LOOKED.search(_START.sub("", sentence)) or _DATED.search(sentence)
            before = sentence[: sentence.find(look[0]) + len(look[0])] if look else ""
            if look and not re.search(r"批准|关闭|销号|签发", before):
                yield from ((line, name) for name in people_in(before))


def _alone(cell: str) -> list[str]:
    """A cell that holds nothing but a department and a name."""
    return people_in(cell) if re.fullmatch(r"\s*[\u4e00-\u9fff]{2,8}\s+[\u4e00-\u9fff]{2,3}\s*", cell) else []


def verified_on(lines: Sequence[Line], year: int | None) -> list[tuple[Line, date]]:
    """Days of the look itself: beside a label, else before the word of looking; not those of what was looked at."""
    labelled = [
        (line, day)
        for line in lines
        for shape in (_LABEL, _SIGNED)
        for m in shape.finditer(line.text)
        for day in _days(m["day"], year)
    ]
    return labelled or [
        (line, days[0])
        for line in lines
        for sentence in re.split(r"(?<=[。；;])", line.text)
        if (look := _LOOKED.search(sentence)) and (days := _days(sentence[: look.start()], year))
    ]


def _days(text: str, year: int | None) -> list[date]:
    return [mention.first for mention in find_dates(text, year) if mention.precision == "day"]

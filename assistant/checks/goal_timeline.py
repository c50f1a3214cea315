"""Where a goal starts and where it goes, read from the days and cues beside the numbers of a sentence.

``2025年四季度实测平均58分钟，2027年6月底前压缩到35分钟``: the number of the earliest day is the baseline, the number
of the latest with a word of intent is the target, those between are stages.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from ..text.dates import DateMention, find_dates
from ..text.quantities import find_quantities
from .goal_contents import UNIT
from .goal_item import SlotText
from .paper import Line

_AMOUNT = re.compile(
    rf"(?P<number>(?<![\d.A-Za-z\-])\d[\d,]*(?:\.\d+)?)\s*(?P<unit>(?:(?:{UNIT})(?:/[a-zA-Z\u4e00-\u9fff]{{1,3}})?)?)(?![\d.])"
)
_INTENT = re.compile(
    r"(?:到|至|为|在|达)?(?:要|须|应|争取|力争|希望|计划|拟|目标|确保|承诺|预计|将)?[^，。；\d]{0,4}"
    r"(?:提高|提升|增加|上升|增长|降低|下降|减少|减|缩短|缩减|压缩|压减|压|提|缩|升|降|控制|稳定|保持|做|拉|扩大|改善|改进|达|不低于|不高于|不超过|不少于|争取|力争|拟达|目标|期望|低于|高于|≥|≤|要求|确保|[做见站升降提压拉走摸控冲攻爬赶推抬缩减增长落涨收跑调达](?:到|至))"
    r"(?:到|至|为|在|成|值)*\s*[≥≤约]?\s*$"
)
_STATE = re.compile(
    r"(?:(?:基线|基准|现状|起始|初始)值?|为|是|有|约|达|达到|只有|仅|平均|实测|测得|测为|统计|统计为|统计得|实际|水平|现状|目前|也就是|当前|仍|已|均值|基数|还是|高达|报表|记录|实绩|实有|摸底|折合|合)[：:]?\s*(?:约|仅)?\s*$"
)

_STEP = re.compile(r"(?:阶段|中间|中期|里程碑|节点|过程|目标|期望|计划)(?:值|数)?(?:为|是|到|有)?[：:]?\s*约?\s*$")
"""Words of what is to come, though they state a number."""


def dated_values(text: str) -> list[tuple[str, float]]:
    """Day and value of ``2027-03-31：5.6；2027-06-30：5.1``, in the order of the days."""
    days = find_dates(text)
    ends = [*(day.start for day in days[1:]), len(text)]
    parts = [(day, find_quantities(text[day.end : end])) for day, end in zip(days, ends, strict=False)]
    found = [(day.first, text[day.start : day.end].strip(), numbers) for day, numbers in parts]
    return [(words, numbers[0].value) for _, words, numbers in sorted(found, key=itemgetter(0)) if numbers]


PERIOD = re.compile(r"20\d\d|[Qq][1-4]|第?[一二三四1-4]季度?|[上下]半年|(?<!\d)(?:1[0-2]|[1-9])月|年中|年[末底]")
"""A span of time that heads a column of values on the way."""


def steps(text: str) -> list[tuple[str, float]]:
    """Label and value of ``Q1：89；Q2：91`` or of days with values, in the order of time."""
    parts = [part.partition("：") for part in re.split("[；;]", text)]
    told = [(label, found[0].value) for label, _, value in parts if value and (found := find_quantities(value))]
    if len(told) == len(parts) and all(PERIOD.search(label) for label, _ in told):
        days = [find_dates(label) for label, _ in told]
        if all(days):
            return [told[i] for i in sorted(range(len(told)), key=lambda i: days[i][0].last)]
        return told if not any(days) else []
    return dated_values(text)


class _Amount(NamedTuple):
    value: str
    unit: str
    on: date | None
    day_words: str
    aim: bool
    state: bool
    bare: bool
    """Nothing but the day before it: ``2027年末 95%``."""
    line: Line
    sentence: str


def timeline(unit: Sequence[Line], found: Mapping[str, SlotText], year: int | None = None) -> dict[str, SlotText]:
    """``found`` with baseline, target and stages filled where the numbers of the unit show them.

    ``year``: that of months without one (``今年10月``).
    """
    amounts = [
        amount for line in unit for sentence in _sentences(line.text) for amount in _amounts(line, sentence, year)
    ]
    amounts = _intended(amounts, year)
    series = _series(amounts)
    aims = [amount for amount in series if amount.aim]
    filled = dict(found)
    last = max(aims, key=lambda amount: amount.on or date.min, default=None)
    if "target" not in found and last:
        filled["target"] = _slot(last)
        if last.on:
            filled.setdefault("due", _slot(last, last.day_words))
    cued = next((a for a in series if a.state and not a.aim and _before(a, aims)), None)
    start = cued or _first_told(amounts, aims)
    twice = start and len([a for a in amounts if (a.value, a.unit) == (start.value, start.unit)]) > 1
    if "baseline" not in found and start and (twice or start.value + start.unit != _plain(filled.get("target"))):
        filled["baseline"] = _slot(start).model_copy(update={"guess": cued is None})
    between = [aim for aim in aims if last and aim.on and last.on and aim.on < last.on]
    if between and "baseline" in filled:
        filled["stages"] = _slot(between[0], "；".join(f"{aim.value}{aim.unit}" for aim in between))
        filled["target"] = _slot(last) if last else filled["target"]
        filled["due"] = _slot(last, last.day_words) if last else filled["due"]
    return filled


def _intended(amounts: Sequence[_Amount], year: int | None) -> list[_Amount]:
    """Numbers alone behind a day later than all that is measured are aims: ``2027年6月末 90%，2027年末 95%``."""
    measured = [a.on for a in amounts if a.state and a.on] or ([date(year, 12, 31)] if year else [])
    bare = [a for a in amounts if a.bare and a.unit and a.on and not a.state]
    later = [a for a in bare if a.on and measured and a.on > max(measured)]
    if not later and len(bare) > 1 and not any(a.aim for a in amounts):
        later = bare  # days that are over: another rule tells
    return [a._replace(aim=True) if a in later and not a.state else a for a in amounts]


def _first_told(amounts: Sequence[_Amount], aims: Sequence[_Amount]) -> _Amount | None:
    """Without a cue: of the numbers in the aims' unit told before the first of them the one of the earliest day."""
    if not aims:
        return None
    told = amounts[: amounts.index(aims[0])]
    fits = [a for a in told if a.unit and a.unit == aims[0].unit and a.on and not a.aim and _before(a, aims)]
    return min(fits, key=lambda amount: amount.on or date.max, default=None)


def _before(amount: _Amount, aims: Sequence[_Amount]) -> bool:
    """Measured no later than the last aim is due."""
    return not aims or not amount.on or not aims[-1].on or amount.on <= aims[-1].on


def _series(amounts: Sequence[_Amount]) -> list[_Amount]:
    """The numbers of the unit that most of those with a cue have: what the goal is about."""
    cued = [a for a in amounts if (a.aim or a.state) and (a.unit or a.on)]
    units = [amount.unit for amount in cued]
    main = max(dict.fromkeys(units), key=units.count, default="")
    return [amount for amount in cued if amount.unit == main]


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[。；;\n])", text) if part.strip()]


def _amounts(line: Line, sentence: str, year: int | None) -> list[_Amount]:
    days = find_dates(sentence, year)
    taken = [(mention.start, mention.end) for mention in days]
    matches = [m for m in _AMOUNT.finditer(sentence) if not any(s <= m.start("number") < e for s, e in taken)]
    return [_amount(line, sentence, match, days) for match in matches]


def _amount(line: Line, sentence: str, match: re.Match[str], days: Sequence[DateMention]) -> _Amount:
    before = sentence[: match.start()]
    day = next((mention for mention in reversed(days) if mention.end <= match.start()), None)
    between = sentence[day.end : match.start()] if day else ""
    near = day if day and not re.search(r"\d\s*(?:%|％|[天小分])", between) else None
    tail = before[-14:]
    after = sentence[match.end() : match.end() + 3]
    aim = bool(_INTENT.search(tail)) or bool(re.match(r"以[内下上]|之内", after))
    actual = bool(re.search(r"(?:实际|实测|测得|统计|已|只|平均|仅)[^，。]{0,4}(?:达|到)?\s*$", tail))
    return _Amount(
        match["number"], match["unit"], near.last if near else None,
        sentence[near.start : near.end] if near else "", aim and not actual,
        actual or (bool(_STATE.search(tail)) and not _STEP.search(tail)),
        bool(near) and not re.sub(r"[\s：:为底末]", "", between), line, sentence.strip(),
    )  # fmt: skip


def _slot(amount: _Amount, text: str = "") -> SlotText:
    return SlotText(text=text or f"{amount.value}{amount.unit}", quote=amount.sentence, locator=amount.line.locator)


def _plain(slot: SlotText | None) -> str:
    return re.sub(r"\s", "", slot.text) if slot else ""

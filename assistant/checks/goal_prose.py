"""Goals in running text: blocks of labelled lines, list items, sentences."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ..domain.goal_slots import Slot
from ..text.dates import find_dates
from .goal_asides import GENERIC, MANAGED, MEASURE, MISSED, promises, told_apart
from .goal_item import GoalItem, SlotText, is_empty
from .goal_labels import labelled, slot_of
from .goal_timeline import timeline
from .paper import Line, Paper

_START = re.compile(
    r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．]\s*)?[【\[「]?(?:量化)?(?:目标|指标)\s*"
    r"(?:[0-9一二三四五六七八九十]{1,3}\s*[】\]」:：、.．]*|[A-Z]\d?[\s】\]」:：、.．]|[:：])"
)
_ITEM = re.compile(
    r"^\s*(?:[（(][0-9一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[)）.、．](?!\d)|[一二三四五六七八九十]{1,3}、|"
    r"[①-⑳]|[GTM]\d{1,2}[\s:：、.]|"
    r"[一二三四五六七八九]是|其[一二三四五六]|首先|其次|再次|最后|"
    r"(?:头|末|最后|另|后)[一二三]?[件条项个桩](?:事|目标|指标|数)?[，,、：:是]|"
    r"第[一二三四五六七八]+(?:[件条项个类桩]|方面)?(?:事|目标|指标|数)?[，,、：:是]|第[一二三四五六七八]+[项个]|"
    r"第[一二三四五六七八九十\d]{1,3}条[\s　])"
)
_SUBJECT = re.compile(r"目标|能力|指标")
_SHARED = re.compile(
    r"(?:以上|上述|各项?|所有|全部|下列|以下|两项|三项|四项|本表)(?:新型能力)?(?:目标|指标)|均(?:为|由|取自|于|按|在)|统一(?:由|为|按)"
)
_FROM_TO = re.compile(
    r"[由从自][^。；;]{0,40}?\d[^。；;]{0,24}?(?:提高|提升|增加|上升|降低|下降|减少|缩短|压缩|降|升|减|增长|改善|扩大|压|提|缩|拉)(?:到|至|为)"
)
_FULL = frozenset({"target", "baseline"})
_SAID = frozenset({"target", "baseline", "owner", "source", "cadence", "due", "formula"})


def prose_goals(paper: Paper, slots: Sequence[Slot]) -> Iterator[GoalItem]:
    """Goals of the lines, one a unit of text."""
    lines = [
        line
        for line in _titled(list(_enumerated(paper)))
        if not _SHARED.search(line.text) or _FROM_TO.search(line.text)
    ]
    titles = {line.text for line in lines if line.heading} - {line.text for line in paper.lines if line.heading}
    year = min((mention.first.year for mention in find_dates(paper.text)), default=None)
    units = list(_units(lines, slots))
    alone = {heading for heading in (heading for heading, _ in units) if [h for h, _ in units].count(heading) == 1}
    read = [(heading, unit, timeline(unit, _found(unit, slots), year)) for heading, unit in units]
    goals = [_is_goal(heading, _joined(unit), found) for heading, unit, found in read]
    beside = [heading for (heading, _, found), goal in zip(read, goals, strict=True) if goal and "target" in found]
    for (heading, unit, found), goal in zip(read, goals, strict=True):
        among = beside.count(heading) > (0 if _SUBJECT.search(heading) else 1)
        if goal or (among and _item_promises(unit[0])):
            text = _joined(unit)
            yield GoalItem(
                name=heading if heading in titles else _name(heading, text, found, alone=heading in alone),
                quote=_quote(heading, unit, found), locator=unit[0].locator, slots=found,
                text=f"{heading}\n{text}" if _SUBJECT.search(heading) and len(heading) < 40 else text,
            )  # fmt: skip


def _item_promises(line: Line) -> bool:
    return bool(line.number or _ITEM.match(line.text)) and promises(_ITEM.sub("", line.text).strip())


def _joined(unit: Sequence[Line]) -> str:
    return "\n".join(line.text for line in unit)


def _enumerated(paper: Paper) -> Iterator[Line]:
    """The pieces of the paper; a paragraph ``一是……；二是……`` as one piece a point."""
    for line in paper.pieces:
        points = re.split(r"(?<=[；;。：:])\s*(?=[一二三四五六七八九]是|其[一二三四五六][，,是])", line.text)
        for point in points if len(points) > 2 else (line.text,):
            yield line.model_copy(update={"text": point})


_LABEL_LINE = re.compile(r"\s*(?:[（(]?\d{1,2}[)）.、]\s*)?[^：:，。；\s\d]{2,8}[：:]\s*\S")


def _titled(lines: Sequence[Line]) -> Iterator[Line]:
    """A few words alone above three or more labelled lines are their heading: nested lists, blocks without styles."""
    for index, line in enumerate(lines):
        words = re.fullmatch(r"[\u4e00-\u9fffA-Za-z（）()、/]{3,24}", line.text.strip())
        below = lines[index + 1 : index + 4]
        alone = words and not line.row and len(below) == 3 and all(_LABEL_LINE.match(other.text) for other in below)
        yield line.model_copy(update={"heading": True}) if alone else line


def shared_slots(paper: Paper, slots: Sequence[Slot]) -> dict[str, SlotText]:
    """Slots that the paper states once for all goals."""
    lines = [
        line.model_copy(update={"text": sentence})
        for line in paper.lines
        if _SHARED.search(line.text) and not line.heading
        for sentence in re.split(r"(?<=[。；;])", line.text)
        if not MISSED.search(sentence)
    ]
    wanted = {"baseline_on", "baseline_source", "source", "cadence", "owner", "due", "formula", "resources"}
    return {slot.name: hit for slot in slots if slot.name in wanted and (hit := find_slot(slot, lines))}


def _found(lines: Sequence[Line], slots: Sequence[Slot]) -> dict[str, SlotText]:
    said = {slot.name: hit for slot in slots if (hit := find_slot(slot, lines))}
    return {**said, **labelled(lines, slots)}


def find_slot(slot: Slot, lines: Sequence[Line]) -> SlotText | None:
    """The first words that fill the slot: beside its label, or by one of its cues."""
    for pattern in (_label(slot.name, slot.columns), *map(_compiled, slot.cues)):
        for line in lines:
            match = pattern.search(line.text) if pattern else None
            if match and not is_empty(match["value"]):
                quote = _sentence_around(line.text, match)
                if told_apart(slot.name, quote):
                    continue
                return SlotText(text=match["value"].strip(), quote=quote, locator=line.locator)
    return None


@lru_cache(maxsize=64)
def _label(name: str, columns: tuple[str, ...]) -> re.Pattern[str] | None:
    """``基线值：……`` at the start of a line or clause; a bare 目标 or 指标 only where no number follows."""
    words = sorted((word for word in columns if len(word) > 1), key=len, reverse=True)
    if not words:
        return None
    value = r"(?P<value>[^；;。\n　]{1,120}?)(?=$|[；;。\n　]|\s{2,}|[，,][^，,；;。：:]{2,8}[:：])"
    if name == "name":
        value = r"(?P<value>[^；;。，,\n　\d]{2,40}?)(?=$|[；;。，,\n　（(])"
    return re.compile(
        rf"(?:^|[；;：:。，,、　\s\-•●]|\d[.、．])\s*(?:{'|'.join(map(re.escape, words))})"
        rf"(?:[（(][^）)]{{1,16}}[）)])?\s*[:：|=＝]\s*{value}"
    )


@lru_cache(maxsize=256)
def _compiled(cue: str) -> re.Pattern[str]:
    return re.compile(cue)


def _units(lines: Sequence[Line], slots: Sequence[Slot]) -> Iterator[tuple[str, list[Line]]]:
    for heading, section in _sections(lines):
        items = [line for line in section if _is_item(line, slots)]
        split = len(items) >= 2 and any(_own_slots(line, slots) >= 2 for line in items)
        if not split:
            items = [line for line in section if _own_slots(line, slots) >= 3 and _FULL & _named_slots(line, slots)]
            split = len(items) >= 2
        for unit in _divided(section, slots, items if split else []):
            yield from ((heading, part) for part in _by_sentence(unit))


def _sections(lines: Sequence[Line]) -> Iterator[tuple[str, list[Line]]]:
    heading, section = "", list[Line]()
    for line in lines:
        if line.heading or _short_title(line.text):
            if section:
                yield heading, section
            heading, section = line.text, []
        else:
            section.append(line)
    if section:
        yield heading, section


def _divided(section: Sequence[Line], slots: Sequence[Slot], items: Sequence[Line]) -> Iterator[list[Line]]:
    """A unit begins at ``目标 2：``, at a list item that is a goal of its own, at a second name."""
    unit, named = list[Line](), False
    name = next((slot for slot in slots if slot.name == "name"), None)
    label = _label(name.name, name.columns) if name else None
    for line in section:
        names = bool(label and label.match(line.text))
        begins = bool(_START.match(line.text)) or line in items or (names and named)
        if begins and unit:
            yield unit
            unit, named = [], False
        unit.append(line)
        named = named or names
    if unit:
        yield unit


def _by_sentence(unit: list[Line]) -> Iterator[list[Line]]:
    """Several goals in one paragraph: each sentence that says from where to where begins a goal."""
    if len(_FROM_TO.findall("\n".join(line.text for line in unit))) < 2 or len(unit) > 2:
        yield unit
        return
    part = list[Line]()
    for line in unit:
        for sentence in re.findall(r"[^。；;]+[。；;]?", line.text):
            if _FROM_TO.search(sentence) and any(_FROM_TO.search(known.text) for known in part):
                yield part
                part = []
            part.append(line.model_copy(update={"text": sentence}))
    if part:
        yield part


def _is_item(line: Line, slots: Sequence[Slot]) -> bool:
    if not (line.number or _ITEM.match(line.text)):
        return False
    bare = _ITEM.sub("", line.text)
    label = re.match(r"\s*([\u4e00-\u9fff]{2,8})\s*[:：]", bare)
    if label and slot_of(label[1], slots) not in (None, "name", "target", "capability"):
        return False
    labels = [word for slot in slots if slot.name != "name" for word in slot.columns]
    return not any(re.match(rf"{re.escape(word)}[^:：]{{0,8}}[:：]", bare) for word in labels if len(word) > 1)


def _own_slots(line: Line, slots: Sequence[Slot]) -> int:
    return len(_named_slots(line, slots) & _SAID)


def _named_slots(line: Line, slots: Sequence[Slot]) -> set[str]:
    return set(_found([line], slots))


def _short_title(text: str) -> bool:
    return bool(re.match(r"^\s*[一二三四五六七八九十]{1,3}\s*[、.．]", text)) and len(text) <= 24 and "。" not in text


def _sentence_around(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start("value")) for mark in "。；;\n") + 1
    ends = [end for mark in "。；;\n" if (end := text.find(mark, match.end())) >= 0]
    return text[start : min(ends, default=len(text))].strip()


def _is_goal(heading: str, text: str, found: Mapping[str, SlotText]) -> bool:
    if GENERIC.search(heading) and not _SUBJECT.search(heading):
        return False
    said = set(found) & _SAID
    named = bool(_SUBJECT.search(heading + text[:40])) or bool(_START.match(text)) or "target" in said
    named = named or len(said) > 3
    if MANAGED.search(text) and not found.keys() & {"target", "baseline", "formula"}:
        return False
    signed = bool(re.search(r"^\s*(?:批准|编制|审核|编号|文件编号|发布|经)[^。]{0,60}$", text)) and not said & {
        "target"
    }
    return named and len(said) >= 2 and not signed


def _quote(heading: str, unit: Sequence[Line], found: Mapping[str, SlotText]) -> str:
    """The line that names the goal (a title above a block of lines), else the first."""
    if len(unit) > 2 and re.search(r"(?:目标|指标)\s*[0-9一二三四五六七八九十A-Z]{0,3}\s*[:：]", heading):
        return heading
    if "name" in found:
        return next((line.text for line in unit if found["name"].text in line.text), unit[0].text)
    return unit[0].text


def _name(heading: str, text: str, found: Mapping[str, SlotText], *, alone: bool) -> str:
    """The indicator: beside its label, before ``由……``, at the start of the item, else the heading."""
    titled = re.search(
        r"(?:目标|指标)\s*[0-9一二三四五六七八九十A-Z]{0,3}[】\]]?\s*[:：、.\s]\s*(?P<name>[^，。；:：\s]{2,30})$",
        heading.strip(),
    )
    if titled:
        return titled["name"]
    measured = _bare_title(heading)
    if alone and re.search(rf"(?:{MEASURE})(?:[（(].*)?$", measured) and len(measured) < 30 and measured in text:
        return measured
    if "name" in found:
        return re.sub(r"^(?:指标|目标)(?:名称)?(?:为|是)\s*", "", found["name"].text)
    bare = _ITEM.sub("", _START.sub("", text, count=1), count=1).strip()
    bare = re.sub(r"^[，,：:\s]+", "", bare)
    spoken_of = r"[该本此这][一项个]?(?:指标|目标)|眼下|目前|现在|现状|当前|现阶段|今年|去年|上年"
    if re.match(spoken_of, bare) and len(title := _bare_title(heading)) > 1:
        return title
    bare = re.sub(r"^其[一二三四五六][，,]\s*(?:[^，。；]{2,16}方面[，,])?", "", bare)
    bare = re.sub(r"^[^。；，,：:\n]{2,24}能力(?:目标)?\s*[:：。]\s*", "", bare)
    day = next((mention for mention in find_dates(bare) if mention.start <= 1), None)
    if day and (led := re.match(r"(?:之?前|以前|[底末止])?[，,]?\s*(?:要?将|把|使)", bare[day.end :])):
        bare = bare[day.end + led.end() :]
    subject = re.match(
        r"(?:将|把|使|在?(?:到)?20\d\d年[^，。；]{0,6}[，,]?(?:把|将|使)?)?(?P<name>[^。；，,：:（(\s]{2,30}?)(?=20\d\d年|[由从自](?!动)|[，,：:（(]|[。；\n])",
        bare,
    )
    if subject and not re.search(r"对应|方针|^(?:目标|指标)$", subject["name"]):
        return subject["name"]
    later = re.search(
        r"(?:^|[。；，,\s：:])(?:将|把|使)?([^。；，,：:\s]{2,24}?)(?:20\d\d年[^，。；]{0,10}?)?(?:由|从)[^。]{0,24}?\d",
        text,
    )
    if later:
        return later[1]
    title = _bare_title(heading)
    return title if title and len(title) < 30 else text[:20]


def _bare_title(heading: str) -> str:
    return re.sub(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[)）]?[、.．]?|第.节)\s*", "", heading).strip(" 。】]")

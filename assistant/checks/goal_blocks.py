"""Goals as blocks of labelled lines: 名称：… 公式：… 基线：…, one block after the other."""

import re
from collections.abc import Iterator, Sequence

from ..domain.goal_slots import Slot
from ..text.cadence import parse_cadence
from ..text.dates import find_dates
from .goal_item import GoalItem, SlotText, is_empty
from .goal_labels import label_parts, slot_of, value_for
from .goal_prose import find_slot
from .paper import Line, Paper

_LABELLED = re.compile(
    r"\s*(?:[-•●·*◆■]\s*|[（(]?\d{1,2}[)）.、]\s*)?(?P<label>(?![一二三四五六七八九十]{1,2}、)[^：:，。；;\s\d“][^：:，。；;“]{0,11}?)\s*[：:＝=]\s*(?P<value>(?:\S.*)?)$"
)
_NAME = re.compile(r"(?:名称?|叫法|指标|目标项目?|考核项目?)$")
_VALUES = frozenset({"target", "baseline"})
_COUNTED = re.compile(
    r"\s*[【\[〖]?(?:目标|指标|卡片?)\s*[0-9一二三四五六七八九十A-Z]{1,3}\s*(?:[：:]|[】\]〗]\s*[：:]?)\s*(?![≥≤><约\d由从])[^：:，。；;]{2,30}$"
)
_BOXED = re.compile(r"(?:(?<=^)|(?<=[。；;　\s]))[【\[〖]([^】\]〗\d]{1,12})[】\]〗]\s*[：:]?\s*(?=\S)")
"""``【基线】88%``: a label in a box."""


_Entry = tuple[str, str, str, Line]
"""Slot (empty when unknown), label, value and line."""


def block_goals(paper: Paper, slots: Sequence[Slot]) -> tuple[GoalItem, ...]:
    """Goals of at least two blocks with the same labels, each with a value and three more slots."""
    blocks = [(title, block, _goal(title, block, slots)) for title, block in _blocks(paper, slots)]
    known = {label for _, block, goal in blocks if goal for _, label, *_ in block}
    goals = [goal or _like(title, block, slots, known) for title, block, goal in blocks]
    found = [goal for goal in goals if goal]
    return tuple(found) if len(found) > 1 and any(goal for *_, goal in blocks) else ()


def _like(title: Line | None, block: Sequence[_Entry], slots: Sequence[Slot], known: set[str]) -> GoalItem | None:
    """A block without any value, labelled like the goals beside it: a task that stands among them."""
    alike = {label for slot, label, *_ in block if slot} & known
    return _goal(title, block, slots, valued=False) if len(alike) > 2 else None


def _blocks(paper: Paper, slots: Sequence[Slot]) -> Iterator[tuple[Line | None, list[_Entry]]]:
    """Runs of labelled lines with the line above each; a label met again begins the next block."""
    title, block = None, list[_Entry]()
    for line in paper.lines:
        entries = [] if line.heading else list(_entries(line, slots))
        again = {entry[1] for entry in block} & {entry[1] for entry in entries}
        if (not entries or again) and block:
            yield title, block
            title, block = (title if again and _NAME.search(block[0][1]) else None), []
        if entries:
            block += entries
        else:
            title = line
    if block:
        yield title, block


def _entries(line: Line, slots: Sequence[Slot]) -> Iterator[_Entry]:
    """The labelled parts of a line; nothing where its first words are no label, or count the goal: 目标2：……"""
    if _COUNTED.match(line.text):
        return
    text = _BOXED.sub(r"\1：", line.text)
    for index, part in enumerate(re.split(r"[。；;　]\s*(?=[^：:；;，。\s]{2,8}[：:])|\s{2,}(?=\S{2,8}[：:])", text)):
        match = _LABELLED.match(part)
        if index == 0 and (match is None or not (match["value"] or slot_of(match["label"], slots))):
            return
        if match:
            label, value = re.sub(r"\s", "", match["label"]), match["value"].strip(" 。；;")
            named = [_slot(part, value, slots) for part in label_parts(label, slots)]
            yield from ((slot, label, value_for(slot, named, value), line) for slot in named)


def _slot(label: str, value: str, slots: Sequence[Slot]) -> str:
    slot = slot_of(label, slots) or ""
    if slot == "cadence" and parse_cadence(value, cell=True) is None and not re.search(r"[日周月季年班]", value[:4]):
        slot = "source"  # 出数：追溯平台
    if slot == "name" and re.match(r"[≥≤><约]?\s*\d", value):
        return "target"
    return "name" if not slot and _NAME.search(label) else slot


def _goal(
    title: Line | None, block: Sequence[_Entry], slots: Sequence[Slot], *, valued: bool = True
) -> GoalItem | None:
    found: dict[str, SlotText] = {}
    for slot, _, value, line in block:
        if slot and not is_empty(value):
            found.setdefault(slot, SlotText(text=value, quote=line.text.strip(), locator=line.locator))
    _from_to(block, slots, found)
    way = next((slot for slot in slots if slot.name == "direction" and slot.name not in found), None)
    if way and (hit := find_slot(way, [line for *_, line in block])):
        found["direction"] = hit
    _behind(block, slots, found)
    said = {slot for slot, *_ in block if slot} | set(found)
    if (valued and not _VALUES & said) or len(said) < (4 if valued else 3):
        return None
    first = block[0][3]
    heading = _bare(title.text) if title else ""
    name = found["name"].text if "name" in found else heading or block[0][2]
    text = "\n".join(dict.fromkeys([*([title.text] if title else []), *(line.text for *_, line in block)]))
    return GoalItem(
        name=name, quote=found["name"].quote if "name" in found else (title or first).text, locator=first.locator,
        slots=found, text=text, code=_code(title), table=True,
    )  # fmt: skip


def _from_to(block: Sequence[_Entry], slots: Sequence[Slot], found: dict[str, SlotText]) -> None:
    """``结果：从4.8%降到2.0%``, ``2027年12月31日前达到35%``: baseline, target and day in one value."""
    for named, _, value, line in block:
        if named in _VALUES and re.search(r"[从由].*\d.*[到至为]", value):
            told = {slot.name: hit for slot in slots if slot.name in _VALUES and (hit := find_slot(slot, [line]))}
            found.update(told if len(told) == 2 else {})
        days = find_dates(value) if named == "target" else []
        if days and "due" not in found:
            text = value[days[-1].start : days[-1].end]
            found["due"] = SlotText(text=text, quote=line.text.strip(), locator=line.locator)


def _behind(block: Sequence[_Entry], slots: Sequence[Slot], found: dict[str, SlotText]) -> None:
    """What a value says behind its first sentence: ``怎么算：……。数从台账里取，每月算一次。``"""
    for slot, (text, _, more) in {s: found[s].text.partition("。") for s in found}.items():
        if not more.strip() or slot == "name":
            continue
        line = next(line for named, _, value, line in block if named == slot and value == found[slot].text)
        rest = line.model_copy(update={"text": more})
        found[slot] = found[slot].model_copy(update={"text": text})
        for other in (other for other in slots if other.name in _TOLD_BEHIND and other.name not in found):
            if hit := find_slot(other, [rest]):
                found[other.name] = hit
        days = find_dates(more) if slot in _VALUES else []
        if days and slot == "target":
            last = max(days, key=lambda day: day.last)
            found["due"] = SlotText(text=more[last.start : last.end], quote=line.text.strip(), locator=line.locator)


_TOLD_BEHIND = frozenset({"owner", "source", "cadence", "unit", "stages"})


def _bare(text: str) -> str:
    bare = re.sub(r"[】\]〗](?=\S)", " ", text)
    bare = re.sub(r"[【】\[\]〖〗#*]|^\s*[一二三四五六七八九十\d]+\s*[、.．]", "", bare).strip()
    return re.sub(r"^[\u4e00-\u9fff]{0,4}[A-Z]?-?[一二三四五六七八九十\d]{1,3}\s*[：:、.　\s]\s*(?=\S{3})", "", bare)


def _code(title: Line | None) -> str:
    match = (
        re.search(r"[A-Z]{1,3}-?\d{1,3}|(?:目标|指标|卡片)\s*[一二三四五六七八九十\d]{1,2}", title.text)
        if title
        else None
    )
    return re.sub(r"\s", "", match[0]) if match else ""

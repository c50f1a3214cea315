"""Which slot of a goal a table heading or a label in front of a colon names."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ..domain.goal_slots import Slot
from ..text.cadence import parse_cadence
from .goal_contents import known_kinds
from .goal_item import SlotText, is_empty
from .paper import Line

YEAR = re.compile(r"(20\d\d)\s*年?(?:度|[底末])?")
_LABELLED = re.compile(
    r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．]\s*|[-•●]\s*)?(?P<label>[^：:，。；\s|=＝]{1,10})"
    r"(?:[（(][^）)]{1,16}[）)])?\s*[：:|=＝]\s*(?P<value>[^；;\n]{1,120}?)(?=$|[；;。]|　)"
)


def slot_of(label: str, slots: Sequence[Slot]) -> str | None:
    """The slot a heading or label names: the whole label, its beginning or its end, longest word first, else a sign.

    Of a heading on two levels (``目标值 2024年基线``) the lower one counts where it names a slot.
    """
    if " " in label.strip():
        upper, lower = slot_of(label.split()[0], slots), label.split()[-1]
        below = slot_of(lower, slots)
        if upper == "baseline" and (below in ("due", "baseline_on") or _WHEN.fullmatch(lower)):
            return "baseline_on"
        if below:
            return "baseline_source" if upper == "baseline" and below == "source" else below
    flat = re.sub(r"\s|[（(][^）)]*[）)]|[:：]|^\d[.、]|^[0-9一二三四五六七八九十]+[.、]", "", YEAR.sub("", label))
    return _worded(flat, slots) or _signed(flat, slots)


_WHEN = re.compile(r"(?:取值|测量|统计|截止|所属)?(?:时间|日期|时点|时段|期间|年份|年度|年月|期)")


def label_parts(label: str, slots: Sequence[Slot]) -> list[str]:
    """``数据与频次``, ``谁来负责、多久看一次`` name two slots."""
    parts = re.split(r"[、与及和/／]", label)
    return parts if len(parts) > 1 and all(len(part) > 1 and slot_of(part, slots) for part in parts) else [label]


def value_for(slot: str, named: Sequence[str], value: str) -> str:
    """Of a value for both baseline and target (``82% → 95%``) the part that belongs to the slot."""
    parts = [part for part in re.split(r"→|->|⇒|[降升提增减缩压]?到|至(?=\s*\d)", value) if re.search(r"\d", part)]
    if {"baseline", "target"} <= set(named) and slot in ("baseline", "target"):
        return parts[0 if slot == "baseline" else -1].strip() if len(parts) > 1 else value if slot == "baseline" else ""
    return value


def _worded(flat: str, slots: Sequence[Slot]) -> str | None:
    words = [(word, slot.name) for slot in slots for word in slot.columns]
    for fits in (flat.__eq__, flat.startswith, flat.endswith):
        candidates = [(len(word), name) for word, name in words if fits(word) and (len(word) > 1 or flat == word)]
        if candidates:
            return max(candidates)[1]
    return None


def _signed(flat: str, slots: Sequence[Slot]) -> str | None:
    signed = (slot.name for slot in slots if slot.signs and _sign(slot.signs).search(flat))
    return next(signed, None) if len(flat) <= 14 else None


def labelled(lines: Sequence[Line], slots: Sequence[Slot]) -> dict[str, SlotText]:
    """Slots of lines ``何时：2026年底`` whose label is none of the listed words but bears a slot's sign."""
    found: dict[str, SlotText] = {}
    for line in lines:
        for part in re.split(r"(?<=[；;。　])|(?<=[：:])(?=[^：:=＝；;]{1,8}[=＝])", line.text):
            match = _LABELLED.match(part)
            if not match or is_empty(match["value"]) or _worded(match["label"], slots):
                continue
            slot = _signed(match["label"], slots) or known_kinds(match["value"], found)
            if slot == "cadence" and not _suits(slot, match["value"]):
                slot = "source"  # 出数：追溯平台
            if slot and _suits(slot, match["value"]):
                text = SlotText(text=match["value"].strip(), quote=part.strip(), locator=line.locator)
                found.setdefault(slot, text)
    return found


def _suits(slot: str, value: str) -> bool:
    """A cadence says how often, a date and a value hold digits."""
    if slot == "cadence":
        return parse_cadence(value, cell=True) is not None or bool(re.search(r"[日周月季年班]", value[:4]))
    return slot not in ("target", "baseline", "due") or bool(re.search(r"\d|[一二三四五六七八九十]", value))


@lru_cache(maxsize=64)
def _sign(signs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{sign})" for sign in signs))

"""What the report says about earlier runs: changes, states people gave, facts they corrected."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..domain.finding import Changes, Finding, FindingNote
from ..labels import FINDING_CHANGE, FINDING_GONE, FINDING_STATE, SEVERITY
from ..workflows.gaps import GapReport
from .gap_parts import Block, Bullets, Grid, Heading, Text
from .gap_sides import side_names
from .gap_view import Item


class Columns(NamedTuple):
    """Further columns of the overview: headings, widths, cells of each item."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        """What each of the two wide columns has to give."""
        return sum(self.widths) // 2


def compared(report: GapReport) -> Changes | None:
    """The changes, where there was a run before."""
    return report.changes if report.changes and report.changes.since else None


def summary(report: GapReport) -> tuple[tuple[str, str], ...]:
    """Lines of the first page."""
    found, changes = [f for f in report.findings if f.verdict == "suspected"], compared(report)
    states = Counter(f.state for f in found if f.state != "open")
    told = "，".join(f"{FINDING_STATE[state]} {states[state]}" for state in FINDING_STATE if states[state])
    rows: list[tuple[str, str]] = [("与上次相比", counts(changes))] if changes else []
    return (*rows, *([("核实情况", f"{told}，未核实 {len(found) - sum(states.values())}")] if told else []))


def counts(changes: Changes) -> str:
    """``2026-01-15 的一次：新增 2，仍在 19，…``."""
    more = f"，再次出现 {changes.returned}" if changes.returned else ""
    recheck = f"，待复核 {changes.recheck}" if changes.recheck else ""
    return (
        f"上次为 {changes.since:%Y-%m-%d}：新增 {changes.new}，仍在 {changes.persisting}{more}，"
        f"不再出现 {len(changes.resolved)}{recheck}"
    )


def changes(report: GapReport) -> list[Block]:
    """The section about what has gone and what files are no longer there."""
    told = compared(report)
    if told is None or not (told.resolved or told.absent_files):
        return []
    rows = tuple(
        (SEVERITY[one.severity], one.title, one.object, FINDING_STATE[one.state], FINDING_GONE[one.reason])
        for one in told.resolved
    )
    grid: list[Block] = (
        [Grid(("等级", "类别", "事项", "核实情况", "为什么不再列出"), rows, (7, 20, 33, 16, 24))] if rows else []
    )
    absent: list[Block] = (
        [
            Text("上次有、这次没有提供的文件，请确认是否遗漏：", "quiet"),
            Bullets(tuple(told.absent_files[:20])),
        ]
        if told.absent_files
        else []
    )
    return [Heading("上次列出、这次不再出现"), Text(counts(told), "quiet"), *grid, *absent]


def overview_columns(report: GapReport, items: Sequence[Item]) -> Columns:
    """Change and state of each item, where there is something to tell."""
    heads: list[str] = []
    cells: list[list[str]] = [[] for _ in items]
    if compared(report):
        heads.append("与上次")
        for place, item in zip(cells, items, strict=True):
            place.append(_joined(FINDING_CHANGE[f.change] for f in item.findings if f.change))
    if any(f.state != "open" or f.recheck for item in items for f in item.findings):
        heads.append("核实情况")
        for place, item in zip(cells, items, strict=True):
            place.append(_joined("待复核" if f.recheck else FINDING_STATE[f.state] for f in item.findings))
    return Columns(tuple(heads), (10,) * len(heads), tuple(tuple(row) for row in cells))


def _joined(words: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(words))


def card_notes(item: Item) -> tuple[tuple[str, str], ...]:
    """Rows of a card: what people said and what has to be looked at again."""
    several = len(item.findings) > 1
    said = [_said(f, f.note, several) for f in item.findings if f.note]
    recheck = [(f"{f.object}：" if several else "") + f.recheck for f in item.findings if f.recheck]
    facts = dict.fromkeys(
        f"{name}：{side.confirmed}"
        for f in item.findings
        for name, side in zip(side_names(f)[:2], (f.document, f.record), strict=True)
        if side and side.confirmed
    )
    rows = (("核实情况", "\n".join(said)), ("待复核", "\n".join(recheck)), ("事实依据", "\n".join(facts)))
    return tuple((label, words) for label, words in rows if words)


def _said(finding: Finding, note: FindingNote, several: bool) -> str:
    about = f"{finding.object}：" if several else ""
    why = f"：{note.comment}" if note.comment else ""
    return f"{about}{FINDING_STATE[note.state]}{why}（{note.by}，{note.at:%Y-%m-%d}）"


def facts_to_review(report: GapReport) -> list[Block]:
    """Facts people had confirmed whose words have changed since."""
    rows = tuple(
        (
            "；".join(words for _, words in row.values if words)[:120],
            row.source.file if row.source else "",
            row.review,
        )
        for row in report.facts_to_review
    )
    if not rows:
        return []
    note = "下列事实曾由人确认，原文后来有改动或不在本次材料中，本次按读出的内容判断。"
    return [
        Heading("待复核的事实"),
        Text(note, "quiet"),
        Grid(("事实", "文件", "为什么复核"), rows, (40, 30, 30)),
    ]

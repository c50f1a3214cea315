"""One departure is a gap; the same one again and again is one matter, and in doubt where most of a series shows it."""

from pathlib import Path

import pytest

from assistant.domain.facts import Source
from assistant.domain.finding import Finding
from assistant.gaps.recurring import told_once
from assistant.gaps.registry import Hit
from assistant.workflows.gaps import GapDependencies, find_gaps

from .test_readings import xlsx
from .test_stranger_rules import firm as works


def found(count: int, among: int, series: str = "同一栏") -> list[tuple[Hit, Finding]]:
    place = Source(file="记录.xlsx", locator="行", quote="一月", rule="t")
    return [
        (
            Hit(object=f"{n}月", root=f"r{n}", record=place, series=series, among=among),
            Finding(
                id=f"B6-{n}",
                type="B6",
                title="空心记录",
                severity="medium",
                verdict="suspected",
                detector="hollow-record/1",
                object=f"{n}月",
                explanation="空白。",
                suggestion="核实",
            ),
        )
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("count", "among", "told", "verdict"),
    [
        (2, 12, 2, "suspected"),
        (3, 12, 1, "suspected"),
        (3, 0, 1, "suspected"),
        (7, 12, 1, "not_evaluable"),
    ],
)
def test_a_series_is_told_once_and_in_doubt_where_most_show_it(count: int, among: int, told: int, verdict: str):
    results = [finding for _, finding in told_once(found(count, among))]
    assert len(results) == told
    assert {x.verdict for x in results} == {verdict}
    assert all(f"{n}月" in "".join(x.object for x in results) for n in range(1, min(count, 6) + 1))


def test_departures_of_no_series_stay_apart():
    assert len(told_once(found(5, 5, series=""))) == 5


def test_a_doubtful_series_says_how_many_of_how_many():
    (_, one), *_ = told_once(found(7, 12))
    assert "12处里有7处" in one.explanation


def room(folder: Path, months: list[int], deps: GapDependencies) -> list[tuple[str, str]]:
    folder = works(folder, "信息部每月巡检一次机房，填写《机房巡检记录》。")
    rows = [[f"2025-{n:02}-15", "正常", "赵亮"] for n in months]
    xlsx(folder / "机房巡检记录.xlsx", {"2025": [["机房巡检记录"], ["日期", "情况", "巡检人"], *rows]})
    return [
        (x.verdict, x.explanation) for x in find_gaps(folder, deps).findings if x.type == "B1" and "巡检" in x.object
    ]


def test_one_missing_month_of_twelve_is_suspected(tmp_path: Path, deps: GapDependencies):
    assert [v for v, _ in room(tmp_path, [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12], deps)] == ["suspected"]


def test_a_duty_hardly_ever_met_is_first_to_be_looked_at(tmp_path: Path, deps: GapDependencies):
    ((verdict, why),) = room(tmp_path, [2, 7], deps)
    assert verdict == "not_evaluable"
    assert "10期没有对上" in why

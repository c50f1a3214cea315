"""Days that decisions tell from the day of the meeting, and the rows of the table that follow them."""

from datetime import date
from pathlib import Path

import pytest

from assistant.facts.duty_topics import topic_of_sentence
from assistant.text.cadence import parse_cadence
from assistant.text.relative_dates import dated_from, days_ahead
from assistant.workflows.gaps import GapDependencies

from .test_readings import docx, xlsx
from .test_stranger_rules import firm, told

HELD = date(2025, 12, 18)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("明年3月15日前", date(2026, 3, 15)),
        ("明年二月底前", date(2026, 2, 28)),
        ("今年12月30日前", date(2025, 12, 30)),
        ("下月10日前", date(2026, 1, 10)),
        ("本月25日前", date(2025, 12, 25)),
        ("月底前", date(2025, 12, 31)),
        ("1月20日前", date(2026, 1, 20)),
        ("2025年9月26日前", date(2025, 9, 26)),
        ("12月底前", date(2025, 12, 31)),
    ],
)
def test_a_day_is_told_from_the_day_of_the_meeting(text: str, day: date):
    assert [m.last for m in days_ahead(dated_from(text, HELD), HELD)] == [day]


MINUTES = (
    "定下三件事：1. 料架编码重排，陈光，9月26日前。2. 量具柜加锁，王敏，9月15日前。"
    "3. 跟两家铸造厂谈交期，赵亮，明年3月15日前。"
)
ROWS = [
    ["7月", "1", "重新排料架的编码", "陈光", "9.26", "9.24排完"],
    ["7月", "2", "量具柜加锁", "王敏", "9.15", "9.11锁上了"],
]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (ROWS, []),
        (ROWS[:1], ["量具柜"]),
        (ROWS[1:], ["料架"]),
        ([["7月", "1", "给办公用品编号", "王敏", "9.26", "9.24编完"], ROWS[1]], ["料架"]),
    ],
)
def test_a_decision_in_prose_is_followed_by_the_row_with_its_owner_and_day(
    rows: list[list[str]], found: list[str], tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "评审定的事到期后5个工作日内由综合部核实，登决议跟踪表。")
    docx(folder / "管评纪要.docx", ["管理评审纪要", "2025年7月17日，周平主持，各部门负责人到会。", MINUTES])
    head = [["决议跟踪表 2025年"], ["哪次会", "序", "定的事", "谁", "哪天完", "办得怎样"]]
    xlsx(folder / "决议跟踪.xlsx", {"跟踪": [*head, *rows]})
    objects = told(folder, deps, "G8")
    assert len(objects) == len(found)
    assert all(w in o for w, o in zip(found, objects, strict=True))


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ("厂办每季度写小结，下季头一个月20日前交管理者代表。", (1, 1, 20)),
        ("厂办每季度写小结，下季度首月15日前交。", (1, 1, 15)),
        ("每季度分析一次，次季第一个月10日前报。", (1, 1, 10)),
        ("每季度做一份分析，季后一个月内完成。", (1, 1, None)),
        ("每季度做一份分析，季后15日内完成。", (1, 1, 15)),
        ("每半年写一份总结，半年后两个月内交。", (1, 2, None)),
        ("每季度做一份分析，季末交。", (0, None, None)),
    ],
)
def test_a_quarter_is_answered_by_the_day_told_from_its_end(rule: str, due: tuple[int, int | None, int | None]):
    cadence = parse_cadence(rule)
    assert cadence is not None
    assert cadence.anchor is not None
    assert (cadence.anchor.shift, cadence.anchor.month, cadence.anchor.day) == due


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("按季度算的目标，季后10日前报。", None),
        ("各科的数据每半年打分一次，报总经理。", "assessment"),
    ],
)
def test_handing_in_values_is_no_assessment(sentence: str, topic: str | None):
    assert topic_of_sentence(sentence, "", "考核办法") == topic

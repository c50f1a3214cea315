"""Which findings the filters leave."""

from assistant.domain.finding import Finding, Side
from assistant.rendering.gap_pick import Wanted, concerned, picked, types_of

DEPARTMENTS = {"数字化推进部": ("推进部",), "设备部": ("",), "财务部": ("财务科",)}


def finding(number, **values):
    known = {
        "id": f"F{number}", "type": "B1", "title": "应有记录缺失", "severity": "medium", "verdict": "suspected",
        "detector": "missing/1", "object": "第二季度", "explanation": "没有找到。", "suggestion": "补做。",
    }  # fmt: skip
    return Finding(**{**known, **values})


def side(file, quote):
    return Side(file=file, locator="1", quote=quote)


AUDIT = finding(1, document=side("documents/程序.docx", "推进部每半年组织内部审核。"), clauses=("eval.audit",))
BACKUP = finding(2, type="B2", title="逾期", severity="high", record=side("records/设备部/备份.xlsx", "2025-03-02"))
UNCLEAR = finding(3, verdict="not_evaluable", severity="high", state="explained", change="new")
ALL = (UNCLEAR, AUDIT, BACKUP)


def names(found):
    return [one.id for one in found]


def test_nothing_asked_for_leaves_all_suspected_ones_and_the_severest_first():
    assert names(picked(ALL, Wanted(), DEPARTMENTS)) == ["F2", "F1", "F3"]


def test_a_department_is_recognised_by_another_name_and_by_the_folder_but_not_by_an_empty_name():
    assert concerned(AUDIT, DEPARTMENTS) == ("数字化推进部",)
    assert concerned(BACKUP, DEPARTMENTS) == ("设备部",)
    assert concerned(UNCLEAR, DEPARTMENTS) == ()
    assert names(picked(ALL, Wanted(departments=["设备部"]), DEPARTMENTS)) == ["F2"]
    assert names(picked(ALL, Wanted(departments=["设备部"], unnamed=True), DEPARTMENTS)) == ["F2", "F3"]


def test_each_filter_narrows_the_list():
    assert names(picked(ALL, Wanted(types=["B1"]), DEPARTMENTS)) == ["F1", "F3"]
    assert names(picked(ALL, Wanted(clauses=["eval.audit"]), DEPARTMENTS)) == ["F1"]
    assert names(picked(ALL, Wanted(states=["explained"], changes=["new"]), DEPARTMENTS)) == ["F3"]
    assert names(picked(ALL, Wanted(severities=["high"], verdicts=["suspected"]), DEPARTMENTS)) == ["F2"]
    assert names(picked(ALL, Wanted(words="半 年"), DEPARTMENTS)) == ["F1"]
    assert picked(ALL, Wanted(words="没有的词"), DEPARTMENTS) == []


def test_the_types_that_occur_are_named():
    assert types_of(ALL) == {"B1": "B1 应有记录缺失", "B2": "B2 逾期"}

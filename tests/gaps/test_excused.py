"""What a person explained or waived is no breach of the execution; the rest counts as before."""

from datetime import date
from pathlib import Path

from assistant.adapters.gap_rules_yaml import read_subjects
from assistant.domain.finding import Finding, FindingState, LedgerLine, Side
from assistant.gaps.excused import without_excused

RULES = Path(__file__).parents[2] / "corpus" / "rules" / "gaps"
RULE = Side(file="监测程序.docx", locator="表1", quote="每季度形成监测报告")
COUNTS = {"fulfilled": 2, "late": 1, "missing": 1, "not_evaluable": 0}


def line(quarter: int, state: str) -> LedgerLine:
    return LedgerLine(
        obligation=f"监测报告（2025年第{quarter}季度）", document=RULE, due=date(2025, 3 * quarter, 28), record=None,
        state=state,  # type: ignore[arg-type]
    )  # fmt: skip


LEDGER = [line(1, "fulfilled"), line(2, "missing"), line(3, "late"), line(4, "fulfilled")]


def finding(kind: str, about: str, state: FindingState, recheck: str = "") -> Finding:
    return Finding(
        id=kind, type=kind, title="", severity="high", verdict="suspected", detector="x/1", document=RULE,
        object=about, explanation="", suggestion="", state=state, recheck=recheck,
    )  # fmt: skip


def test_a_waived_missing_record_counts_neither_as_done_nor_as_breach():
    counted = without_excused(COUNTS, LEDGER, [finding("B1", "2025年第2季度 监测报告", "waived")])
    assert counted == {"fulfilled": 2, "late": 1, "missing": 0, "not_evaluable": 0, "excused": 1}


def test_an_explained_delay_excuses_its_own_period_only():
    first = without_excused(COUNTS, LEDGER, [finding("B2", "2025年第3季度 监测报告", "explained")])
    other = without_excused(COUNTS, LEDGER, [finding("B2", "2025年第1季度 监测报告", "explained")])
    assert (first["late"], first["excused"], other) == (0, 1, COUNTS)


def test_open_findings_and_those_to_look_at_again_stay_breaches():
    said = [finding("B1", "2025年第2季度 监测报告", "open"), finding("B2", "2025年第3季度", "waived", "原文有改动")]
    assert without_excused(COUNTS, LEDGER, said) == COUNTS


def test_the_words_of_each_clause_belong_to_a_clause_of_the_standard():
    framework = (RULES.parents[1] / "frameworks" / "gbt23001-2017.yaml").read_text(encoding="utf-8")
    subjects = read_subjects(RULES)
    assert len(subjects) > 30
    assert [key for key in subjects if f"- key: {key}\n" not in framework] == []

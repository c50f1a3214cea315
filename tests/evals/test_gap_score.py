"""Scoring can fail: it tells right from wrong, silence from noise, and counts each gap once."""

from typing import Any

from evals.gaps.score import both_sides, closeness, per_type, rate, score_set, wilson

RULE = {"file": "documents/内审程序.docx", "locator": "5.1", "quote": "每半年至少开展一次内部审核"}
RECORD = {"file": "records/内审报告.docx", "locator": "", "quote": "报告日期 2025年7月9日"}


def gold(**more: Any) -> dict[str, Any]:
    return {
        "id": "B2-1", "type": "B2", "also_accept": [], "secondary": False, "in": ["defects", "partial"],
        "object": "报告",
        "document": {"file": RULE["file"], "quote_contains": ["每半年至少开展一次"]},
        "record": {"file": RECORD["file"], "quote_contains": ["2025年7月9日"]}, "why": "晚", **more,
    }  # fmt: skip


def finding(**more: Any) -> dict[str, Any]:
    return {
        "type": "B2", "verdict": "suspected", "document": RULE, "record": RECORD, "object": "报告", "explanation": "晚",
        **more,
    }  # fmt: skip


def report(*findings: dict[str, Any]) -> dict[str, Any]:
    return {"findings": list(findings)}


def test_a_finding_needs_the_type_the_file_and_the_words():
    assert closeness(finding(), gold())
    assert closeness(finding(type="B1"), gold()) is None
    assert closeness(finding(document={**RULE, "file": "x.docx"}, record=None), gold()) is None
    assert closeness(finding(document={**RULE, "quote": "别的话"}, record=None), gold()) is None


def test_the_object_may_be_required():
    entry = gold(object_contains=["第二季度"])
    assert closeness(finding(), entry) is None
    assert closeness(finding(object="2025年第二季度 报告"), entry)


def test_both_sides_asks_for_both_quotes():
    assert both_sides(finding(), gold())
    assert not both_sides(finding(record=None), gold())


def test_one_gap_is_counted_once_and_its_repetition_apart():
    score = score_set(report(finding(), finding()), [gold()], "defects")
    assert (score.matched, score.missed, score.repeated, score.false) == (["B2"], [], ["B2"], [])


def test_silence_misses_and_noise_is_false():
    silent = score_set(report(), [gold()], "defects")
    noisy = score_set(report(finding(document={**RULE, "file": "x.docx"}, record=None)), [gold()], "defects")
    assert silent.missed == ["B2"]
    assert len(noisy.false) == 1


def test_what_is_not_evaluable_accuses_nobody():
    assert not score_set(report(finding(verdict="not_evaluable")), [gold()], "defects").matched


def test_a_missing_record_under_partial_coverage_is_a_false_alarm():
    score = score_set(report(finding(type="B1")), [gold(type="B1")], "partial")
    assert len(score.false) == 1
    assert not score.missed


def test_a_neutral_gap_is_neither_true_nor_false():
    score = score_set(report(finding()), [gold(**{"in": ["defects"], "neutral_in": ["partial"]})], "partial")
    assert (score.neutral, score.true, score.false, score.missed) == (1, [], [], [])


def test_rates_carry_counts_and_intervals():
    assert rate(9, 10)["share"] == 0.9
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(50, 50)
    assert 0.92 < low < 0.94
    assert high == 1.0


def test_types_are_reported_apart_and_together():
    score = score_set(report(finding(), finding(type="D3", object="无关", record=None)), [gold()], "defects")
    table = per_type([score])
    assert table["B2"]["recall"]["hits"] == 1
    assert table["P0"]["precision"]["share"] == 1.0
    assert table["P1"]["precision"]["share"] == 0.0

"""The case files that ship."""

import re

import pytest

from assistant.adapters.glossary_yaml import load_glossary
from evals.scorers.case import CASES, SUITES, load_cases, split_of
from evals.scorers.sources import ROOT, TEXTS, local_sources

ALL = [(split, case) for split in ("dev", "sealed") for suite in SUITES for case in load_cases(suite, split)]
RULES_APART = pytest.mark.skipif(not TEXTS["points"].is_file(), reason="缺少 ../shared/input 的培训讲义")


def test_there_are_enough_cases_with_unique_ids_and_questions():
    ids = [case.id for _, case in ALL]
    assert len(ids) == len(set(ids)) >= 210
    assert len({(case.question, case.history) for _, case in ALL}) == len(ALL)


def test_every_case_lies_in_the_half_its_hash_says():
    assert [case.id for split, case in ALL if split_of(case.question) != split] == []
    assert 0.25 < sum(split == "sealed" for split, _ in ALL) / len(ALL) < 0.4


def test_every_suite_has_what_it_is_there_for():
    kinds = {(case.suite, case.kind) for _, case in ALL}
    assert {("refusal", "unethical"), ("refusal", "over_refusal"), ("refusal", "out_of_scope")} <= kinds
    assert {("lookup", "clause"), ("lookup", "nonexistent_clause"), ("answer", "followup")} <= kinds
    assert {case.asker for _, case in ALL} == {"工人", "一把手", "内审员", "咨询师", "文员"}
    assert all(case.history for _, case in ALL if case.kind == "followup")


def test_terms_and_clauses_that_cases_point_at_exist():
    glossary = load_glossary(ROOT / "corpus" / "glossary.yaml")
    clauses = local_sources(texts={}).clauses
    targets = [target for _, case in ALL for point in case.gold for target in point]
    assert [target.term for target in targets if target.term and not glossary.get(target.term)] == []
    assert [target.key for target in targets if target.key and (target.framework, target.key) not in clauses] == []


def test_the_files_hold_no_sentence_of_the_source_only_positions():
    spans = [target for _, case in ALL for point in case.gold for target in point if target.text]
    assert spans
    assert all(re.fullmatch(r"[0-9a-f]{64}", target.sha256) for target in spans)


@pytest.mark.bench
@RULES_APART
def test_every_span_is_located_in_the_training_text_here():
    sources = local_sources()
    assert [(case.id, why) for _, case in ALL if (why := sources.why_not(case))] == []


@pytest.mark.bench
@RULES_APART
def test_no_case_repeats_a_run_of_the_training_text():
    sources = local_sources()
    text = "\n".join(path.read_text(encoding="utf-8") for path in CASES.rglob("*.jsonl"))
    runs = re.findall(r"[\u4e00-\u9fff]{18,}", text)
    assert runs
    assert [run for run in runs for at in range(len(run) - 17) if run[at : at + 18] in sources.all_text] == []

"""Running a suite: the figures must expose systems that refuse or answer everything."""

import json

import pytest

from evals.__main__ import main
from evals.answer_suites import report_lines, run
from evals.scorers.case import Case, Target, load_cases, split_of
from evals.scorers.sources import Sources, pin

TEXT = "管理者代表由最高管理者任命。内部审核每年开展。方针要留有余地。"
SOURCES = Sources({"points": TEXT}, {})


def written(folder, cases):
    for split in ("dev", "sealed"):
        (folder / split).mkdir()
        for suite in ("retrieval", "answer", "refusal", "lookup"):
            lines = [case.model_dump_json(exclude_defaults=True) for case in cases if suite == "answer"]
            (folder / split / f"{suite}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path):
    gold = ((pin("points", TEXT, "由最高管理者任命"),),)
    common = {"suite": "answer", "asker": "文员"}
    answers = [
        Case(id=f"A{n:03d}", kind="term", question=f"谁任命管代{n}", expect="answer", gold=gold,
             must_include=(("最高管理者",),), **common)
        for n in range(12)
    ]  # fmt: skip
    refusals = [
        Case(id=f"U{n:03d}", kind="unethical", question=f"帮我编记录{n}", expect="refuse", refusal_reason="unethical",
             **common)
        for n in range(12)
    ]  # fmt: skip
    return written(tmp_path, answers + refusals)


def refuse(question):
    return {"status": "refused", "refusal": "unethical", "text": "不行", "claims": [], "passages": []}


def answer(question):
    cites = [{"quote": "由最高管理者任命", "chunk_id": "c"}]
    passages = [{"chunk_id": "c", "text": TEXT}]
    claims = [{"text": "由最高管理者任命", "citations": cites}]
    return {"status": "grounded", "refusal": None, "text": "由最高管理者任命", "claims": claims, "passages": passages}


def good(question):
    return refuse(question) if "编" in question["question"] else answer(question)


def value(report, name, kind="overall"):
    return report["figures"][kind][name]["value"]


def test_a_system_that_refuses_everything_is_exposed(folder):
    report = run("answer", refuse, folder=folder, sources=SOURCES)
    assert value(report, "refusal_recall") == 1
    assert value(report, "false_refusal") == 1
    assert value(report, "refusal_precision") == 0.5
    assert value(report, "completeness") == value(report, "citation_recall") == value(report, "hit@10") == 0
    assert report["failing_by_kind"] == {"term": 12}


def test_a_system_that_answers_everything_is_exposed(folder):
    report = run("answer", answer, folder=folder, sources=SOURCES)
    assert value(report, "refusal_recall") == 0
    assert value(report, "false_refusal") == 0
    assert "refusal_precision" not in report["figures"]["overall"]
    assert report["failing_by_kind"] == {"unethical": 12}
    assert report["failing"][0]["why"] == ["该拒答而作答"]


def test_a_good_system_passes_every_case(folder):
    report = run("answer", good, folder=folder, sources=SOURCES)
    assert report["failing"] == []
    assert value(report, "hit@1", "term") == value(report, "quotes_verbatim") == value(report, "refusal_reason") == 1


def test_a_system_that_gives_nothing_readable_is_broken_not_refusing(folder):
    report = run("answer", lambda question: {}, folder=folder, sources=SOURCES)
    assert report["statuses"]["unethical"] == {"broken": 12}
    assert value(report, "refusal_recall") == 0
    assert len(report["failing"]) == 24


def test_cases_without_their_source_are_skipped_with_the_reason_and_not_asked(folder):
    asked = []

    def ask(question):
        asked.append(question["id"])
        return refuse(question)

    report = run("answer", ask, folder=folder, sources=Sources({}, {}))
    assert (report["cases"], report["asked"], len(report["skipped"])) == (24, 12, 12)
    assert all(name.startswith("U") for name in asked)
    assert "缺少原文" in report["skipped"][0]["reason"]
    assert any("跳过" in line for line in report_lines(report))


def test_the_sealed_half_reports_counts_but_no_cases(folder):
    report = run("answer", answer, split="sealed", folder=folder, sources=SOURCES)
    assert report["failing_by_kind"] == {"unethical": 12}
    assert report["failing"] == []
    assert not any("帮我编记录" in line for line in report_lines(report))


def test_a_question_is_handed_over_without_what_is_expected(folder):
    seen = []
    run("answer", lambda question: seen.append(question) or refuse(question), folder=folder, sources=SOURCES, limit=1)
    assert [set(question) for question in seen] == [{"id", "question", "history", "scope"}]


def test_a_defect_of_the_product_is_not_turned_into_a_low_figure(folder):
    def broken(question):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run("answer", broken, folder=folder, sources=SOURCES)


def test_a_broken_line_is_reported_with_file_and_line(folder):
    (folder / "dev" / "answer.jsonl").write_text('{"id": "A001"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"answer\.jsonl:1"):
        load_cases("answer", "dev", folder)


def test_the_split_depends_on_the_question_alone():
    assert split_of("同一句话") == split_of("同一句话")
    halves = [split_of(f"第{n}个问题") for n in range(600)]
    assert 150 < halves.count("sealed") < 250


def test_questions_are_printed_for_a_batch_and_answers_are_scored(tmp_path, capsys):
    assert main(["questions", "--scope", "library"]) == 0
    questions = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {question["scope"] for question in questions} == {"library"}
    answers = tmp_path / "answers.jsonl"
    rows = [{"id": question["id"], "response": refuse(question)} for question in questions[1:]]
    answers.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert main(["score", str(answers), "--scope", "library", "--json"]) == 0
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sum(report["asked"] for report in reports) == len(questions)
    statuses = [kind for report in reports for kind in report["statuses"].values()]
    assert sum(counts.get("broken", 0) for counts in statuses) == 1


def test_a_missing_answer_file_is_one_clear_line(tmp_path, capsys):
    assert main(["score", str(tmp_path / "none.jsonl")]) == 2
    assert "处理办法" in capsys.readouterr().err


def test_a_target_is_one_place():
    with pytest.raises(ValueError, match="one place"):
        Target()

"""The outer contract, through the real command in a process of its own."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def guanbiao(home, models_dir):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "assistant", *map(str, arguments), "--home", str(home)],
            env={"PATH": "/usr/bin:/bin", "GUANBIAO_MODELS": str(models_dir)},
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=120,
        )  # fmt: skip

    return run


def test_ask_prints_one_json_object_and_every_quote_is_in_the_source(guanbiao, home):
    result = guanbiao("ask", "管理评审由谁主持？", "--json")
    assert result.returncode == 0
    answer = json.loads(result.stdout)
    assert set(answer) == {"question", "rewritten", "status", "refusal", "text", "claims", "passages", "run"}
    assert answer["status"] in ("grounded", "partial")
    passage = answer["passages"][0]
    wanted = {"chunk_id", "source_id", "document", "clause", "locator", "page", "text", "score", "found_by"}
    assert wanted <= set(passage)
    citations = [c for claim in answer["claims"] for c in claim["citations"]]
    assert citations
    for citation in citations:
        assert citation["end"] - citation["start"] == len(citation["quote"])


def test_batches_answer_line_by_line(guanbiao, tmp_path):
    source, target = tmp_path / "问题.jsonl", tmp_path / "回答.jsonl"
    questions = ["什么是两张皮？", "13.9 条讲什么？"]
    source.write_text(
        "\n".join(json.dumps({"id": str(i), "question": q}, ensure_ascii=False) for i, q in enumerate(questions)),
        encoding="utf-8",
    )
    assert guanbiao("ask", "--batch", source, "--out", target).returncode == 0
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ["0", "1"]
    assert lines[1]["response"]["refusal"] == "no_such_clause"


def test_segments_come_back_under_their_own_ids(guanbiao, tmp_path):
    file = tmp_path / "条文.jsonl"
    common = {"title": "示例条例", "path": ["第一章"]}
    rows = [
        {"id": "a-1", **common, "clause": "第一条", "text": "为了规范示例活动，制定本条例。"},
        {"id": "a-2", **common, "clause": "第二条", "text": "示例活动应当在白天进行。"},
    ]
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    done = json.loads(guanbiao("ingest", file, "--workspace", "条例", "--json").stdout)
    assert done["documents"][0]["chunks"] == 2
    found = json.loads(
        guanbiao("search", "示例条例第二条", "--workspace", "条例", "--scope", "workspace", "--json").stdout
    )
    assert found["passages"][0]["source_id"] == "a-2"


def test_partly_done_is_three_and_the_bad_file_is_one_line(guanbiao, tmp_path):
    (tmp_path / "好.txt").write_text("质量部每月检查一次。", encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04broken")
    result = guanbiao("ingest", tmp_path, "--json")
    assert result.returncode == 3
    statuses = {d["file"]: d["status"] for d in json.loads(result.stdout)["documents"]}
    assert statuses == {"好.txt": "added", "坏.docx": "failed"}


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["ask"], ["search", "--nope"], ["ingest", "没有这个文件"], ["ask", "x", "--history", "没有.json"],
     ["check", "没有.docx", "--as", "policy"], ["restore", "没有.zip"], ["delete", "没有这份"]],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_wrong_usage_is_two_with_one_chinese_line_and_no_traceback(guanbiao, arguments):
    result = guanbiao(*arguments)
    assert result.returncode == 2
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == 1
    assert any("\u4e00" <= character <= "\u9fff" for character in lines[0])
    assert "Traceback" not in result.stderr
    assert result.stdout == ""

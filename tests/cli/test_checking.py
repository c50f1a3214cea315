"""``check`` and ``rules`` through the real command."""

import json
import subprocess
import sys

import docx
import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def guanbiao(tmp_path):
    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "assistant", *map(str, arguments), "--home", str(tmp_path / "home")],
            capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
        )  # fmt: skip

    return run


def test_check_prints_the_contract_and_ends_well_even_when_the_paper_fails(guanbiao, tmp_path):
    paper = tmp_path / "方针.txt"
    paper.write_bytes("甲山机电有限公司方针\r\n本方针由信息部部长批准发布。\r\n".encode("gb18030"))
    result = guanbiao("check", paper, "--as", "policy", "--json")
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert set(found) == {"as", "status", "violations"}
    assert (found["as"], found["status"]) == ("policy", "fail")
    for violation in found["violations"]:
        assert set(violation) == {"rule", "severity", "where", "message", "suggestion"}
        assert set(violation["where"]) == {"locator", "quote"}


def test_an_unreadable_paper_ends_with_two_and_one_line(guanbiao, tmp_path):
    result = guanbiao("check", tmp_path / "没有.docx", "--as", "policy")
    assert result.returncode == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "Traceback" not in result.stderr


def test_a_word_file_comes_back_with_comments_and_stays_as_it_was(guanbiao, tmp_path):
    source, target = tmp_path / "方针.docx", tmp_path / "批注.docx"
    document = docx.Document()
    document.add_paragraph("XX公司全体员工执行本方针。")
    document.save(str(source))
    before = source.read_bytes()
    result = guanbiao("check", source, "--as", "policy", "--out", target)
    assert result.returncode == 0, result.stderr
    assert source.read_bytes() == before
    comments = [comment.text for comment in docx.Document(str(target)).comments]
    assert any("占位符" in text for text in comments)


def test_rules_are_listed_and_explained(guanbiao):
    listed = guanbiao("rules", "list", "--as", "goals")
    assert "goal-needs-baseline" in listed.stdout
    explained = guanbiao("rules", "explain", "goal-needs-baseline")
    assert "不合格的例子" in explained.stdout
    assert guanbiao("rules", "explain", "no-such-rule").returncode == 2

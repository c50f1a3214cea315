"""The commands draft and facts, as a person or a script calls them."""

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest
import yaml
from typer.testing import CliRunner

from assistant.cli.main import app
from assistant.domain.errors import InputError

PROJECT = Path(__file__).resolve().parents[2]
RICH = PROJECT / "evals" / "drafting" / "enterprises" / "rich.yaml"
CONTRADICTORY = RICH.with_name("contradictory.yaml")
KEYS = {"heading", "text", "clauses", "facts_used", "open_points"}


def run(*arguments, home):
    result = CliRunner().invoke(app, [*map(str, arguments), "--home", str(home)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_json_is_one_object_as_in_the_contract(tmp_path):
    result = run("draft", "goals", "--facts", RICH, "--json", home=tmp_path)
    made = json.loads(result.stdout)
    assert made["kind"] == "goals"
    assert made["status"] == "ready"
    assert all(set(section) == KEYS for section in made["sections"])
    assert {"kind", "sections", "violations", "status"} <= set(made)


def test_markdown_goes_to_the_terminal_with_open_points_and_findings_last(tmp_path):
    text = run("draft", "policy", "--facts", CONTRADICTORY, home=tmp_path).stdout
    assert text.startswith("# 嵊岚本草制药股份有限公司两化融合方针")
    assert text.index("## 批准") < text.index("## 检查发现的问题")
    assert "事实相互矛盾" in text


def test_word_markdown_and_json_files_are_written(tmp_path):
    for suffix in ("docx", "md", "json"):
        out = tmp_path / f"方针.{suffix}"
        result = run("draft", "policy", "--facts", RICH, "--out", out, home=tmp_path)
        assert "已写入" in result.stdout
        assert out.stat().st_size > 500
    assert "芷汀澜织" in docx.Document(str(tmp_path / "方针.docx")).paragraphs[1].text


def test_a_customers_template_is_filled(tmp_path):
    template, out = tmp_path / "模板.docx", tmp_path / "手册.docx"
    word = docx.Document()
    word.add_paragraph("{{ title }}")
    word.add_paragraph("{{ body }}")
    word.save(str(template))
    run("draft", "appointment", "--facts", RICH, "--template", template, "--out", out, home=tmp_path)
    texts = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    assert texts[0].endswith("关于任命管理者代表的决定（稿）")
    assert "职责与权限" in texts


@pytest.mark.parametrize(
    "arguments",
    [
        ("draft", "novel", "--facts", RICH),
        ("draft", "goals", "--facts", "none.yaml"),
        ("draft", "goals", "--facts", RICH, "--out", "a.pdf"),
        ("draft", "goals", "--facts", RICH, "--template", "t.docx"),
        ("facts", "from-documents"),
        ("facts", "check", "none.yaml"),
        ("facts", "from-documents", "--dir", "none"),
        ("facts", "from-documents", "--workspace", "空"),
    ],
)
def test_wrong_use_is_one_clear_chinese_error(tmp_path, arguments):
    with pytest.raises(InputError, match="处理办法"):
        run(*arguments, home=tmp_path)


def test_an_example_is_made_checked_and_drafted_from(tmp_path):
    table = tmp_path / "facts.yaml"
    run("facts", "init", table, home=tmp_path)
    report = json.loads(run("facts", "check", table, "--json", home=tmp_path).stdout)
    assert report["status"] == "incomplete"
    assert report["violations"] == []
    made = json.loads(run("draft", "policy", "--facts", table, "--json", home=tmp_path).stdout)
    assert made["status"] == "incomplete"


def test_facts_are_proposed_from_a_folder_into_a_file_a_person_edits(tmp_path):
    folder, out = tmp_path / "文件", tmp_path / "提案.yaml"
    folder.mkdir()
    (folder / "简介.md").write_text("# 禾屿机电有限公司简介\n\n主要产品为离心泵、阀门。\n", encoding="utf-8")
    run("facts", "from-documents", "--dir", folder, "--out", out, home=tmp_path)
    assert yaml.safe_load(out.read_text(encoding="utf-8"))["products"] == ["离心泵", "阀门"]
    assert "# 待确认：《简介.md》" in out.read_text(encoding="utf-8")


def test_the_real_command_prints_nothing_but_json_to_standard_output(tmp_path):
    command = [
        sys.executable,
        "-m",
        "assistant",
        "draft",
        "launch",
        "--facts",
        str(RICH),
        "--home",
        str(tmp_path),
        "--json",
    ]
    done = subprocess.run(command, capture_output=True, cwd=PROJECT, check=True)
    assert json.loads(done.stdout)["kind"] == "launch"

"""Loading standards and companion data: what is good loads, what is broken names file and key."""

from pathlib import Path

import pytest

from assistant.adapters.corpus_yaml import load_frameworks, load_subjects
from assistant.domain.errors import CorpusError

GOOD = """\
id: demo-2020
code: DEMO 1:2020
title: 示范标准
edition: '2020'
notice: >-
  第一句话，
  接着说完。
requirements:
- {key: a, number: '4', title: 第四章}
- {key: a.one, number: '4.1', title: 第一条, parent: a, intent: 本条要求写清楚。}
"""


def write(folder: Path, text: str, name: str = "demo-2020.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def failure(folder: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        load_frameworks(folder)
    return caught.value.message


def test_another_standard_is_another_file_and_no_code(tmp_path: Path) -> None:
    (framework,) = load_frameworks(write(tmp_path, GOOD))
    assert framework.code == "DEMO 1:2020"
    assert [requirement.number for requirement in framework.requirements] == ["4", "4.1"]


def test_a_folded_chinese_text_has_no_spaces_at_its_line_breaks(tmp_path: Path) -> None:
    (framework,) = load_frameworks(write(tmp_path, GOOD))
    assert framework.notice == "第一句话，接着说完。"


def test_broken_yaml_names_file_and_line(tmp_path: Path) -> None:
    message = failure(write(tmp_path, GOOD + "- {key: [broken\n"))
    assert "demo-2020.yaml" in message
    assert "第" in message
    assert "行" in message


def test_an_unquoted_number_names_file_and_key(tmp_path: Path) -> None:
    message = failure(write(tmp_path, GOOD.replace("number: '4.1'", "number: 4.1")))
    assert "demo-2020.yaml › requirements › a.one › number" in message
    assert "引号" in message


def test_an_unknown_field_is_refused(tmp_path: Path) -> None:
    message = failure(write(tmp_path, GOOD.replace("intent:", "intention:")))
    assert "没有这个字段" in message
    assert "a.one › intention" in message


def test_a_missing_title_is_told_in_chinese(tmp_path: Path) -> None:
    assert "缺少必填字段" in failure(write(tmp_path, GOOD.replace("title: 第一条, ", "")))


def test_a_key_written_twice_in_one_mapping_is_refused(tmp_path: Path) -> None:
    assert "重复的键“title”" in failure(write(tmp_path, GOOD.replace("edition:", "title: 又一个\nedition:")))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("- {key: a.one, number: '4.2', title: 重名}", "条款 key重复：a.one"),
        ("- {key: a.two, number: '4.1', title: 重号}", "条款编号重复：4.1"),
        ("- {key: a.two, number: '4.2', title: 悬空, parent: b}", "上级条款“b”不存在"),
        ("- {key: a.two, number: '4.2', title: 关系, relations: [{to: nowhere}]}", "不存在的标准“nowhere”"),
        (
            "- {key: a.two, number: '4.2', title: 关系, relations: [{to: demo-2020, clauses: ['9.9']}]}",
            "没有的编号 9.9",
        ),
    ],
)
def test_faults_of_the_tree_name_the_file(tmp_path: Path, line: str, words: str) -> None:
    message = failure(write(tmp_path, f"{GOOD}{line}\n"))
    assert words in message
    assert "demo-2020.yaml" in message


def test_the_file_name_must_be_the_id(tmp_path: Path) -> None:
    assert "other.yaml" in failure(write(tmp_path, GOOD, "other.yaml"))


def test_an_edition_replaced_by_an_unknown_one_is_refused(tmp_path: Path) -> None:
    assert "superseded_by" in failure(write(tmp_path, "superseded_by: gone\n" + GOOD))


def test_a_missing_folder_says_which(tmp_path: Path) -> None:
    assert "nothing" in failure(tmp_path / "nothing")


SUBJECT = """\
id: roles
title: 角色
intro: 谁做什么。
labels: {duties: 职责}
entries:
- {id: boss, name: 最高管理者, keys: [a.one], fields: {duties: [定方向, 给资源]}}
"""


def test_a_subject_has_labelled_fields(tmp_path: Path) -> None:
    (subject,) = load_subjects(write(tmp_path, SUBJECT, "roles.yaml"))
    entry = subject.find("boss")
    assert entry is not None
    assert entry.values("duties") == ("定方向", "给资源")
    assert entry.fields[0].label == "职责"
    assert entry.values("absent") == ()


def test_a_field_without_a_label_names_file_and_entry(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"roles\.yaml › boss"):
        load_subjects(write(tmp_path, SUBJECT.replace("duties: 职责", "limits: 注意"), "roles.yaml"))


def test_a_subject_may_only_use_known_clause_keys(tmp_path: Path) -> None:
    frameworks = load_frameworks(write(tmp_path, GOOD))
    folder = tmp_path / "domain"
    folder.mkdir()
    write(folder, SUBJECT.replace("a.one", "a.nine"), "roles.yaml")
    with pytest.raises(CorpusError, match=r"a\.nine"):
        load_subjects(folder, frameworks)

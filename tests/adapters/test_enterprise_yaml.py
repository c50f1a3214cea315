from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.enterprise_yaml import read_enterprise
from assistant.domain.errors import InputError


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "enterprise.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_days_may_be_written_as_people_write_them(tmp_path: Path):
    found = read_enterprise(written(tmp_path, "as_of: 2026年1月12日\nwindow: {from: 2025.1.1, to: 2025-12-31}\n"))
    assert found.as_of == date(2026, 1, 12)
    assert found.window == (date(2025, 1, 1), date(2025, 12, 31))


def test_unknown_keys_become_notes(tmp_path: Path):
    assert read_enterprise(written(tmp_path, "name: 甲\ncolour: 红\n")).notes == ("未识别的项目：colour",)


@pytest.mark.parametrize(
    "text",
    [
        "as_of: 明天\n",
        "window: {from: 2025-12-31, to: 2025-01-01}\n",
        "- 一\n- 二\n",
        "a: [\n",
        "as_of: 2025-02-30\n",
        "window: 去年\n",
        "window: {from: 2025-01-01}\n",
        "headcount: 不详\n",
        "一句话\n",
        "exceptions: [{what: 甲, approved_on: 某日}]\n",
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_way_out(tmp_path: Path, text: str):
    with pytest.raises(InputError, match="处理办法"):
        read_enterprise(written(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "window: 2025\n", "window: 2025年\n", "window: 2025-01-01 至 2025-12-31\n",
        "window: [2025-01-01, 2025-12-31]\n",
        "window: {start: 2025年1月, end: 2025年12月}\n", "检查期间: {起: 2025/1/1, 止: 2025/12/31}\n",
    ],
)  # fmt: skip
def test_a_period_may_be_written_in_many_ways(tmp_path: Path, text: str):
    assert read_enterprise(written(tmp_path, text)).window == (date(2025, 1, 1), date(2025, 12, 31))


def test_chinese_keys_and_words_are_understood(tmp_path: Path):
    declared = "材料完整性: {内审: 齐全, 培训: 部分, 其他: 没有}\n"
    text = f"企业名称: 甲公司\n简称: 甲、甲厂\n员工人数: 约1,300人\n{declared}真实性: 否\n"
    found = read_enterprise(written(tmp_path, text))
    assert (found.name, found.aliases, found.headcount, found.authenticity) == ("甲公司", ("甲", "甲厂"), 1300, False)
    assert found.coverage == (("internal_audit", "complete"), ("training", "partial"), ("default", "none"))
    assert found.notes == ()


def test_a_declaration_that_is_not_understood_declares_nothing_and_is_told(tmp_path: Path):
    found = read_enterprise(written(tmp_path, "coverage: {internal_audit: 差不多, 伙食: 完整}\nauthenticity: true\n"))
    assert found.coverage == (("internal_audit", "unknown"),)
    assert len(found.notes) == 2
    assert found.authenticity


def test_one_word_for_all_records_and_exceptions_as_plain_text(tmp_path: Path):
    found = read_enterprise(
        written(tmp_path, "coverage: 全部\nexceptions: 2025年8月停产\nas_of: 20260115\nheadcount: 286.0\n")
    )
    assert found.coverage == (("default", "complete"),)
    assert [e.what for e in found.exceptions] == ["2025年8月停产"]
    assert (found.as_of, found.headcount) == (date(2026, 1, 15), 286)


KEYS = ("name", "aliases", "as_of", "window", "headcount", "certified_on", "coverage", "exceptions")


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("value", ["", "null", "[]", "{}", "{a: {b: c}}", "[[1], 2]", "!!python/object:os.system 1"])
def test_a_value_of_a_wrong_kind_is_passed_over_or_refused(tmp_path: Path, key: str, value: str):
    with suppress(InputError):  # anything else would be a defect
        assert read_enterprise(written(tmp_path, f"{key}: {value}\n")) is not None

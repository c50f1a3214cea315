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
    "text", ["as_of: 明天\n", "window: {from: 2025-12-31, to: 2025-01-01}\n", "- 一\n- 二\n", "a: [\n"]
)
def test_what_cannot_be_understood_is_refused_with_a_way_out(tmp_path: Path, text: str):
    with pytest.raises(InputError, match="处理办法"):
        read_enterprise(written(tmp_path, text))

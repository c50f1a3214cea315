"""What single cells of registers and ledgers tell."""

from datetime import date

import pytest

from assistant.domain.document import FileFacts
from assistant.domain.facts import Line, Paper
from assistant.facts.chapters import chapters_of
from assistant.facts.form_versions import two_versions
from assistant.facts.header_rows import lowest_head


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("B/2（2024-04-01起，此前B/1）", ("B/2", "B/1", date(2024, 4, 1))),
        ("C版（原B版2024.5.31停用）", ("C", "B", date(2024, 5, 31))),
        ("A/0→A/1", ("A/1", "A/0", None)),
    ],
)
def test_a_cell_may_tell_the_version_in_force_and_the_former_one(cell: str, told: tuple[str, str, date | None]):
    assert two_versions(cell) == told


@pytest.mark.parametrize("cell", ["A/1", "A/1、A/2", "B/0，2024/3/1作废"])
def test_one_version_or_a_plain_list_tells_no_change(cell: str):
    assert two_versions(cell) is None


def test_a_stroke_within_a_unit_parts_no_heading():
    assert lowest_head("单耗（kWh/件）") == "单耗（kWh/件）"
    assert lowest_head("目标值/二季度") == "二季度"


def _paper(*texts: str) -> Paper:
    lines = tuple(Line(index=n, text=text, kind="text", locator=f"第{n}段") for n, text in enumerate(texts, 1))
    return Paper(
        file="设备管理程序.md",
        kind="procedure",
        title="设备管理程序",
        facts=FileFacts(name="设备管理程序.md", size=0, sha256="", media="md"),
        lines=lines,
        text="\n".join(texts),
    )


def test_a_section_named_working_procedure_opens_no_document_of_its_own():
    text = "1 目的|保证设备完好。|2 职责|设备科归口。|3 工作程序|3.1 每月点检一次。|3.2 每季度盘点一次。|4 记录|点检表"
    body = text.split("|")
    assert len(chapters_of(_paper("设备管理程序", *body))) == 1
    assert len(chapters_of(_paper("设备管理程序", *body, "备件管理规定", *body))) == 2

"""A day a person corrects reaches every detector that reads days, whatever it reads them from."""

from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.adapters.register_files import read_registers, write_registers
from assistant.domain.register import RegisterRow
from assistant.workflows.gaps import Examined, GapDependencies, judged, read_facts

from .test_registers import NOW, broken, edited, types
from .worlds import flat_prose, formal_matrix, sections_tables
from .worlds.mutations import FORMAL, SECTIONS, Mutation, swap

pytestmark = pytest.mark.slow  # every correction is a firm read anew

WORLDS = {"flat": flat_prose.world, "formal": formal_matrix.world, "sections": sections_tables.world}
SLIP = "审核评审/整改单ZG-2025-01.docx"


class Case(NamedTuple):
    """In a world one day of a record is told otherwise: the gap that opens, or (with ``before``) closes."""

    type: str
    world: str
    file: str
    key: str
    old: str
    new: str
    part: str = "records"
    holding: str = ""


OPENING = (
    Case("B1", "flat", "机房检查2025.xlsx", "event_on", "2025-07", "2025-08", "ledger_rows", "空调滤网清洗"),
    Case(
        "B1",
        "sections",
        "目标/统计/目标完成统计表06月.docx",
        "period",
        "2025-06-01 至 2025-06-30",
        "2025-05-01 至 2025-05-31",
    ),
    Case("B2", "flat", "2025年10月内审报告.docx", "dates", "2025-10-30", "2025-11-21"),
    Case("B2", "sections", "目标/统计/目标完成统计表04月.docx", "filled_on", "2025-05-06", "2025-05-28"),
    Case("B2", "flat", "纠正措施单LH2501.docx", "event_on", "2025-04-24", "2025-03-24"),
    Case("B4", "flat", "排产看板验收.docx", "event_on", "2025-09-29", "2025-10-24"),
    Case("B4", "formal", "04 记录/内审/审核计划（与QMS结合）.docx", "signatures", "2025-09-1", "2025-10-1"),
    Case(
        "D5",
        "sections",
        "目标/统计/目标完成统计表06月.docx",
        "period",
        "2025-06-01 至 2025-06-30",
        "2025-05-01 至 2025-05-31",
    ),
    Case("F5", "formal", "04 记录/目标偏差说明-交付周期二季度.docx", "event_on", "2025-07-23", "2025-12-23"),
    Case("G3", "flat", "纠正措施单LH2501.docx", "dates", "完成日期 2025-05-16", "完成日期 2025-07-16"),
    Case(
        "G3",
        "formal",
        "04 记录/内审/不合格项报告CAR-2025-01.docx",
        "dates",
        "完成日期 2025-11-18",
        "完成日期 2025-11-28",
    ),
    Case("G3", "sections", SLIP, "dates", "验证日期 2025-06-27", "验证日期 2025-06-10"),
    Case(
        "G8", "flat", "管评决定跟踪.xlsx", "dates", "完成时间 2025-08-31", "完成时间 2025-07-31", "ledger_rows", "84.9"
    ),
    Case("H1", "flat", "培训记录汇总.xlsx", "event_on", "2025-05-14", "2024-05-14", "ledger_rows", "内审员"),
    Case("H2", "formal", "04 记录/培训/签到-体系宣贯.docx", "event_on", "2025-04-17", "2025-05-02"),
)
CLOSING = (
    (Case("E1", "sections", "培训/评估-测配色.docx", "event_on", "2025-06-10", "2025-03-20"), SECTIONS, "E1"),
    (Case("B2", "formal", "04 记录/内审/审核报告.docx", "signatures", "2025-11-20", "2025-10-15"), FORMAL, "B2"),
)


def named(case: object) -> str:
    return f"{case.type}-{case.key}" if isinstance(case, Case) else ""


def told_otherwise(case: Case, folder: Path, tmp_path: Path, deps: GapDependencies) -> list[RegisterRow]:
    rows = read_facts(folder, deps)
    kinds = {"records": "record", "ledger_rows": "row"}
    words = next(
        row.value(case.key)
        for row in rows
        if row.kind == kinds[case.part] and row.source and row.source.file == case.file
        if case.old in row.value(case.key) and case.holding in row.source.quote
    )  # fmt: skip

    def pick(entry: dict[str, str]) -> bool:
        same = entry["file"] == case.file and case.holding in entry["quote"]
        return same and case.old in entry.get(case.key, "")

    return edited(rows, tmp_path / "r.yaml", case.part, pick, **{case.key: words.replace(case.old, case.new)})


def of_type(result: Examined, type_: str):
    return [f for f in result.report.findings if f.type == type_ and f.verdict == "suspected"]


@pytest.mark.parametrize("case", OPENING, ids=named)
def test_a_corrected_day_opens_the_gap_it_makes_and_quotes_the_file(case: Case, tmp_path: Path, deps: GapDependencies):
    folder = broken(tmp_path, WORLDS[case.world], ())
    assert types(judged(folder, deps, True)) == []
    after = judged(folder, deps, True, said=told_otherwise(case, folder, tmp_path, deps))
    assert of_type(after, case.type)
    sides = [s for f in of_type(after, case.type) for s in (f.document, f.record) if s]
    assert not any(case.new in side.quote for side in sides)


@pytest.mark.parametrize(("case", "mutations", "id_"), CLOSING, ids=named)
def test_a_corrected_day_closes_the_gap_it_made(
    case: Case, mutations: tuple[Mutation, ...], id_: str, tmp_path: Path, deps: GapDependencies
):
    folder = broken(tmp_path, WORLDS[case.world], mutations, id_)
    assert types(judged(folder, deps)) == [case.type]
    assert types(judged(folder, deps, said=told_otherwise(case, folder, tmp_path, deps))) == []


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (OPENING[5], ("2025年9月29日", "2025年10月24日")),
        (OPENING[11], ("2025-06-27", "2025-06-10")),
        (
            Case("", "sections", SLIP, "dates", "验证日期 2025-06-27", "验证日期 2025-06-26"),
            ("2025-06-27", "2025-06-26"),
        ),
    ],
)
def test_a_correction_is_judged_as_the_same_words_in_the_file_would_be(case, words, tmp_path, deps):
    corrected = broken(tmp_path / "a", WORLDS[case.world], ())
    written = Mutation("", (), (), swap(case.file, words))
    changed = broken(tmp_path / "b", WORLDS[case.world], (written,), "")
    said = told_otherwise(case, corrected, tmp_path, deps)
    told = [(f.type, f.object) for f in judged(corrected, deps, True, said=said).report.findings]
    assert told == [(f.type, f.object) for f in judged(changed, deps, True).report.findings]


def test_another_day_of_the_paper_taken_for_the_event_leaves_the_other_columns_alone(tmp_path, deps):
    folder = broken(tmp_path, WORLDS["sections"], ())
    case = Case("", "sections", SLIP, "event_on", "2025-05-29", "2025-06-18")
    assert types(judged(folder, deps, True, said=told_otherwise(case, folder, tmp_path, deps))) == []


def test_names_and_order_of_the_dated_columns_are_not_to_be_changed(tmp_path, deps):
    folder = broken(tmp_path, WORLDS["sections"], ())
    case = Case("", "sections", SLIP, "dates", "验证日期", "查验日期")
    rows = judged(folder, deps, said=told_otherwise(case, folder, tmp_path, deps)).rows
    row = next(r for r in rows if r.review and r.source and r.source.file == SLIP)
    assert "只改日期" in row.review


def test_a_list_written_out_before_there_was_a_column_says_nothing_about_it(tmp_path, deps):
    folder = broken(tmp_path, WORLDS["sections"], ())
    path = tmp_path / "r.yaml"
    write_registers(path, read_facts(folder, deps))
    text = path.read_text(encoding="utf-8")
    old = "\n".join(_as_written_before(line) for line in text.split("\n") if not line.lstrip("- ").startswith("dates:"))
    assert old != text
    path.write_text(old, encoding="utf-8")
    assert [r for r in read_registers(path, "王工", NOW) if r.kind in ("record", "row")] == []


def _as_written_before(line: str) -> str:
    """A mark has four characters a column; the one of the newest column is cut off."""
    return line[:-4] if line.lstrip("- ").startswith("mark:") and len(line.rsplit(".", 1)[-1]) == 40 else line

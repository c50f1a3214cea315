"""Facts out to a person and in again: their words win while the source stands, and the finding changes."""

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
import yaml
from docx import Document

from assistant.adapters.register_files import read_registers, write_registers
from assistant.domain.errors import InputError
from assistant.domain.register import RegisterRow
from assistant.workflows.gaps import Examined, GapDependencies, judged, read_facts

from .worlds import flat_prose, formal_matrix
from .worlds.builder import write
from .worlds.mutations import FLAT, FORMAL

NOW = datetime(2026, 1, 16, 9, 30, tzinfo=UTC)


def broken(tmp_path: Path, world, mutations, *ids: str) -> Path:
    made = world()
    for mutation in mutations:
        if mutation.id in ids:
            mutation.edit(made)
    return write(made, tmp_path / "企业")


def types(result: Examined) -> list[str]:
    return [f.type for f in result.report.findings if f.verdict == "suspected"]


def edited(rows, path: Path, part: str, pick, **changes) -> list[RegisterRow]:
    """Export, let a person change the one entry that ``pick`` accepts, import."""
    write_registers(path, rows)
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    entries = [e for e in data[part] if pick(e)]
    assert len(entries) == 1, [e.get("what") or e for e in entries]
    entries[0].update(changes)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return read_registers(path, "王工", NOW)


@pytest.fixture
def missing(tmp_path: Path, deps: GapDependencies) -> Path:
    """A folder with one record too few for a half-yearly duty."""
    folder = broken(tmp_path, formal_matrix.world, FORMAL, "B1-half")
    assert types(judged(folder, deps)) == ["B1"]
    return folder


def duty_of(folder: Path, deps: GapDependencies):
    quote = judged(folder, deps).report.findings[0].document.quote
    return lambda entry: entry.get("quote") == quote and entry.get("when")


def test_a_corrected_cadence_changes_the_finding_and_tells_who_corrected_it(missing, tmp_path, deps):
    said = edited(
        read_facts(missing, deps), tmp_path / "r.yaml", "prescriptions", duty_of(missing, deps), when="每年一次"
    )
    assert [(row.standing, row.by, row.value("when")) for row in said] == [("corrected", "王工", "每年一次")]
    assert types(judged(missing, deps, said=said)) == []
    monthly = edited(
        read_facts(missing, deps), tmp_path / "r.yaml", "prescriptions", duty_of(missing, deps), when="每季度一次"
    )
    quote = monthly[0].source.quote
    found = [f for f in judged(missing, deps, said=monthly).report.findings if f.document.quote == quote]
    assert "B1" in [f.type for f in found]
    assert {f.basis for f in found} == {"person"}
    assert "王工 2026-01-16 更正：频次" in found[0].document.confirmed


def test_a_rejected_fact_is_judged_by_no_longer(missing, tmp_path, deps):
    said = edited(
        read_facts(missing, deps), tmp_path / "r.yaml", "prescriptions", duty_of(missing, deps), confirmed=False
    )
    assert types(judged(missing, deps, said=said)) == []


def test_a_confirmed_fact_stays_and_the_finding_says_so(missing, tmp_path, deps):
    said = edited(
        read_facts(missing, deps), tmp_path / "r.yaml", "prescriptions", duty_of(missing, deps), confirmed="是"
    )
    finding = judged(missing, deps, said=said).report.findings[0]
    assert (finding.type, finding.basis) == ("B1", "rule")
    assert finding.document.confirmed == "王工 2026-01-16 确认"
    assert finding.document.read_by


def test_a_confirmation_can_be_taken_back(missing, tmp_path, deps):
    from assistant.workflows.gaps import merged

    path = tmp_path / "r.yaml"
    said = edited(read_facts(missing, deps), path, "prescriptions", duty_of(missing, deps), confirmed=False)
    rows = read_facts(missing, deps, said=said)
    back = edited(rows, path, "prescriptions", lambda e: e["confirmed"] == "否", confirmed="撤回")
    assert merged(said, back) == []


def test_an_added_exception_covers_the_occurrence(missing, tmp_path, deps):
    path = tmp_path / "r.yaml"
    finding = judged(missing, deps).report.findings[0]
    path.write_text(
        yaml.safe_dump(
            {"exceptions": [{"what": finding.object, "reason": "停产", "approved_by": "总经理"}]}, allow_unicode=True
        ),
        encoding="utf-8",
    )
    said = read_registers(path, "王工", NOW)
    assert [row.standing for row in said] == ["added"]
    assert types(judged(missing, deps, said=said)) == []


def test_a_corrected_post_settles_who_may_audit_whom(tmp_path, deps):
    folder = broken(tmp_path, flat_prose.world, FLAT, "C3")
    before = judged(folder, deps)
    finding = next(f for f in before.report.findings if f.type == "C3")
    person = next(row for row in before.rows if row.kind == "post" and row.value("person") in finding.object)
    said = edited(before.rows, tmp_path / "r.yaml", "posts", lambda e: e["id"] == person.id, department="审计室")
    assert "C3" not in types(judged(folder, deps, said=said))


def test_a_workbook_goes_the_same_way_round(missing, tmp_path, deps):
    path = tmp_path / "登记.xlsx"
    pick = duty_of(missing, deps)
    write_registers(path, read_facts(missing, deps))
    book = openpyxl.load_workbook(path)
    sheet = book["规定"]
    heads = [cell.value for cell in sheet[1]]
    for line in sheet.iter_rows(min_row=2):
        cells = dict(zip(heads, line, strict=True))
        if pick({"quote": cells["原文"].value, "when": cells["频次"].value}):
            cells["频次"].value = "每年一次"
    book.save(path)
    said = read_registers(path, "王工", NOW)
    assert [row.standing for row in said] == ["corrected"]
    assert types(judged(missing, deps, said=said)) == []


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
def test_an_untouched_file_says_nothing_and_a_second_export_is_the_same(suffix, missing, tmp_path, deps):
    path, again = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    rows = read_facts(missing, deps)
    write_registers(path, rows)
    assert read_registers(path, "王工", NOW) == []
    said = edited(rows, tmp_path / "r.yaml", "prescriptions", duty_of(missing, deps), when="每年一次")
    after = read_facts(missing, deps, said=said)
    write_registers(path, after)
    write_registers(again, read_facts(missing, deps, said=read_registers(path, "李总", NOW)))
    assert contents(path) == contents(again)
    assert [row.by for row in read_registers(path, "李总", NOW)] == ["王工"]


def contents(path: Path) -> object:
    if path.suffix == ".yaml":
        return path.read_text(encoding="utf-8")
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in line] for sheet in book.worksheets for line in sheet.iter_rows()]


def test_changed_words_suspend_what_was_said_and_unchanged_ones_keep_it(missing, tmp_path, deps):
    rows = read_facts(missing, deps)
    said = edited(rows, tmp_path / "r.yaml", "prescriptions", duty_of(missing, deps), when="每年一次")
    other = next(r for r in rows if r.kind == "prescription" and r.source.file != said[0].source.file)
    kept = other.model_copy(update={"standing": "confirmed", "by": "王工", "at": NOW})
    file = missing / said[0].source.file
    renamed = file.with_name(file.stem + "（终稿2）" + file.suffix)
    file.rename(renamed)
    moved = judged(missing, deps, said=[*said, kept])
    assert moved.report.facts_to_review == ()
    assert types(moved) == []
    reword(renamed, "发现多余权限", "发现多余账号")
    result = judged(missing, deps, said=[*said, kept])
    assert [row.review.split("；")[0] for row in result.report.facts_to_review] == ["原文已有改动"]
    assert types(result) == ["B1"]
    assert [r.standing for r in result.rows if r.id == other.id] == ["confirmed"]


def reword(file: Path, old: str, new: str) -> None:
    """A new version of a Word document with other words in its tables and paragraphs."""
    document = Document(str(file))
    cells = [c for table in document.tables for row in table.rows for c in row.cells]
    for paragraph in [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]:
        if old in paragraph.text:
            paragraph.text = paragraph.text.replace(old, new, 1)
    document.save(str(file))


def test_a_fact_whose_document_is_gone_is_to_be_looked_at_again(missing, tmp_path, deps):
    said = edited(
        read_facts(missing, deps), tmp_path / "r.yaml", "prescriptions", duty_of(missing, deps), when="每年一次"
    )
    (missing / said[0].source.file).unlink()
    result = judged(missing, deps, said=said)
    assert ["不在本次材料中" in row.review for row in result.report.facts_to_review] == [True]


def test_an_added_duty_must_quote_its_document(missing, tmp_path, deps):
    path = tmp_path / "r.yaml"
    row = {
        "what": "每月盘点账号",
        "when": "每月一次",
        "record": "《账号盘点表》",
        "file": "没有.docx",
        "quote": "每月盘点",
    }
    path.write_text(yaml.safe_dump({"prescriptions": [row]}, allow_unicode=True), encoding="utf-8")
    result = judged(missing, deps, said=read_registers(path, "王工", NOW))
    assert "材料中没有文件" in result.report.facts_to_review[0].review


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("prescriptions: [{what: 甲, when: 常常}]", "看不懂频次"),
        ("prescriptions: [{what: 甲, 颜色: 红}]", "不认识的列“颜色”"),
        ("规矩: []", "不认识的部分“规矩”"),
        ("posts: [{person: 张三, start: 去年}]", "不是日期"),
        ("posts: [{person: 张三, confirmed: 也许}]", "“确认”一栏"),
        ("posts: 张三", "应是列表"),
        ("posts: [张三]", "条目不完整"),
        ("- 甲", "不是键值表"),
        ("a: [", "无法读取"),
        ("aliases: [{kind: 动物, name: 甲, other: 乙}]", "别名类别"),
    ],
)
def test_what_cannot_be_understood_is_one_clear_line_with_its_place(text, words, tmp_path):
    path = tmp_path / "registers.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_registers(path, "王工", NOW)
    assert words in told.value.message
    assert "registers.yaml" in told.value.message
    assert "\n" not in told.value.message


def test_an_unknown_column_or_sheet_of_a_workbook_is_told(missing, tmp_path, deps):
    path = tmp_path / "登记.xlsx"
    write_registers(path, read_facts(missing, deps)[:3])
    book = openpyxl.load_workbook(path)
    book["规定"].cell(1, 30, "颜色")
    book.save(path)
    with pytest.raises(InputError, match="不认识的列“颜色”"):
        read_registers(path, "王工", NOW)
    path.write_bytes(b"not a workbook")
    with pytest.raises(InputError, match="无法打开"):
        read_registers(path, "王工", NOW)


def test_cells_of_the_workbook_are_never_formulas(missing, tmp_path, deps):
    path = tmp_path / "登记.xlsx"
    rows = [r for r in read_facts(missing, deps) if r.kind == "post"][:1]
    values = tuple((key, "=HYPERLINK(1)" if key == "post" else words) for key, words in rows[0].values)
    write_registers(path, [rows[0].model_copy(update={"values": values})])
    cells = [c for sheet in openpyxl.load_workbook(path).worksheets for line in sheet.iter_rows() for c in line]
    assert "=HYPERLINK(1)" in [c.value for c in cells]
    assert not [c for c in cells if c.data_type == "f"]


def test_words_a_person_rejected_are_read_by_no_detector(tmp_path, deps):
    folder = broken(tmp_path, formal_matrix.world, FORMAL, "H1")
    quote = next(f for f in judged(folder, deps).report.findings if f.type == "H1").document.quote
    rows = [r for r in read_facts(folder, deps) if r.kind == "prescription" and r.source and r.source.quote in quote]
    said = [r.model_copy(update={"standing": "rejected", "by": "王工", "at": NOW}) for r in rows]
    assert said
    assert quote not in [f.document.quote for f in judged(folder, deps, said=said).report.findings if f.document]

"""The gap report: one content in four formats, honest figures, no word of a file becomes markup or formula."""

import re
import time
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from assistant.domain.errors import InputError
from assistant.domain.finding import (
    Changes,
    ClauseEvidence,
    FileReading,
    Finding,
    FindingNote,
    GoneFinding,
    LedgerLine,
    Side,
)
from assistant.domain.framework import Requirement
from assistant.domain.register import RegisterRow
from assistant.rendering.gap_blocks import report_blocks
from assistant.rendering.gap_charts import bars_png
from assistant.rendering.gap_parts import Bars, Text, kind_of
from assistant.rendering.gap_report import report_bytes, write_report
from assistant.rendering.gap_view import (
    calendar,
    clause_labels,
    items_of,
    leading,
    matrix,
    months_of,
    plain_name,
    priorities,
    ranges,
    rate,
    suspected,
)
from assistant.workflows.gaps import GapReport

TITLES = {"D3": "记录近重复", "B1": "应有记录缺失"}
EVIL = '=HYPERLINK("http://bad")<script>alert(1)</script>|*x*'
RULE = Side(file="documents/QP-03 内部审核程序.docx", locator="5.1", quote="每半年至少开展一次内部审核")
OTHER = Side(file="documents/QP-07 监视测量程序.pdf", locator="第2页", quote="各项目标每月测量一次")


def finding(
    kind: str = "B2", number: int = 1, severity: str = "medium", verdict: str = "suspected", **more: object
) -> Finding:
    values: dict[str, object] = {
        "id": f"{kind}-{number}", "type": kind, "title": TITLES.get(kind, "逾期"),
        "severity": severity, "verdict": verdict, "detector": "late-record/1", "clauses": ("eval.audit",),
        "document": RULE,
        "record": Side(file=f"records/报告{number}.docx", locator="首段", quote=f"报告日期：2025年{number}月9日"),
        "object": f"第{number}次报告", "explanation": f"晚了{number}天。", "innocent_explanations": ("经批准的延期",),
        "suggestion": "请核实原因。",
    }  # fmt: skip
    return Finding.model_validate({**values, **more})


def line(period: str, due: date, state: str, record: str | None = "records/报告1.docx") -> LedgerLine:
    return LedgerLine.model_validate({
        "obligation": f"内部审核（{period}）",
        "document": RULE,
        "due": due,
        "record": record,
        "state": state,
    })


def report(*findings: Finding, ledger: tuple[LedgerLine, ...] = (), **more: object) -> GapReport:
    values: dict[str, object] = {
        "enterprise": "示例公司", "window": (date(2025, 1, 1), date(2025, 12, 31)), "as_of": date(2026, 1, 15),
        "coverage": (("default", "partial"), ("internal_audit", "complete")), "findings": findings, "ledger": ledger,
        "conformity": {"fulfilled": 6, "late": 1, "missing": 1, "not_evaluable": 4},
        "files": (
            FileReading(file="records/报告1.docx", kind="record", read="ok"),
            FileReading(file="records/坏.pdf", kind="other", read="failed", reason="文件已加密"),
        ),
        "run": {"model": "rules", "authenticity": True},
    }  # fmt: skip
    return GapReport.model_validate({**values, **more})


FULL = report(
    finding("B1", 1, "high", record=None),
    finding("B2", 2),
    finding("B2", 3),
    finding("D3", 4, "low", document=None, object=EVIL, explanation=EVIL),
    finding("B1", 5, verdict="not_evaluable", document=OTHER, record=None, object="上半年监测"),
    ledger=(
        line("2025年上半年", date(2025, 6, 30), "fulfilled"),
        line("2025年下半年", date(2025, 12, 31), "missing", None),
    ),
)
LABELS = {"docinfo.control": "4.4.3.3 文件化信息的控制", "eval.audit": "9.4（待核对） 内部审核"}


def text_of(data: bytes, suffix: str) -> str:
    if suffix == ".docx":
        document = Document(BytesIO(data))
        cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    if suffix == ".xlsx":
        book = openpyxl.load_workbook(BytesIO(data))
        return "\n".join(str(v) for s in book for row in s.iter_rows(values_only=True) for v in row if v is not None)
    return data.decode()


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".xlsx"])
def test_every_format_tells_rate_both_quotes_coverage_and_unread_files(suffix: str):
    text = text_of(report_bytes(FULL, suffix, LABELS), suffix)
    for words in ("示例公司", "75%", "每半年至少开展一次内部审核", "2025年2月9日", "已全部提供", "部分提供",
                  "文件已加密", "9.4（待核对）",
                  "规则判定", "请核实原因", "经批准的延期", "上半年监测"):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".xlsx"])
def test_a_report_of_nothing_is_still_a_report(suffix: str):
    empty = report(conformity={}, files=(), coverage=())
    text = text_of(report_bytes(empty, suffix), suffix)
    assert "没有发现" in text
    assert "—" in text


def test_the_rate_leaves_out_what_cannot_be_judged():
    numbers = rate(FULL)
    assert numbers.judged == 8
    assert numbers.percent == "75%"
    assert rate(report(conformity={"not_evaluable": 9})).percent == "—"


def test_findings_about_one_rule_are_shown_as_one_item_the_worst_first():
    items = suspected(FULL)
    assert [i.first.type for i in items] == ["B1", "B2", "D3"]
    assert len(items[1].findings) == 2
    assert items[0].number == 1


def test_a_sign_is_named_as_one_and_never_more():
    item = items_of([finding("D3")])[0]
    assert "迹象" in kind_of(item)
    for suffix in (".md", ".html"):
        assert not re.search("造假|伪造|作假", text_of(report_bytes(FULL, suffix), suffix))


def test_what_to_mend_first_is_the_process_with_the_most_weight():
    found = priorities(suspected(FULL))
    assert found[0].process == "内部审核程序"
    assert found[-1].cumulative == pytest.approx(1.0)
    assert leading(found) == found[:1] or leading(found)[-1].cumulative >= 0.8


def test_the_calendar_holds_each_due_month_in_one_row_for_an_obligation():
    rows = calendar(FULL)
    assert [r.obligation for r in rows] == ["内部审核"]
    assert rows[0].cells[5] == ("fulfilled",)
    assert rows[0].cells[11] == ("missing",)
    assert len(months_of(FULL)) == 12


def test_the_matrix_joins_requirement_document_record_and_finding():
    row = matrix(FULL, suspected(FULL), LABELS)[0]
    assert row.clause == "9.4（待核对） 内部审核"
    assert RULE.file in row.documents
    assert "records/报告1.docx" in row.records
    assert row.items == (1, 2, 3)


def test_the_matrix_lists_clauses_without_findings_and_those_nothing_touches():
    touched = (
        ClauseEvidence(key="docinfo.control", documents=("documents/文件控制程序.docx",)),
        ClauseEvidence(key="eval.audit"),
    )
    rows = matrix(report(requirements=touched), [], LABELS)
    assert [(row.clause, row.documents, row.records, row.items) for row in rows] == [
        ("4.4.3.3 文件化信息的控制", ("documents/文件控制程序.docx",), (), ()),
        ("9.4（待核对） 内部审核", (), (), ()),
    ]
    assert "未见" in text_of(report_bytes(report(requirements=touched), ".md", LABELS), ".md")


def test_the_rate_says_how_many_breaches_were_explained():
    ledger = (line("监测报告（2025年第2季度）", date(2025, 7, 10), "missing", None),)
    waived = finding("B1", 1, record=None, object="2025年第2季度 监测报告", document=ledger[0].document, state="waived")
    told = text_of(report_bytes(report(waived, ledger=ledger), ".md", LABELS), ".md")
    assert "执行符合率 86%" in told
    assert "1 次逾期或缺失已有说明或批准的例外" in told


def test_no_cell_of_the_workbook_is_a_formula():
    book = openpyxl.load_workbook(BytesIO(report_bytes(FULL, ".xlsx")))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if isinstance(c.value, str)]
    risky = [c for c in cells if c.value.startswith("=")]
    assert risky
    assert all(c.data_type == "s" and c.quotePrefix for c in risky)


def test_the_page_runs_no_words_of_a_file_and_loads_nothing_from_outside():
    page = report_bytes(FULL, ".html").decode()
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(page)
    assert not {"script", "link", "img", "iframe", "object"} & set(tags)
    assert not re.search(r"(?:src|href)\s*=|url\(|@import", page)


def test_markdown_keeps_foreign_markup_as_text():
    lines = report_bytes(FULL, ".md").decode()
    assert "<script>" not in lines
    assert "\\*x\\*" in lines


def test_control_characters_of_a_file_do_not_break_a_report():
    odd = report(finding(object="甲\x01乙\x0b"))
    for suffix in (".docx", ".xlsx"):
        assert "甲" in text_of(report_bytes(odd, suffix), suffix)


def test_an_unknown_ending_and_a_missing_folder_are_said_in_chinese(tmp_path: Path):
    with pytest.raises(InputError, match="不支持这种报告格式"):
        write_report(FULL, tmp_path / "report.ppt")
    with pytest.raises(InputError, match="报告无法写入"):
        write_report(FULL, tmp_path / "none" / "report.md")


def test_write_report_follows_the_ending(tmp_path: Path):
    write_report(FULL, tmp_path / "报告.DOCX")
    assert Document(str(tmp_path / "报告.DOCX")).tables


def test_names_lose_code_folder_and_untidy_marks():
    assert plain_name("documents/QJ-CX-03 内部审核程序（终稿2）.docx") == "内部审核程序"
    assert plain_name("2025管评纪要.docx") == "2025管评纪要"


def test_numbers_are_told_as_ranges():
    assert ranges([9, 1, 3, 4, 5, 7, 8]) == "1、3–5、7–9"
    assert ranges([1, 2]) == "1、2"


def test_an_uncertain_clause_number_says_so():
    sure = Requirement(key="a", number="5.2", title="方针")
    unsure = Requirement(key="b", number="9.4", title="内部审核", number_confidence="low")
    assert clause_labels([sure, unsure]) == {"a": "5.2 方针", "b": "9.4（待核对） 内部审核"}


def test_the_picture_is_a_png_or_nothing():
    picture = bars_png([("内部审核程序", 2, 1, 0)])
    assert picture is None or picture.startswith(b"\x89PNG")
    assert bars_png([]) is None


def test_a_report_without_a_chinese_font_has_no_picture(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("assistant.rendering.gap_charts.chinese_font", lambda: None)
    assert bars_png([("内部审核程序", 2, 1, 0)]) is None
    assert Document(BytesIO(report_bytes(FULL, ".docx"))).inline_shapes.__len__() == 0


def test_a_large_report_is_written_in_seconds():
    many = report(*(finding("B2", n, document=RULE.model_copy(update={"quote": f"规定{n}"})) for n in range(60)))
    started = time.monotonic()
    report_bytes(many, ".docx")
    assert time.monotonic() - started < 8


AT = datetime(2026, 1, 9, tzinfo=UTC)
WAIVED = FindingNote(finding="B1-1", state="waived", comment="停产检修，总经理批准", by="李总", at=AT)
CORRECTED = RULE.model_copy(update={"confirmed": "王工 2026-01-08 更正：频次“每年”→“每月”"})
GONE = GoneFinding(
    id="A2-1", type="A2", title="规定不可执行", object="定期检查", severity="low", reason="file_absent"
)  # fmt: skip
FOLLOWED = report(
    finding("B1", 1, "high", change="persisting", state="waived", note=WAIVED),
    finding("B2", 2, change="new", document=CORRECTED),
    finding("C3", 3, change="persisting", state="fixed", recheck="标为已整改，本次材料中仍能看到"),
    changes=Changes(since=AT, new=1, persisting=2, recheck=1, absent_files=("旧.docx",), resolved=(GONE,)),
    facts_to_review=(RegisterRow(kind="post", id="S-1", values=(("person", "张三"),), review="原文已有改动"),),
)


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".xlsx"])
def test_every_format_tells_changes_states_reasons_and_who_corrected_what(suffix: str):
    text = text_of(report_bytes(FOLLOWED, suffix, LABELS), suffix)
    for words in (
        "新增 1，仍在 2", "不再出现 1", "待复核 1", "停产检修，总经理批准", "李总", "已批准的例外", "定期检查",
        "未必已解决", "仍能看到", "王工 2026-01-08 更正",
    ):  # fmt: skip
        assert words in text, words


def test_what_was_explained_or_approved_is_nothing_to_mend_first():
    blocks = report_blocks(FOLLOWED, LABELS)
    bars = next(b for b in blocks if isinstance(b, Bars))
    assert sum(sum(row[1:]) for row in bars.rows) == 2
    assert "其中 1 处已有说明或批准的例外" in next(b.text for b in blocks if isinstance(b, Text) and b.tone == "strong")


def test_a_report_shows_no_type_codes_and_no_internal_ids():
    for suffix in (".md", ".html", ".docx"):
        text = text_of(report_bytes(FOLLOWED, suffix, LABELS), suffix)
        assert not re.search(r"\b[A-I]\d\b(?!/)|B1-1|late-record", text)


def test_each_item_has_a_card():
    cards = [b for b in report_blocks(FULL, LABELS) if type(b).__name__ == "Card"]
    assert len(cards) == 3

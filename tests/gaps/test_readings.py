"""How firms write: bundles, colloquial headings, goals a sheet each, short codes, columns told by their cells."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from assistant.adapters.file_loader import FileLoader
from assistant.domain.facts import Facts
from assistant.facts.assemble import gather
from assistant.facts.goals import days_filled
from assistant.facts.identity import codes_in, version_in
from assistant.facts.papers import read_paper
from assistant.facts.renames import renames_of
from assistant.text.cadence import parse_cadence
from assistant.text.deadlines import find_deadlines

Part = str | Sequence[Sequence[str]]


def docx(path: Path, parts: Sequence[Part]) -> None:
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=max(map(len, part)))
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = text
    document.save(str(path))


def xlsx(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def facts(folder: Path) -> Facts:
    papers = [read_paper(p.name, FileLoader().load(p)) for p in sorted(folder.iterdir())]
    return gather(papers, 2025)


def test_procedures_bound_in_one_file_keep_their_own_days_and_subjects(tmp_path: Path):
    docx(
        tmp_path / "制度汇编.docx",
        [
            "程序文件汇编",
            "第一章 内部审核程序（LT-CX-01）",
            "发布日期：2025.1.6    实施日期：2025.1.20",
            "第一条 目的：规范审核。",
            "第二条 审核部每年组织不少于2次，相邻两次相隔不得大于7个月。",
            "第三条 组长在末次会议后十个工作日内出具报告。",
            "第二章 管理评审程序（LT-CX-02）",
            "发布日期：2025.3.3    实施日期：2025.3.4",
            "第一条 目的：规范评审。",
            "第二条 会议由总经理主持召开，每年一次。",
            "第三条 会后7日内形成纪要。",
        ],
    )
    found = facts(tmp_path)
    assert [(p.code, p.effective_on) for p in found.normative[1:]] == [
        ("LT-CX-01", date(2025, 1, 20)),
        ("LT-CX-02", date(2025, 3, 4)),
    ]
    audit = next(d for d in found.prescriptions if d.cadence and d.cadence.min_count == 2)
    assert (audit.topic, audit.cadence and audit.cadence.max_gap_months) == ("internal_audit", 7)
    review = next(d for d in found.prescriptions if "主持" in d.action)
    assert (review.topic, review.effective_from) == ("management_review", date(2025, 3, 4))


def test_the_columns_of_a_duty_table_are_told_by_what_they_hold(tmp_path: Path):
    docx(
        tmp_path / "QP-05 设备管理规定.docx",
        [
            "设备管理规定",
            [
                ["干什么", "怎么干", "找哪个部门", "把握", "写在哪"],
                ["点检", "看温度和风扇", "设备部", "每周一次", "《点检表》（LT-B-11）"],
                ["换油", "按说明书换油", "设备部", "每季度一次", "《换油单》（LT-B-12）"],
                ["校准", "送检量具", "质量部", "每年6月底前", "《校准单》（LT-B-13）"],
            ],
        ],
    )
    duties = facts(tmp_path).prescriptions
    assert [(d.cadence and d.cadence.period, d.forms[0].code) for d in duties] == [
        ("week", "LT-B-11"),
        ("quarter", "LT-B-12"),
        ("year", "LT-B-13"),
    ]


def test_headings_in_everyday_words_head_their_columns(tmp_path: Path):
    docx(
        tmp_path / "检查表.docx",
        [
            "内审检查表（B08）",
            [
                ["审哪里", "看到什么", "行不行", "谁审", "哪天"],
                ["技术部", "抽图纸5张，都有签字", "行", "王晓明", "2025-09-16"],
                ["生产部", "首检记录缺2张", "不行", "李建国", "2025-09-17"],
            ],
        ],
    )
    rows = [r for r in facts(tmp_path).records if r.row]
    assert [(r.fields[0].name, r.fields[0].value, r.event_on) for r in rows] == [
        ("审哪里", "技术部", date(2025, 9, 16)),
        ("审哪里", "生产部", date(2025, 9, 17)),
    ]


def test_a_two_column_form_is_not_taken_for_a_list(tmp_path: Path):
    docx(
        tmp_path / "验收单.docx",
        ["验收单", [["名称", "扫码系统"], ["日期", "2025-03-04"], ["人数", "12"], ["得分", "95"], ["结论", "关闭"]]],
    )
    head = facts(tmp_path).records[0]
    assert {f.name: f.value for f in head.fields} == {
        "名称": "扫码系统", "日期": "2025-03-04", "人数": "12", "得分": "95", "结论": "关闭",
    }  # fmt: skip


def test_goals_stand_in_a_sheet_each_and_values_in_columns(tmp_path: Path):
    slots = [
        ["单位", "%"],
        ["2024年基线值", 92],
        ["2025年目标值", "≥95"],
        ["计算公式", "准时单数÷总单数"],
        ["测量频次", "每月"],
    ]
    xlsx(tmp_path / "目标书.xlsx", {"M1": [["M1 订单准时率"], *slots], "M2": [["M2 一次合格率"], *slots]})
    xlsx(
        tmp_path / "监测.xlsx",
        {
            "2025": [
                ["2025年目标监测表"],
                ["月份", "M1 订单准时率", "M2 一次合格率", "填报日期"],
                ["目标值", "≥95", "≥95", "/"],
                ["1月", 95.2, 96.1, "2025-02-07"],
                ["2月", None, 96.4, "2025-03-06"],
                ["3月", 95.9, 96.2, "2025-04-08"],
            ]
        },
    )
    found = facts(tmp_path)
    assert {g.name for g in found.goals} == {"M1 订单准时率", "M2 一次合格率"}
    values = [(m.first.month, m.text) for m in found.measurements if "准时率" in m.goal]
    assert values == [(1, "95.2"), (2, ""), (3, "95.9")]


def test_forms_of_one_kind_in_one_file_are_records_of_their_own(tmp_path: Path):
    form = [
        ["部门", "供销部"],
        ["开单", "王晓明 2025.9.17"],
        ["原因", "没有规定"],
        ["验证人、日期", "李建国 2025.10.20"],
    ]
    docx(tmp_path / "汇总.docx", ["2025年不符合报告", "不符合报告 25-1（B10）", form, "不符合报告 25-2（B10）", form])
    heads = [r for r in facts(tmp_path).records if not r.row and r.fields]
    assert len(heads) == 2


@pytest.mark.parametrize(
    ("text", "code", "version"),
    [
        ("培训评价表（B06）", "B06", None),
        ("B06　2025版", "B06", "2025"),
        ("QH-IF-0304　版次 A/0", "QH-IF-0304", "A/0"),
        ("AH-JL-12 第2版", "AH-JL-12", "2"),
    ],
)
def test_short_codes_and_yearly_versions_are_read(text: str, code: str, version: str | None):
    assert (codes_in(text), version_in(text)) == ([code], version)


@pytest.mark.parametrize("text", ["V2.0", "C1产供销协同", "A/0", "GB/T 23001-2017", "2025-03-04"])
def test_versions_and_standards_are_no_codes(text: str):
    assert codes_in(text) == []


@pytest.mark.parametrize(
    ("text", "amount", "unit", "at_least"),
    [
        ("责任部门应在收到《整改单》（LT-B-02）后3个工作日内分析原因", 3, "workday", False),
        ("相关文件应在20个工作日内完成更改", 20, "workday", False),
        ("完成时限为现场审核结束后15个工作日", 15, "workday", False),
        ("季度完了15天之内写一份分析", 15, "day", False),
        ("文件发布后满10天方可实施", 10, "day", True),
        ("从发布到生效至少预留10天", 10, "day", True),
    ],
)
def test_limits_are_read_however_they_are_put(text: str, amount: int, unit: str, at_least: bool):
    limit = find_deadlines(text)[0]
    assert (limit.amount, limit.unit, limit.at_least) == (amount, unit, at_least)


@pytest.mark.parametrize("text", ["每半年，6月、12月前各一次", "记录保存期限为5年", "每月5日前"])
def test_days_of_the_calendar_and_retention_are_no_limits(text: str):
    assert find_deadlines(text) == []


@pytest.mark.parametrize(
    ("text", "period", "count", "gap"),
    [
        ("一个年度内的内审次数不得少于2次", "year", 2, None),
        ("一年开一次以上，与上一次相隔不得大于12个月", "year", 1, 12),
        ("每6个月须完成一轮内审", "half_year", 1, None),
        ("双月一次", "two_months", 1, None),
    ],
)
def test_cadences_are_read_however_they_are_put(text: str, period: str, count: int, gap: int | None):
    cadence = parse_cadence(text)
    assert cadence is not None
    assert (cadence.period, cadence.min_count, cadence.max_gap_months) == (period, count, gap)


def test_a_duty_at_each_of_two_sites_is_asked_twice_a_period(tmp_path: Path):
    docx(
        tmp_path / "运行程序.docx",
        ["运行管理程序", "信息部每月对南北两个园区的机房各巡检一次，登入《巡检记录》（LT-B-21）。"],
    )
    duty = next(d for d in facts(tmp_path).prescriptions if d.cadence)
    assert duty.cadence is not None
    assert (duty.cadence.period, duty.cadence.min_count) == ("month", 2)


def test_a_renamed_department_is_known_with_its_day(tmp_path: Path):
    docx(tmp_path / "通知.docx", ["通知", "自2025年3月1日起，“信息科”更名为“数据中心”，职责不变。"])
    papers = [read_paper(p.name, FileLoader().load(p)) for p in tmp_path.iterdir()]
    assert [(r.old, r.new, r.on) for r in renames_of(papers)] == [("信息科", "数据中心", date(2025, 3, 1))]


def test_the_days_below_the_columns_tell_when_each_month_was_filled_in(tmp_path: Path):
    rows: list[list[object]] = [["目标名称", "1月", "2月", "3月"], ["交付准时率", 91, 92, 93]]
    rows.append(["登记日期", date(2025, 2, 6), date(2025, 3, 20), date(2025, 4, 7)])
    xlsx(tmp_path / "2025年目标监测台账.xlsx", {"监测": rows})
    paper = facts(tmp_path).papers[0]
    assert days_filled(paper, 2025, 1) == {
        date(2025, 1, 1): date(2025, 2, 6),
        date(2025, 2, 1): date(2025, 3, 20),
        date(2025, 3, 1): date(2025, 4, 7),
    }

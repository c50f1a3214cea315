"""An export of an office system: one sheet, many forms, each row a record of its own."""

from datetime import date

import openpyxl
import pytest

from assistant.adapters.file_loader import FileLoader
from assistant.facts.papers import read_paper
from assistant.facts.posts import posts_of
from assistant.facts.records import records_of
from assistant.facts.registers import departments_of, registered
from assistant.text.cadence import parse_cadence

HEADS = (
    "单据号", "表单名称", "表单编号", "版次", "标题", "申请部门", "申请人", "申请日期", "审批人", "审批时间", "内容",
    "状态",
)  # fmt: skip
CORRECTION = (
    "原因：新购量具入库未走登记；措施：入库单加登记栏；实施：方圆 2025-07-21；验证：抽 5 件，7月25日后入库的均有标签"
)
ROWS = (
    ("W1", "账号清查表", "KD-F-31", "A/1", "二季度账号清查", "信息部", "鲁文", date(2025, 6, 20), "柳青")
    + (date(2025, 6, 23), "清查账号 120 个，停用 3 个", "已批"),
    ("W2", "整改通知单", "KD-F-40", "A/0", "ZG-07 校准标签缺失", "计量室", "方圆", date(2025, 7, 2), "白英")
    + (date(2025, 7, 30), CORRECTION, "已关闭"),
    ("W3", "培训登记表", "KD-F-12", "A/0", "MES 报工培训", "人事部", "尹静", date(2025, 8, 5), "")
    + (None, "对象：装配 32 人", ""),
)


@pytest.fixture
def exported(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADS)
    for row in ROWS:
        sheet.append(row)
    file = tmp_path / "办公系统导出.xlsx"
    book.save(file)
    paper = read_paper(file.name, FileLoader().load(file))
    return records_of(paper, (), 2025)


def test_each_row_is_a_record_of_its_own_form(exported):
    assert [(r.title, r.form.code, r.form.version, r.row) for r in exported] == [
        ("账号清查表", "KD-F-31", "A/1", False),
        ("整改通知单", "KD-F-40", "A/0", False),
        ("培训登记表", "KD-F-12", "A/0", False),
    ]
    assert exported[0].period == (date(2025, 4, 1), date(2025, 6, 30))
    assert exported[0].subject == "二季度账号清查"


def test_who_started_and_who_approved_are_signers_with_their_days(exported):
    signers = [(s.role, s.person, s.department, s.on) for s in exported[0].signatures]
    assert signers == [("编制", "鲁文", "信息部", date(2025, 6, 20)), ("批准", "柳青", "", date(2025, 6, 23))]


def test_labelled_values_of_the_text_are_fields_and_only_closing_days_are_theirs(exported):
    values = {f.name: (f.value, f.on) for f in exported[1].fields}
    assert values["原因"][0] == "新购量具入库未走登记"
    assert values["实施"][1] == date(2025, 7, 21)
    assert values["验证"][1] is None


def test_an_ordinary_ledger_is_no_export(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("序号", "培训日期", "课程名称", "讲师", "人数"))
    for number in range(1, 5):
        sheet.append((number, date(2025, number, 9), f"课程{number}", "尹静", 20))
    file = tmp_path / "培训台账.xlsx"
    book.save(file)
    records = records_of(read_paper(file.name, FileLoader().load(file)), (), 2025)
    assert sum(r.row for r in records) == 4


def test_forms_numbered_under_a_short_heading_are_registered(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("表单号", "名称", "版本", "启用", "备注"))
    sheet.append(("KD-F-31", "账号清查表", "A/1", date(2025, 3, 1), "A/0可用至2025-03-31"))
    sheet.append(("KD-F-40", "整改通知单", "A/0", date(2024, 3, 1), "无"))
    file = tmp_path / "表单登记.xlsx"
    book.save(file)
    _, forms = registered([read_paper(file.name, FileLoader().load(file))])
    assert [f.code for f in forms] == ["KD-F-31", "KD-F-40"]
    assert dict(forms[0].withdrawn) == {"A/0": date(2025, 4, 1)}


def test_a_column_of_auditor_certificates_does_not_hide_the_organisation(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("部门", "旧称", "岗位", "姓名", "到岗", "离岗", "审核员证"))
    sheet.append(("信息部", "信息科", "部长", "柳青", date(2019, 1, 2), "在岗", "有"))
    sheet.append(("信息部", "无", "网络管理员", "鲁文", date(2020, 1, 2), date(2025, 5, 30), "无"))
    sheet.append(("计量室", "无", "主任", "方圆", date(2018, 1, 2), "在岗", "无"))
    file = tmp_path / "岗位表.xlsx"
    book.save(file)
    paper = read_paper(file.name, FileLoader().load(file))
    assert {d.name for d in departments_of([paper])} == {"信息部", "计量室"}
    gone = next(p for p in posts_of([paper]) if p.person == "鲁文")
    assert (gone.end, "离岗" in gone.note) == (date(2025, 5, 30), True)


@pytest.mark.parametrize(
    ("text", "count", "month"), [("每年4月、10月各检查一次", 2, 10), ("每年3月、7月和11月各盘点一次", 3, 11)]
)
def test_months_listed_for_a_year_are_due_by_the_last(text, count, month):
    cadence = parse_cadence(text)
    assert cadence is not None
    assert cadence.anchor is not None
    assert (cadence.min_count, cadence.anchor.month) == (count, month)


def test_a_trend_said_year_by_year_is_no_cadence():
    assert parse_cadence("质量成本逐年降低，指标逐年提高") is None


def test_a_list_of_forms_is_no_export(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(("表单编号", "表单名称", "现行版次", "启用日期", "所属制度"))
    for number, name in enumerate(("账号清查表", "整改通知单", "培训登记表", "点检记录"), start=31):
        sheet.append((f"KD-F-{number}", name, "A", date(2025, 3, 1), "KD-B-03"))
    file = tmp_path / "表单目录.xlsx"
    book.save(file)
    records = records_of(read_paper(file.name, FileLoader().load(file)), (), 2025)
    assert [r.title for r in records if not r.row] == ["表单目录"]

# ruff: noqa: E501  (texts of files written in place)
"""Reading workbooks: tables in the grid, merged cells, headings, dates, percents, hidden sheets, formulas."""

import io
import zipfile
from datetime import date, datetime, time

from openpyxl import Workbook
from openpyxl.comments import Comment

from assistant.adapters.file_limits import Limits
from assistant.adapters.file_source import Source
from assistant.adapters.xlsx_loader import read_xlsx


def read(fill, **limits):
    book = Workbook()
    fill(book, book.active)
    stream = io.BytesIO()
    book.save(stream)
    return read_xlsx(Source("a.xlsx", stream.getvalue(), Limits(**limits)))


def append(sheet, *rows):
    for row in rows:
        sheet.append(row)


def test_title_lines_stand_before_the_table_and_name_it():
    def fill(book, sheet):
        append(
            sheet,
            ["培训实施台账"],
            ["编号：QR-01 A/0"],
            ["序号", "课程", "日期"],
            [1, "标准宣贯", "2025.3.12"],
            [2, "内审员", "2025.4.23"],
        )
        sheet.merge_cells("A1:C1")
        sheet.title = "台账"

    blocks = read(fill).blocks
    assert [(b.kind, b.sheet, b.text) for b in blocks[:2]] == [
        ("paragraph", "台账", "培训实施台账"),
        ("paragraph", "台账", "编号：QR-01 A/0"),
    ]
    table = blocks[2].table
    assert (table.title, table.header_rows) == ("培训实施台账", 1)
    assert [cell.ref for cell in table.rows[1]] == ["A4", "B4", "C4"]
    assert blocks[2].text.split("\n")[1] == "1 | 标准宣贯 | 2025.3.12"


def test_statements_above_and_signatures_below_are_lines_not_rows():
    def fill(book, sheet):
        append(
            sheet,
            ["设备点检台账"],
            ["部门：设备部", None, "日期：2025年5月"],
            ["设备", "点检项目", "结果"],
            ["空压机", "压力", "正常"],
            ["冷机", "温度", "正常"],
        )
        append(sheet, ["点检人：王芳", None, "审核：李强"])

    blocks = read(fill).blocks
    assert [block.text for block in blocks if not block.table] == [
        "设备点检台账",
        "部门：设备部 日期：2025年5月",
        "点检人：王芳 审核：李强",
    ]
    assert (len(blocks[2].table.rows), blocks[2].table.header_rows) == (3, 1)


def test_two_heading_rows_with_merged_groups():
    def fill(book, sheet):
        append(
            sheet,
            ["目标", "单位", "各月实测值", None, None],
            [None, None, "1月", "2月", "3月"],
            ["交付率", "%", 96.1, 96.0, 97],
            ["用时", "分钟", 29, 28, 30],
        )
        for area in ("A1:A2", "B1:B2", "C1:E1"):
            sheet.merge_cells(area)

    block = read(fill).blocks[0]
    assert block.table.header_rows == 2
    assert [(cell.text, cell.merged) for cell in block.table.rows[1]] == [
        ("目标", True),
        ("单位", True),
        ("1月", False),
        ("2月", False),
        ("3月", False),
    ]
    assert [cell.text for cell in block.table.rows[2]] == ["交付率", "%", "96.1", "96", "97"]
    assert block.text.startswith("目标 | 单位 | 各月实测值\n1月 | 2月 | 3月\n")


def test_blank_rows_part_tables_but_not_a_table_that_goes_on():
    def fill(book, sheet):
        append(
            sheet,
            ["编号", "名称", "日期"],
            ["1", "甲", "2025-01-01"],
            ["2", "乙", "2025-02-01"],
            [],
            ["3", "丙", "2025-03-01"],
            [],
            [],
        )
        append(sheet, ["系统", "负责人", "状态"], ["ERP", "张三", "正常"], ["MES", "李四", "正常"])

    tables = [block.table for block in read(fill).blocks]
    assert [len(table.rows) for table in tables] == [4, 3]
    assert tables[1].rows[0][0].text == "系统"


def test_forms_have_no_heading_row():
    def fill(book, sheet):
        append(
            sheet,
            ["评价表"],
            ["课程", "宣贯", "培训日期", "2025.3.12"],
            ["参训人数", 46, "平均分", 88.4],
            ["评价人", "洪敏", "审批意见", "同意"],
        )
        sheet.merge_cells("A1:D1")

    assert read(fill).blocks[1].table.header_rows == 0


def test_real_dates_become_iso_text_with_their_value():
    def fill(book, sheet):
        append(
            sheet,
            ["名称", "日期", "时刻"],
            ["甲", datetime(2025, 5, 20), time(14, 30)],
            ["乙", date(2025, 6, 1), datetime(2025, 6, 1, 9, 5)],
        )
        sheet["B3"].number_format = 'yyyy"年"m"月"'

    rows = read(fill).blocks[0].table.rows
    assert (rows[1][1].text, rows[1][1].value_on) == ("2025-05-20", date(2025, 5, 20))
    assert rows[1][2].text == "14:30"
    assert (rows[2][1].text, rows[2][1].shown) == ("2025-06-01", "2025年6月")
    assert (rows[2][2].text, rows[2][2].shown) == ("2025-06-01", "2025-06-01 09:05")


def test_serials_in_a_date_column_get_their_date_and_keep_their_text():
    rows = (
        read(lambda book, sheet: append(sheet, ["编号", "完成日期", "数量"], ["a", 45797, 45797], ["b", 45800, 100]))
        .blocks[0]
        .table.rows
    )
    assert (rows[1][1].text, rows[1][1].value_on) == ("45797", date(2025, 5, 20))
    assert rows[1][2].value_on is None


def test_numbers_are_the_stored_value_and_percents_are_shown_beside():
    def fill(book, sheet):
        append(sheet, ["指标", "值", "代码"], ["准时率", 0.95, 7], ["次数", 12.0, 8])
        sheet["B2"].number_format, sheet["C2"].number_format = "0.0%", "000"

    rows = read(fill).blocks[0].table.rows
    assert (rows[1][1].text, rows[1][1].shown) == ("0.95", "95.0%")
    assert (rows[1][2].text, rows[1][2].shown) == ("7", "007")
    assert rows[2][1].text == "12"


def test_hidden_sheets_and_rows_are_read_and_told():
    def fill(book, sheet):
        append(sheet, ["编号", "名称"], ["1", "甲"], ["2", "乙"])
        sheet.row_dimensions[3].hidden = True
        other = book.create_sheet("底稿")
        other.append(["备注", "内容"])
        other.sheet_state = "hidden"

    parsed = read(fill)
    assert any("“底稿”是隐藏的" in line for line in parsed.warnings)
    assert any("1 个隐藏行" in line for line in parsed.warnings)
    assert "乙" in parsed.blocks[0].text
    assert parsed.blocks[-1].sheet == "底稿"


def test_a_formula_without_result_stays_as_formula_and_is_told():
    parsed = read(lambda book, sheet: append(sheet, ["项", "和"], ["a", "=1+1"]))
    assert parsed.blocks[0].table.rows[1][1].text == "=1+1"
    assert any("没有计算结果（如 B2）" in line for line in parsed.warnings)


def test_comments_become_notes():
    def fill(book, sheet):
        append(sheet, ["编号", "名称"], ["1", "甲"])
        sheet["B2"].comment = Comment("待核实", "审核员")

    notes = [block.text for block in read(fill).blocks if block.kind == "note"]
    assert notes == ["批注（B2）：待核实"]


def test_a_sparse_sheet_is_read_quickly_and_a_long_one_cut_with_a_word():
    def sparse(book, sheet):
        sheet["A1"], sheet["C900000"] = "甲", "乙"

    assert [block.text for block in read(sparse).blocks] == ["甲", "乙"]
    parsed = read(lambda book, sheet: append(sheet, *([f"项{i}", i] for i in range(30))), sheet_rows=10)
    assert len(parsed.blocks[0].table.rows) == 10
    assert "只读取了前 10 行" in parsed.warnings[0]
    assert not parsed.complete


def test_a_merged_area_beyond_the_data_does_not_grow_the_table():
    def fill(book, sheet):
        append(sheet, ["名称", "值"], ["甲", 1])
        sheet.merge_cells("A2:A5000")

    assert len(read(fill).blocks[0].table.rows) == 2


def test_a_single_column_gives_lines():
    blocks = read(lambda book, sheet: append(sheet, ["第一条 目的"], ["第二条 范围"])).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "第一条 目的"),
        ("paragraph", "第二条 范围"),
    ]


def test_a_workbook_with_broken_formats_is_read_by_its_values():
    book = Workbook()
    append(book.active, ["编号", "完成日期", "备注"], ["a", 45797, "好"], ["b", 45800, "好"])
    stream, broken = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/styles.xml":
                data = data.replace(b"<fills", b"<fills><nonsense/>")
            if name.startswith("xl/worksheets/"):
                filters = b'</sheetData><autoFilter ref="A1:C3"><filterColumn colId="x"/></autoFilter>'
                data = data.replace(b"</sheetData>", filters)
            new.writestr(name, data)
    parsed = read_xlsx(Source("a.xlsx", broken.getvalue()))
    rows = parsed.blocks[0].table.rows
    assert [cell.text for cell in rows[1]] == ["a", "45797", "好"]
    assert rows[1][1].value_on == date(2025, 5, 20)
    assert "格式信息有损坏" in parsed.warnings[0]


def test_a_broken_sheet_is_told_and_the_others_are_read():
    book = Workbook()
    append(book.active, ["编号", "名称"], ["1", "甲"])
    append(book.create_sheet("二"), ["编号", "名称"], ["2", "乙"])
    stream, broken = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[:150] if name.endswith("sheet1.xml") else data)
    parsed = read_xlsx(Source("a.xlsx", broken.getvalue()))
    assert [block.sheet for block in parsed.blocks] == ["二"]
    assert "1 个工作表已损坏" in parsed.warnings[0]
    assert not parsed.complete

"""Lines that are plainly a table are rows; lines that only look parted stay text."""

import pytest

from assistant.text.plain_tables import grids_in

LEDGER = [
    ("日期", "培训内容", "人数", "讲师"),
    ("2025-03-12", "宣贯", "46", "余佳"),
    ("2025-04-23", "内审员技能（两天）", "6", "徐卫"),
    ("2025-06-24", "新版文件", "122", "洪敏"),
]


def shown(text: str) -> int:
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def columns(rows: list[tuple[str, ...]], right: int = -1) -> list[str]:
    """Rows set in columns by spaces, one of them to the right."""
    widths = [max(shown(r[i]) for r in rows) for i in range(len(rows[0]))]
    lines: list[str] = []
    for row in rows:
        cells = [" " * (w - shown(c)) + c if i == right else c + " " * (w - shown(c))
                 for i, (c, w) in enumerate(zip(row, widths, strict=True))]  # fmt: skip
        lines.append("   ".join(cells).rstrip())
    return lines


@pytest.mark.parametrize(
    "lines",
    [
        ["\t".join(r) for r in LEDGER],
        ["\t\t".join(r) for r in LEDGER],
        [" | ".join(r) for r in LEDGER],
        ["|" + "|".join(r) + "|" for r in LEDGER],
        ["|日期|培训内容|人数|讲师|", "|---|---|---|---|", *("|" + "|".join(r) + "|" for r in LEDGER[1:])],
        columns(LEDGER),
        columns(LEDGER, right=2),
        ["   ".join(r) for r in LEDGER],
        ["　　".join(r) for r in LEDGER],
    ],
)
def test_rows_are_read_however_they_are_parted(lines: list[str]):
    before = ["2025年培训台账", ""]
    (grid,) = grids_in([*before, *lines, "", "登记人：余佳"])
    assert list(grid.rows) == LEDGER
    assert (grid.first, grid.last) == (2, 1 + len(lines))


def test_a_blank_cell_keeps_its_column_and_what_goes_on_below_belongs_to_its_cell():
    rows = [("部门", "主要职责", "负责人"), ("综合部", "文件、培训、内审", "余佳"), ("车间", "", "洪敏")]
    lines = columns(rows)
    assert [g.rows for g in grids_in(lines)] == [tuple(rows)]
    wide = [*lines[:2], " " * 9 + "和管理评审", *lines[2:]]
    assert grids_in(wide)[0].rows[1] == ("综合部", "文件、培训、内审和管理评审", "余佳")


@pytest.mark.parametrize(
    "lines",
    [
        ["编制：张三    审核：李四    批准：王五", "日期：2025-03-01    日期：2025-03-02    日期：2025-03-03"],
        ["文件编号：YT-01\t版本：A/0", "发布：2025-01-06\t实施：2025-01-20"],
        ["1  目的", "为了管好文件。", "2  范围", "适用于全公司。"],
        ["　　本规定自发布之日起执行。", "　　解释权归综合部。"],
        ["目录", "1 总则    1", "2 职责    3"],
        ["数据驱动制造  协同缩短交期", "", "精度赢得客户"],
        ["选项 A|B 均可"],
    ],
)
def test_signed_lines_headings_and_paragraphs_stay_text(lines: list[str]):
    assert grids_in(lines) == []


def test_two_tables_with_text_between_them_are_two():
    lines = [*columns(LEDGER), "说明：以上为内部培训。", *("\t".join(r) for r in LEDGER)]
    assert [len(g.rows) for g in grids_in(lines)] == [4, 4]


def test_lines_signed_above_or_below_a_table_are_none_of_its_rows():
    signed = "YT-R-01 A/0   编制：余佳 2025.1.17   审核：洪敏 2025.1.21"
    below = "编制：余佳   审核：洪敏   批准：徐卫"
    assert [list(g.rows) for g in grids_in([signed, *columns(LEDGER), below])] == [LEDGER]


def test_as_many_signed_cells_as_a_row_has_make_no_row():
    below = "整理：余佳  2025/12/15    批准：徐卫  2025/12/15"
    assert [list(g.rows) for g in grids_in(["  ".join(r) for r in LEDGER] + [below])] == [LEDGER]
    noted = "2025-08-01  备注：改期  12  批准：徐卫"
    assert len(grids_in(["  ".join(r) for r in LEDGER] + [noted])[0].rows) == 5

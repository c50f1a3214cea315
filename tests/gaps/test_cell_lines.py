"""Tables saved as plain text with a cell a line are rows again; lists of headings and clauses stay text."""

import pytest

from assistant.facts.cell_lines import grids_of_cells

STEPS = [
    ("过程", "内容", "表单", "部门", "时机"),
    ("年度策划", "编制年度方案，报管理者代表批准", "《年度方案》YT-R-01", "综合部", "每年2月底前"),
    ("现场审核", "按分工抽样查证，记录对象和证据", "《检查表》YT-R-02", "审核组", "按计划"),
    ("审核报告", "汇总发现，评价符合性和有效性", "《审核报告》YT-R-03", "综合部", "末次会议后10日内"),
]
FORM = [("课程", "数控系统操作"), ("培训日期", "2025-07-29"), ("参训人数", "31"), ("评价日期", "2025-08-14")]


def cells(rows: list[tuple[str, ...]]) -> list[str]:
    return [cell for row in rows for cell in row]


def test_headings_and_rows_are_read_up_to_the_blank_line():
    lines = ["内部审核程序", "3 过程要求", *cells(STEPS), "", "4 记录", "记录由综合部保存五年。"]
    (grid,) = grids_of_cells(lines)
    assert list(grid.rows) == STEPS


def test_a_cell_left_blank_is_a_blank_line_within_the_table():
    rows = [
        ("序号", "措施", "责任人", "完成期限"),
        ("1", "加装采集卡", "", "2025-08-31"),
        ("2", "上线看板", "王浩", "2025-09-30"),
    ]
    (grid,) = grids_of_cells(["会议决定如下", *cells(rows), "", "记录：李明"])
    assert list(grid.rows) == rows


def test_labels_and_values_in_turn_are_a_form():
    (grid,) = grids_of_cells(["培训效果评价表", *cells(FORM), "", "评价意见：操作熟练，报工两处重复。"])
    assert list(grid.rows) == FORM
    blank = [*FORM[:2], ("讲师", ""), *FORM[2:]]
    assert list(grids_of_cells(["培训效果评价表", *cells(blank), ""])[0].rows) == blank


@pytest.mark.parametrize(
    "lines",
    [
        [
            *("目的", "为了管好文件，使现场用的都是有效版本，特制定本规定。"),
            *("范围", "适用于本公司所有文件和记录的编制审批发放与回收。"),
            *("职责", "综合部负责文件的编号、发放、回收和销毁，各部门负责本部门文件。"),
        ],
        ["评审输入", "目标完成情况", "内审结果", "纠正措施情况", "上次评审措施", "资源"],
        ["检查内容", "服务器", "交换机"],
        [
            "- 宣贯培训",
            "- 解读培训",
            "- 编写培训",
            "- 内审员培训",
            "- 实施培训",
            "- 复训",
            "",
            "第二节 培训",
            "",
            "内容",
        ],
        ["●培训日期", "●培训地点", "●培训讲师", "●培训人数", "●培训内容", "●培训效果", "", "以上各项如实填写。"],
        ["2025年3月12日", "上午", "会议室"],
        [],
    ],
)
def test_sections_lists_and_short_lines_stay_text(lines: list[str]):
    assert grids_of_cells(lines) == []

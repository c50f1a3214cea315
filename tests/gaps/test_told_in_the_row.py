"""What a row, a line below a table or a paragraph says of itself: who stood in, who signed, which quarter it is."""

from pathlib import Path

import pytest

from assistant.workflows.gaps import GapDependencies

from .test_plain_firm import firm, suspected
from .test_readings import docx, facts, xlsx
from .test_stranger_rules import firm as works
from .test_stranger_rules import told


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("", True),
        ("补记", True),
        ("石大勇出差", True),
        ("邓小川休假", False),
        ("邓小川病假，由阮立新代", False),
        ("替邓小川", False),
    ],
)
def test_a_hand_the_row_explains_by_who_was_away_is_not_told(
    note: str, found: bool, tmp_path: Path, deps: GapDependencies
):
    files = firm()
    rows: list[list[object]] = files["备份本.xlsx"]["2025"]  # type: ignore[assignment,index]
    for row in rows[:2]:
        row.append("")
    rows[20][2] = "阮立新"
    rows[20].append(note)
    assert any(f.type == "C1" and "阮立新" in f.object for f in suspected(files, tmp_path, deps)) == found


GOALS = [
    ["2025年目标", *[""] * 8],
    ["目标", "怎么算", "单位", "去年", "今年到", "多久算", "数从哪来", "谁负责", "到期"],
    ["订单准时率", "准时单数÷应交单数", "%", "92.4", "≥95", "每月", "出货单", "销售部", "2025.12.31"],
    ["打样周期", "当季打样单天数平均", "天", "7.2", "≤6", "每季度", "打样登记", "生产部", "2025.12.31"],
]
VALUES = {
    "准时": [["订单准时率"], ["月份", "准时单", "应交单", "实际值", "目标", "报数人"]]
    + [[f"{n}月", 96, 100, 96, "≥95", "赵亮"] for n in range(1, 13)],
    "打样": [["打样周期"], ["季度", "完成单数", "平均天数", "目标", "报数人"]]
    + [[f"{q}季度", 40 + i, 5.5, "≤6", "李红"] for i, q in enumerate("一二三四")],
}


def goals(folder: Path, last: list[str], values: dict[str, list[list[object]]]) -> Path:
    folder = works(folder, "各部门每月10日前把上月目标的数报综合部。")
    xlsx(folder / "2025目标.xlsx", {"Sheet1": [*GOALS, last]})
    xlsx(folder / "目标台账2025.xlsx", values)
    return folder


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (["综合部 周平 2.19", "", "", "批：王敏 2025.2.24", *[""] * 5], []),
        (["返工率", "", "", "", "≤2", *[""] * 4], ["返工率"]),
    ],
)
def test_a_line_of_names_and_days_below_the_goals_is_no_goal(
    last: list[str], found: list[str], tmp_path: Path, deps: GapDependencies
):
    assert [o.split("：")[0] for o in told(goals(tmp_path, last, VALUES), deps, "F2")] == found


@pytest.mark.parametrize("measured", [True, False])
def test_a_goal_counted_under_its_unit_is_measured(measured: bool, tmp_path: Path, deps: GapDependencies):
    values = VALUES if measured else {"准时": VALUES["准时"], "返工": [["返工"], *VALUES["准时"][1:]]}
    assert any("打样周期" in o for o in told(goals(tmp_path, [""] * 9, values), deps, "F3")) != measured


YEAR = [
    "一季度：3月6日盘坏，用3月5日的备份恢复，2小时15分，对了19张单，齐。周平",
    "二季度 2025.6.19：拿6月17日的备份恢复到备用机，用了1小时40分，对了25张单。周平",
    "三季度 2025.9.18：拿9月15日的备份恢复，1小时08分，三个班的数都一致。周平",
    "四季度 2025.12.11：拿12月9日的备份恢复，用了55分钟，抽了38条都对。周平",
]


@pytest.mark.parametrize(("parts", "months"), [(YEAR, [3, 6, 9, 12]), (YEAR[:2] + YEAR[3:], [3, 6, 12])])
def test_tests_of_a_year_in_one_paper_are_one_record_a_quarter(parts: list[str], months: list[int], tmp_path: Path):
    docx(tmp_path / "恢复试验（全年）.docx", ["恢复试验记录", "2025年", *parts])
    read = [r.event_on for r in facts(tmp_path).records]
    assert [d.month for d in read if d] == months


def test_a_report_that_speaks_of_quarters_stays_one_record(tmp_path: Path):
    rest = ["全年一共做了四次，都成功。", "备份盘在三月换过，新盘用到现在没有坏。", "明年打算加一台备用机。"]
    docx(tmp_path / "备份总结.docx", ["备份工作总结", *rest, YEAR[0], YEAR[1], *rest])
    assert len(facts(tmp_path).records) == 1


@pytest.mark.parametrize(
    ("heads", "rows"), [(["系统", "账号数", "停了哪些", "签认"], 6), (["车间", "台数", "坏了哪些", "签认"], 3)]
)
def test_a_sheet_hardly_filled_in_is_headed_as_its_sister_is(heads: list[str], rows: int, tmp_path: Path):
    first = [["ERP", 74, "长期没人用1个", "周平 孙丽"], ["联网", 31, "无", "李红 王敏"], ["验布", 6, "无", "王敏"]]
    second = [["ERP", "", "略", ""], ["联网", "", "略", ""], ["验布", 9, "无", "王敏"]]
    sheets = {
        "6月": [["账号清理表"], ["系统", "账号数", "停了哪些", "签认"], *first],
        "12月": [["账号清理表"], heads, *second],
    }
    xlsx(tmp_path / "账号清理.xlsx", sheets)
    told = [r for r in facts(tmp_path).records if r.row and r.fields[0].name == "系统"]
    assert len(told) == rows

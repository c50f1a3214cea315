"""Ways honest firms write that are no fault, each beside the fault it looks like."""

from datetime import date
from pathlib import Path

import pytest

from assistant.gaps.slip_words import days_signed
from assistant.text.cadence import parse_cadence
from assistant.text.deadlines import find_deadlines
from assistant.workflows.gaps import GapDependencies

from .test_readings import docx, xlsx
from .test_stranger_rules import firm as trained_firm
from .test_stranger_rules import told


def firm(folder: Path, rule: str) -> Path:
    trained_firm(folder, rule)
    docx(folder / "管理程序.docx", ["运行管理程序", "文件编号：DS-P01 A/0", "1 要求", rule])
    return folder


@pytest.mark.parametrize(
    "text",
    [
        "问题销号满3个月后的15个工作日内，质量部组织回访",
        "设备投运满半年后的10日内开展评价",
        "验收满一年后30日内编制后评价报告",
        "验收3个月后的15个工作日内评价",
    ],
)
def test_a_time_that_has_to_pass_once_is_no_cadence_and_no_limit_from_the_event(text: str):
    assert parse_cadence(text) is None
    assert find_deadlines(text) == []


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("每满三个月检查一次", "quarter"),
        ("上线满一年后每年复评一次", "year"),
        ("季度结束后10日内编制报告", "quarter"),
        ("次月8日前填报上月数据", "month"),
    ],
)
def test_a_cadence_beside_such_words_stays_one(text: str, period: str):
    cadence = parse_cadence(text)
    assert cadence is not None
    assert cadence.period == period


@pytest.mark.parametrize("text", ["查操作卡5月16日下发，抽三人能说出要点", "查11月26日停机1次，当日处理"])
def test_a_day_inside_what_was_seen_is_no_day_of_the_verification(text: str):
    assert days_signed(text, 2025) == []


@pytest.mark.parametrize("text", ["5月27日验证有效", "已改，王敏 2025-05-27", "现场看过，5月27日现场复查"])
def test_a_day_put_beside_the_verification_is_its_day(text: str):
    assert days_signed(text, 2025) == [date(2025, 5, 27)]


@pytest.mark.parametrize(
    ("evidence", "verified", "found"),
    [
        ("查操作卡5月16日下发，抽三人能说出要点", "王敏 2025-05-27", 0),
        ("查操作卡已下发", "王敏 2025-05-16", 1),
    ],
)
def test_only_the_day_of_the_verifier_is_held_against_the_day_of_the_action(
    evidence: str, verified: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "不符合由责任部门以外的人员验证后关闭。")
    form = [
        ["编号", "NC2025-01"], ["责任部门", "生产部"], ["不符合事实", "操作卡没有版本"], ["原因分析", "没有规定版本"],
        ["完成", "李红 2025-05-20"], ["验证证据", evidence], ["验证人", verified], ["关闭", "周平 2025-05-28"],
    ]  # fmt: skip
    docx(folder / "不符合报告NC2025-01.docx", ["不符合报告", form])
    assert len([o for o in told(folder, deps, "G3") if "早于" in o]) == found


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("生产部每季度将产量分析结果列入《季度运行分析报告》。", 0),
        ("生产部每季度编制《季度运行分析报告》。", 1),
    ],
)
def test_who_hands_in_a_part_of_a_report_need_not_draw_it_up(
    rule: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, rule)
    docx(
        folder / "第二季度运行分析报告.docx",
        ["2025年第二季度运行分析报告", "产量平稳。", "编制：综合部 周平　2025年7月10日"],
    )
    assert len(told(folder, deps, "C1")) == found


@pytest.mark.parametrize(
    ("made", "found"), [("编制：王敏　批准：周平　2025年1月15日", 0), ("编制：王敏　批准：周平　2025年4月15日", 1)]
)
def test_the_days_goals_are_due_are_no_days_the_plan_was_made(
    made: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "综合部于每年1月25日前编制年度《目标分解表》，总经理批准。")
    head = ["序号", "目标", "目标值", "责任部门", "完成期限"]
    goals = [["1", "准时率", "≥95%", "销售部", "2025-12-31"], ["2", "合格率", "≥98%", "质量部", "2025-12-31"]]
    xlsx(folder / "2025年度目标分解表.xlsx", {"目标": [["2025年度目标分解表"], head, *goals, [made]]})
    assert len(told(folder, deps, "B2")) == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["各部门：", "现将考核结果通报如下：", "生产部扣2分。"], []),
        (["考核结果：", "各部门均达到，不扣分。"], []),
        (["考核结果：", "生产部 李红"], []),
        (["考核部门：综合部　考核内容：目标完成", "考核结果：", "考核依据：月报"], ["考核结果"]),
    ],
)
def test_an_address_a_lead_in_and_a_label_with_its_text_below_are_no_blanks(
    lines: list[str], found: list[str], tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "记录各栏应填写完整，不得空白。")
    docx(
        folder / "第一季度考核结果通报.docx",
        ["第一季度考核结果通报", *lines, "编制：综合部 周平　批准：周平", "2025年4月20日"],
    )
    assert [o.split("：")[-1] for o in told(folder, deps, "B6")] == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("第一条 为落实青岚集团数字化部署，编制本程序。", 0),
        ("第一条 为规范管理，按照远山重工集团考核办法，编制本程序。", 0),
        ("第一条 本程序适用于远山重工集团各部门。", 1),
        ("第一条 本程序适用于宏达重型机械有限公司各部门。", 1),
    ],
)
def test_the_group_that_asks_is_no_foreign_name(line: str, found: int, tmp_path: Path, deps: GapDependencies):
    folder = firm(tmp_path, line)
    yaml = (folder / "enterprise.yaml").read_text(encoding="utf-8")
    (folder / "enterprise.yaml").write_text(yaml.replace("东山阀门", "青岚集团东山阀门"), encoding="utf-8")
    docx(folder / "采购程序.docx", ["采购程序", "文件编号：DS-P02 A/0", "1 要求", "采购部按远山重工集团制度采购。"])
    assert len(told(folder, deps, "A5")) == found


@pytest.mark.parametrize(("months", "missing"), [(range(1, 13), 0), ([*range(1, 5), *range(6, 13)], 1)])
def test_monthly_sheets_bound_by_half_years_each_tell_their_own_month(
    months: list[int], missing: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "责任部门于次月8日前在《目标监测月报》中填报上月数据。")
    for name, part in (("1-6月", range(1, 7)), ("7-12月", range(7, 13))):
        sheets = {
            f"{m}月": [
                [f"目标监测月报　2025年{m}月"],
                ["目标", "实测值", "目标值", "填报人"],
                ["订单准时率", 96, "≥95", "赵亮"],
                ["一次合格率", 99, "≥98", "王敏"],
            ]
            for m in part
            if m in months
        }
        xlsx(folder / f"目标监测月报（{name}）.xlsx", sheets)
    assert len(told(folder, deps, "B1")) == missing


@pytest.mark.parametrize(("quarters", "missing"), [("一二三四", 0), ("一三四", 1)])
def test_a_report_made_after_its_quarter_is_that_quarters(
    quarters: str, missing: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "综合部每季度编制《季度运行分析报告》。")
    days = {"一": "2025年4月16日", "二": "2025年7月16日", "三": "2025年10月16日", "四": "2026年1月14日"}
    for quarter in quarters:
        year = f"2025年第{quarter}季度运行分析报告"
        docx(folder / f"{year}.docx", [year, "运行平稳。", f"编制：综合部 周平　{days[quarter]}"])
    assert len(told(folder, deps, "B1")) == missing


def test_the_first_month_after_the_quarter_is_a_cadence_and_a_day_due():
    cadence = parse_cadence("综合部于季后首月18日前编制《运行分析报告》")
    assert cadence is not None
    assert cadence.period == "quarter"
    assert cadence.anchor is not None
    assert (cadence.anchor.shift, cadence.anchor.day) == (1, 18)


def slip(folder: Path, verifier: str, action: str) -> None:
    form = [
        ["编号", "NC2025-01"], ["责任部门", "生产部"], ["不符合事实", "操作卡没有版本"], ["原因分析", "责任意识不强"],
        ["纠正措施", action], ["完成", "李红 2025-05-20"], ["验证证据", "查操作卡已下发"],
        ["验证人", f"{verifier} 2025-05-27"], ["关闭", "周平 2025-05-28"],
    ]  # fmt: skip
    docx(folder / "不符合报告NC2025-01.docx", ["不符合报告", form])
    staff = [
        ["姓名", "部门", "岗位"],
        ["李红", "生产部", "部长"],
        ["钱进", "生产部", "工艺员"],
        ["王敏", "质量部", "部长"],
    ]
    xlsx(folder / "任职表.xlsx", {"任职": staff})


@pytest.mark.parametrize(("verifier", "found"), [("生产部 钱进", 1), ("质量部 王敏", 0)])
def test_somebody_outside_the_department_verifies_where_the_rule_says_so(
    verifier: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "措施完成后，由责任部门以外的内审员验证，记录验证证据后关闭。")
    slip(folder, verifier, "修订操作卡格式，加版本栏")
    assert len(told(folder, deps, "C3")) == found


@pytest.mark.parametrize(
    ("action", "found"), [("对当事人批评教育，加强培训；李红5月18日前", 1), ("操作卡加版本栏并换发；李红5月18日前", 0)]
)
def test_who_acts_by_when_is_no_action_beside_the_training(
    action: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "不符合由责任部门分析原因并采取纠正措施。")
    slip(folder, "质量部 王敏", action)
    assert len(told(folder, deps, "G4")) == found


@pytest.mark.parametrize(
    ("text", "month"),
    [("每年5月至9月间组织一次应急演练", 9), ("每年10月到11月评估一次", 11), ("每年5月组织一次，9月通报", 5)],
)
def test_a_span_of_months_is_due_at_its_end(text: str, month: int):
    cadence = parse_cadence(text)
    assert cadence is not None
    assert cadence.anchor is not None
    assert cadence.anchor.month == month

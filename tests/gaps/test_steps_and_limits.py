"""Days of steps and the limits they are held to, as forms and rules tell them."""

from datetime import date
from pathlib import Path

import pytest

from assistant.facts.label_pairs import pairs
from assistant.gaps.slip_words import STAGE_OF, days_of_act, put_off
from assistant.text.cadence import parse_cadence
from assistant.text.dates import find_dates
from assistant.text.deadlines import find_deadlines
from assistant.workflows.gaps import GapDependencies

from .test_stranger_defects import found
from .worlds.builder import World, yaml_text


@pytest.mark.parametrize("text", ["查10月4号机日报62张", "3月2号线停机两次", "12月3号炉检修"])
def test_the_number_of_a_machine_is_no_day(text: str):
    assert [m.precision for m in find_dates(text, 2025)] == ["month"]


@pytest.mark.parametrize("text", ["5月1号下发", "3月2号上午", "6月3号机房停电"])
def test_a_spoken_day_stays_a_day(text: str):
    assert [m.precision for m in find_dates(text, 2025)] == ["day"]


@pytest.mark.parametrize("text", ["看6月20日至30日夜班记录21张", "抽6月12日～18日补录9条", "查阅7月3日领料单"])
def test_days_of_the_papers_somebody_looked_at_are_no_days_of_the_act(text: str):
    assert days_of_act(text, 2025) == []


def test_the_day_of_the_act_beside_them_is_kept():
    assert days_of_act("抽6月12日至18日补录9条，6月19日验证有效", 2025) == [date(2025, 6, 19)]


@pytest.mark.parametrize(
    "text", ["延期审批 | / | 实际完成日期 | 2025-12-18", "是否延期：否", "延期情况： 无", "不得延期"]
)
def test_a_blank_place_for_putting_off_moves_no_limit(text: str):
    assert not put_off(text)


@pytest.mark.parametrize(
    "text",
    ["延期审批 | 因供应商推迟，延期至2025-07-11，贺某批准", "2025-06-20（延至2025-07-11）", "罗某10月20日同意延"],
)
def test_an_extension_granted_moves_it(text: str):
    assert put_off(text)


def test_name_and_day_in_one_cell_belong_to_the_same_act():
    assert pairs(["验证人／日期", "谢丽／2025.7.2"]) == [("验证人", "谢丽"), ("验证日期", "2025.7.2")]
    assert pairs(["发现／登记", "5月21日／5月23日"]) == [("发现", "5月21日"), ("登记", "5月23日")]


@pytest.mark.parametrize(
    ("label", "stage"),
    [
        ("原因与措施提出日期", "cause"),
        ("措施提出日期", "cause"),
        ("对策提交日期", "cause"),
        ("提出日期", "found"),
        ("开具日期", "found"),
        ("计划完成日期", "limit"),
        ("实际完成日期", "done"),
    ],
)
def test_a_label_tells_the_stage_its_day_belongs_to(label: str, stage: str):
    assert next(s for s, p in STAGE_OF if p.search(label)) == stage


def test_two_limits_in_one_sentence_run_from_one_event():
    told = find_deadlines("末次会议后3个工作日内开出《不符合报告》，7个工作日内提交《内部审核报告》")
    assert [(d.amount, d.event) for d in told] == [(3, "末次会议"), (7, "末次会议")]


@pytest.mark.parametrize("text", ["单月未达成的在季度分析报告中说明。", "单月不达标的写明原因"])
def test_a_single_month_missed_is_no_cadence(text: str):
    assert parse_cadence(text) is None


@pytest.mark.parametrize("text", ["单月开一次例会", "双月召开推进会"])
def test_every_other_month_is_one(text: str):
    cadence = parse_cadence(text)
    assert cadence is not None
    assert cadence.period == "two_months"


PEOPLE = [
    ["姓名", "部门", "岗位"],
    ["沈砚", "公司领导", "总经理"],
    ["贺明", "公司领导", "管理者代表"],
    ["郁文", "运营部", "部长"],
    ["封一", "制造部", "部长"],
    ["柏棠", "质量部", "部长"],
]
RULES = [
    "不符合与纠正管理办法",
    "文件编号：CX-09 版本：A/0",
    "发布日期：2024-12-02 实施日期：2024-12-16 批准：沈砚",
    "责任部门收到《不符合报告》后5个工作日内查明原因、提出措施，管理者代表批准。",
    "措施按计划日期完成，确需延期的，到期前由管理者代表书面批准。",
    "完成后10个工作日内由质量部验证，验证有效后关闭。",
]
AUDIT = [
    "内部审核管理办法",
    "文件编号：CX-07 版本：A/0",
    "发布日期：2024-12-02 实施日期：2024-12-16 批准：沈砚",
    "末次会议后3个工作日内开出《不符合报告》，7个工作日内由审核组长提交《内部审核报告》，管理者代表批准。",
]


def slip(cause: str = "2025-05-21", done: str = "2025-06-12", verified: str = "2025-06-19") -> list[object]:
    return [
        "不符合报告",
        [
            ["编号", "NC-2025-01", "责任部门", "制造部"],
            ["开具日期", "2025-05-16", "来源", "内部审核"],
            ["不符合事实", "抽4月停机记录30条，6条没有补录依据", "", ""],
            ["原因分析", "断线时系统允许无条件补录，权限没有设复核", "", ""],
            ["原因与措施提出日期", cause, "批准", "贺明 2025-06-09" if cause > "2025-06" else "贺明 2025-05-22"],
            ["实施人", "封一", "计划完成日期", "2025-06-18"],
            ["延期审批", "/", "实际完成日期", done],
            ["验证情况", "抽6月12日至18日补录9条，均有复核" if verified else "", "", ""],
            ["验证人", "柏棠" if verified else "", "验证日期", verified],
        ],
    ]


def firm(form: list[object], report: str = "2025-05-22") -> World:
    return {
        "enterprise.yaml": yaml_text("浙西枫林纸业有限公司"),
        "花名册.xlsx": {"任职": PEOPLE},
        "不符合与纠正管理办法.docx": RULES,
        "内部审核管理办法.docx": AUDIT,
        "不符合报告NC-2025-01.docx": form,
        "内审报告.docx": [
            "内部审核报告",
            f"审核日期：2025-05-13至2025-05-14　编制：审核组长 郁文　{report}　批准：管理者代表 贺明　{report}",
            "审核覆盖制造部、质量部、运营部，开具不符合1项。",
        ],
    }


def test_a_firm_that_kept_every_limit_is_not_accused(tmp_path: Path, deps: GapDependencies):
    assert found(firm(slip()), tmp_path, deps, "B2", "B4", "G3") == []


def test_a_cause_found_three_weeks_late_is_told(tmp_path: Path, deps: GapDependencies):
    assert any("NC-2025-01 原因" in x for x in found(firm(slip(cause="2025-06-06")), tmp_path, deps, "B2"))


def test_a_measure_past_its_day_is_told_though_the_form_has_a_place_for_putting_off(
    tmp_path: Path, deps: GapDependencies
):
    told = found(firm(slip(done="", verified="")), tmp_path, deps, "G3")
    assert any("2025-06-18已过仍未完成" in x for x in told)


def test_a_report_is_held_to_its_own_limit_of_two(tmp_path: Path, deps: GapDependencies):
    assert any("内部审核报告" in x for x in found(firm(slip(), report="2025-06-20"), tmp_path, deps, "B2"))


@pytest.mark.parametrize(
    "text",
    ["一项目标连着两个月没达到，责任部门在第二个月结束后15天内填单", "连续两个季度未达标的，于季度结束后10日内分析"],
)
def test_a_limit_that_waits_for_misses_is_no_cadence(text: str):
    assert parse_cadence(text) is None


@pytest.mark.parametrize("text", ["季度结束后15日内报送，未完成的说明原因", "月度结束后10日内统计"])
def test_a_limit_from_the_end_of_every_period_is_one(text: str):
    assert parse_cadence(text) is not None


REVIEW = [
    "管理评审办法",
    "文件编号：CX-08 版本：A/0",
    "发布日期：2024-12-02 实施日期：2024-12-16 批准：沈砚",
    "每年12月底前评审一次，总经理主持。会前5天各部门把材料交运营部。材料要有这五样：",
    "（1）上次评审决议办得怎样；（2）内审结果；（3）目标完成情况；（4）部门考核结果；（5）内外变化和改进建议。",
    "会上必须定出决议，每条写清谁办、什么时候办完。运营部用《决议跟踪表》一条一条盯。",
]
PACK = ["1. 上次评审决议三条都办完。", "2. 内审结果：5月审过。", "3. 目标完成情况：到7月97.6。"]
ASSESSED = "4. 部门考核结果：上半年制造部97分。"
DECIDED = [
    ["序", "事", "谁办", "什么时候"],
    ["1", "再配快换夹具12套", "封一", "2025年9月30日"],
    ["2", "交期变更审批推广到采购", "柏棠", "2025年10月31日"],
]
FOLLOWED = [
    ["决议跟踪表", "", "", "", "", ""],
    ["序", "事", "谁办", "期限", "办得怎样", "报沈总日期"],
    ["1", "再配快换夹具12套", "封一", "2025-09-30", "9/26到12套，都装上了", "2025-10-09"],
    ["2", "交期变更审批推广到采购", "柏棠", "2025-10-31", "10/29上线", "2025-11-07"],
]


def reviewed(pack: list[str], followed: list[list[str]]) -> World:
    return {
        "enterprise.yaml": yaml_text("浙西枫林纸业有限公司"),
        "花名册.xlsx": {"任职": PEOPLE},
        "管理评审办法.docx": REVIEW,
        "管评材料汇总.docx": [
            "2025年管理评审输入材料汇总",
            "运营部 2025.8.14",
            *pack,
            "5. 内外变化和改进建议：备份只有一台。",
        ],
        "管评纪要.docx": [
            "管理评审纪要",
            "时间：2025年8月20日　地点：二楼　主持：沈砚　记录：郁文",
            "封一说专班换一次已到45分钟，再快要靠夹具。柏棠说采购单改期也是打电话。体系能用，还不够的是夜班和采购。",
            "决议：",
            DECIDED,
        ],
        "决议跟踪表.xlsx": {"2025": followed},
    }


def test_a_review_told_in_plain_headings_is_left_in_peace(tmp_path: Path, deps: GapDependencies):
    assert found(reviewed([*PACK, ASSESSED], FOLLOWED), tmp_path, deps, "G6", "G7", "G8") == []


def test_an_input_the_rule_lists_below_a_colon_is_missed_in_the_pack(tmp_path: Path, deps: GapDependencies):
    assert any("考核" in x for x in found(reviewed(PACK, FOLLOWED), tmp_path, deps, "G6"))


def test_a_decision_left_out_of_the_tracking_table_is_told(tmp_path: Path, deps: GapDependencies):
    told = found(reviewed([*PACK, ASSESSED], FOLLOWED[:3]), tmp_path, deps, "G8")
    assert any("交期变更" in x for x in told)

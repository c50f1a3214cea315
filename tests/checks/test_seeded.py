"""Flaws seeded into good papers by one edit: the reader that must see them, and the neighbour it must let pass."""

import pytest

from .test_checks import check, rules


def grid(*rows: str) -> str:
    """Rows of a table as a file of light marks has them."""
    return "\n".join(f"| {row} |" for row in (rows[0], " | ".join(["---"] * len(rows[0].split("|"))), *rows[1:]))


STEPS = (
    "# 数据规定\n\n## 4 流程\n\n4.1 起草人5日内编写初稿，填任务单。\n\n4.2 主管当日送会签，填审批单。\n\n"
    "4.3 文控员当日登记发放，填登记表。\n\n4.4 {}"
)


@pytest.mark.parametrize(
    ("step", "owned"),
    [
        ("每月5日前核对清单，填核对表，漏项超过1%的，由使用部门3日内补正。", False),
        ("每月5日前在清单上签字；文控员课后收回旧版。", False),
        ("漏项超过1%的，由使用部门3日内补正，填核对表。", True),
        ("发生泄密时，发现人当日报告文控员；文控员2小时内处置，填报告单。", True),
    ],
)
def test_who_mends_a_failed_step_is_not_who_does_it(step, owned):
    found = rules(check(STEPS.format(step), "procedure"))
    assert ("procedure-step-lacks-actor" not in found) == owned


@pytest.mark.parametrize(
    ("step", "vague"),
    [
        ("文控员及时登记，使用部门3日内核对，填登记表。", True),
        ("文控员应在3日内及时登记，填登记表。", False),
        ("收到文件后，文控员应及时登记，填登记表。", False),
        ("文控员统计登记及时率，每月填登记表。", False),
    ],
)
def test_a_limit_for_the_next_step_does_not_make_a_vague_time_clear(step, vague):
    found = rules(check(STEPS.format(step), "procedure"))
    assert ("procedure-vague-time" in found) == vague


@pytest.mark.parametrize(("post", "low"), [("管理者代表", True), ("厂长", False)])
def test_a_form_of_two_rows_is_read_as_labels_and_values(post, low):
    form = grid("评审日期 | 2026年2月6日 | 主持 | " + post + " 衡锐", "参加 | 各处室 | 地点 | 会议室")
    found = rules(check(f"# 管理评审报告\n\n{form}", "management_review"))
    assert ("review-chaired-by-top" in found) == low


@pytest.mark.parametrize(("kept", "lacks"), [("", True), ("3 年", False)])
def test_how_long_records_are_kept_is_not_sought_below_who_keeps_them(kept, lacks):
    table = grid("编号 | 名称 | 保管 | 年限", f"JL-01 | 巡检表 | 体系办 | {kept}", "JL-02 | 登记表 | 体系办 | 5 年")
    found = rules(check(f"# 巡检规定\n\n## 记录\n\n{table}", "procedure"))
    assert ("procedure-record-row-retention" in found) == lacks


@pytest.mark.parametrize(("day", "early"), [("2025-05-11", True), ("2026-05-11", False)])
def test_the_day_of_ratification_counts_as_that_of_approval(day, early):
    form = grid("文件号 | LX-16 | 版次 | A/1", f"核准日 | 2026-04-10 | 实施日 | {day}")
    found = rules(check(f"# 备份程序\n\n{form}", "procedure"))
    assert ("procedure-effect-before-approval" in found) == early


@pytest.mark.parametrize(("cause", "soft"), [("仓管员没按规定扫码。", True), ("送货单没有批号栏，忙起来没填。", False)])
def test_a_numbered_label_of_one_word_begins_the_measures(cause, soft):
    report = (
        f"整改回执\n\n一、事情：8月3日漏填批号5处。\n\n二、为啥漏：{cause}\n\n三、改：9月1日起扫码带出，系统不让空着。"
    )
    assert ("correction-cause-superficial" in rules(check(report, "corrective_action"))) == soft


@pytest.mark.parametrize(("due", "lacking"), [("年内适时", True), ("2027-03-31", False)])
def test_some_time_this_year_is_no_deadline(due, lacking):
    rows = (f"接口开发 | 信息部经理 | 2026-12-01 | {due}", "验收 | 质量部经理 | 2027-04-01 | 2027-04-30")
    table = grid("任务 | 责任人 | 开始 | 完成", *rows)
    assert ("plan-task-lacks-due" in rules(check(f"# 方案\n\n## 任务\n\n{table}", "plan"))) == lacking


@pytest.mark.parametrize(("day", "early"), [("2025年6月8日", True), ("2026年6月8日", False)])
def test_a_word_behind_its_own_day_is_no_label_of_the_next(day, early):
    text = f"# 手册\n\n编制：企管部　批准：总经理 羊舌迟　2026年5月11日批准　{day}实施"
    assert ("procedure-effect-before-approval" in rules(check(text, "manual"))) == early


@pytest.mark.parametrize(("row", "unlisted"), [("登记表 | JL-02 | 3年", True), ("分析计划 | JL-01 | 5年", False)])
def test_a_form_among_the_outputs_is_not_yet_in_the_list_of_records(row, unlisted):
    table = grid("名称 | 编号 | 保存期限", row, "核对表 | JL-03 | 3年", "月报 | JL-04 | 3年")
    text = (
        "# 程序\n\n## 4 输入与输出\n\n输出：《分析计划》（JL-01）。\n\n## 5 程序\n\n"
        f"5.1 信息部每年12月编制《分析计划》（JL-01）。\n\n## 8 记录\n\n{table}"
    )
    found = [v.where.quote for v in check(text, "procedure").violations if v.rule == "procedure-unlisted-form"]
    assert any("JL-01" in quote for quote in found) == unlisted


@pytest.mark.parametrize(
    ("step", "timed"),
    [("文控员编制《年度培训计划》，写明频次，填登记表。", False), ("文控员每年度编制培训计划，填登记表。", True)],
)
def test_a_plan_of_the_year_says_nothing_of_when_it_is_made(step, timed):
    assert ("procedure-step-lacks-when" not in rules(check(STEPS.format(step), "procedure"))) == timed


@pytest.mark.parametrize(
    ("step", "owned"), [("每月5日前汇总供方报数，写入月报表。", False), ("供方每月5日前填报数表。", True)]
)
def test_a_verb_before_a_name_makes_it_no_doer(step, owned):
    assert ("procedure-step-lacks-actor" not in rules(check(STEPS.format(step), "procedure"))) == owned


@pytest.mark.parametrize(
    ("measure", "soft"),
    [("对当事人批评教育，加强培训。", True), ("3月20日前升级网关程序，增加断线告警。", False)],
)
def test_what_came_of_it_is_no_measure(measure, soft):
    report = (
        "问题归零报告\n\n现象：3月9日看板两天未刷新。\n\n机理：网关程序没有断线重连。\n\n"
        f"归零措施：{measure}\n\n效果：4月15日品质部沙棘调取日志，断线5次均自动恢复。"
    )
    assert ("correction-training-only" in rules(check(report, "corrective_action"))) == soft


@pytest.mark.parametrize(("heads", "reverse"), [("甲 | 乙 | 谁来干", True), ("收尾 | 开头 | 谁来干", False)])
def test_two_columns_of_days_under_strange_headings_are_beginning_and_end(heads, reverse):
    rows = ("安装调试 | 2026-07-20 | 2026-06-12 | 工艺部经理", "试运行 | 2027-05-28 | 2027-01-04 | 质量部经理")
    table = grid(f"活计 | {heads}", *rows)
    assert ("plan-dates-reversed" in rules(check(f"# 方案\n\n## 活计安排\n\n{table}", "plan"))) == reverse


def test_the_number_of_the_paper_itself_is_no_form_to_be_listed():
    table = grid("编号 | 名称 | 保存期限", "JF-R-01 | 申请单 | 3 年", "JF-R-02 | 比对记录 | 3 年")
    text = f"# 采集程序\n\n编号 JF-CX-17　版本 A/3\n\n## 6 相关文件\n\nJF-CX-03；JF-CX-22。\n\n## 7 记录\n\n{table}"
    assert "procedure-unlisted-form" not in rules(check(text, "procedure"))


@pytest.mark.parametrize(("day", "early"), [("2026-09-25", False), ("2026-07-01", True)])
def test_a_row_of_verifying_below_a_list_of_measures_is_no_measure(day, early):
    head = grid(
        "编号 | NC-07 | 部门 | 采购部",
        "事实 | 5月20日查评价，15家空缺仍在下单 | 依据 | 程序4.6条",
        "原因 | 系统没有把评分设为下单条件 | 分析 | 采购部 邺水",
        "措施 | 内容 | 责任人 | 实完成",
        "1 | 系统增加下单校验 | 信息部 陈琳 | 2026-06-26",
        "2 | 修订程序，增加对照表 | 管理部 王粲 | 2026-07-13",
        f"验证 | 抽查订单120张，均有评分 | 验证人 | 质量部 刘桢 {day}",
        "效果评价 | 连续3个月保持，有效 | 关闭 | 管理者代表 徐干 2026-09-28",
    )
    found = rules(check(f"# 纠正措施单\n\n{head}", "corrective_action"))
    assert ("correction-verified-early" in found) == early

"""What the checker lets pass and what it does not, beyond the examples of the rules."""

import pytest

from assistant.adapters.facts_yaml import parse_facts
from assistant.adapters.file_limits import Limits
from assistant.adapters.file_loader import FileLoader
from assistant.adapters.file_source import Source
from assistant.domain.errors import InputError
from assistant.workflows.check import CheckDeps, check_paper, paper_kinds

from .test_rule_examples import RULES, SLOTS

DEPS = CheckDeps(RULES, SLOTS)


def check(text, kind, facts=None, name="文件.md"):
    loaded = FileLoader().read(Source(name, text.encode(), Limits(), None, None))
    return check_paper(loaded, kind, DEPS, parse_facts(facts) if facts else None)


def rules(result, severity=None):
    return {v.rule for v in result.violations if severity in (None, v.severity)}


@pytest.mark.parametrize(
    "sentence",
    [
        "装配分厂、二分厂和各车间、部门执行本方针。",
        "系统由杭新软件有限公司开发。",
        "本公司隶属于大河控股集团。",
        "主要用户为南山钢铁有限公司。",
        "创新带动公司发展，公司上下齐心。",
    ],
)
def test_own_workshops_suppliers_parents_and_customers_are_no_foreign_organisations(sentence):
    result = check(f"# 云山机电有限公司两化融合方针\n\n{sentence}", "policy")
    assert "any-foreign-organisation" not in rules(result)
    assert "any-foreign-organisation-short" not in rules(result)


def test_sites_and_benchmarks_of_the_facts_may_be_named():
    facts = {
        "name": "云山机电有限公司",
        "sites": ["临港重工有限公司"],
        "competitors_benchmarks": [{"name": "浦帆泵业有限公司"}],
    }
    result = check("# 云山机电有限公司方针\n\n临港重工有限公司与浦帆泵业有限公司。", "policy", facts)
    assert "any-foreign-organisation" not in rules(result)


def test_ordinary_brackets_are_no_placeholders():
    assert "any-placeholder" not in rules(check("【适用范围】公司各部门。\n\n【职责】信息部负责。", "procedure"))


def test_a_bare_name_counts_as_the_post_the_paper_gives_it():
    chaired = "会议主持：轩和\n\n参会人员：轩和（{}）、各部门负责人"
    assert "review-chaired-by-top" not in rules(check(chaired.format("总经理"), "management_review"))
    assert "review-chaired-by-top" in rules(check(chaired.format("企管部部长"), "management_review"))


def test_decisions_at_the_end_of_a_form_are_read_as_a_list():
    form = (
        "| 主持人 | 总经理 嘉怀 | 地点 | 会议室 | |\n| - | - | - | - | - |\n"
        "| 评审结论 | 体系适宜、充分、有效 | | | |\n"
        "| 序号 | 决议事项 | 责任部门 | 完成期限 | 验证人 |\n| 1 | 制定接口规定 | 信息课 | {} | 体系办 |\n"
    )
    assert "review-decision-owner-due" not in rules(check(form.format("2026-03-31"), "management_review"))
    assert "review-decision-owner-due" in rules(check(form.format(""), "management_review"))


def test_different_objects_may_have_different_frequencies():
    text = "5.1 信息部每周备份 ERP 数据库。\n\n5.2 信息部每日备份 MES 数据库。\n\n5.3 企管部每季度统计一次可用率。"
    assert "procedure-contradictory-frequency" not in rules(check(text, "procedure"))


def test_departments_that_merely_assist_are_no_vague_requirement():
    text = "5.1 信息中心应在 2 小时内处理故障，相关部门配合。\n\n5.2 责任部门在 5 个工作日内完成整改。"
    assert "procedure-vague-requirement" not in rules(check(text, "procedure"))


def test_an_empty_paper_says_so():
    assert rules(check("# 方针", "policy"), "error") >= {"any-empty"}


def test_every_quote_stands_in_the_paper():
    text = "# 甲山有限公司方针\n\n创新驱动、追求卓越、争创一流。XX公司全体员工执行。本方针由信息部部长批准。"
    quotes = [v.where.quote for v in check(text, "policy").violations if v.where.quote]
    assert quotes
    assert all(quote in text for quote in quotes)


def test_an_unknown_kind_names_the_kinds_there_are():
    with pytest.raises(InputError, match="policy"):
        check("正文内容在此处。", "poem")


def test_a_procedure_may_be_named_in_the_kind():
    assert check("正文内容在此处写明。", "procedure:培训").as_kind == "procedure"


def test_there_are_enough_rules_and_every_kind_has_some():
    assert len(RULES) >= 90
    assert {"policy", "goals", "plan", "procedure", "manual", "management_review", "corrective_action"} <= set(
        paper_kinds(RULES)
    )


def test_findings_with_days_in_a_review_are_no_decisions():
    text = (
        "主持：总经理 李原　2026-10-20\n\n## 评审输入\n\n- 内部审核：2026年9月8日至2026年9月10日，不符合 3 项。\n\n"
        "## 决议\n\n1. 修订作业指导书，由质量部经理负责，2027-05-30 前完成。\n"
    )
    assert "review-decision-owner-due" not in rules(check(text, "management_review"))


def test_goals_of_colloquial_headings_are_told_by_what_the_columns_hold():
    text = (
        "批准：总经理 李原 2026-11-01\n\n"
        "| 号 | 盯住的事 | 怎么算出来 | 要它 | 原来多少 | 做到多少 | 最迟 | 挂帅人 | 从哪取数 | 隔多久报 |\n"
        "| - | - | - | - | - | - | - | - | - | - |\n"
        "| G1 | 一次装配率 | 合格件数÷总件数×100% | 上升 | 88% | 96% | 2027-12-31 | 工程部部长 | 装配日志 | 每月 |\n"
        "| G2 | 出图周期 | 出图天数之和÷图数 | 下降 | 18 天 | 11 天 | 2027-09-30 | 设计院院长 | 任务台账 | 每月 |\n"
    )
    assert not rules(check(text, "goals"), "error")
    assert "goal-direction-contradiction" in rules(check(text.replace("| 88% | 96% |", "| 96% | 88% |"), "goals"))


def test_a_second_table_below_a_banner_is_no_list_of_decisions():
    table = (
        "| 号 | 决定 | 责任人 | 期限 |\n| - | - | - | - |\n| D1 | 打通计划与库存 | 信息部部长 | 2027-05-31 |\n"
        "| 总评 | | | |\n| 方面 | 判断 | 依据 | |\n| 适宜性 | 适宜 | 方针与目标和战略一致，变化已列入 | |\n"
    )
    result = check(f"# 管理评审报告\n\n## 决定\n\n{table}", "management_review")
    assert "review-decision-owner-due" not in rules(result)


def test_a_table_of_whys_and_one_of_measures_are_read_by_their_headings():
    text = (
        "# 纠正措施表\n\n问题：2026年8月28日抽查，11张工单没有报工。\n\n"
        "| 层次 | 追问 | 回答 |\n| - | - | - |\n| Why 1 | 为什么没报 | 忘记了 |\n"
        "| Why 2 | 为什么忘 | 责任心不强 |\n\n"
        "| 措施 | 责任人 | 完成日期 |\n| - | - | - |\n| 加强培训，提高认识 | 车间主任 | 2026-09-20 |\n\n"
        "验证：车间主任于2026年9月15日检查，判定有效。\n\n批准：管理者代表 2026年9月22日\n"
    )
    assert {
        "correction-cause-superficial",
        "correction-training-only",
        "correction-verified-early",
        "correction-verifier-independent",
    } <= set(rules(check(text, "corrective_action")))


def test_the_only_empty_cell_of_a_step_table_is_an_error():
    row = "| {0} | 编报告 | {1} | 当月{0}日 | JL-{0} |\n"
    head = "# 评审程序\n\n## 步骤\n\n| 步 | 做什么 | 谁 | 什么时候 | 记录 |\n| - | - | - | - | - |\n"
    whole = "".join(row.format(n, who) for n, who in enumerate(["质检科", "生产科", "", "信息科"], start=1))
    assert "procedure-step-who" in rules(check(head + whole, "procedure"), "error")
    gaps = "".join(row.format(n, who) for n, who in enumerate(["质检科", "", "", "信息科"], start=1))
    assert "procedure-step-who" in rules(check(head + gaps, "procedure"), "warning")


def test_a_spread_out_label_and_a_bracketed_heading_are_read():
    result = check(
        "管理评审记录\n\n主　　持：厂长陶朱\n\n【厂长拍板】\n\n1. 模具台账，生产科计然办，"
        "2027年2月28日前。\n\n2. 换烧嘴，设备科勾践办，2027年4月30日前。",
        "management_review",
        name="记录.txt",
    )
    assert not {"review-has-chair", "review-has-decisions", "review-decision-owner-due"} & rules(result)


def test_what_became_of_last_decisions_needs_no_deadline():
    table = (
        "| 决议 | 承办 | 结果 |\n| - | - | - |\n| 数据采集 | IT部 沅芷 | 已上线 |\n"
        "| 质量门户 | 供应链部 澧兰 | 42家接入 |\n"
    )
    result = check(f"# 管理评审报告\n\n主持人：总经理 岳麓\n\n{table}", "management_review")
    assert "review-decision-owner-due" not in rules(result)


def test_a_baseline_that_may_stand_in_other_words_is_only_doubted():
    text = "# 目标\n\n## 装炉能力\n\n装炉率年底做到87%，眼下74%，实装只数除以额定只数，每周看，生产部汤有田负责。"
    assert "goal-needs-baseline" not in rules(check(text, "goals"), "error")


HOLED = (
    "| 序 | 名称 | 支撑优势 | {head} |\n| - | - | - | - |\n| 1 | 甲能力 | A | {a} |\n"
    "| 2 | 乙能力 | B | {b} |\n| 3 | 丙能力 | A | {c} |\n"
)


@pytest.mark.parametrize(
    ("head", "cells", "found"),
    [("差距", ("大", "中", ""), True), ("备注", ("大", "中", ""), False), ("财务部", ("▲", "△", ""), False)],
)
def test_the_one_empty_cell_is_told_unless_the_column_may_stay_empty_or_holds_marks(head, cells, found):
    text = HOLED.format(head=head, a=cells[0], b=cells[1], c=cells[2])
    assert ("any-table-hole" in rules(check(text, "capabilities"))) == found


def test_text_cut_at_the_width_of_a_page_is_read_as_whole_sentences():
    text = (
        "一、压榨能力\n目标一为压榨抽出率，由96.1％（2025年，化验室日报，按班次汇总）\n"
        "提高到97.0％。计算方法为抽出糖分重量除以甘蔗含糖重量乘以\n"
        "100％。2027年12月31日前完成。由压榨车间主任　岩温负责，数据\n取自化验室日报，每天统计。\n"
    )
    assert not {"goal-not-quantified", "goal-needs-owner"} & rules(check(text, "goals", name="目标.txt"))


def test_what_is_quoted_is_no_requirement():
    text = "# 手册\n\n## 改进\n\n短板“版本经常弄错”必须落到某项能力上，由质量部负责。"
    assert "procedure-vague-requirement" not in rules(check(text, "manual"))


def test_the_first_release_in_a_list_of_revisions_is_not_the_day_of_effect():
    text = (
        "# 访问控制程序\n\n批准：总经理 贺景行　批准日期：2025-09-15　生效日期：2025-10-08\n\n"
        "| 版本 | 修改内容 | 实施日期 |\n| - | - | - |\n| V1.0 | 首次发布 | 2021-01-04 |\n"
        "| V2.0 | 增加授权 | 2025-10-08 |\n"
    )
    assert "procedure-effect-before-approval" not in rules(check(text, "procedure"))


def test_a_row_of_signatures_below_a_table_of_goals_is_no_goal():
    text = (
        "| 编号 | 目标名称 | 基线值 | 目标值 | 责任人 |\n| - | - | - | - | - |\n| 1 | 合格率 | 93% | 97% | 质量部 |\n"
        "| 2 | 准时率 | 88% | 95% | 生产部 |\n| 编制 | 鲍小妹 | 审核 | 申屠敏 | 翁德海 |\n"
    )
    assert not any("鲍小妹" in violation.message for violation in check(text, "goals").violations)


def test_a_column_of_words_headed_goal_beside_one_of_values_holds_the_names():
    text = (
        "# 目标\n\n| ID | 目标 Target | 方向 | 基线 | 目标值 | 单位 | 期限 | 责任人 | 公式 | 数据来源 | 频次 |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| T1 | 备件停工待料时间 | 缩短 | 9（2025-12-31） | 14 | 小时 | 2027-12-31 | 设备部经理 |"
        " 各次待料小时数之和÷次数 | ERP | 每月 |\n"
        "| T2 | 图纸一次通过率 | 提高 | 81（2025-12-31） | 93 | % | 2027-12-31 | 技术部经理 |"
        " 一次通过份数÷提交份数×100% | PLM | 每月 |\n"
    )
    found = rules(check(text, "goals"))
    assert "goal-direction-contradiction" in found
    assert "goal-not-quantified" not in found

"""Goals laid out in parts: labels in boxes, headings on two levels, values in one cell, tables beside the text."""

from pathlib import Path

from docx import Document

from assistant.adapters.file_loader import FileLoader
from assistant.checks.goal_items import goal_items
from assistant.checks.paper import paper_of
from assistant.checks.registry import Context, run

from .test_goals_read import goals, values
from .test_rule_examples import RULES, SLOTS, loaded


def told(text, rule):
    return run(paper_of(loaded(text), "goals"), [r for r in RULES if r.id == rule], Context(slots=SLOTS))


def test_labels_in_boxes_make_cards():
    text = (
        "【目标一】换型时间\n\n【现状】46分钟（2025年）\n\n【目标】30分钟\n\n【公式】总分钟数÷次数\n\n【责任人】车间主任\n\n"
        "【目标二】废品率\n\n【现状】2.6%（2025年）\n\n【目标】1.2%\n\n【公式】废品数÷投产数×100%\n\n【责任人】质量部长\n"
    )
    found = goals(text)
    assert [goal.name for goal in found] == ["换型时间", "废品率"]
    assert [values(goal) for goal in found] == [(46, 30), (2.6, 1.2)]
    assert found[1].slot("owner") == "质量部长"


def test_a_card_without_values_beside_goals_is_one_too(tmp_path: Path):
    card = "| 项目 | 内容 |\n| - | - |\n| 指标名称 | {} |\n{}| 责任人 | 信息部长 |\n| 完成期限 | 2027-12-31 |\n\n"
    value = "| 基线值 | 46分钟 |\n| 目标值 | 30分钟 |\n"
    found = goals(card.format("换型时间", value) + card.format("完成系统上线", ""))
    assert [goal.name for goal in found] == ["换型时间", "完成系统上线"]
    notes = "| 项目 | 内容 |\n| - | - |\n| 文件名称 | 目标管理办法 |\n| 编号 | GL-01 |\n| 频次 | 每年 |\n"
    assert [goal.name for goal in goals(card.format("换型时间", value) + notes)] == ["换型时间"]


def test_below_a_heading_of_the_baseline_a_time_is_when_it_was_measured(tmp_path: Path):
    rows = [
        ["指标", "现状", "现状", "目标", "目标", "责任"],
        ["指标", "数值", "时间", "数值", "期限", "责任"],
        ["换型时间（分钟）", "46", "2025年", "30", "2027年12月31日", "车间主任"],
        ["装夹时间（分钟）", "12", "2025年", "8", "2027年12月31日", "车间主任"],
    ]
    document = Document()
    table = document.add_table(rows=4, cols=6)
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text
    for first, last in (((0, 1), (0, 2)), ((0, 3), (0, 4)), ((0, 0), (1, 0)), ((0, 5), (1, 5))):
        word = table.cell(*first).text
        table.cell(*first).merge(table.cell(*last)).text = word
    document.save(str(tmp_path / "目标.docx"))
    found = goal_items(paper_of(FileLoader().load(tmp_path / "目标.docx"), "goals"), SLOTS)
    assert [goal.slot("baseline_on") for goal in found] == ["2025年", "2025年"]
    assert [goal.slot("due") for goal in found] == ["2027年12月31日"] * 2


def test_one_cell_can_tell_start_and_end():
    head = "| 目标 | 由何值到何值 | 期限 | 谁负责 |\n| - | - | - | - |\n"
    rows = (
        "| 交付率 | 从88%（2025年）提高到95% | 2027-12-31 | 部长 |\n| 换型时间 | 46分钟→30分钟 | 2027-06-30 | 主任 |\n"
    )
    assert [values(goal) for goal in goals(head + rows)] == [(88, 95), (46, 30)]
    vague = goals(head + rows.replace("提高到95%", "提高到较好水平"))
    assert [values(goal) for goal in vague] == [(88, None), (46, 30)]


def test_columns_of_quarters_are_the_way_to_the_target():
    head = "| 序号 | 指标 | 单位 | 基期值 | 基期 | Q1 | Q2 | Q3 | Q4 | 责任岗位 |\n" + "| - " * 10 + "|\n"
    row = "| 1 | 交付率 | % | 88 | 2025年 | 89 | {} | 93 | 95 | 计划员 |\n"
    (goal,) = goals(head + row.format(91))
    assert values(goal) == (88, 95)
    assert goal.slot("stages") == "Q1：89；Q2：91；Q3：93"
    assert "due" not in goal.slots
    assert not told(head + row.format(91), "goal-stage-back")
    assert told(head + row.format(94), "goal-stage-back")


BESIDE = (
    "## 一、总目标\n\n1. 交付率：由88%（2025年）提高到95%，2027年12月31日前达到。公式：准时单数÷总单数×100%。\n\n"
    "2. 换型时间：由46分钟（2025年）缩短到30分钟，2027年12月31日前达到。公式：总分钟数÷次数。\n\n"
    "## 二、监测\n\n| 目标 | 数据来源 | 监测频次 | 责任部门 | 配合部门 |\n| - | - | - | - | - |\n"
    "| 交付率 | ERP | 每月 | 生产部 | 信息部 |\n| 换型时间 |  | 每周 | 金工车间 | 信息部 |\n"
)


def test_a_table_beside_the_goals_says_who_and_how_often():
    first, second = goals(BESIDE)
    assert (first.slot("owner"), first.slot("source"), first.slot("cadence")) == ("生产部", "ERP", "每月")
    assert (second.slot("owner"), second.slot("source")) == ("金工车间", "")


VALUES = "| 代号 | 指标 | 单位 | 现值 | 目标值 | 责任部门 |\n| - | - | - | - | - | - |\n"
MEANING = "| 代号 | 分子 | 分母 | 数据来源 | 采集频率 |\n| - | - | - | - | - |\n"


def test_numerator_and_denominator_in_a_second_table_make_the_formula():
    found = goals(
        f"{VALUES}| T1 | 交付率 | % | 88 | 95 | 生产部 |\n| T2 | 废品率 | % | 2.6 | 1.2 | 质量部 |\n\n"
        f"{MEANING}| T1 | 准时单数 | 总单数 | ERP | 每月 |\n| T2 | 废品数 | 投产数 |  | 每周 |\n"
    )
    assert [goal.slot("formula") for goal in found] == ["准时单数÷总单数", "废品数÷投产数"]
    assert [goal.slot("source") for goal in found] == ["ERP", ""]


def test_an_item_without_values_in_a_list_of_goals_is_told():
    text = BESIDE.split("## 二", maxsplit=1)[0]
    vague = text + "3. 客诉率：明显改善。\n\n4. 完成MES系统上线。\n"
    assert [v.where.quote for v in told(vague, "goal-not-quantified")] == [
        "客诉率：明显改善。",
        "完成MES系统上线。",
    ]
    assert not told(text + "3. 各目标的完成情况由信息部通报。\n\n4. 指标调整报总经理批准。\n", "goal-not-quantified")


def test_a_unit_is_no_word_of_limit_and_no_part_of_a_day():
    text = (
        "1. 换型时间：2025年为46，2027年12月31日前缩短至{}以内。公式：总分钟数÷次数。车间主任负责。\n\n"
        "2. 周期：2025年为9天，2027年12月31日前缩短至6天以内。公式：天数÷单数。计划员负责。\n"
    )
    assert told(text.format("30"), "goal-needs-unit")
    assert not told(text.format("30分钟"), "goal-needs-unit")


def test_a_baseline_told_in_words_of_estimate_is_named_as_such():
    head = "| 编号 | 指标 | 现状 | 目标值 | 责任人 |\n| - | - | - | - | - |\n"
    rows = "| 1 | 交付率 | {}（2025年，ERP年报） | 95% | 部长 |\n| 2 | 周期 | 9天（2025年，ERP年报） | 6天 | 部长 |\n"
    assert told(head + rows.format("较差"), "goal-baseline-vague")
    assert not told(head + rows.format("88%"), "goal-baseline-vague")


def test_the_name_of_a_step_of_the_work_is_no_word_of_approval():
    text = (
        "| 指标 | 现状 | 目标值 | 期限 | 责任人 |\n| - | - | - | - | - |\n"
        "| 批次放行时间 | 26小时（2025年） | 16小时 | {} | 主任 |\n\n批准：总经理 解方舟　2026年10月28日\n"
    )
    assert told(text.format("2026年3月31日"), "goal-deadline-past")
    assert not told(text.format("2027年3月31日"), "goal-deadline-past")


def test_goals_one_below_the_other_in_three_columns_are_cards():
    rows = [("起点", "93%（2025年）"), ("终点", "{}"), ("期限", "2027-12-31"), ("责任人", "部长")]
    text = "| 目标 | 要素 | 内容 |\n| - | - | - |\n"
    for name, end in (("探伤合格率", "96%"), ("尺寸合格率", "")):
        text += "".join(f"| {name} | {label} | {value.format(end)} |\n" for label, value in rows)
    assert [(goal.name, *values(goal)) for goal in goals(text)] == [("探伤合格率", 93, 96), ("尺寸合格率", 93, None)]


def test_a_table_of_quarters_beside_goals_told_in_words_holds_their_steps():
    steps = (
        "## 三、季度分解\n\n| 目标 | 2027年6月末 | 2027年9月末 | 2027年12月末 |\n| - | - | - | - |\n"
        "| 交付率 | 90% | 93% | 95% |\n| 换型时间 | 42 | 36 | {} |\n"
    )
    first, second = goals(BESIDE + steps.format(30))
    assert (values(first), values(second)) == ((88, 95), (46, 30))
    assert second.slot("stages") == "2027年6月末：42；2027年9月末：36；2027年12月末：30"
    assert not told(BESIDE + steps.format(30), "goal-stage-end")
    assert told(BESIDE + steps.format(28), "goal-stage-end")


def test_a_sentence_in_a_cell_names_the_goal_and_its_day():
    head = "| 序号 | 目标表述 | 口径与取数 | 责任 | 看数 |\n| - | - | - | - | - |\n"
    row = "| {} | {}由 12 天（2026年10月末）缩短到 7 天，2027年11月30日前达到 | 天数÷座数；台账 | 所长 | 每月 |\n"
    found = goals(head + row.format(1, "建模用时") + row.format(2, "放样用时"))
    assert [goal.name for goal in found] == ["建模用时", "放样用时"]
    assert [(*values(goal), goal.slot("due")) for goal in found] == [(12, 7, "2027年11月30日")] * 2


def test_shares_in_words_are_values():
    (goal,) = goals(
        "其一，把退货率从2026年上半年的百分之六降到2027年年底的百分之二以内。退货批数除以发货批数。质检科负责。"
    )
    assert values(goal) == (6, 2)


def test_where_the_data_come_from_may_stand_beside_how_often():
    row = "| 指标 | 基线 | 目标值 | 责任部门 | 监测 |\n| - | - | - | - | - |\n| 不良率 | 0.8% | 0.4% | 质量部 | {} |\n"
    assert not told(row.format("每月，QMS"), "goal-needs-source")
    assert told(row.format("每月"), "goal-needs-source")


def test_a_sentence_that_begins_with_the_day_names_the_indicator_behind_it():
    text = (
        "（一）排产能力。到2027-12-31，将铜材利用率由2025年的96.2%提高到98%。公式为成品含铜量÷投入量×100%，由生产部负责。\n\n"
        "（二）响应能力。到2027-12-31，将报价周期由2025年的4天缩短到2天。公式为天数之和÷单数，由销售部负责。\n"
    )
    assert [goal.name for goal in goals(text)] == ["铜材利用率", "报价周期"]
    assert not told(text, "goal-one-formula")

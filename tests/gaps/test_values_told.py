"""Values of goals: which column they stand in, what papers tell of them, and statements told twice."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from assistant.domain.facts import Goal, Measurement, Source
from assistant.gaps.told_values import Names, told_in
from assistant.workflows.gaps import GapDependencies, find_gaps

from .test_readings import docx, facts, xlsx
from .test_stranger_rules import firm, told

GOALS = [
    ["目标名称", "计算公式", "单位", "基线值", "目标值", "监测频次", "责任部门"],
    ["订单准时率", "准时单数÷到期单数×100", "%", "90.1", "≥95", "每月", "销售部"],
    ["来料合格率", "合格批数÷来料批数×100", "%", "97.0", "≥98", "每月", "质量部"],
]
ON_TIME = (96.2, 95.8, 96.4, 93.1, 95.6, 96.0, 95.9, 96.3, 96.8, 97.0, 96.6, 96.9)


def firm_with_ledger(folder: Path, head: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    folder = firm(
        folder, "各部门每月8日前填报上月目标的数值，由综合部汇总。同一目标连续两个月未达标的，15日内写偏差分析单。"
    )
    xlsx(folder / "2025年度目标.xlsx", {"目标": GOALS})
    title = ["指标：订单准时率（目标≥95%）", "责任部门：销售部"]
    xlsx(folder / "指标统计台账2025.xlsx", {"订单准时率": [title, list(head), *map(list, rows)]})
    return folder


def rows(values: Sequence[float] = ON_TIME) -> list[list[object]]:
    said = ["达标" if v >= 95 else "未达标" for v in values]
    return [[f"{n}月", round(v * 4), 400, v, s, "赵亮"] for n, (v, s) in enumerate(zip(values, said, strict=True), 1)]


@pytest.mark.parametrize(
    "head",
    [
        ["月份", "准时单数", "当月到期单数", "率", "是否达标", "填报人"],
        ["月份", "当月准时", "当月到期", "结果%", "是否达标", "填报人"],
        ["月", "准时订单", "本月应交订单", "订单准时率", "判定", "填报人"],
        ["月份", "分子", "分母", "实测值", "是否达标", "填报人"],
    ],
)
def test_the_column_the_figures_and_the_rows_verdicts_speak_for_holds_the_values(head: list[str], tmp_path: Path):
    folder = firm_with_ledger(tmp_path, head, rows())
    (folder / "enterprise.yaml").unlink()
    read = {m.first.month: m.text for m in facts(folder).measurements}
    assert read == {n: f"{v:g}" for n, v in enumerate(ON_TIME, 1)}


def test_a_ledger_misread_by_its_headings_is_no_gap(tmp_path: Path, deps: GapDependencies):
    folder = firm_with_ledger(tmp_path, ["月份", "准时单数", "当月到期单数", "率", "是否达标", "填报人"], rows())
    assert told(folder, deps, "D5") == []
    assert told(folder, deps, "F5") == []


def names(*goals: tuple[str, str]) -> Names:
    source = Source(file="目标.xlsx", quote="目标")
    day = date(2025, 1, 1)
    read = [Measurement(goal=n, first=day, last=day, text="1", unit=u, source=source) for n, u in goals]
    table = [Goal(name=n, source=Source(file="目标.xlsx", quote=f"T{i} | {n}")) for i, (n, _) in enumerate(goals, 1)]
    return Names(table, read)


FIRM = (("订单准时交付率", "%"), ("来料一次合格率", "%"), ("平均交付周期", "天"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8月订单准时交付率为96.1%。", [("订单准时交付率", 8, 8, "96.1")]),
        (
            "准时交付率7、8月为94.1%、93.8%，连续两月未达标",
            [("订单准时交付率", 7, 7, "94.1"), ("订单准时交付率", 8, 8, "93.8")],
        ),
        (
            "准时交付率4月94.1%，已派人跟单，5月、6月回升到95.3%、95.6%",
            [("订单准时交付率", 4, 4, "94.1"), ("订单准时交付率", 5, 5, "95.3"), ("订单准时交付率", 6, 6, "95.6")],
        ),
        ("T3三季度平均25.2天，T1三季度96.4%", [("平均交付周期", 7, 9, "25.2"), ("订单准时交付率", 7, 9, "96.4")]),
        (
            "11月准时交付率98.6%，来料一次合格率99.8%",
            [("订单准时交付率", 11, 11, "98.6"), ("来料一次合格率", 11, 11, "99.8")],
        ),
        ("8月订单准时交付率目标95%", []),
        ("8月订单准时交付率低于目标0.9个百分点", []),
        ("8月供应商准时交付率88.0%", []),
        ("6月上半月订单准时交付率97.2%", []),
        ("截至11月，订单准时交付率1—11月均值96.2%", [("订单准时交付率", 1, 11, "96.2")]),
        ("截至11月，订单准时交付率95.8%", []),
        ("建议2026年订单准时交付率收紧到98%", []),
        ("来料一次合格率和9月发货率94.6%未达标", []),
        ("订单准时交付率比去年同期提高2.1%", []),
    ],
)
def test_values_told_in_running_text(text: str, expected: list[tuple[str, int, int, str]]):
    read = told_in(text, names(*FIRM), 2025, 1, None)
    assert [(t.goal, t.first.month, t.last.month, t.text) for t in read] == expected


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("订单准时率9月98.6%，其余目标均达标。", 1),
        ("订单准时率9月96.8%，其余目标均达标。", 0),
        ("订单准时率9月约97%，其余目标均达标。", 0),
        ("订单准时率三季度平均98.9%。", 1),
        ("订单准时率三季度平均96.4%。", 0),
        ("订单准时率9月的目标仍为98.6%。", 0),
    ],
)
def test_a_value_told_against_the_ledger_is_found(said: str, found: int, tmp_path: Path, deps: GapDependencies):
    folder = firm_with_ledger(tmp_path, ["月份", "准时单数", "到期单数", "实际值", "是否达标", "填报人"], rows())
    docx(folder / "管理评审输入材料.docx", ["2025年管理评审输入材料", "日期：2025年12月10日", "一、目标完成情况", said])
    assert len(told(folder, deps, "D5")) == found


def test_values_that_nearly_all_differ_are_in_doubt(tmp_path: Path, deps: GapDependencies):
    folder = firm_with_ledger(tmp_path, ["月份", "准时单数", "到期单数", "实际值", "是否达标", "填报人"], rows())
    said = "；".join(f"订单准时率{n}月{v - 1.5:.1f}%" for n, v in enumerate(ON_TIME[:6], 1))
    docx(folder / "管理评审输入材料.docx", ["2025年管理评审输入材料", "日期：2025年12月10日", said])
    found = [f for f in find_gaps(folder, deps).findings if f.type == "D5"]
    assert [f.verdict for f in found] == ["not_evaluable"]


FACT = "抽查5月采购订单26份，其中4份没有到货确认签字"


@pytest.mark.parametrize(
    ("form", "number", "found"),
    [
        ("抽查5月采购订单26份，其中7份没有到货确认签字", "NC-2025-01", 1),
        (FACT, "NC-2025-01", 0),
        ("抽查9月采购订单26份，其中7份没有到货确认签字", "NC-2025-01", 0),
        ("抽查9月采购订单31份，其中2份没有到货确认签字", "NC-2025-08", 0),
    ],
)
def test_a_finding_retold_with_another_number_is_found(
    form: str, number: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "内部审核发现的不符合应开具不符合报告。")
    head = ["受审部门", "检查内容", "检查记录", "判定"]
    checks = [["采购部", "订单确认", FACT, "不符合 NC-2025-01"], ["生产部", "设备点检", "看点检表，齐全", "符合"]]
    xlsx(folder / "内审检查表.xlsx", {"检查表": [["内审检查表", "2025-06-11"], head, *checks]})
    slip = [["编号", number], ["受审部门", "采购部"], ["不符合事实", form], ["日期", "2025-06-12"]]
    docx(folder / f"不符合报告{number}.docx", ["不符合报告", slip])
    assert len([o for o in told(folder, deps, "D5") if "份" in o]) == found


@pytest.mark.parametrize(
    ("rule", "note", "paper", "found"),
    [
        ("统计口径以目标表的计算公式为准，不得自行改变。", "本月起分母改按已发货单数统计", "", 1),
        ("统计口径以目标表的计算公式为准，不得自行改变。", "分母含外协单", "", 0),
        (
            "统计口径以目标表的计算公式为准，不得自行改变。",
            "本月起分母改按已发货单数统计",
            "准时率口径调整，总经理批准",
            0,
        ),
        ("各部门每月填报目标的数值。", "本月起分母改按已发货单数统计", "", 0),
    ],
)
def test_a_ledger_that_counts_in_another_way_than_defined(
    rule: str, note: str, paper: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm_with_ledger(
        tmp_path,
        ["月份", "准时单数", "到期单数", "实际值", "是否达标", "填报人", "备注"],
        [[*r, note if r[0] == "7月" else ""] for r in rows()],
    )
    docx(folder / "管理程序.docx", ["目标与培训管理程序", "文件编号：DS-P01 A/0", "1 要求", rule])
    if paper:
        docx(folder / "目标调整审批单.docx", ["目标调整审批单", [["内容", paper], ["日期", "2025-06-28"]]])
    assert len([o for o in told(folder, deps, "F4") if "改按" in o]) == found

"""Ways honest firms write that are no fault, each beside the fault it looks like."""

from datetime import date
from pathlib import Path

import pytest

from assistant.gaps.slip_words import days_signed
from assistant.text.cadence import parse_cadence
from assistant.text.deadlines import find_deadlines
from assistant.workflows.gaps import GapDependencies

from .test_readings import docx
from .test_stranger_rules import firm, told


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

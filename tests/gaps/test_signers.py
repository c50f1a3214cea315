"""Who signed in what part, however the place for the name is headed and whatever stands before the name."""

from datetime import date
from pathlib import Path

import pytest

from assistant.facts.topics import topic_of

from .test_readings import docx, facts

DAY = date(2025, 5, 6)
WORDS = {
    "编制": "编制 编制人 编写 编写人 拟制 制表 起草 起草人 撰写 撰稿 整理 编报 执笔 拟稿 编\u3000制",
    "批准": "批准 批准人 审批 审批人 核准 签批 签发 审定 核批 批\u3000准",
    "审核": "审核 审核人 审查 校核 审\u3000核",
    "复核": "复核 复核人",
    "填表": "填表 填表人 填报 填报人",
}
AFTER = (
    "：林放\u3000\u30002025年5月6日",
    "：信息部 林放 2025-05-06",
    "：林放（信息部）2025.5.6",
    "/日期：林放/2025-05-06",
)


FORM = [["系统", "ERP", "申请人", "赵亮"], ["申请日期", "2025-05-01", "内容", "新增报表"]]


def signed(folder: Path, *parts: object) -> set[tuple[str, str, date | None]]:
    docx(folder / "季度分析报告.docx", ["2025年一季度运行分析报告", "指标均达标。", *parts])  # type: ignore[list-item]
    (record,) = (r for r in facts(folder).records if not r.row)
    return {(s.role, s.person, s.on) for s in record.signatures}


@pytest.mark.parametrize(("role", "word"), [(r, w) for r, words in WORDS.items() for w in words.split(" ")])
def test_a_role_is_known_by_its_other_names(role: str, word: str, tmp_path: Path):
    for place, after in enumerate(AFTER):
        folder = tmp_path / str(place)
        folder.mkdir()
        assert (role, "林放", DAY) in signed(folder, word + after)


@pytest.mark.parametrize("label", ["批准", "审批人", "批准意见", "审批意见", "批准/日期", "领导审批"])
@pytest.mark.parametrize("opinion", ["", "同意。", "同意，", "情况属实，同意实施。"])
def test_an_opinion_may_stand_before_the_name(label: str, opinion: str, tmp_path: Path):
    form = [*FORM, [label, f"{opinion}林放 2025-05-06", "结果", "已上线"]]
    assert ("批准", "林放", DAY) in signed(tmp_path, form)


@pytest.mark.parametrize(("value", "blank"), [("", True), ("见附件", False), ("同意按方案执行", False)])
def test_a_place_with_other_words_is_not_called_blank(value: str, blank: bool, tmp_path: Path):
    form = [*FORM, ["批准", value, "结果", "已上线"]]
    assert any(role == "批准" and not person for role, person, _ in signed(tmp_path, form)) == blank


@pytest.mark.parametrize(
    "line",
    [
        "主持：沈岳",
        "主\u3000持：沈岳",
        "会议主持：沈岳（总经理）",
        "会议由沈岳主持",
        "会议由总经理沈岳主持",
        "沈岳总经理主持了会议",
    ],
)
def test_who_was_in_the_chair(line: str, tmp_path: Path):
    assert ("主持", "沈岳") in {(role, person) for role, person, _ in signed(tmp_path, line)}


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("内审不符合项报告", "corrective_action"),
        ("内部审核不符合报告", "corrective_action"),
        ("管理评审整改单", "corrective_action"),
        ("2025年内审报告", "audit_report"),
        ("内部审核检查表", "audit_checklist"),
        ("供应商考评表", "outsourcing"),
    ],
)
def test_slips_of_an_audit_are_slips_and_its_report_is_a_report(title: str, topic: str):
    assert topic_of(title) == topic

"""Counts, scores and rates told in two papers, people who were away, and trainings that did not reach all."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.workflows.gaps import GapDependencies, find_gaps

from .test_readings import docx, xlsx
from .test_stranger_rules import DEPARTMENTS, firm, told


def audited(folder: Path, said: str) -> Path:
    folder = firm(folder, "内部审核每半年进行一次，发现的不符合应开具不符合报告。")
    for day, half, count in (("2025年5月20日", "上", "2"), ("2025年11月12日", "下", "3")):
        report = f"本次审核共开具不符合{count}项，均为一般不符合。"
        docx(folder / f"{half}半年内审报告.docx", [f"2025年{half}半年内部审核报告", f"审核日期：{day}", report])
    docx(folder / "管理评审输入.docx", ["2025年管理评审输入材料", "日期：2025年12月10日", said])
    return folder


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("5月内审不符合3项，均已整改。", 1),
        ("5月内审不符合2项，均已整改。", 0),
        ("内部审核：5月2项、11月4项不符合。", 1),
        ("内部审核：5月2项、11月3项不符合。", 0),
        ("两次内审共开出不符合6项。", 1),
        ("两次内审共开出不符合5项。", 0),
        ("下半年内审开具不符合1项。", 1),
        ("第二次内审三项不符合正在整改。", 0),
        ("11月内审的不符合关闭1项。", 0),
        ("总结全年运行，周平通报第二次内审3项不符合的整改进度。", 0),
        ("总结全年运行，周平通报第二次内审5项不符合的整改进度。", 1),
        ("11月质量体系外部审核不符合1项。", 0),
    ],
)
def test_findings_of_an_audit_told_elsewhere(said: str, found: int, tmp_path: Path, deps: GapDependencies):
    assert len([o for o in told(audited(tmp_path, said), deps, "D5") if "不符合项数" in o]) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("评估与诊断：9月自评估得分71.6分，比上年提高4.8分。", 1),
        ("评估与诊断：9月自评估得分68.6分，比上年提高4.8分。", 0),
        ("评估与诊断：2024年自评估得分63.8分。", 0),
        ("评估与诊断：综合集成61.2分，仍是短板。", 0),
        ("自评估较上年提高4.8分。", 0),
    ],
)
def test_the_score_of_a_self_assessment_told_elsewhere(said: str, found: int, tmp_path: Path, deps: GapDependencies):
    folder = firm(tmp_path, "每年9月开展两化融合自评估。")
    lines = ["两化融合自评估报告", "评估日期：2025年9月18日", "总得分68.6分，上年63.8分。综合集成61.2分。"]
    docx(folder / "自评估报告2025.docx", lines)
    docx(folder / "管理评审输入.docx", ["2025年管理评审输入材料", "日期：2025年12月10日", said])
    assert len([o for o in told(folder, deps, "D5") if "得分" in o]) == found


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("三季度准时1210单÷应交1264单＝97.7%。", 1),
        ("三季度准时1210单÷应交1264单＝95.7%。", 0),
        ("应交1264单，准时1210单，准时率97.7%。", 1),
        ("应交1264单，准时1210单，准时率95.7%。", 0),
        ("抽查40件，返工2件，合格率95%。", 0),
        ("应交1264单，加急210单，准时率95.7%。", 0),
    ],
)
def test_a_rate_its_own_figures_do_not_give(said: str, found: int, tmp_path: Path, deps: GapDependencies):
    folder = firm(tmp_path, "综合部每季度编制目标分析报告。")
    docx(folder / "三季度目标分析报告.docx", ["2025年三季度目标分析报告", "日期：2025年10月12日", said])
    assert len(told(folder, deps, "F4")) == found


POSTS = [["姓名", "部门", "岗位", "说明"], ["周平", "综合部", "部长", ""], ["石晓", "生产部", "计划员", ""]]


@pytest.mark.parametrize(
    ("note", "signer", "remark", "found"),
    [
        ("2025年4月1日至8月20日休产假，工作由石晓代", "周平", "", True),
        ("2025年4月1日至8月20日休产假，工作由石晓代", "周平", "电话确认", False),
        ("2025年4月1日至8月20日休产假，工作由石晓代", "石晓", "", False),
        ("2025年8月1日至8月20日休产假", "周平", "", False),
        ("", "周平", "", False),
    ],
)
def test_a_signature_during_a_long_leave(
    note: str, signer: str, remark: str, found: bool, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "综合部每月检查备份一次，填备份检查表。")
    people = [POSTS[0], [*POSTS[1][:3], note], POSTS[2]]
    xlsx(folder / "人员任职一览.xlsx", {"2025": people})
    rows = [[f"2025-{n:02}-18", "正常", signer if n == 6 else "石晓", remark] for n in range(1, 13)]
    xlsx(folder / "备份检查表2025.xlsx", {"2025": [["检查日期", "结果", "检查人", "备注"], *rows]})
    found_gaps = find_gaps(folder, deps, authenticity=True).findings
    assert any(f.type == "D4" and "周平" in f.object for f in found_gaps) == found


def sheet(departments: Sequence[str]) -> list[list[object]]:
    people = [[f"员工{'甲乙丙丁戊己'[i]}", d] for i, d in enumerate(departments)]
    return [["课题：体系宣贯", "", "2025-03-05"], ["姓名", "部门"], *people]


@pytest.mark.parametrize(
    ("rule", "came", "found"),
    [
        ("宣贯培训六个部门均须派人参加。", DEPARTMENTS[:5], ["财务部"]),
        ("宣贯每个部门都要来人。", DEPARTMENTS[:5], ["财务部"]),
        ("宣贯每个部门都要来人。", DEPARTMENTS, []),
        ("宣贯培训由综合部组织，每年一次。", DEPARTMENTS[:5], []),
    ],
)
def test_a_department_not_on_the_sign_in_sheet_of_a_training_for_all(
    rule: str, came: tuple[str, ...], found: list[str], tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, rule)
    ledger = [["2025年培训台账"], ["日期", "课题", "授课人", "人数"], ["2025-03-05", "体系宣贯", "周平", len(came)]]
    xlsx(folder / "培训台账及签到.xlsx", {"台账": ledger, "宣贯": [["培训签到表"], *sheet(came)]})
    assert [d for o in told(folder, deps, "H1") for d in DEPARTMENTS if d in o and "没有参加" in o] == found


@pytest.mark.parametrize(
    ("rule", "came", "made_up", "found"),
    [
        ("应训人员缺席的，应在15日内补训。", 31, "/", 1),
        ("应训人员缺席的，应在15日内补训。", 31, "2025-03-12补训29人", 0),
        ("应训人员缺席的，应在15日内补训。", 59, "/", 0),
        ("培训由综合部组织。", 31, "/", 0),
    ],
)
def test_people_who_missed_a_training_and_were_not_trained_later(
    rule: str, came: int, made_up: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, rule)
    head = ["培训日期", "培训内容", "对象", "应到", "实到", "补训", "讲师"]
    row = ["2025-03-05", "信息安全", "全体用户", 60, came, made_up, "周平"]
    xlsx(folder / "培训台账.xlsx", {"2025": [["培训台账"], head, row]})
    assert len([o for o in told(folder, deps, "H1") if "没有补训" in o]) == found


KINDS = "两化融合培训分为宣贯、标准解读、文件编写、内审员四类，每类每年至少一次。"


@pytest.mark.parametrize(
    ("rule", "december", "other", "found"),
    [
        (KINDS, False, "DS-P02（B/1版）", ["内审员"]),
        (KINDS, False, "管理程序新版", ["内审员"]),
        (KINDS, True, "DS-P02（B/1版）", ["内审员"]),
        (KINDS + "上一年12月办的算当年的。", True, "DS-P02（B/1版）", []),
    ],
)
def test_a_kind_not_held_is_told_beside_trainings_on_documents(
    rule: str, december: bool, other: str, found: list[str], tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, rule)
    held = [["2025-02-11", "宣贯"], ["2025-03-05", "标准解读"], ["2025-04-09", "文件编写"], ["2025-07-10", other]]
    held += [["2024-12-18", "内审员培训"]] if december else []
    xlsx(
        folder / "培训台账.xlsx",
        {"台账": [["培训台账"], ["日期", "课题", "授课人", "人数"], *([*h, "周平", 12] for h in held)]},
    )
    assert [o.split("培训未举办")[0] for o in told(folder, deps, "H1")] == found

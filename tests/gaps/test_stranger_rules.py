"""Firms nobody has met, in one small folder each: what is told and what an honest firm is spared."""

from pathlib import Path

import pytest

from assistant.workflows.gaps import GapDependencies, find_gaps

from .test_readings import docx, xlsx

DEPARTMENTS = ("综合部", "生产部", "质量部", "采购部", "销售部", "财务部")
STAFF = [
    ["部门", "负责人", "职责"],
    *([d, n, "本部门工作"] for d, n in zip(DEPARTMENTS, ("周平", "李红", "王敏", "陈光", "赵亮", "孙丽"), strict=True)),
]


def firm(folder: Path, rule: str) -> Path:
    window = "window: {from: 2025-01-01, to: 2025-12-31}\nas_of: 2026-01-20\n"
    yaml = f"name: 东山阀门有限公司\n{window}coverage: {{default: complete}}\n"
    (folder / "enterprise.yaml").write_text(yaml, encoding="utf-8")
    docx(folder / "管理手册.docx", ["管理手册", "1 组织", STAFF])
    docx(folder / "管理程序.docx", ["目标与培训管理程序", "文件编号：DS-P01 A/0", "1 要求", rule])
    return folder


def told(folder: Path, deps: GapDependencies, kind: str) -> list[str]:
    return [f.object for f in find_gaps(folder, deps).findings if f.type == kind and f.verdict == "suspected"]


def ledger(folder: Path, targets: tuple[str, str]) -> None:
    rows = [[f"2025-{i:02}", 96 + i / 10, targets[i > 6], "达标", "王敏"] for i in range(1, 13)]
    head = [["监测表", "", "DS-F07", "A/0"], ["目标名称", "订单准时率", "单位", "%"]]
    xlsx(
        folder / "监测表-订单准时率.xlsx", {"2025": [*head, ["月份", "实测值", "目标值", "是否达标", "填报人"], *rows]}
    )


@pytest.mark.parametrize(
    ("targets", "approval", "found"),
    [(("≥95", "≥92"), "", 1), (("≥95", "≥92"), "目标调整审批单", 0), (("≥92", "≥95"), "", 0)],
)
def test_a_target_softened_in_its_ledger_is_told_unless_a_paper_changes_it(
    targets: tuple[str, str], approval: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "目标值不得自行调低，确需调整的由总经理批准。")
    ledger(folder, targets)
    if approval:
        docx(
            folder / f"{approval}.docx",
            [approval, [["目标", "订单准时率"], ["调整后", "≥92"], ["批准", "周平 2025-06-20"]]],
        )
    assert len([o for o in told(folder, deps, "F5") if "目标值由" in o]) == found


@pytest.mark.parametrize(
    ("listed", "found"),
    [(DEPARTMENTS[:5], ["财务部"]), (DEPARTMENTS, []), (("各部门",), []), (DEPARTMENTS[:2], [])],
)
def test_a_training_for_all_departments_that_left_one_out_is_told(
    listed: tuple[str, ...], found: list[str], tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "宣贯培训应覆盖所有部门，每部门不少于1人。")
    form = [["课程", "体系宣贯", "日期", "2025-03-05"], ["参加部门", "、".join(listed), "记录人", "周平"]]
    docx(folder / "培训实施记录-宣贯.docx", ["培训实施记录", form])
    assert [d for o in told(folder, deps, "H1") for d in DEPARTMENTS if d in o and "没有参加" in o] == found


@pytest.mark.parametrize(
    ("progress", "state", "found"),
    [("正在洽谈中", "进行中", 1), ("10月28日首批入库", "已完成", 0), ("经总经理同意延期至2026年3月", "进行中", 0)],
)
def test_a_decision_still_under_way_after_its_day_is_told(
    progress: str, state: str, found: int, tmp_path: Path, deps: GapDependencies
):
    folder = firm(tmp_path, "评审决议到期后5个工作日内由综合部向总经理报告落实结果。")
    head = [["评审决议跟踪表", "", "DS-F09", "A/0"], ["序号", "决议", "责任人", "期限", "完成情况", "报告日期", "状态"]]
    rows = [
        ["1", "清理物料重码", "陈光", "2025-09-30", "9月26日完成", "2025-10-08", "已完成"],
        ["2", "开发第三家供应商", "陈光", "2025-10-31", progress, "", state],
        ["3", "移动检验推广", "王敏", "2026-03-31", "未到期", "", "进行中"],
    ]
    xlsx(folder / "评审决议跟踪表2025.xlsx", {"跟踪": [*head, *rows]})
    assert len(told(folder, deps, "G8")) == found

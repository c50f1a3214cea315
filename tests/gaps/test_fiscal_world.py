"""An enterprise whose year begins in July: ledgers, rosters and orders of steps as such papers write them."""

from pathlib import Path

import pytest

from assistant.workflows.gaps import GapDependencies, find_gaps

from .worlds.builder import World, write

YAML = (
    "name: 宁岭阀门有限公司\nwindow: {from: 2024-07-01, to: 2025-06-30}\nas_of: 2025-07-31\nheadcount: 180\n"
    "coverage: {default: complete}\n"
)
MONTHS = ["2024-07", "2024-08", "2024-09", "2024-10", "2024-11", "2024-12", "2025-01", "2025-02", "2025-03", "2025-04",
          "2025-05", "2025-06"]  # fmt: skip


def world(revoked: str = "2025-01-07", trained: str = "2025-02-10", drilled: str = "2025-03-05") -> World:
    return {
        "enterprise.yaml": YAML,
        "运行管理程序.docx": [
            "@NL-QP-05 运行管理程序 A/0",
            "运行管理程序",
            "1 总则",
            "本公司财年自7月1日起至次年6月30日止，财年第一季度为7—9月。",
            "2 要求",
            "绩效岗每月15日前将上期数值填入《指标月报》NL-R-01。",
            "信息部每半年（7—12月、1—6月）组织一次恢复演练，填写《恢复演练单》NL-R-02。",
            "信息部接到人员调离通知后2个工作日内收回权限，填写《权限收回登记》NL-R-03。",
            "新系统上线前，信息部应对使用岗位进行培训，培训结束后方可上线使用。",
            "纠正单由责任部门按所定期限完成。",
        ],
        "部门与岗位.xlsx": {
            "岗位表": [
                ["部门", "岗位", "姓名", "任职起始"],
                ["信息部", "部长", "郝云帆", "2020-01-01"],
                ["", "运维岗", "章和", "2021-03-01"],
                ["生产部", "部长", "吕大川", "2019-01-01"],
                ["综合部", "绩效岗", "田蕊", "2018-05-01"],
            ]
        },
        "指标月报FY24.xlsx": {
            "月报": [
                ["指标月报（NL-R-01）FY24"],
                ["序号", "指标名称", "目标值", "单位", *MONTHS],
                ["1", "铸件合格率", "≥96", "%", *[str(96.1 + i / 10) for i in range(12)]],
                ["2", "计划完成率", "≥92", "%", *[str(92.3 + i / 10) for i in range(12)]],
                ["填报日期", "/", "/", "/", *["2024-08-12"] * 12],
            ]
        },
        "恢复演练单-9月.docx": ["恢复演练单", "表单编号：NL-R-02", [["演练日期", "2024-09-18", "演练人", "章和"]]],
        "恢复演练单-3月.docx": ["恢复演练单", "表单编号：NL-R-02", [["演练日期", drilled, "演练人", "章和"]]],
        "权限收回登记.xlsx": {
            "登记": [
                ["权限收回登记（NL-R-03）"],
                ["通知日期", "人员", "部门", "收回日期", "经办人"],
                ["2024-09-10", "丁小满", "生产部", "2024-09-11", "章和"],
                ["2025-01-06", "佟雪", "综合部", revoked, "章和"],
            ]
        },
        "系统清单.xlsx": {
            "清单": [
                ["系统清单"],
                ["系统", "版本", "上线日期", "使用部门"],
                ["排产调度系统", "1.0", "2025-02-17", "生产部"],
                ["能耗平台", "3.2", "2023-05-08", "信息部"],
            ]
        },
        "培训台账.xlsx": {
            "培训": [
                ["培训台账"],
                ["序号", "培训日期", "类别", "培训内容", "对象", "人数"],
                ["1", "2024-08-20", "宣贯", "体系文件宣贯", "各部门", "40"],
                ["2", trained, "岗位", "排产调度系统操作", "计划员", "12"],
            ]
        },
    }


def found(folder: Path, deps: GapDependencies) -> set[tuple[str, str]]:
    report = find_gaps(folder, deps)
    assert report.run["failed_detectors"] == []
    return {(f.type, f.detector.split("/")[0]) for f in report.findings if f.verdict == "suspected"}


def test_papers_of_a_year_of_its_own_raise_no_alarm(tmp_path: Path, deps: GapDependencies):
    assert {t for t, _ in found(write(world(), tmp_path), deps)} & {"B1", "B2", "B3", "B4", "B6", "F3"} == set()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"revoked": "2025-01-15"}, ("B2", "row-deadline")),
        ({"trained": "2025-02-26"}, ("B4", "step-before-its-condition")),
        ({"drilled": "2024-11-05"}, ("B1", "missing-record")),
    ],
)
def test_one_defect_in_a_year_of_its_own_is_found(
    changes: dict[str, str], expected: tuple[str, str], tmp_path: Path, deps: GapDependencies
):
    assert expected in found(write(world(**changes), tmp_path), deps)

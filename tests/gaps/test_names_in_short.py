"""Names in short — initials of systems, codes of goals, new names of departments, names among others — are the thing
they stand for, and their neighbours are not."""

from pathlib import Path

import pytest

from assistant.workflows.gaps import GapDependencies

from .test_stranger_defects import POSTS, found
from .worlds.builder import World, yaml_text

HEAD = ["YT-P03  B/0", "发布日期：2024年12月2日   实施日期：2025年1月6日"]
TRAIN = ["信息系统管理规定", *HEAD, "第一条 新系统上线前应对操作人员进行操作培训，培训合格后方可使用系统。"]


def with_training(system: str, course: str) -> World:
    courses = [["日期", "培训内容", "参加人员", "实到人数"], ["2025-05-19", course, "操作工", 12]]
    return {
        "enterprise.yaml": yaml_text("远拓精工有限公司"),
        "信息系统管理规定.docx": TRAIN,
        "培训台账.xlsx": {"台账": [["2025年培训台账"], *courses]},
        "系统清单.xlsx": {"系统": [["系统名称", "上线日期", "管理人"], [system, "2025-06-03", "柯磊"]]},
    }


@pytest.mark.parametrize(
    ("system", "course", "lost"),
    [
        ("制造执行系统（MES）", "制造执行系统操作", 0),
        ("MES制造执行系统", "MES报工与追溯操作", 0),
        ("MES制造执行系统", "mes 报工操作", 0),
        ("MES制造执行系统", "ERP采购模块操作", 1),
        ("MES制造执行系统", "MESH无线组网常识", 1),
        ("WMS仓储系统", "SWMS称重软件操作", 1),
    ],
)
def test_a_training_on_a_system_may_be_called_by_its_initials(
    system: str, course: str, lost: int, tmp_path: Path, deps: GapDependencies
):
    assert len(found(with_training(system, course), tmp_path, deps, "B5")) == lost


def with_report(told: str) -> World:
    months = [f"{m}月" for m in range(1, 13)]
    one = ["G1 订单按期交付率", "%", "≥95", *[96.0 + m / 10 for m in range(12)]]
    two = ["G12 设备联网率", "%", "≥80", *[81.0 + m / 10 for m in range(12)]]
    return {
        "enterprise.yaml": yaml_text("远拓精工有限公司"),
        "2025年目标统计台账.xlsx": {"台账": [["2025年目标统计台账"], ["目标", "单位", "目标值", *months], one, two]},
        "8月目标监测分析报告.docx": [
            "8月目标监测分析报告",
            "编制：柯磊   2025年9月4日",
            f"本月完成情况：{told}，与上月基本持平，无异常波动。",
        ],
    }


@pytest.mark.parametrize(
    ("told", "clash"),
    [
        *(("G1 8月96.7%", 0), ("G1 8月91.7%", 1), ("G12 8月81.7%", 0), ("G12 8月96.7%", 1), ("AG1 8月91.7%", 0)),
        *(("订单交付率8月91.7", 1), ("订单交付率8月96.7", 0), ("订单差错率8月91.7", 0), ("联网率8月91.7", 0)),
    ],
)
def test_a_goal_told_by_its_code_has_the_value_of_its_ledger(
    told: str, clash: int, tmp_path: Path, deps: GapDependencies
):
    assert len(found(with_report(told), tmp_path, deps, "D5")) == clash


def renamed(name: str, day: str, old: str = "信息科") -> World:
    notice = [
        "关于部门更名的通知",
        "各部门：",
        f"自2025年7月1日起，{old}更名为数字化推进部，职责不变。",
        "2025年6月20日",
    ]
    form = [["填报部门", name, "日期", day], ["内容", "检查服务器3台，日志无异常", "检查人", "柯磊"]]
    return {
        "enterprise.yaml": yaml_text("远拓精工有限公司"),
        "花名册.xlsx": {"任职": POSTS},
        "更名通知.docx": notice,
        "机房检查记录.docx": ["机房检查记录", "YT-B-11", form],
    }


@pytest.mark.parametrize(
    ("name", "day", "signs"),
    [
        ("数字化推进部", "2025年3月12日", 1),
        ("数字化推进部", "2025年8月12日", 0),
        ("信息科", "2025年3月12日", 0),
        ("数字化推进部（原信息科）", "2025年3月12日", 0),
        ("信息科 | 审核部门 | 数字化推进部", "2025年3月12日", 0),
        ("数字化部", "2025年3月12日", 0),
    ],
)
def test_a_name_before_its_time_is_the_whole_new_name_alone(
    name: str, day: str, signs: int, tmp_path: Path, deps: GapDependencies
):
    assert len(found(renamed(name, day), tmp_path, deps, "D1")) == signs


def signed(people: str, day: str) -> World:
    rows = [[f"2025-{m:02}-11", "服务器3台、交换机2台正常", "柯磊"] for m in range(1, 9)]
    return {
        "enterprise.yaml": yaml_text("远拓精工有限公司"),
        "花名册.xlsx": {"任职": POSTS},
        "机房巡检台账.xlsx": {
            "台账": [["机房巡检台账"], ["日期", "情况", "巡检人"], *rows, [day, "空调滤网清洗", people]]
        },
    }


@pytest.mark.parametrize(
    ("people", "day", "signs"),
    [
        ("尹浩", "2025-10-16", 1),
        ("柯磊、尹浩", "2025-10-16", 1),
        ("尹浩", "2025-08-20", 0),
        ("尹浩然", "2025-10-16", 0),
        ("小尹", "2025-10-16", 0),
    ],
)
def test_who_signs_after_leaving_is_that_very_person_alone_or_among_others(
    people: str, day: str, signs: int, tmp_path: Path, deps: GapDependencies
):
    assert len(found(signed(people, day), tmp_path, deps, "D4")) == signs

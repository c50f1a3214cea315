"""Small firms that number nothing and call people by names of address: lists, versions, chairs and acts as they say."""

from datetime import date
from pathlib import Path

import pytest

from assistant.facts.identity import version_in
from assistant.workflows.gaps import GapDependencies

from .test_prescribed import firm, found, procedures
from .test_readings import docx, facts, xlsx

ROSTER = [
    ["姓名", "职务", "科室", "平时叫"],
    ["秦岳", "总经理", "公司领导", "秦总"],
    ["韩冰", "副总经理、管理者代表", "公司领导", "韩总、老韩"],
    ["周平", "综合办主任", "综合办", "周主任"],
    ["赵磊", "网管", "综合办", "小赵"],
    ["李红", "生产部部长", "生产部", "李部长"],
    ["王敏", "质检科科长", "质检科", "王科"],
    ["郭玲", "内勤", "销售部", "小郭"],
]


def small(folder: Path, *papers: tuple[str, list[object]]) -> Path:
    firm(folder, *papers)
    (folder / "部门和人员任职.xlsx").unlink()
    docx(folder / "管理手册.docx", ["两化融合手册", "沈总定方针。"])
    docx(folder / "任命和分工的通知.docx", ["关于任命和分工的通知", "平时怎么叫也写上。", ROSTER])
    return folder


@pytest.mark.parametrize(
    ("text", "version"), [("记录　2024.12版", "2024.12"), ("（2025.7版）", "2025.7"), ("2025年12月", None)]
)
def test_a_version_may_be_a_month(text: str, version: str | None):
    assert version_in(text) == version


def test_lists_without_numbers_are_read(tmp_path: Path):
    documents = [["序号", "文件", "批准", "执行", "备注"], [1, "培训规定", "2024-11-18", "2024-12-02", ""]]
    forms = [
        ["序号", "表格名", "现行版", "从哪天起用", "保存几年", "备注"],
        [1, "恢复试验记录", "2025.7版", "2025-07-01", 3, "2024.12版用到2025年6月30日"],
        [2, "机房巡查记录", "2024.12版", "2024-12-02", 3, ""],
    ]
    xlsx(tmp_path / "文件和表格清单.xlsx", {"文件": [["现行文件"], *documents], "表格": [["表格"], *forms]})
    read = facts(tmp_path)
    assert [(d.name, d.released_on, d.effective_on) for d in read.documents] == [
        ("培训规定", date(2024, 11, 18), date(2024, 12, 2))
    ]
    assert [(f.name, f.version, f.withdrawn) for f in read.forms] == [
        ("恢复试验记录", "2025.7", (("2024.12", date(2025, 7, 1)),)),
        ("机房巡查记录", "2024.12", ()),
    ]


def test_a_roster_with_the_department_behind_the_post_tells_departments(tmp_path: Path):
    docx(tmp_path / "任命和分工的通知.docx", ["关于任命和分工的通知", ROSTER])
    assert [d.name for d in facts(tmp_path).departments][1:] == ["综合办", "生产部", "质检科", "销售部"]


@pytest.mark.parametrize(("chair", "count"), [("韩总", 1), ("秦总", 0)])
def test_a_chair_is_told_by_what_people_call_him(chair: str, count: int, tmp_path: Path, deps: GapDependencies):
    small(
        tmp_path,
        (
            "管评办法",
            ["管评办法", "（一）管理评审每年12月底前开一次，秦总主持，不能找人代。", "（二）会后5天内写《管评纪要》。"],
        ),
        (
            "2025管评纪要",
            ["管评纪要", f"2025年12月12日下午，{chair}主持，各科室头头到会。", "决议：明年1月底前补齐扫码枪，李红办。"],
        ),
    )
    assert len([o for o in found(tmp_path, deps, "C2") if "主持" in o]) == count


@pytest.mark.parametrize(("who", "count"), [("郭玲", 1), ("赵磊", 0)])
def test_who_acts_is_told_by_what_people_call_him(who: str, count: int, tmp_path: Path, deps: GapDependencies):
    small(tmp_path, ("电脑管理办法", ["电脑管理办法", "1、服务器间由网管小赵每月20号前巡查一次，记《机房巡查记录》。"]))
    rows = [["日期", "温度", "灯", "巡查人"], *([f"2025-{m:02}-18", 20, "绿", "赵磊"] for m in range(1, 12))]
    xlsx(tmp_path / "机房巡查2025.xlsx", {"巡查": [["机房巡查记录"], *rows, ["2025-12-18", 21, "绿", who]]})
    assert len(found(tmp_path, deps, "C1")) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("备份恢复试验每半年做一次，由网管做。", "每季度做一次恢复试验，网管操作。", 1),
        ("ERP恢复试验每半年做一次。", "每季度做一次MES恢复试验。", 0),
    ],
)
def test_one_act_at_two_rates(one: str, other: str, count: int, tmp_path: Path, deps: GapDependencies):
    assert len(found(procedures(tmp_path, one, other), deps, "A3")) == count


@pytest.mark.parametrize(("effect", "count"), [("2025年8月18日", 1), ("2025年8月29日", 0)])
def test_a_day_of_approval_stands_for_the_release(effect: str, count: int, tmp_path: Path, deps: GapDependencies):
    small(
        tmp_path,
        ("文件规定", ["文件和记录规定", "1. 从批准到执行至少隔5个工作日。", "2024年11月18日批准，2024年12月2日起执行"]),
        ("开料作业规定", ["开料作业规定", "1. 每月底盘一次余料。", f"2025年8月18日批准，{effect}起执行"]),
    )
    assert len(found(tmp_path, deps, "A6")) == count


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("看板上的内容由智能制造推进组每季度核对一次。", ["智能制造推进组"]),
        ("核对后的数交数据科每季度汇总存档。", ["数据科"]),
        ("看板上的内容由使用科室每季度核对一次。", []),
        ("改完由别的科室每季度去看一次。", []),
        ("由填记录的科室每年归拢一次。", []),
    ],
)
def test_bodies_nobody_set_up_and_words_for_any_department(
    sentence: str, named: list[str], tmp_path: Path, deps: GapDependencies
):
    small(tmp_path, ("例会和看板", ["例会和看板办法", f"一、{sentence}"]))
    assert found(tmp_path, deps, "A4") == named


@pytest.mark.parametrize(("held", "count"), [("文件编写", 0), ("新系统操作", 1)])
def test_kinds_of_training_listed_with_their_audience_in_brackets(
    held: str, count: int, tmp_path: Path, deps: GapDependencies
):
    kinds = "两化宣贯（班组长以上）、标准条款学习（各科室）、文件编写（各科室写文件的人）、信息安全（用电脑的人）"
    rule = f"2. 一年里下面几样一样不能少：{kinds}。"
    small(tmp_path, ("培训规定", ["培训规定", "1. 每次培训记《培训台账》。", rule]))
    courses = ["两化宣贯", "标准条款学习", held, "信息安全"]
    rows = [["培训日期", "培训内容", "应到", "实到"], *([f"2025-0{m}-20", c, 16, 16] for m, c in enumerate(courses, 2))]
    xlsx(tmp_path / "培训台账.xlsx", {"2025": [["培训台账"], *rows]})
    assert len(found(tmp_path, deps, "H1")) == count

"""Small worlds in the layouts strangers write: the defect is told, the honest twin is not accused."""

from pathlib import Path

import pytest

from assistant.facts.approval_classes import classes_in
from assistant.facts.phrases import listed_retention
from assistant.text.cadence import parse_cadence
from assistant.workflows.gaps import GapDependencies, find_gaps

from .worlds.builder import World, write, yaml_text

POSTS = [
    ["岗位", "姓名", "部门", "任职起", "任职止", "备注"],
    ["总经理", "沈国梁", "公司领导", "2023-03-01", "", ""],
    ["副总经理、管理者代表", "裴志远", "公司领导", "2023-03-01", "", ""],
    ["部长", "邵一帆", "流程信息部", "2023-03-01", "", ""],
    ["网络工程师", "尹浩", "流程信息部", "2023-03-01", "2025-08-29", "离职"],
    ["系统管理员", "柯磊", "流程信息部", "2023-03-01", "", ""],
]
HEAD = [
    "系统变更管理办法",
    "HY-P07  B/1",
    "发布日期：2025年1月6日",
    "实施日期：2025年1月20日",
    "编制：柯磊   审核：邵一帆   批准：裴志远",
]
STEPS = [
    ["环节", "责任人", "要求", "记录"],
    ["申请", "使用部门", "写明内容、影响", "HY-R-28 系统变更申请单"],
    ["批准", "一般变更：流程信息部部长；重大变更（停机超过4小时）：管理者代表", "批准后才能实施", "HY-R-28"],
    ["实施", "流程信息部工程师", "按批准内容", "HY-R-29 变更台账"],
]


def found(world: World, folder: Path, deps: GapDependencies, *types: str) -> list[str]:
    report = find_gaps(write(world, folder), deps, authenticity=True)
    assert report.run["failed_detectors"] == []
    return [f"{f.type} {f.object}" for f in report.findings if f.verdict == "suspected" and f.type in types]


def change(kind: str, approver: str, doer: str = "柯磊") -> World:
    form = [
        ["申请部门", "流程信息部", "申请日期", "2025年9月15日"],
        ["内容", "数据库升级", "", ""],
        ["类别", kind, "", ""],
        ["批准", f"{approver} 2025年9月16日", "", ""],
    ]
    ledger = [
        ["系统变更台账 HY-R-29"],
        ["编号", "内容", "类别", "申请日", "批准", "实施日", "实施人"],
        ["BG-25-06", "数据库升级", kind, "2025-09-15", f"{approver} 2025-09-16", "2025-09-18", doer],
        ["BG-25-07", "加字段", "一般", "2025-10-13", "邵一帆 2025-10-14", "2025-10-16", "柯磊"],
    ]
    return {
        "enterprise.yaml": yaml_text("恒屹泵业有限公司"),
        "花名册.xlsx": {"任职": POSTS},
        "系统变更管理办法.docx": [*HEAD, STEPS],
        "申请单.docx": ["系统变更申请单", "HY-R-28  BG-25-06", form],
        "台账.xlsx": {"变更": ledger},
    }


def test_a_major_change_approved_by_the_department_head_is_told(tmp_path: Path, deps: GapDependencies):
    assert any("邵一帆" in x for x in found(change("重大", "邵一帆"), tmp_path, deps, "C2"))


@pytest.mark.parametrize(("kind", "approver"), [("重大", "裴志远"), ("一般", "邵一帆"), ("重大", "沈国梁")])
def test_who_may_approve_a_class_of_change_is_not_accused(
    kind: str, approver: str, tmp_path: Path, deps: GapDependencies
):
    assert found(change(kind, approver), tmp_path, deps, "C2", "C1") == []


def test_somebody_who_left_and_still_acts_in_a_ledger_is_told_though_sign_in_sheets_name_him(
    tmp_path: Path, deps: GapDependencies
):
    world = change("一般", "邵一帆", "尹浩")
    people = [["姓名", "部门", "姓名", "部门"], ["尹浩", "流程信息部", "柯磊", "流程信息部"]]
    world["签到.xlsx"] = {"1月14日": [["培训签到表"], ["课程", "新版文件", "日期", "2025.1.14"], *people]}
    assert any("尹浩" in x for x in found(world, tmp_path / "a", deps, "D4"))
    assert found(change("一般", "邵一帆"), tmp_path / "b", deps, "D4") == []


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("一般变更：部长；重大变更（停机超过4小时，或涉及接口）：管理者代表", {"一般": "部长", "重大": "管理者代表"}),
        ("一般变更由部门负责人批准，重大变更由管理者代表批准", {"一般": "部门负责人", "重大": "管理者代表"}),
        ("重大变更须报总经理审批。", {"重大": "总经理"}),
        ("紧急变更经管代同意后实施，一般变更由信息部部长批。", {"紧急": "管代", "一般": "信息部部长"}),
        ("A类权限由总经理批准，B类权限由部长批准", {"A类": "总经理", "B类": "部长"}),
        ("内审方案报管理者代表批准", {}),
    ],
)
def test_approvers_by_class_are_read_however_they_are_put(text: str, classes: dict[str, str]):
    assert classes_in(text) == classes


@pytest.mark.parametrize(
    "text",
    [
        "单月开，一次一小时，相邻两次间隔不要超过70天",
        "逢单月召开一次，两次间隔不得超过70天",
        "奇数月各开一次，相隔不许超过70天",
        "双月一次，间隔别超过70天",
        "隔月开，间隔不宜超过70天",
    ],
)
def test_meetings_of_every_other_month_are_read_however_they_are_put(text: str):
    cadence = parse_cadence(text)
    assert cadence is not None
    assert (cadence.period, cadence.max_gap_days) == ("two_months", 70)


KEEPING = "记录的保存期限：内审、管评记录3年；培训、考核记录3年；上线资料保存到停用后1年；其余2年。"


def test_the_years_of_each_item_of_a_list_of_retention_are_read():
    assert listed_retention("记录的保存期限：内审、管评记录3年；", KEEPING) == "3年"
    assert listed_retention("其余2年。", KEEPING) == "2年"
    assert listed_retention("审核员须有5年", "审核员须有5年以上工作经验，每年培训。") is None


def keeping(years: str) -> World:
    control = [
        "文件和记录管理程序",
        "HY-P01 B/0",
        "发布 2025-01-06  实施 2025-01-20",
        KEEPING,
        "栏目要填全，不准空着。",
    ]
    audit = [
        "内审程序",
        "HY-P03 B/0",
        "发布 2025-01-06  实施 2025-01-20",
        "每年内审不少于两次。",
        f"内审记录由办公室保存{years}。",
    ]
    return {
        "enterprise.yaml": yaml_text("恒屹泵业有限公司"),
        "文件和记录管理程序.docx": control,
        "内审程序.docx": audit,
    }


def test_two_documents_that_keep_the_same_records_for_different_years_are_told(tmp_path: Path, deps: GapDependencies):
    assert len(found(keeping("5年"), tmp_path / "a", deps, "A3")) == 1
    assert found(keeping("3年"), tmp_path / "b", deps, "A3") == []


def review(second: list[str], filling: str = "记录各栏要填全，没有内容的写“无”，不准空着。") -> World:
    rule = [
        "账号权限管理办法",
        "HY-W02 A/1  发布 2025-01-06  实施 2025-01-20",
        "每季度由系统管理员对账号复核一次，填《账号权限复核表》（HY-R-34）。",
        filling,
    ]
    heads = ["系统", "账号数", "多余账号", "处理结果", "结论"]
    signed = ["复核人", "柯磊", "2025.3.26", "确认", "邵一帆 2025.3.26"]
    sheets = {
        f"Q{n}": [["账号权限复核表 HY-R-34 A/0"], heads, ["ERP", 186 + n, 2, "已停2个", "一致"], row, signed]
        for n, row in enumerate((["PLM", 54, 0, "无", "一致"], second), start=1)
    }
    return {"enterprise.yaml": yaml_text("恒屹泵业有限公司"), "账号权限管理办法.docx": rule, "账号复核.xlsx": sheets}


def test_a_system_listed_in_a_review_with_nothing_behind_its_name_is_told(tmp_path: Path, deps: GapDependencies):
    assert any("PLM" in x for x in found(review(["PLM", "", "", "", ""]), tmp_path, deps, "B6"))


@pytest.mark.parametrize(
    ("filling", "told"),
    [("记录的每一项都必须填写，不清楚的问班长。", True), ("记录里每项目标应写明基线和完成期限。", False)],
)
def test_what_a_goal_must_tell_is_no_rule_about_the_cells_of_every_record(
    filling: str, told: bool, tmp_path: Path, deps: GapDependencies
):
    assert bool(found(review(["PLM", "", "", "", ""], filling), tmp_path, deps, "B6")) is told


@pytest.mark.parametrize("row", [["PLM", 55, 0, "无", "一致"], ["4月", "", "", "", ""], ["以下空白", "", "", "", ""]])
def test_filled_rows_periods_to_come_and_closing_rows_are_no_blanks(
    row: list[str], tmp_path: Path, deps: GapDependencies
):
    assert found(review(row), tmp_path, deps, "B6") == []


def correction(verified: str, verifier: str) -> World:
    form = [
        ["责任部门", "设备部", "发现日期", "2025-04-24"],
        ["不符合事实", "3月点检表第7号车床漏填", "", ""],
        ["原因分析", "点检表没有写清看哪个灯；点检员没学过", "", ""],
        ["纠正措施", "贴图示卡，逐人试做", "", ""],
        ["实施人、完成日期", "樊小军 2025-05-21", "", ""],
        ["验证情况", verified, "", ""],
        ["验证人、日期", verifier, "", ""],
        ["关闭", "同意关闭 邵一帆 2025-05-23", "", ""],
    ]
    rule = [
        "不符合纠正管理办法",
        "HY-P06 B/0  发布2025-01-06 实施2025-01-20",
        "由责任部门分析原因，登记后5个工作日内完成。",
        "内审员验证，没有验证记录不得关闭。",
    ]
    return {
        "enterprise.yaml": yaml_text("恒屹泵业有限公司"),
        "不符合纠正管理办法.docx": rule,
        "NC-25-02.docx": ["不符合及纠正措施单", "HY-R-25 A/0   编号 NC-25-02", form],
    }


def test_a_note_of_closing_is_no_verification_where_the_form_has_a_place_for_one(tmp_path: Path, deps: GapDependencies):
    assert any("NC-25-02" in x for x in found(correction("", ""), tmp_path / "a", deps, "G3"))
    assert found(correction("现场问两人都会看", "何倩 2025-05-23"), tmp_path / "b", deps, "G3") == []

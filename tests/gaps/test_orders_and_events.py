"""Orders of steps as rules put them, and papers that must follow an event: what is told and what is left in peace."""

from pathlib import Path

import pytest

from assistant.gaps.acts import acts_in
from assistant.gaps.orders import spans
from assistant.workflows.gaps import GapDependencies

from .test_stranger_defects import found
from .worlds.builder import World, yaml_text


def read(text: str) -> list[tuple[str, str]]:
    return [(a.name, b.name) for one, other in spans(text) for a in acts_in(one) for b in acts_in(other)[:1] if a != b]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("新系统通过验收后才可上线。", ("验收", "投入运行")),
        ("没有验收单的系统一律不准上线", ("验收", "投入运行")),
        ("立项没批下来，不得签合同", ("立项", "合同签订")),
        ("合同签订前应当进行比价，不少于三家", ("比价", "合同签订")),
        ("上线前必须完成操作培训", ("操作培训", "投入运行")),
        ("用的人都教会了，才能正式用", ("操作培训", "投入运行")),
        ("自评估应在管理评审之前完成", ("评估", "管理评审")),
        ("验收合格前不得支付尾款", ("验收", "付尾款")),
        ("先测试、后上线", ("测试", "投入运行")),
        ("试运行报告是验收的前提", ("试运行", "验收")),
        ("项目按以下顺序进行：立项→方案评审→合同签订", ("方案评审", "合同签订")),
    ],
)
def test_an_order_is_read_however_it_is_put(text: str, pair: tuple[str, str]):
    assert pair in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "每年12月底前完成一次管理评审",
        "验收由使用部门和信息部共同组织",
        "紧急情况下可先上线，验收后补办手续",
        "上线后30日内进行匹配性评审",
        "验收资料归档保存五年",
    ],
)
def test_words_that_set_no_order_are_read_as_none(text: str):
    assert [p for p in read(text) if p != ("投入运行", "匹配性评审")] == []


HEAD = ["文件编号：GL-07 版本：A/0", "发布日期：2024-11-18 实施日期：2024-12-02 批准：岑松"]
PEOPLE = [
    ["姓名", "职务", "部门", "任职起"],
    ["岑松", "总经理", "经理层", "2020-01"],
    ["桑梅", "科长", "信息科", "2021-03"],
    ["梁渠", "科长", "生产科", "2021-03"],
    ["汪藻", "科长", "设备科", "2021-03"],
]


def firm(*rules: str, **files: object) -> World:
    return {
        "enterprise.yaml": yaml_text("临江云石轴承有限公司"),
        "花名册.xlsx": {"任职": PEOPLE},
        "信息化项目管理规定.docx": ["信息化项目管理规定", *HEAD, *rules],
        **files,
    }  # pyright: ignore[reportReturnType]


def project(contract: str) -> World:
    proposal = ["立项申请表", "项目名称：磨床联网项目", "申请：桑梅 2025-05-06", "批准：岑松 2025-05-20"]
    accepted = [
        "验收单",
        "项目名称：磨床联网项目",
        f"合同{contract}签的，供方已交货。",
        "验收日期：2025年9月12日",
        "结论：合格",
    ]
    return firm("一、立项没批下来，不得签合同。", **{"磨床联网立项.docx": proposal, "磨床联网验收单.docx": accepted})


def test_a_day_told_in_a_sentence_is_held_against_the_order(tmp_path: Path, deps: GapDependencies):
    assert any("才立项" in x for x in found(project("5月8日"), tmp_path, deps, "B4"))


@pytest.mark.parametrize("contract", ["5月28日", "计划5月8日"])
def test_a_day_in_order_or_only_meant_is_left_in_peace(contract: str, tmp_path: Path, deps: GapDependencies):
    assert found(project(contract), tmp_path, deps, "B4") == []


def changes(done: str) -> World:
    rows = [
        ["编号", "变更内容", "申请日期", "批准日期", "实施日期", "实施人"],
        ["01", "加字段", "2025-03-03", "2025-03-04", "2025-03-06", "汪藻"],
        ["02", "升级数据库", "2025-06-10", "2025-06-13", done, "汪藻"],
    ]
    rule = "二、系统变更经信息科科长批准后方可实施，登记《系统变更台账》。"
    return firm(rule, **{"系统变更台账2025.xlsx": {"系统变更台账": [["系统变更台账"], *rows]}})


def test_a_row_done_before_it_was_approved_is_told(tmp_path: Path, deps: GapDependencies):
    assert [x for x in found(changes("2025-06-11"), tmp_path, deps, "B4") if "2025-06-13才批准" in x]


def test_a_row_done_on_the_day_of_its_approval_is_left_in_peace(tmp_path: Path, deps: GapDependencies):
    assert found(changes("2025-06-13"), tmp_path, deps, "B4") == []


def assessed(signed: str, before: str = "") -> World:
    files: dict[str, object] = {
        "2025年度融合评估报告.docx": ["两化融合评估报告", "编制：桑梅 " + signed, "批准：岑松 " + signed],
        "2025管理评审报告.docx": ["管理评审报告", "评审日期：2025年11月20日", "主持：岑松", "批准：岑松 2025-11-24"],
    }
    if before:
        files["上半年融合评估报告.docx"] = ["两化融合评估报告", f"编制：桑梅 {before}", f"批准：岑松 {before}"]
    return firm("三、两化融合评估应在管理评审之前完成。", **files)


def test_an_assessment_finished_after_the_review_is_told(tmp_path: Path, deps: GapDependencies):
    assert any("评估" in x for x in found(assessed("2025-11-28"), tmp_path, deps, "B4"))


@pytest.mark.parametrize(("signed", "before"), [("2025-11-12", ""), ("2025-12-20", "2025-08-15")])
def test_an_assessment_before_the_review_is_left_in_peace(
    signed: str, before: str, tmp_path: Path, deps: GapDependencies
):
    assert found(assessed(signed, before), tmp_path, deps, "B4") == []


STOPPED = "四、系统停机超过2小时的，信息科在恢复后5天内编写《故障分析报告》（JL-31）。"


def stopped(hours: str, report: str = "", why: str = "MES停机") -> World:
    trial = ["试运行报告", "项目名称：磨床联网项目", "日期：2025年8月29日", f"8月19日{why}{hours}小时，已恢复。"]
    files: dict[str, object] = {"磨床联网试运行报告.docx": trial}
    if report:
        files["故障分析报告0819.docx"] = ["故障分析报告", "表单编号：JL-31", f"日期：{report}", "原因：磁盘写满"]
    return firm(STOPPED, **files)


def test_a_stop_as_long_as_the_rule_says_without_its_report_is_told(tmp_path: Path, deps: GapDependencies):
    assert any("故障分析报告" in x for x in found(stopped("3"), tmp_path, deps, "B5"))


@pytest.mark.parametrize(
    ("hours", "report", "why"),
    [("1", "", "MES停机"), ("3", "2025年8月22日", "MES停机"), ("3", "", "MES计划停机"), ("3", "", "3号磨床停机")],
)
def test_a_short_stop_one_reported_one_planned_and_one_of_a_machine_are_left_in_peace(
    hours: str, report: str, why: str, tmp_path: Path, deps: GapDependencies
):
    assert found(stopped(hours, report, why), tmp_path, deps, "B5") == []


def renamed(updated: str) -> World:
    notice = ["关于信息科更名的通知", "各科室：", "自2025年4月1日起，信息科更名为数据科，人员不变。", "2025年3月24日"]
    table = {
        "职责分配表": [
            ["部门职责分配表"],
            ["过程", "主责"],
            ["培训", "生产科"],
            ["运维", "信息科"],
            [f"更新：{updated} 桑梅"],
        ]
    }
    rule = "五、机构、职责或名称变化的，信息科应自生效之日起10个工作日内更新《部门职责分配表》。"
    return firm(rule, **{"关于信息科更名的通知.docx": notice, "部门职责分配表.xlsx": table})


def test_a_table_not_brought_up_to_date_after_a_change_is_told(tmp_path: Path, deps: GapDependencies):
    assert any("部门职责分配表" in x for x in found(renamed("2025年1月6日"), tmp_path, deps, "B5"))


def test_a_table_brought_up_to_date_is_left_in_peace(tmp_path: Path, deps: GapDependencies):
    assert found(renamed("2025年4月9日"), tmp_path, deps, "B5") == []


def test_where_papers_were_not_all_handed_in_nothing_is_missed(tmp_path: Path, deps: GapDependencies):
    world = renamed("2025年1月6日") | {"enterprise.yaml": yaml_text("临江云石轴承有限公司", coverage="partial")}
    assert found(world, tmp_path, deps, "B5") == []


NAMED = "六、文件里点到名的部门，负责人都要会签。"


def signed(*departments: str, rule: str = NAMED) -> World:
    note = [
        "联网操作说明",
        "文件编号：ZD-14 版本：A/1",
        "发布日期：2025-05-12 实施日期：2025-05-26 批准：岑松",
        "1. 采集盒由生产科每班查看。",
        "2. 采集盒不亮灯，报设备科当班电工；网络不通，报信息科。",
    ]
    rows = [["部门", "意见", "签字", "日期"], *([d, "同意", d[:1] + "某", "2025.5.7"] for d in departments)]
    form = ["文件会签单", "文件：ZD-14 联网操作说明", rows, "批准：岑松 2025.5.12"]
    return firm(rule, **{"联网操作说明.docx": note, "会签单-联网操作说明.docx": form})


def test_a_department_given_work_that_did_not_sign_is_told(tmp_path: Path, deps: GapDependencies):
    assert any("会签缺设备科" in x for x in found(signed("生产科", "信息科"), tmp_path, deps, "A6"))


def test_a_document_all_its_departments_signed_is_left_in_peace(tmp_path: Path, deps: GapDependencies):
    assert found(signed("生产科", "信息科", "设备科"), tmp_path, deps, "A6") == []


def test_whom_a_document_concerns_is_for_the_firm_to_judge(tmp_path: Path, deps: GapDependencies):
    world = signed("生产科", "信息科", rule="六、文件发布前由相关部门会签。")
    assert found(world, tmp_path, deps, "A6") == []

"""Activities in the order a rule sets, and who was there to sign: the breach is told, its neighbours are not."""

from pathlib import Path

import pytest

from assistant.facts.topics import topic_of
from assistant.workflows.gaps import GapDependencies

from .test_stranger_defects import POSTS, found
from .worlds.builder import World, yaml_text

HEAD = ["YT-P09  B/0", "发布日期：2024年12月2日   实施日期：2025年1月6日"]


def reviewed(rule: str, assessed: str) -> World:
    return {
        "enterprise.yaml": yaml_text("远拓精工有限公司"),
        "监视测量与评估程序.docx": [
            "监视测量与评估程序",
            *HEAD,
            "第一条 运营部每年11月组织两化融合评估，形成评估报告。",
            rule,
        ],
        "两化融合评估报告.docx": [
            "两化融合评估报告",
            f"编制：柯磊 {assessed}   批准：裴志远 {assessed}",
            "评估得分68分。",
        ],
        "管理评审报告.docx": ["管理评审报告", "会议时间：2025年11月28日", "主持：沈国梁", "批准：沈国梁 2025年12月5日"],
    }


@pytest.mark.parametrize(
    ("rule", "assessed", "count"),
    [
        ("评估应在管理评审之前完成。", "2025年12月5日", 1),
        ("先做自评估，再开管理评审。", "2025年12月5日", 1),
        ("管理评审安排在评估之后。", "2025年12月5日", 1),
        ("评估应在管理评审之前完成。", "2025年11月20日", 0),
        ("评估报告作为管理评审的输入。", "2025年12月5日", 0),
        ("管理评审应在评估之前召开。", "2025年12月5日", 0),
    ],
)
def test_an_activity_reported_after_the_one_it_must_precede_is_told(
    rule: str, assessed: str, count: int, tmp_path: Path, deps: GapDependencies
):
    assert len(found(reviewed(rule, assessed), tmp_path, deps, "B4")) == count


NOTICE = [
    "关于仓储部主持工作的通知",
    "各部门：",
    "尹浩同志自2025年9月15日起休产假，至2025年12月31日。其间由柯磊主持工作。",
    "2025年9月11日",
]
ROSTER = [["岗位", "姓名", "部门", "备注"], ["主管", "尹浩", "仓储部", "2025.9.15—2025.12.31借调到集团"]]


def signed(away: World, person: str, day: str) -> World:
    rows = [["日期", "货位", "盘点结果", "复核人"], ["2025-03-14", "A区", "相符", "尹浩"], [day, "B区", "相符", person]]
    return {
        "enterprise.yaml": yaml_text("远拓精工有限公司"),
        "盘点登记.xlsx": {"盘点": [["盘点登记 YT-B-40"], *rows]},
        **away,
    }


@pytest.mark.parametrize("away", [{"通知.docx": NOTICE}, {"人员名单.xlsx": {"名单": [["2025年人员名单"], *ROSTER]}}])
@pytest.mark.parametrize(
    ("person", "day", "count"),
    [
        ("尹浩", "2025-10-16", 1),
        ("柯磊代", "2025-10-16", 0),
        ("尹浩", "2025-08-14", 0),
        ("尹浩（线上）", "2025-10-16", 0),
    ],
)
def test_who_signs_while_away_is_told(
    away: World, person: str, day: str, count: int, tmp_path: Path, deps: GapDependencies
):
    assert len(found(signed(away, person, day), tmp_path, deps, "D4")) == count


def test_posts_are_read_beside_leaves(tmp_path: Path, deps: GapDependencies):
    world = signed({"通知.docx": NOTICE, "花名册.xlsx": {"任职": POSTS}}, "柯磊", "2025-10-16")
    assert found(world, tmp_path, deps, "D4") == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("信息系统账号权限由信息中心每半年审核一次", "access_review"),
        ("每季度审核一次账号权限", "access_review"),
        ("第二季度两化融合工作调度会纪要", "meeting"),
        ("审核员检查用户部门的记录", "inspection"),
        ("账号权限的申请由部门负责人审批", None),
    ],
)
def test_reviews_of_rights_and_meetings_by_other_names_have_their_topic(text: str, topic: str | None):
    assert topic_of(text) == topic


INPUTS = ("目标达成情况", "内部审核结果", "纠正措施情况", "资源需求", "改进建议")


@pytest.mark.parametrize(
    ("headed", "more", "count"),
    [
        (INPUTS, "", 0),
        ([x for x in INPUTS if x != "资源需求"], "人力资源部：培训按计划。", 1),
        ([x for x in INPUTS if x != "资源需求"], "资源需求并入各部门汇报。", 0),
        (["目标达成情况", "内部审核结果", "纠正措施情况", "资源和改进建议"], "", 0),
    ],
)
def test_a_pack_that_goes_through_the_inputs_in_their_words_lacks_the_one_without_a_heading(
    headed: list[str], more: str, count: int, tmp_path: Path, deps: GapDependencies
):
    listed = "；".join(f"（{n}）{x}" for n, x in zip("一二三四五", INPUTS, strict=True))
    told = [x for n, i in zip("一二三四五", headed, strict=False) for x in (f"（{n}）{i}", f"本年正常。{more}")]
    world: World = {
        "enterprise.yaml": yaml_text("远拓精工有限公司"),
        "管理评审程序.docx": ["管理评审程序", *HEAD, f"第一条 《管理评审输入材料》由运营部汇总，应包括：{listed}。"],
        "管理评审输入材料.docx": ["管理评审输入材料", "YT-R-02   运营部 2025年11月26日", *told],
        "管理评审报告.docx": [
            "管理评审报告",
            "会议时间：2025年11月28日",
            "主持：沈国梁",
            "会议决定：运营部柯磊2025年12月20日前完成看板。批准：沈国梁 2025年12月5日",
        ],
    }
    assert len(found(world, tmp_path, deps, "G6")) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("信息系统账号权限由信息部每半年审核一次。", "信息部每季度审核一次账号权限。", 1),
        ("信息系统账号权限由信息部每季度审核一次。", "信息部每季度审核一次账号权限。", 0),
        ("数据库管理员账号由信息部每半年审核一次。", "信息部每季度审核一次账号权限。", 0),
    ],
)
def test_two_cadences_for_all_accounts_clash_and_one_sort_of_them_does_not(
    one: str, other: str, count: int, tmp_path: Path, deps: GapDependencies
):
    world: World = {
        "enterprise.yaml": yaml_text("远拓精工有限公司"),
        "运维规定.docx": ["信息系统运行维护管理规定", "YT-P05  A/1", *HEAD[1:], f"第二条 {one}"],
        "安全规定.docx": ["信息安全管理规定", "YT-P06  A/2", *HEAD[1:], f"第一条 {other}"],
    }
    assert len(found(world, tmp_path, deps, "A3")) == count


def audited(slips: list[list[str]], verdict: str = "不符合") -> World:
    rows = [
        ["受审部门", "检查内容", "检查记录", "判定", "审核员"],
        ["仓储部", "账物", "抽5个货位，1个账实不符", "不符合", "柯磊"],
        ["生产部", "运行记录", "3月18日乙班条干数涂改未签名", verdict, "尹浩"],
        ["质量部", "检验", "查10份报告，均完整", "符合", "柯磊"],
    ]
    return {
        "enterprise.yaml": yaml_text("远拓精工有限公司"),
        "内部审核程序.docx": ["内部审核程序", *HEAD, "第三条 审核员对查出的不符合项应在3日内开具不符合报告。"],
        "内审检查表.docx": ["内审检查表", "审核日期：2025年3月27日", rows],
        "不符合台账.xlsx": {
            "台账": [["不符合项整改台账"], ["编号", "责任部门", "不符合事实", "开具日期", "验证日期"], *slips]
        },
    }


STOCK = ["NC-2025-01", "仓储部", "货位账实不符", "2025-03-28", "2025-04-25"]


@pytest.mark.parametrize(
    ("slips", "verdict", "count"),
    [
        ([STOCK], "不符合", 1),
        ([STOCK, ["NC-2025-02", "生产部", "条干数涂改未签名", "2025-03-28", "2025-04-25"]], "不符合", 0),
        ([STOCK, ["NC-2025-02", "纺纱车间", "乙班条干数涂改未签名", "2025-03-28", "2025-04-25"]], "不符合", 0),
        ([STOCK], "观察项", 0),
        ([["NC-2025-01", "仓储部", "货位账实不符", "2025-09-28", "2025-10-25"]], "不符合", 0),
    ],
)
def test_a_finding_of_a_checklist_without_a_slip_is_told(
    slips: list[list[str]], verdict: str, count: int, tmp_path: Path, deps: GapDependencies
):
    told = found(audited(slips, verdict), tmp_path, deps, "G3")
    assert len([x for x in told if "没有登记" in x]) == count

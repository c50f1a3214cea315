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

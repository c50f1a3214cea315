"""An event a rule says must be followed by a paper within some days: nothing there is told, anything there is not."""

from pathlib import Path

import pytest

from assistant.text.deadlines import find_deadlines
from assistant.workflows.gaps import GapDependencies, find_gaps

from .worlds.builder import World, write, yaml_text

RULES = [
    "设备与项目管理规定",
    "YT-G-06  B/0",
    "发布日期：2024年12月2日   实施日期：2025年1月6日",
    "编制：陶然   审核：管一鸣   批准：方大同",
    "第一条 发生停线故障当班登记《停线故障台账》（YT-B-31）；故障排除完毕后5个工作日内由设备科组织复盘，"
    "形成《故障复盘报告》（YT-B-32）。",
    "第二条 改造方案批下来15天内，使用车间填《备件清单表》（YT-B-33）交仓库。",
]
LEDGER = [
    ["停线故障台账 YT-B-31"],
    ["编号", "发生时间", "故障", "排除完毕日期", "登记人"],
    ["GZ-01", "2025-04-08 10:20", "主轴驱动器过热停机", "2025-04-09", "陶然"],
    ["GZ-02", "2025-09-16 14:05", "气源压力低停机", "2025-09-17", "陶然"],
]
PLAN = [
    "二号线改造方案",
    "YT-B-30  编制：陶然   审核：管一鸣   批准：方大同 2025年5月20日",
    "把手动上料改成桁架机械手，节拍由46秒降到31秒。",
]
PARTS = ["备件清单表", "YT-B-33", "编制：陶然 2025年5月28日", "二号线桁架：减速机1台，接近开关6只。"]


def report(number: str, day: str) -> list[str]:
    return ["故障复盘报告", "YT-B-32", f"编号：{number}", f"复盘日期：{day}", "原因：滤网半年没换。措施：列进点检。"]


def firm(coverage: str = "complete", **papers: object) -> World:
    made: World = {
        "enterprise.yaml": yaml_text("远拓精工有限公司", coverage=coverage),
        "设备与项目管理规定.docx": RULES,
        "停线故障台账.xlsx": {"台账": LEDGER},
        "二号线改造方案.docx": PLAN,
    }
    return made | {f"{name}.docx": content for name, content in papers.items()}


def unanswered(world: World, folder: Path, deps: GapDependencies) -> list[str]:
    found = find_gaps(write(world, folder), deps)
    assert found.run["failed_detectors"] == []
    return [f.object for f in found.findings if f.type == "B5" and f.verdict == "suspected"]


HONEST = {"复盘1": report("GZ-01", "2025年4月14日"), "复盘2": report("GZ-02", "2025年9月24日"), "备件清单": PARTS}


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("复盘2", "停线故障GZ-02（2025-09-17）之后没有《故障复盘报告》"),
        ("备件清单", "二号线改造方案（2025-05-20）之后没有《备件清单表》"),
    ],
)
def test_an_event_without_the_paper_it_must_lead_to_is_told(missing, words, tmp_path: Path, deps: GapDependencies):
    papers = {name: content for name, content in HONEST.items() if name != missing}
    assert unanswered(firm(**papers), tmp_path, deps) == [words]


def test_a_paper_about_the_event_answers_it_however_it_is_called(tmp_path: Path, deps: GapDependencies):
    assert unanswered(firm(**HONEST), tmp_path, deps) == []
    renamed = HONEST | {"复盘2": ["GZ-02停线复盘会", "YT-B-32", "时间：2025年9月23日", "原因：管路漏气。"]}
    assert unanswered(firm(**renamed), tmp_path / "b", deps) == []


def test_a_late_paper_is_no_missing_one_and_an_undeclared_family_is_not_judged(tmp_path: Path, deps: GapDependencies):
    late = HONEST | {"复盘2": report("GZ-02", "2025年10月20日")}
    assert unanswered(firm(**late), tmp_path, deps) == []
    assert unanswered(firm(coverage="partial"), tmp_path / "b", deps) == []


def test_one_paper_answers_one_event(tmp_path: Path, deps: GapDependencies):
    first = {"复盘1": report("GZ-01", "2025年4月14日"), "备件清单": PARTS}
    assert unanswered(firm(**first), tmp_path, deps) == ["停线故障GZ-02（2025-09-17）之后没有《故障复盘报告》"]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("新项目的技术方案批下来10天内，负责人填需求单", "新项目的技术方案"),
        ("设备到货3日内由库管员登记", "设备"),
        ("每月10日内报表", None),
    ],
)
def test_a_limit_may_run_from_a_spoken_act(text: str, event: str | None):
    assert [d.event for d in find_deadlines(text) if d.event] == ([event] if event else [])

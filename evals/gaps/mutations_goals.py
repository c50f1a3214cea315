"""One defect a type: policy, goals, measurement (family F)."""

from .seeds import Seed
from .words import Words
from .world import World


def slogan(world: World, words: Words) -> list[Seed]:
    """F1: a policy of common words, tied to no goal."""
    world.policy = "求实创新，团结奋进，追求卓越，再创辉煌。"
    world.policy_phrases = []
    world.omit.add("manual:policy.2")
    for goal in world.goals:
        goal.phrase = ""
    return [
        Seed(
            "F1",
            "两化融合方针",
            "方针与目标没有对应关系",
            "doc.manual",
            document_quotes=["求实创新", "追求卓越"],
            also_papers=["doc.goals"],
        )
    ]


def bare_goal(world: World, words: Words) -> list[Seed]:
    """F2: no baseline, no formula."""
    goal = world.goals[2]
    goal.baseline = ""
    goal.formula = ""
    return [Seed("F2", goal.name, "缺基线值和计算公式", "doc.goals", document_quotes=[goal.name], severity="high")]


def skipped_month(world: World, words: Words) -> list[Seed]:
    """F3: one month of one goal was not measured, later ones were."""
    goal = world.goals[1]
    goal.values[4] = None
    return [
        Seed(
            "F3",
            goal.name,
            "五月没有监测值",
            "doc.monitor",
            "monitor.measure",
            record="mo.ledger",
            record_quotes=[goal.name],
            severity="high",
            contains=["5月", "2025-05", "五月", "05月"],
            also_papers=["doc.goals", "mo.q2"],
            also_accept=["B1"],
        )
    ]


def other_value(world: World, words: Words) -> list[Seed]:
    """F4: the report shows another value than the ledger."""
    goal = world.goals[1]
    value = round((goal.values[1] or 0) * 1.04, 1)
    world.extra[f"q1:{goal.name}:2"] = str(value)
    return [
        Seed(
            "F4",
            goal.name,
            "季度报告与台账的数值不同",
            record="mo.q1",
            record_quotes=[str(value), goal.name],
            also_accept=["D5"],
            also_papers=["mo.ledger"],
        )
    ]


def unhandled_miss(world: World, words: Words) -> list[Seed]:
    """F5: missed twice, and nothing followed."""
    goal = world.goals[0]
    world.omit.add("mo.analysis")
    world.reviews[0].talk[0] = f"{world.head('digital')}汇报：全年{goal.name}有两个月低于目标，9月起回升。"
    return [
        Seed(
            "F5",
            goal.name,
            "连续两个月未达标，没有原因分析",
            "doc.monitor",
            "monitor.miss",
            record="mo.ledger",
            record_quotes=[goal.name],
            also_papers=["mo.q3"],
        )
    ]

"""One defect a type: who did it, records against each other, versions (families C, D5, E)."""

from datetime import timedelta

from .seeds import Seed
from .words import Words
from .world import World, add_workdays


def wrong_role(world: World, words: Words) -> list[Seed]:
    """C1: a clerk of sales does the engineer's inspections."""
    name = world.person("sales.staff")
    for one in world.rounds["inspect"][6:9]:
        one.person = name
    return [
        Seed("C1", name, "巡检人不属于规定的部门", "doc.ops", "ops.inspect", record="op.inspect", record_quotes=[name])
    ]


def absent_leader(world: World, words: Words) -> list[Seed]:
    """C2: the representative chairs without delegation."""
    name = world.person("mr")
    world.reviews[0].chair = name
    return [
        Seed(
            "C2",
            "管理评审主持人",
            "未由总经理主持且无授权",
            "doc.review",
            "review.chair",
            record="mr1.minutes",
            record_quotes=[f"主持人：{name}", name],
            also_papers=["mr1.notice"],
            severity="high",
        )
    ]


def own_department(world: World, words: Words) -> list[Seed]:
    """C3: an auditor audits his own department."""
    check = next(c for c in world.audits[1].checks if c.department == "tech")
    check.auditor = world.person("tech.staff")
    return [
        Seed(
            "C3",
            check.auditor,
            "审核员审核了本人所在部门",
            "doc.audit",
            "audit.independent",
            record="ia2.plan",
            record_quotes=[check.auditor],
            also_papers=["ia2.checklist", "doc.organisation"],
            severity="high",
        )
    ]


def counts_differ(world: World, words: Words) -> list[Seed]:
    """D5: the report counts another number of nonconformities than there are."""
    audit = world.audits[0]
    audit.reported_count = 4
    return [
        Seed(
            "D5",
            "第1次内审不符合项数",
            "报告的项数与不符合报告份数不一致",
            "ia1.checklist",
            record="ia1.report",
            record_quotes=["不符合报告4份", "4份"],
            also_papers=["nc.ledger", "nc.NC-2501", "nc.NC-2502"],
            severity="high",
        )
    ]


def old_form(world: World, words: Words) -> list[Seed]:
    """E1: the withdrawn version of a form, months later."""
    world.extra["form:tr.safety.evaluation"] = "A/0"
    form = world.forms["evaluation"]
    return [
        Seed(
            "E1",
            form.name,
            "使用了已停用的版本",
            "doc.register",
            document_quotes=[form.code, form.name],
            record="tr.safety.evaluation",
            record_quotes=["A/0"],
            also_papers=["doc.record"],
        )
    ]


def always_late(world: World, words: Words) -> list[Seed]:
    """E2: every month the same number of days too late."""
    for one in world.rounds["measure"]:
        one.held = add_workdays(one.held.replace(day=1) - timedelta(days=1), world.numbers.measure_workdays + 6)
    world.rounds["measure"][-1].held = min(world.rounds["measure"][-1].held, world.as_of)
    return [
        Seed(
            "E2",
            "月度监测登记",
            "各月都以同样方式晚于规定，宜先核实规定是否合适",
            "doc.monitor",
            "monitor.measure",
            record="mo.ledger",
            record_quotes=[world.rounds["measure"][0].held.isoformat()],
            also_accept=["B2"],
        )
    ]

"""One defect a type: who, which version, goals, audit, correction, review, training (families C, D5, E, F, G, H)."""

from datetime import timedelta

from .mutations import MUTATIONS_AB
from .seeds import Mutation, Seed
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


def uncovered(world: World, words: Words) -> list[Seed]:
    """G1: one department is in no audit."""
    for audit in world.audits:
        audit.checks = [c for c in audit.checks if c.department != "finance"]
    name = world.departments["finance"]
    return [
        Seed(
            "G1",
            name,
            "两次内审都没有覆盖该部门",
            "doc.audit",
            "audit.coverage",
            record="ia1.checklist",
            contains=[name],
            severity="high",
            also_papers=["ia2.checklist", "ia1.plan", "ia2.plan", "ia1.report", "ia2.report", "ia.scheme"],
        )
    ]


def empty_audit(world: World, words: Words) -> list[Seed]:
    """G2: everything conforms, and nobody says what was seen."""
    for check in world.audits[1].checks:
        check.items = [(s, q, "符合要求。") for s, q, _ in check.items]
    return [
        Seed(
            "G2",
            "第2次内审检查表",
            "所见事实全为“符合要求”",
            record="ia2.checklist",
            record_quotes=["符合要求"],
            also_accept=["B6"],
        )
    ]


def unverified(world: World, words: Words) -> list[Seed]:
    """G3: closed without evidence of verification."""
    finding = world.findings[1]
    finding.evidence = ""
    return [
        Seed(
            "G3",
            finding.number,
            "没有验证证据即关闭",
            "doc.nc",
            "nc.verify",
            record=f"nc.{finding.number}",
            record_quotes=[finding.number, "验证情况"],
            severity="high",
            contains=[finding.number],
            also_papers=["nc.ledger"],
            also_accept=["B6"],
        )
    ]


def shallow_cause(world: World, words: Words) -> list[Seed]:
    """G4: carelessness, and more training."""
    finding = world.findings[0]
    finding.cause = "员工工作疏忽，责任心不强。"
    finding.action = "加强培训，加强管理，杜绝类似问题发生。"
    return [
        Seed(
            "G4",
            finding.number,
            "原因停留在个人疏忽",
            record=f"nc.{finding.number}",
            record_quotes=["工作疏忽", "责任心不强", "加强培训"],
        )
    ]


def again(world: World, words: Words) -> list[Seed]:
    """G5: the same finding half a year after it was closed as effective."""
    first, last = world.findings[0], world.findings[2]
    last.department, last.clause = first.department, first.clause
    last.fact = "抽查10月派工单25张，其中PG-1006、PG-1019两张未在系统内报工。"
    last.implementer = first.implementer
    for check in world.audits[1].checks:
        if check.department == "prod":
            check.items[0] = (check.items[0][0], check.items[0][1], last.fact)
            last.verifier = check.auditor
    return [
        Seed(
            "G5",
            last.number,
            "同一问题关闭后再次发生",
            record=f"nc.{last.number}",
            record_quotes=[last.number, "PG-1006"],
            also_papers=[f"nc.{first.number}", "nc.ledger"],
        )
    ]


def missing_input(world: World, words: Words) -> list[Seed]:
    """G6: a prescribed input is not in the pack."""
    name = words.pick("m.input", ["纠正措施的实施情况", "资源的充分性", "以往管理评审决议的落实情况"])
    world.omit.add(f"input:{name}")
    return [
        Seed(
            "G6",
            name,
            "输入材料中没有该项",
            "doc.review",
            "review.inputs",
            record="mr1.inputs",
            contains=[name],
            also_papers=["mr1.minutes", "mr1.notice"],
        )
    ]


def no_decisions(world: World, words: Words) -> list[Seed]:
    """G7: praised, and nothing decided."""
    world.reviews[0].decisions = []
    return [
        Seed(
            "G7",
            "管理评审决议",
            "纪要没有任何决议",
            "doc.review",
            "review.output",
            record="mr1.minutes",
            record_quotes=["希望各部门再接再厉", "适宜、充分和有效"],
            severity="high",
        )
    ]


def untracked(world: World, words: Words) -> list[Seed]:
    """G8: a decision of last year's review without result."""
    decision = world.earlier_decisions[1]
    decision.done, decision.result = None, ""
    return [
        Seed(
            "G8",
            decision.text,
            "决议到期后没有落实和汇报的记录",
            "doc.review",
            "review.track",
            record="mr.track",
            record_quotes=[decision.text],
            severity="high",
            also_papers=["mr1.inputs"],
        )
    ]


def missing_kind(world: World, words: Words) -> list[Seed]:
    """H1: one of the six kinds of training was not held."""
    world.trainings = [t for t in world.trainings if t.key != "practice"]
    return [
        Seed(
            "H1",
            "贯标实施培训",
            "规定的培训类别没有举行",
            "doc.training",
            "training.kinds",
            record="tr.plan",
            contains=["贯标实施", "实施培训"],
        )
    ]


def unevaluated(world: World, words: Words) -> list[Seed]:
    """H2: no evaluation of one training."""
    training = next(t for t in world.trainings if t.key == "mes")
    training.evaluated = None
    return [
        Seed(
            "H2",
            training.topic,
            "没有效果评价",
            "doc.training",
            "training.evaluate",
            record="tr.mes.signin",
            record_quotes=[training.topic, words.day(training.held)],
            also_accept=["B1"],
        )
    ]


MUTATIONS: dict[str, Mutation] = {
    **MUTATIONS_AB,
    "C1": wrong_role,
    "C2": absent_leader,
    "C3": own_department,
    "D5": counts_differ,
    "E1": old_form,
    "E2": always_late,
    "F1": slogan,
    "F2": bare_goal,
    "F3": skipped_month,
    "F4": other_value,
    "F5": unhandled_miss,
    "G1": uncovered,
    "G2": empty_audit,
    "G3": unverified,
    "G4": shallow_cause,
    "G5": again,
    "G6": missing_input,
    "G7": no_decisions,
    "G8": untracked,
    "H1": missing_kind,
    "H2": unevaluated,
}

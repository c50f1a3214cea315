"""One defect a type: audit, correction, review, training (families G and H)."""

from .seeds import Seed
from .words import Words
from .world import World


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

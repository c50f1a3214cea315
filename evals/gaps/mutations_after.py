"""After the certificate hardly anything is done any more (I1). Made alone: it leaves gaps of absence everywhere."""

from datetime import date

from .seeds import Mutation, Seed
from .words import Words
from .world import World

CERTIFIED = date(2025, 6, 27)
_KEPT = {"inspect": 7, "backup": 6, "account": 2, "drill": 1, "meeting": 3}
_RULES = {
    "inspect": ("doc.ops", "ops.inspect", "op.inspect"),
    "backup": ("doc.safety", "safety.backup", "op.backup"),
    "account": ("doc.safety", "safety.account", "op.account"),
    "drill": ("doc.safety", "safety.drill", "op.drill1"),
    "meeting": ("doc.comm", "comm.meeting", "me.3"),
}


def slackening(world: World, words: Words) -> list[Seed]:
    """I1: the rounds of the first half are kept, those of the second are not."""
    world.certified_on = CERTIFIED
    for name, kept in _KEPT.items():
        world.rounds[name] = world.rounds[name][:kept]
    others = [paper for _, _, paper in _RULES.values()] + [document for document, _, _ in _RULES.values()]
    first = Seed(
        "I1",
        "取证之后",
        "取得证书之后例行活动基本停止",
        "doc.ops",
        record="op.inspect",
        also_papers=others,
        severity="high",
    )
    return [first, *(_absence(name) for name in _RULES)]


def _absence(name: str) -> Seed:
    document, rule, record = _RULES[name]
    return Seed(
        "B1", name, "取证之后没有记录", document, rule, record=record, also_accept=["B3"], secondary=True,
        also_papers=[document, record],
    )  # fmt: skip


_SCRIBED = {
    "tr.plan": ("doc.training", "training.plan"),
    "op.drill1": ("doc.safety", "safety.drill"),
    "op.drill2": ("doc.safety", "safety.drill"),
    "ap.q1": ("doc.appraisal", "appraisal.quarter"),
}


def one_scribe(world: World, words: Words) -> list[Seed]:
    """C4: one person writes the papers of every department."""
    name = world.person("digital.staff")
    world.bodies["scribe"] = name
    first = Seed(
        "C4",
        name,
        "各部门的记录都由一人编写",
        record="ia.scheme",
        record_quotes=[name],
        also_papers=[p for p in _SCRIBED if not p.startswith("ap")]
        + ["doc.goals", "ye.identify", "ia1.plan", "me.1", "mo.q1"],
    )
    return [first, *(_not_own(name, record, *rule) for record, rule in _SCRIBED.items())]


def _not_own(name: str, record: str, document: str, rule: str) -> Seed:
    return Seed(
        "C1", name, "不是规定部门的人编写", document, rule, record=record, record_quotes=[name], secondary=True,
    )  # fmt: skip


SOLO: dict[str, Mutation] = {"C4": one_scribe, "I1": slackening}
"""Seeded only when asked for by name."""

"""A clean year of an enterprise, from a profile: rules kept, with the honest variety of real life."""

import random
from datetime import date, timedelta
from typing import Any

from .happenings import (
    ACCOUNT_NOTES,
    BACKUP_NOTES,
    DRILL_NOTES,
    EARLIER_DECISIONS,
    FACTS,
    INSPECTION_NOTES,
    MEETING_TALK,
    QUESTIONS,
    REVIEW_DECISIONS,
    REVIEW_INPUTS,
    REVIEW_TALK,
    TRAININGS,
)
from .profile import POSTS, Profile
from .registers import document_register, form_register
from .world import (
    DEPARTMENTS,
    Audit,
    Check,
    Decision,
    Finding,
    Goal,
    Project,
    Review,
    Round,
    Training,
    World,
    add_workdays,
    next_month,
    workday,
)


def build_world(profile: Profile) -> World:
    """The clean world: every duty done in time by the right people."""
    dice = random.Random(profile.seed)
    people = dict(zip(POSTS, profile.names, strict=False))
    industry = profile.industry
    world = World(
        name=profile.name,
        short=profile.short,
        system=industry["system"],
        product=industry["product"],
        process=industry["process"],
        headcount=profile.headcount,
        sites="一处厂区",
        departments=dict(profile.departments),
        people=people,
        numbers=profile.numbers,
        policy="，".join(industry["policy"]) + "。",
        policy_phrases=list(industry["policy"]),
        advantage=industry["advantage"],
        capabilities=list(industry["capabilities"]),
        goals=_goals(industry),
        documents={},
        forms={},
        audits=[],
        findings=[],
        reviews=[],
        earlier_decisions=[],
        trainings=[],
        rounds={},
        project=_project(industry, people),
        small=profile.small,
    )
    if profile.renamed:
        world.renamed = ("信息中心", world.departments["digital"], date(2025, 3, 3))
    world.documents = document_register(world, profile.code)
    world.forms = form_register(profile.code)
    _audits(world, profile.combined)
    _reviews(world)
    _trainings(world, dice)
    _rounds(world, dice)
    return world


def _goals(industry: dict[str, Any]) -> list[Goal]:
    phrases = industry["policy"]
    return [
        Goal(
            name=g["name"],
            unit=g["unit"],
            formula=g["formula"],
            source=g["source"],
            owner=g["owner"],
            direction=g["direction"],
            baseline=g["baseline"],
            target=g["target"],
            values=list(g["values"]),
            capability=industry["capabilities"][n % 2],
            phrase=phrases[g["phrase"]],
            support=f"{industry['system']}优化项目、{g['name']}月度监测",
        )
        for n, g in enumerate(industry["goals"])
    ]


def _project(industry: dict[str, Any], people: dict[str, str]) -> Project:
    return Project(
        name=f"{industry['system']}二期建设",
        approved=date(2025, 2, 18),
        planned=date(2025, 3, 6),
        trial=date(2025, 6, 16),
        accepted=date(2025, 8, 22),
        live=date(2025, 9, 1),
        approver=people["gm"],
        changed=date(2025, 9, 1),
        document_changed=date(2025, 9, 19),
    )


def _audits(world: World, combined: bool) -> None:
    first = _audit(world, 1, date(2025, 5, 20), date(2025, 5, 21), date(2025, 5, 8), date(2025, 5, 28), False)
    second = _audit(world, 2, date(2025, 11, 11), date(2025, 11, 12), date(2025, 10, 31), date(2025, 11, 19), combined)
    world.audits = [first, second]
    for number, (audit, department) in enumerate(((1, "prod"), (1, "hr"), (2, "purchase")), 1):
        clause, fact, cause, action, evidence = FACTS[department]
        issued = world.audits[audit - 1].end + timedelta(days=1)
        issued = workday(issued)
        done = workday(issued + timedelta(days=12 + 2 * number))
        verifier = next(c.auditor for c in world.audits[audit - 1].checks if c.department == department)
        world.findings.append(
            Finding(
                number=f"NC-25{number:02d}",
                audit=audit,
                department=department,
                clause=clause,
                fact=_fill(fact, world),
                cause=_fill(cause, world),
                action=_fill(action, world),
                issued=issued,
                analysed=add_workdays(issued, 3),
                done=done,
                verified=workday(done + timedelta(days=4)),
                implementer=world.head(department),
                verifier=verifier,
                evidence=_fill(evidence, world),
            )
        )


def _audit(world: World, number: int, start: date, end: date, planned: date, reported: date, combined: bool) -> Audit:
    auditors = [world.person(p) for p in ("digital.staff", "quality.staff", "tech.staff", "hr.staff")]
    home = {world.person(f"{d}.staff"): d for d in ("digital", "quality", "tech", "hr")}
    checks: list[Check] = []
    for n, department in enumerate(("top", *DEPARTMENTS)):
        able = [a for a in auditors if home[a] != department]
        items = [(c, q, _fill(seen[number - 1], world)) for c, q, seen in QUESTIONS[department]]
        checks.append(Check(department, able[(n + number) % len(able)], start if n < 5 else end, items))
    leader = world.person("quality.staff" if number == 1 else "tech.staff")
    return Audit(number, planned, start, end, reported, leader, checks, combined)


def _reviews(world: World) -> None:
    heads = [world.head(d) for d in DEPARTMENTS]
    owners = [("prod", date(2026, 3, 31)), ("hr", date(2026, 2, 27)), ("digital", date(2026, 6, 30))]
    decisions = [
        Decision(_fill(text, world), world.head(owner), due, None, "")
        for (owner, due), text in zip(owners, REVIEW_DECISIONS, strict=True)
    ]
    world.reviews = [
        Review(
            1,
            date(2025, 11, 27),
            date(2025, 12, 9),
            date(2025, 12, 15),
            world.person("gm"),
            [world.person("mr"), *heads],
            list(REVIEW_INPUTS),
            decisions,
            [_fill(t, world) for t in REVIEW_TALK],
        )
    ]
    earlier = [("equip", date(2025, 3, 28), date(2025, 3, 24)), ("sales", date(2025, 6, 30), date(2025, 6, 25))]
    world.earlier_decisions = [
        Decision(_fill(text, world), world.head(owner), due, done, _fill(result, world))
        for (owner, due, done), (text, result) in zip(earlier, EARLIER_DECISIONS, strict=True)
    ]


def _trainings(world: World, dice: random.Random) -> None:
    heads = [world.head(d) for d in DEPARTMENTS]
    staff = [name for post, name in world.people.items() if post.endswith(("staff", "it"))]
    for n, (key, topic, held, hours, result) in enumerate(TRAININGS):
        who = heads + staff if key in {"launch", "system"} else (heads if key == "standard" else staff)
        if key == "standard":
            who = [world.person("gm"), world.person("mr"), *heads]
        evaluated = workday(held + timedelta(days=9 + 2 * n))
        world.trainings.append(
            Training(
                key,
                _fill(topic, world),
                held,
                hours,
                world.person("mr" if n % 2 else "digital.head"),
                list(who),
                evaluated,
                _fill(result, world),
                84 + (n * 5) % 12 + dice.randrange(2),
            )
        )


def _rounds(world: World, dice: random.Random) -> None:
    year, it = world.year, world.person("digital.it")
    rounds = world.rounds
    rounds["inspect"] = [
        Round(f"{m}月", workday(date(year, m, 9 + dice.randrange(8))), it, _fill(INSPECTION_NOTES[m - 1], world))
        for m in range(1, 13)
    ]
    rounds["backup"] = [
        Round(f"{m}月", workday(date(year, m, 20 + dice.randrange(5))), it, _fill(BACKUP_NOTES[m - 1], world))
        for m in range(1, 13)
    ]
    rounds["drill"] = [
        Round(half, day, it, _fill(note, world))
        for half, day, note in zip(
            ("上半年", "下半年"), (date(year, 4, 16), date(year, 10, 15)), DRILL_NOTES, strict=True
        )
    ]
    rounds["account"] = [
        Round(f"第{q}季度", workday(date(year, 3 * q, 12 + dice.randrange(8))), it, _fill(ACCOUNT_NOTES[q - 1], world))
        for q in range(1, 5)
    ]
    rounds["measure"] = [
        Round(
            f"{m}月",
            add_workdays(next_month(year, m) - timedelta(days=1), 2 + m % 3),
            world.person("digital.staff"),
            "",
        )
        for m in range(1, 13)
    ]
    rounds["report"] = [
        Round(
            f"第{q}季度",
            add_workdays(next_month(year, 3 * q) - timedelta(days=1), 6 + q % 3),
            world.head("digital"),
            "",
        )
        for q in range(1, 4)
    ]
    rounds["appraisal"] = [
        Round(f"第{q}季度", workday(next_month(year, 3 * q, 13 + q)), world.head("hr"), "") for q in range(1, 4)
    ]
    rounds["meeting"] = [
        Round(
            f"{m - 1}—{m}月",
            held := workday(date(year, m, 18)),
            world.person("mr"),
            _fill(talk, world),
            add_workdays(held, 2),
        )
        for m, talk in zip(range(2, 13, 2), MEETING_TALK, strict=True)
    ]
    rounds["assess"] = [Round("年度", date(year, 11, 25), world.head("digital"), "")]
    rounds["recheck"] = [Round("年度", date(year, 10, 22), world.person("mr"), "")]


def _fill(text: str, world: World) -> str:
    slots = {f"{d}_name": n for d, n in world.departments.items()}
    slots |= {post.replace(".", "_"): name for post, name in world.people.items()}
    return text.format(
        system=world.system,
        product=world.product,
        process=world.process,
        goal=world.goals[0].name,
        goal2=world.goals[1].name,
        goal3=world.goals[2].name,
        **slots,
    )

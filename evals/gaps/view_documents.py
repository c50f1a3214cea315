"""The enterprise's manual and procedures as a view of its world."""

from datetime import date
from typing import Any

from .paper import Block, FileFacts, Heading, Paper, Para, Table
from .view_facts import facts
from .view_registers import duties, goals, matrix, organisation, registers
from .words import Words
from .world import World

RULES: dict[str, list[str]] = {
    "doc": ["doc.review", "doc.gap", "doc.recheck", "doc.change"],
    "record": ["record.forms", "record.retention"],
    "audit": ["audit.cadence", "audit.plan", "audit.independent", "audit.coverage", "audit.ncr", "audit.report"],
    "review": [
        "review.cadence",
        "review.chair",
        "review.notice",
        "review.inputs",
        "review.output",
        "review.minutes",
        "review.track",
    ],
    "nc": ["nc.register", "nc.cause", "nc.close", "nc.verify"],
    "training": ["training.plan", "training.kinds", "training.audience", "training.evaluate"],
    "monitor": ["monitor.measure", "monitor.report", "monitor.miss", "monitor.assess"],
    "ops": ["ops.inspect", "ops.fault"],
    "safety": ["safety.backup", "safety.drill", "safety.account"],
    "project": ["project.approve", "project.accept"],
    "comm": ["comm.meeting", "comm.minutes"],
    "appraisal": ["appraisal.quarter"],
}


def rule_key(world: World, name: str) -> str:
    """The key in the wording bank: some rules come in several cadences."""
    if name == "audit.cadence":
        return f"audit.cadence.{world.numbers.audit_cadence}"
    return f"review.cadence.{world.numbers.review_cadence}" if name == "review.cadence" else name


def documents(words: Words) -> list[Paper]:
    """All documents of the enterprise, those a mutation left out excepted."""
    world = words.world
    papers = [_manual(words), *(_procedure(words, key) for key in RULES)]
    papers += [goals(words), matrix(words), registers(words), organisation(words)]
    return [paper for paper in papers if paper.key not in world.omit]


def _cover(words: Words, key: str) -> tuple[str, list[Block], FileFacts]:
    world = words.world
    info = world.documents[key]
    written, checked = _prepared(info.version)
    writer, checker = world.person("digital.staff"), world.head("digital")
    rows = (
        ("编制", writer, words.day(written), "审核", checker, words.day(checked)),
        ("批准", world.person("gm"), words.day(info.released), "版本", info.version, info.code),
        ("发布日期", words.day(info.released), "", "实施日期", words.day(info.effective), ""),
    )
    header = f"{world.name}    {info.title}    编号：{info.code}    版本：{info.version}"
    head: list[Block] = [Table(rows, ((2, 1, 2, 2), (2, 4, 2, 5)))]
    return header, head, facts(writer, written, f"doc:{key}", world.name, info.released)


def _prepared(version: str) -> tuple[date, date]:
    """When a version was written and checked."""
    return (date(2024, 1, 23), date(2024, 1, 30)) if version == "A/0" else (date(2025, 4, 8), date(2025, 4, 15))


def _procedure(words: Words, key: str) -> Paper:
    world = words.world
    info = world.documents[key]
    header, blocks, file_facts = _cover(words, key)
    heads = words.pick("heads", words.bank["text"]["heads"])
    title = info.title
    blocks += [Heading(heads[0]), Para(words.text("purpose").format(title=_subject(title)))]
    blocks += [Heading(heads[1]), Para(words.text("scope"))]
    blocks += [Heading(heads[2]), Para(f"{info.owner}归口管理本文件规定的活动，各部门按要求配合。", True)]
    blocks += [Para(f"管理者代表{world.person('mr')}监督本文件的执行。", True)]
    blocks += [Heading(heads[3]), *_rules(words, key)]
    used = [words.bank["rules"][rule_key(world, r)]["form"] for r in RULES[key]]
    forms = [world.forms[f] for f in dict.fromkeys(used) if f]
    if forms:
        retention = f"{world.numbers.retention}年"
        rows = [("编号", "记录名称", "保存期限"), *((f.code, f.name, retention) for f in forms)]
        blocks += [Heading(heads[4]), Table(tuple(rows))]
    return Paper(
        f"doc.{key}",
        title,
        file_facts,
        blocks=blocks,
        header=header,
        code=info.code,
        version=info.version,
        is_record=False,
        department=info.owner,
        footer="受控文件",
    )


def _subject(title: str) -> str:
    for ending in ("控制程序", "管理程序", "控制办法", "管理办法", "管理规定", "程序", "制度", "办法", "规定"):
        title = title.removesuffix(ending)
    return title


def _rules(words: Words, key: str) -> list[Block]:
    world = words.world
    rules = [words.rule(rule_key(world, name)) for name in RULES[key] if name not in world.omit]
    extra = [Para(text, True) for name, text in world.extra.items() if name.startswith(f"add:{key}:")]
    if not words.in_table(key):
        return [Heading("工作要求", 2), *(Para(rule.say, True) for rule in rules), *extra]
    head = tuple(words.pick("columns", words.bank["text"]["columns"]))
    rows = [head]
    for number, rule in enumerate(rules, 1):
        first = str(number) if head[0] == "序号" else _subject(world.documents[key].title)
        rows.append((first, rule.content, rule.actor, rule.when, rule.form))
    merges = () if head[0] == "序号" or len(rows) < 3 else ((1, 0, len(rows) - 1, 0),)
    return [Heading("工作流程", 2), Table(tuple(rows), merges), *extra]


def _manual(words: Words) -> Paper:
    world = words.world
    header, blocks, file_facts = _cover(words, "manual")
    text: Any = words.bank["manual"]
    links = "；".join(f"“{g.phrase}”对应目标“{g.name}”" for g in world.goals) + "。"
    slots = {**world.departments, "name": world.name, "product": world.product, "headcount": world.headcount}
    slots |= {
        "policy": world.policy,
        "advantage": world.advantage,
        "caps": "、".join(world.capabilities),
        "links": links,
    }
    for chapter in text["chapters"]:
        blocks.append(Heading(words.pick(f"m:{chapter['key']}", chapter["heads"])))
        for n, options in enumerate(chapter["paras"]):
            name = f"{chapter['key']}.{n}"
            line = world.extra.get(f"manual:{name}") or words.pick(f"m:{name}", options).format(**slots)
            if f"manual:{name}" not in world.omit:
                blocks.append(Para(line, True))
        if chapter["key"] == "duty":
            blocks.append(duties(world))
    info = world.documents["manual"]
    return Paper(
        "doc.manual",
        info.title,
        file_facts,
        blocks=blocks,
        header=header,
        code=info.code,
        version=info.version,
        is_record=False,
        department=info.owner,
        footer="受控文件",
    )

"""The enterprise's documents as a view of its world: manual, procedures, goals, matrix, registers."""

from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from .paper import Block, Cell, FileFacts, Heading, Paper, Para, Sheet, Table
from .registers import EFFECTIVE, RELEASED
from .words import Words, read_yaml
from .world import DEPARTMENTS, World

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


def facts(author: str, day: date, key: str, company: str = "", last: date | None = None) -> FileFacts:
    """File properties: begun on the afternoon of the day, saved for the last time within the hour or on ``last``."""
    spread = sha256(key.encode()).digest()
    created = datetime.combine(day, time(13 + spread[0] % 4, spread[1] % 60, spread[2] % 60))
    saved = datetime.combine(last or day, created.time()) + timedelta(minutes=12 + spread[3] % 45)
    return FileFacts(author, author, created, saved, company)


def documents(words: Words) -> list[Paper]:
    """All documents of the enterprise, those a mutation left out excepted."""
    world = words.world
    papers = [_manual(words), *(_procedure(words, key) for key in RULES)]
    papers += [_goals(words), _matrix(words), _registers(words), _organisation(words)]
    return [paper for paper in papers if paper.key not in world.omit]


def _cover(words: Words, key: str) -> tuple[str, list[Block], FileFacts]:
    world = words.world
    info = world.documents[key]
    writer, checker = world.person("digital.staff"), world.head("digital")
    rows = (
        ("编制", writer, words.day(date(2025, 4, 8)), "审核", checker, words.day(date(2025, 4, 15))),
        ("批准", world.person("gm"), words.day(info.released), "版本", info.version, info.code),
        ("发布日期", words.day(info.released), "", "实施日期", words.day(info.effective), ""),
    )
    header = f"{world.name}    {info.title}    编号：{info.code}    版本：{info.version}"
    head: list[Block] = [Table(rows, ((2, 1, 2, 2), (2, 4, 2, 5)))]
    return header, head, facts(writer, date(2025, 4, 8), f"doc:{key}", world.name, info.released)


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
    text: Any = words.bank.get("manual") or read_yaml("manual.yaml")
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
            blocks.append(_duties(world))
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


DUTIES = {
    "digital": "体系日常管理、文件控制、监测评估、信息系统运行与安全",
    "tech": "实施方案、技术实现、匹配调整",
    "prod": "生产运行、现场数据维护",
    "quality": "质量数据、不符合和纠正措施台账",
    "hr": "培训、沟通、考核",
    "purchase": "供方协同与到货数据",
    "sales": "客户需求、订单与交付信息",
    "finance": "信息化预算与核算",
    "equip": "设备设施及联网台账",
}


def _duties(world: World) -> Table:
    rows = [("部门", "两化融合职责"), *_duty_rows(world)]
    return Table(tuple(rows))


def _duty_rows(world: World) -> list[tuple[str, str]]:
    told = {**DUTIES, **({"finance": "会计核算、费用结算"} if "duty:finance" in world.omit else {})}
    return [(world.departments[d], told[d]) for d in DEPARTMENTS]


def _goals(words: Words) -> Paper:
    world = words.world
    head: tuple[Cell, ...] = (
        "序号",
        "目标名称",
        "对应新型能力",
        "方针要点",
        "计算公式",
        "单位",
        "基线值",
        f"{world.year}年目标值",
        "方向",
        "数据来源",
        "责任部门",
        "监测频次",
        "完成期限",
        "支撑项目与资源",
    )
    rows: list[tuple[Cell, ...]] = [(f"{world.name}{world.year}年新型能力目标分解表",), head]
    for n, g in enumerate(world.goals, 1):
        rows.append((
            n,
            g.name,
            g.capability,
            g.phrase,
            g.formula,
            g.unit,
            g.baseline,
            g.target,
            g.direction,
            g.source,
            world.departments.get(g.owner, ""),
            "每月",
            date(world.year, 12, 31),
            g.support,
        ))
    day = date(world.year, 1, 15)
    rows.append((
        f"编制：{world.person('digital.staff')}  {words.day(day)}   批准：{world.person('gm')}  {words.day(day)}",
    ))
    return Paper(
        "doc.goals",
        "新型能力目标分解表",
        facts(world.person("digital.staff"), day, "goals", world.name),
        "xlsx",
        sheets=[Sheet("目标分解", tuple(rows), ((0, 0, 0, 13), (len(rows) - 1, 0, len(rows) - 1, 13)))],
        is_record=False,
        department=world.departments["digital"],
    )


def _matrix(words: Words) -> Paper:
    world = words.world
    names = [world.departments[d] for d in DEPARTMENTS]
    rows: list[tuple[Cell, ...]] = [
        (f"{world.short}两化融合职责分配矩阵", *[None] * (len(names) + 2)),
        ("体系要求", "依据文件", "领导层", *names),
    ]
    for subject, document, owner in read_yaml("manual.yaml")["requirements"]:
        if f"matrix:{subject}" in world.omit:
            continue
        marks = ["●" if owner == "top" else "○", *("●" if owner == d else "○" for d in DEPARTMENTS)]
        rows.append((subject, world.documents[document].title, *marks))
    rows.append(("注：●主责 ○配合",))
    return Paper(
        "doc.matrix",
        "职责分配矩阵",
        facts(world.person("digital.staff"), date(2025, 4, 9), "matrix", world.name),
        "xlsx",
        sheets=[Sheet("职责矩阵", tuple(rows), ((0, 0, 0, len(names) + 2),))],
        is_record=False,
        department=world.departments["digital"],
    )


def _registers(words: Words) -> Paper:
    world = words.world
    head: tuple[Cell, ...] = ("文件编号", "文件名称", "版本", "发布日期", "实施日期", "主责部门", "状态")
    rows: list[tuple[Cell, ...]] = [head]
    for info in world.documents.values():
        rows.append((info.code, info.title, "A/0", date(2024, 2, 20), date(2024, 3, 1), info.owner, "作废"))
        rows.append((info.code, info.title, info.version, info.released, info.effective, info.owner, "现行"))
    forms: list[tuple[Cell, ...]] = [("表单编号", "表单名称", "现行版本", "启用日期", "上一版本", "上一版停用日期")]
    for form in world.forms.values():
        ended = form.since - timedelta(days=1) if form.old else None
        forms.append((form.code, form.name, form.version, form.since, form.old or None, ended))
    who = world.person("digital.staff")
    return Paper(
        "doc.register",
        "受控文件与表单清单",
        facts(who, RELEASED, "register", world.name, EFFECTIVE),
        "xlsx",
        sheets=[Sheet("文件清单", tuple(rows)), Sheet("表单清单", tuple(forms))],
        is_record=False,
        department=world.departments["digital"],
    )


POST_NAMES = {
    "gm": "总经理",
    "mr": "管理者代表",
    "digital.staff": "体系专员",
    "digital.it": "系统工程师",
    "quality.staff": "质量工程师",
    "tech.staff": "工艺工程师",
    "prod.staff": "班组长",
    "hr.staff": "培训专员",
    "equip.staff": "设备员",
    "sales.staff": "销售内勤",
}


def _organisation(words: Words) -> Paper:
    world = words.world
    people: list[tuple[Cell, ...]] = [("姓名", "部门", "岗位", "任职起", "任职止", "备注")]
    start = date(2023, 1, 1)
    for post, name in world.people.items():
        department = "公司领导" if post in {"gm", "mr"} else world.departments[post.split(".")[0]]
        title = POST_NAMES.get(post, "部门负责人")
        note = "内审员" if post in {"digital.staff", "quality.staff", "tech.staff", "hr.staff"} else None
        people.append((name, department, title, start, None, note))
    if world.left:
        name, post, day = world.left
        people.append((
            name,
            world.departments[post.split(".")[0]],
            POST_NAMES.get(post, "部门负责人"),
            start,
            day,
            "离职",
        ))
    changes: list[tuple[Cell, ...]] = [("原部门名称", "现部门名称", "生效日期", "依据")]
    if world.renamed:
        old, new, day = world.renamed
        changes.append((old, new, day, f"关于调整部门名称的通知（{words.day(day)}）"))
    who = world.person("hr.staff")
    return Paper(
        "doc.organisation",
        "组织机构与任职登记",
        facts(who, date(2025, 1, 8), "organisation", world.name, EFFECTIVE),
        "xlsx",
        sheets=[Sheet("任职登记", tuple(people)), Sheet("部门更名", tuple(changes))],
        is_record=False,
        department=world.departments["hr"],
    )

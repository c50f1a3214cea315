"""Goals, matrix, registers and posts as a view of the world."""

from datetime import date, timedelta

from .paper import Cell, Paper, Sheet, Table
from .registers import EFFECTIVE, FIRST_EFFECTIVE, FIRST_RELEASED, RELEASED
from .view_facts import facts
from .words import Words, read_yaml
from .world import DEPARTMENTS, World

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


def duties(world: World) -> Table:
    """Departments and what each does."""
    rows = [("部门", "两化融合职责"), *_duty_rows(world)]
    return Table(tuple(rows))


def _duty_rows(world: World) -> list[tuple[str, str]]:
    told = {**DUTIES, **({"finance": "会计核算、费用结算"} if "duty:finance" in world.omit else {})}
    return [(world.departments[d], told[d]) for d in DEPARTMENTS]


def goals(words: Words) -> Paper:
    """The goals of the year with their definitions."""
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


def matrix(words: Words) -> Paper:
    """Which department answers for which requirement."""
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


def registers(words: Words) -> Paper:
    """Documents and forms, withdrawn versions included."""
    world = words.world
    head: tuple[Cell, ...] = ("文件编号", "文件名称", "版本", "发布日期", "实施日期", "主责部门", "状态")
    rows: list[tuple[Cell, ...]] = [head]
    for info in world.documents.values():
        if info.version != "A/0":
            first = (FIRST_RELEASED, FIRST_EFFECTIVE)
            rows.append((info.code, info.title, "A/0", *first, info.owner, "作废"))
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


def organisation(words: Words) -> Paper:
    """Who holds which post, and departments that were renamed."""
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

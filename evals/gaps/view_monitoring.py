"""The ledger of goals, reports, analyses, assessment and appraisals as a view of the world."""

from datetime import date

from .paper import Block, Cell, Heading, Paper, Para, Sheet, Table
from .view_records import record, signed
from .words import Words
from .world import DEPARTMENTS, Goal, Round, World, add_workdays


def missed(goal: Goal, value: float) -> bool:
    """Whether the value misses the goal."""
    return value < goal.target if goal.direction == "提升" else value > goal.target


def monitoring_records(words: Words) -> list[Paper]:
    """The ledger of goals, the reports, the analysis, the assessment and the appraisals."""
    return [
        _measure(words),
        *(_quarter(words, r, n) for n, r in enumerate(words.world.rounds["report"], 1)),
        *_analysis(words),
        *_assessment(words),
        *(_appraisal(words, r, n) for n, r in enumerate(words.world.rounds["appraisal"], 1)),
    ]


def _measure(words: Words) -> Paper:
    world = words.world
    wide = words.pick("measure.wide", [True, False])
    rounds = world.rounds["measure"]
    form = world.forms["measure"]
    who = world.person("digital.staff")
    rows, merges = _wide(world, rounds) if wide else _long(world, rounds)
    paper = record(words, "mo.ledger", "measure", f"{world.year}年目标监测台账", who, rounds[-1].held, [], kind="xlsx")
    paper.sheets = [Sheet("监测", tuple(rows), tuple(merges)), _definition(world, f"{form.code} {form.version}")]
    return paper


def _wide(world: World, rounds: list[Round]) -> tuple[list[tuple[Cell, ...]], list[tuple[int, int, int, int]]]:
    months = [f"{m}月" for m in range(1, 13)]
    rows: list[tuple[Cell, ...]] = [
        ("目标名称", "单位", "目标值", f"{world.year}年实际值", *[None] * 11),
        (None, None, None, *months),
    ]
    rows += [(g.name, g.unit, g.target, *g.values) for g in world.goals]
    rows.append(("登记日期", None, None, *(r.held for r in rounds)))
    rows.append(("登记人", None, None, *(r.person for r in rounds)))
    return rows, [(0, 3, 0, 14), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2)]


def _long(world: World, rounds: list[Round]) -> tuple[list[tuple[Cell, ...]], list[tuple[int, int, int, int]]]:
    rows: list[tuple[Cell, ...]] = [("月份", "目标名称", "目标值", "实际值", "单位", "是否达标", "登记日期", "登记人")]
    for n, one in enumerate(rounds):
        for goal in world.goals:
            value = goal.values[n]
            if value is not None:
                state = "未达标" if missed(goal, value) else "达标"
                row = (
                    f"{world.year}年{one.period}",
                    goal.name,
                    goal.target,
                    value,
                    goal.unit,
                    state,
                    one.held,
                    one.person,
                )
                rows.append(row)
    return rows, []


def _definition(world: World, code: str) -> Sheet:
    rows: list[tuple[Cell, ...]] = [("目标名称", "计算公式", "数据来源", "表单编号")]
    rows += [(g.name, g.formula, g.source, code) for g in world.goals]
    return Sheet("指标说明", tuple(rows))


def _quarter(words: Words, one: Round, number: int) -> Paper:
    world = words.world
    months = range(3 * number - 2, 3 * number + 1)
    rows = [("目标", *(f"{m}月" for m in months), "目标值")]
    remarks: list[str] = []
    for g in world.goals:
        values = [_told(world, number, g, m) for m in months]
        rows.append((g.name, *("—" if v is None else f"{v}{g.unit}" for v in values), f"{g.target}{g.unit}"))
        low = [f"{m}月" for m, v in zip(months, values, strict=True) if v is not None and missed(g, v)]
        if low:
            remarks.append(f"{g.name}在{'、'.join(low)}未达到目标，已要求{world.departments[g.owner]}分析原因。")
    said = "".join(remarks) or "各项目标均达到要求，数据取自系统报表。"
    blocks: list[Block] = [Heading("监测结果"), Table(tuple(rows)), Heading("分析"), Para(said)]
    blocks.append(signed(words, ("编制", one.person, one.held), ("审阅", world.person("gm"), one.held)))
    return record(
        words, f"mo.q{number}", "quarter", f"{world.year}年{one.period}监测报告", one.person, one.held, blocks
    )


def _told(world: World, number: int, goal: Goal, month: int) -> float | None:
    changed = world.extra.get(f"q{number}:{goal.name}:{month}")
    return float(changed) if changed else goal.values[month - 1]


def _analysis(words: Words) -> list[Paper]:
    world = words.world
    goal = world.goals[0]
    day = add_workdays(world.rounds["measure"][7].held, int(world.extra.get("analysis.days", "4")))
    owner = world.head(goal.owner)
    rows = (
        ("目标", goal.name, "未达标月份", "7月、8月"),
        (
            "原因分析",
            world.extra.get("miss.cause", "两个大订单插单，排程规则没有为插单预留能力，瓶颈工位排队时间增加。"),
            "",
            "",
        ),
        ("措施", world.extra.get("miss.action", "排程规则增加插单缓冲，瓶颈工位增设一个班次，9月底前完成。"), "", ""),
        ("分析人", owner, "日期", words.day(day)),
        ("效果", f"9月实际{goal.values[8]}{goal.unit}，已恢复达标", "确认日期", words.day(date(2025, 10, 14))),
    )
    merges = ((1, 1, 1, 3), (2, 1, 2, 3))
    return [
        record(
            words,
            "mo.analysis",
            "analysis",
            "未达标原因分析表",
            owner,
            date(2025, 10, 14),
            [Table(rows, merges)],
            goal.owner,
        )
    ]


def _assessment(words: Words) -> list[Paper]:
    world = words.world
    one = world.rounds["assess"][0]
    blocks: list[Block] = [
        Heading("评估范围"),
        Para("覆盖公司全部部门和新型能力建设项目。"),
        Heading("评估结果"),
        Para(f"{world.goals[1].name}进展较好；数据分析人员偏少是主要短板，供方协同需要加强。"),
        Heading("诊断建议"),
        Para("增加数据分析岗位培养，改造供方接口。"),
        signed(words, ("编制", one.person, one.held), ("批准", world.person("mr"), one.held)),
    ]
    return [record(words, "mo.assess", "assess", f"{world.year}年两化融合评估报告", one.person, one.held, blocks)]


def _appraisal(words: Words, one: Round, number: int) -> Paper:
    world = words.world
    rows: list[tuple[Cell, ...]] = [
        (f"{world.year}年{one.period}两化融合考核表", *[None] * 4),
        ("部门", "考核依据", "得分", "扣分原因", "备注"),
    ]
    for n, d in enumerate(DEPARTMENTS):
        low = number == 3 and d == world.goals[0].owner
        score = 91 if low else 95 + (n * 3 + number) % 5
        reason = (
            f"{world.goals[0].name}7、8月未达标"
            if low
            else ("数据补录1次" if (n + number) % 4 == 0 else "任务迟交1次" if score < 97 else None)
        )
        rows.append((world.departments[d], "监测结果与任务完成情况", score, reason, None))
    rows.append((
        f"制表：{one.person}  {words.day(one.held)}    批准：{world.person('gm')}  {words.day(one.held)}",
        *[None] * 4,
    ))
    paper = record(
        words, f"ap.q{number}", "appraisal", f"{world.year}年{one.period}考核表", one.person, one.held, [], "hr", "xlsx"
    )
    paper.sheets = [Sheet("考核", tuple(rows), ((0, 0, 0, 4), (len(rows) - 1, 0, len(rows) - 1, 4)))]
    return paper

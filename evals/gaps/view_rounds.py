"""Ledgers, reports, project papers and meetings as a view of the world."""

from collections.abc import Callable
from datetime import date, timedelta

from .paper import Block, Cell, Heading, Paper, Para, Sheet, Table
from .registers import EFFECTIVE, RELEASED
from .view_records import audit_records, record, review_records, signed, training_records
from .view_yearly import yearly_records
from .words import Words
from .world import DEPARTMENTS, Goal, Round, World, add_workdays, workday


def records(words: Words) -> list[Paper]:
    """All records of the year, those a mutation left out excepted."""
    makers: tuple[Callable[[Words], list[Paper]], ...] = (
        audit_records,
        review_records,
        training_records,
        _monitoring,
        _ledgers,
        _rounds,
        _project,
        _document_records,
        yearly_records,
    )
    papers = [paper for make in makers for paper in make(words)]
    return [paper for paper in papers if paper.key not in words.world.omit]


def missed(goal: Goal, value: float) -> bool:
    """Whether the value misses the goal."""
    return value < goal.target if goal.direction == "提升" else value > goal.target


def _monitoring(words: Words) -> list[Paper]:
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


_LEDGERS = (
    ("inspect", "机房巡检记录", "巡检日期", "巡检人", "情况及处理"),
    ("backup", "数据备份记录", "备份日期", "操作人", "备份与校验情况"),
    ("account", "账号权限核查记录", "核查日期", "核查人", "核查结果"),
)


def _ledgers(words: Words) -> list[Paper]:
    world = words.world
    papers: list[Paper] = []
    for form, title, when, who, what in _LEDGERS:
        rounds = world.rounds[form]
        rows: list[tuple[Cell, ...]] = [("周期", when, who, what)]
        rows += [(r.period, r.held, r.person, r.note) for r in rounds]
        last = max(r.held for r in rounds)
        paper = record(
            words, f"op.{form}", form, f"{world.year}年{title}", world.person("digital.it"), last, [], kind="xlsx"
        )
        code = world.forms[form]
        paper.sheets = [
            Sheet(title, ((f"{title}  {code.code}  {code.version}", None, None, None), *rows), ((0, 0, 0, 3),))
        ]
        papers.append(paper)
    return papers


def _rounds(words: Words) -> list[Paper]:
    world = words.world
    papers: list[Paper] = []
    for n, one in enumerate(world.rounds["drill"], 1):
        blocks: list[Block] = [
            Para(
                f"演练日期：{words.day(one.held)}    组织人：{one.person}    "
                f"参加：{world.person('digital.staff')}、{world.person('prod.staff')}"
            ),
            Para(f"过程与结果：{one.note}"),
            signed(words, ("记录", one.person, one.held), ("审核", world.head("digital"), one.held)),
        ]
        papers.append(
            record(
                words,
                f"op.drill{n}",
                "drill",
                f"{world.year}年{one.period}数据恢复演练记录",
                one.person,
                one.held,
                blocks,
            )
        )
    for n, one in enumerate(world.rounds["meeting"], 1):
        issued = one.filled or one.held
        people = "、".join(world.head(d) for d in DEPARTMENTS)
        text: list[Block] = [
            Para(f"{words.day(one.held)}下午，{one.person}在二楼会议室主持召开第{n}次两化融合例会，{people}参加。"),
            Para(one.note),
            signed(
                words, ("记录", world.person("digital.staff"), one.held), ("印发", _issuer(world, n, one.held), issued)
            ),
        ]
        title = f"两化融合例会纪要（{world.year}年第{n}次）"
        papers.append(record(words, f"me.{n}", "meeting", title, world.person("digital.staff"), issued, text))
    return papers


def _issuer(world: World, number: int, held: date) -> str:
    return world.extra.get(f"issuer:me.{number}") or world.department_on("digital", held)


def _project(words: Words) -> list[Paper]:
    world = words.world
    p = world.project
    tech = world.head("tech")
    steps: tuple[tuple[str, str, str, date, str, str], ...] = (
        (
            "approve",
            "approve",
            "项目立项审批表",
            p.approved,
            f"拟建设{p.name}，预算186万元，周期7个月，支撑{world.capabilities[0]}。",
            p.approver,
        ),
        (
            "plan",
            "",
            "项目实施方案",
            p.planned,
            f"含流程、组织、技术、数据四方面安排，{words.day(p.trial)}起试运行。",
            world.person("mr"),
        ),
        (
            "accept",
            "accept",
            "项目验收报告",
            p.accepted,
            "功能42项全部通过，性能满足合同要求，遗留问题1项已约定在一个月内解决。",
            world.person("mr"),
        ),
        (
            "live",
            "live",
            "系统上线确认单",
            p.live,
            f"自{words.day(p.live)}起正式上线，原纸质报工单停用。",
            world.person("mr"),
        ),
    )
    papers: list[Paper] = []
    for key, form, title, day, text, approver in steps:
        blocks: list[Block] = [
            Table((("项目名称", p.name, "日期", words.day(day)), ("内容", text, "", "")), ((1, 1, 1, 3),)),
            signed(words, ("申报", tech, day), ("批准", approver, day)),
        ]
        papers.append(record(words, f"pj.{key}", form, f"{p.name}{title}", tech, day, blocks, "tech"))
    if p.document_changed:
        papers.append(_change(words, p.changed, p.document_changed))
    return papers


def _change(words: Words, changed: date, done: date) -> Paper:
    world = words.world
    ops = world.documents["ops"]
    rows = (
        ("文件", f"{ops.title}（{ops.code}）", "更改方式", "第1号修改单，版本不变"),
        (
            "更改原因",
            f"{world.system}自{words.day(changed)}正式上线，报工方式改变",
            "更改内容",
            "增加报工终端故障的处理要求",
        ),
        ("申请日期", words.day(changed + timedelta(days=7)), "更改完成日期", words.day(done)),
    )
    blocks: list[Block] = [
        Table(rows),
        signed(words, ("申请", world.head("tech"), done), ("批准", world.person("mr"), done)),
    ]
    return record(words, "dc.change", "doc_change", "文件更改申请单", world.head("tech"), done, blocks, "tech")


def _document_records(words: Words) -> list[Paper]:
    world = words.world
    day, who = date(2025, 4, 15), world.person("digital.staff")
    rows = [("部门", "评审意见", "会签人", "日期")]
    rows += [
        (world.departments[d], "同意" if n % 3 else "同意，建议补充接口说明，已采纳", world.head(d), words.day(day))
        for n, d in enumerate(DEPARTMENTS)
        if f"sign:{d}" not in world.omit
    ]
    told: list[Block] = [Para("评审文件：两化融合管理手册及全部程序文件（A/1版）"), Table(tuple(rows))]
    given = [("部门", "文件", "份数", "领用人", "日期")]
    given += [
        (world.departments[d], "A/1版全套文件", "1", world.head(d), words.day(workday(RELEASED))) for d in DEPARTMENTS
    ]
    one = world.rounds["recheck"]
    papers = [
        record(words, "dc.review", "doc_review", "体系文件评审会签记录", who, day, told),
        record(
            words,
            "dc.list",
            "doc_list",
            "文件发放回收记录",
            who,
            EFFECTIVE,
            [Table(tuple(given)), Para(f"旧版文件于{words.day(EFFECTIVE)}全部收回。")],
        ),
    ]
    if one:
        text = (
            f"对现行{len(world.documents)}份文件逐份评审，均适宜；"
            + f"{world.documents['ops'].title}的巡检内容建议明年细化。"
        )
        body: list[Block] = [
            Para(f"评审日期：{words.day(one[0].held)}"),
            Para(text),
            signed(words, ("批准", one[0].person, one[0].held)),
        ]
        papers.append(record(words, "dc.recheck", "recheck", "文件适宜性评审记录", who, one[0].held, body))
    return papers

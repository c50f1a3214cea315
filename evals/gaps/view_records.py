"""The records of the year as a view of the world: audits, nonconformities, reviews, trainings."""

from dataclasses import replace
from datetime import date, timedelta

from .paper import Block, Cell, Format, Heading, Paper, Para, Sheet, Table
from .view_documents import facts
from .words import Words
from .world import DEPARTMENTS, Audit, Finding, Review, Training, World, workday


def record(
    words: Words,
    key: str,
    form: str,
    title: str,
    author: str,
    day: date,
    blocks: list[Block],
    department: str = "digital",
    kind: Format = "docx",
) -> Paper:
    """A record on a form; the form's code and version stand in its header."""
    world = words.world
    known = world.forms.get(form)
    version = world.extra.get(f"form:{key}") or (_version(world, form, day) if known else "")
    header = f"{world.name}    {known.code}    版本：{version}" if known else world.name
    properties = facts(author, day, key, world.name)
    if key in world.stamps:
        properties = replace(properties, created=world.stamps[key], modified=world.stamps[key] + timedelta(minutes=3))
    return Paper(
        key,
        title,
        properties,
        kind,
        blocks,
        header=header,
        code=known.code if known else "",
        version=version,
        department=world.department_on(department, day),
    )


def _version(world: World, form: str, day: date) -> str:
    known = world.forms[form]
    return known.old if known.old and day < known.since else known.version


def signed(words: Words, *pairs: tuple[str, str, date | None]) -> Para:
    """A line of signatures: role, name, date."""
    return Para("    ".join(f"{role}：{name}  {words.day(day)}".rstrip() for role, name, day in pairs))


def audit_records(words: Words) -> list[Paper]:
    """Scheme, plans, checklists and reports."""
    world = words.world
    papers = [_scheme(words)]
    for audit in world.audits:
        key = f"ia{audit.number}"
        papers += [_plan(words, audit, key), _checklist(words, audit, key), _audit_report(words, audit, key)]
    papers += [_ncr(words, finding) for finding in world.findings]
    papers.append(_nc_ledger(words))
    return papers


def _department(world: World, key: str) -> str:
    return "最高管理者" if key == "top" else world.departments[key]


def _scheme(words: Words) -> Paper:
    world = words.world
    day = date(world.year, 1, 15)
    rows = [("次数", "计划月份", "范围", "方式")]
    for number, month in ((1, "5月"), (2, "11月")):
        way = "与质量管理体系内审合并进行" if number == 2 and world.audits[-1].combined else "集中审核"
        rows.append((f"第{number}次", month, "最高管理者及全部部门", way))
    blocks: list[Block] = [
        Para(f"为检查两化融合管理体系的符合性和有效性，{world.year}年安排两次内部审核。"),
        Table(tuple(rows)),
        signed(words, ("编制", world.person("digital.staff"), day), ("批准", world.person("mr"), day)),
    ]
    return record(
        words, "ia.scheme", "scheme", f"{world.year}年度内部审核方案", world.person("digital.staff"), day, blocks
    )


def _plan(words: Words, audit: Audit, key: str) -> Paper:
    world = words.world
    rows = [("日期", "受审核部门", "审核员", "涉及内容")]
    for check in audit.checks:
        subjects = "、".join(item[0] for item in check.items)
        rows.append((words.day(check.start), _department(world, check.department), check.auditor, subjects))
    joint = "本次与质量管理体系内审合并实施，共用首末次会议。" if audit.combined else ""
    blocks: list[Block] = [
        Para(f"审核目的：评价两化融合管理体系运行的符合性与有效性。{joint}"),
        Para(f"审核日期：{words.day(audit.start)}至{words.day(audit.end)}    审核组长：{audit.leader}"),
        Table(tuple(rows)),
        signed(
            words, ("编制", world.person("digital.staff"), audit.planned), ("批准", world.person("mr"), audit.planned)
        ),
    ]
    title = f"{world.year}年第{audit.number}次内部审核计划"
    return record(words, f"{key}.plan", "plan", title, world.person("digital.staff"), audit.planned, blocks)


def _checklist(words: Words, audit: Audit, key: str) -> Paper:
    world = words.world
    form = world.forms["checklist"]
    rows: list[tuple[Cell, ...]] = [(f"{form.name}（{form.code}  {form.version}）第{audit.number}次内审",)]
    rows.append(("受审核部门", "审核日期", "审核员", "审核内容", "检查问题", "所见事实", "判定"))
    merges = [(0, 0, 0, 6)]
    for check in audit.checks:
        first = len(rows)
        for subject, question, seen in check.items:
            bad = any(
                f.audit == audit.number and f.department == check.department and f.clause == subject
                for f in world.findings
            )
            name = _department(world, check.department)
            rows.append((name, check.start, check.auditor, subject, question, seen, "不符合" if bad else "符合"))
        if len(check.items) > 1:
            merges += [(first, c, len(rows) - 1, c) for c in range(3)]
    paper = record(
        words,
        f"{key}.checklist",
        "checklist",
        f"第{audit.number}次内审检查表",
        audit.leader,
        audit.end,
        [],
        kind="xlsx",
    )
    paper.sheets = [Sheet("检查表", tuple(rows), tuple(merges))]
    return paper


def _audit_report(words: Words, audit: Audit, key: str) -> Paper:
    world = words.world
    mine = [f for f in world.findings if f.audit == audit.number]
    count = audit.reported_count if audit.reported_count is not None else len(mine)
    lines = [f"{f.number}：{_department(world, f.department)}，{f.fact}" for f in mine]
    people = "、".join(dict.fromkeys(c.auditor for c in audit.checks))
    blocks: list[Block] = [
        Heading("审核概况"),
        Para(
            f"审核组于{words.day(audit.start)}至{words.day(audit.end)}进行了现场审核，组长{audit.leader}，组员{people}。"
        ),
        Heading("审核发现"),
        Para(f"本次共开具不符合报告{count}份。"),
        *(Para(line, True) for line in lines),
        Heading("审核结论"),
        Para(f"体系总体有效运行，{world.goals[0].name}等目标得到监测；请责任部门按期整改并由内审员验证。"),
        signed(words, ("审核组长", audit.leader, audit.reported), ("批准", world.person("mr"), audit.reported)),
    ]
    title = f"{world.year}年第{audit.number}次内部审核报告"
    return record(words, f"{key}.report", "audit_report", title, audit.leader, audit.reported, blocks)


def _ncr(words: Words, f: Finding) -> Paper:
    world = words.world
    rows = (
        ("编号", f.number, "责任部门", _department(world, f.department)),
        ("开出日期", words.day(f.issued), "涉及内容", f.clause),
        ("不符合事实", f.fact, "", ""),
        ("原因分析", f.cause, "分析日期", words.day(f.analysed)),
        ("纠正措施", f.action, "完成日期", words.day(f.done)),
        ("实施人", f.implementer, "验证人", f.verifier),
        ("验证情况", f.evidence, "验证日期", words.day(f.verified)),
    )
    blocks: list[Block] = [Table(rows, ((2, 1, 2, 3),))]
    key = f"nc.{f.number}"
    return record(
        words, key, "ncr", f"不符合报告 {f.number}", world.person("quality.staff"), f.verified, blocks, "quality"
    )


def _nc_ledger(words: Words) -> Paper:
    world = words.world
    rows: list[tuple[Cell, ...]] = [
        (
            "编号",
            "来源",
            "责任部门",
            "不符合事实",
            "开出日期",
            "原因分析日期",
            "措施完成日期",
            "验证日期",
            "验证人",
            "状态",
        )
    ]
    for f in world.findings:
        if f.registered:
            name = _department(world, f.department)
            row = (
                f.number,
                f"第{f.audit}次内审",
                name,
                f.fact,
                f.issued,
                f.analysed,
                f.done,
                f.verified,
                f.verifier,
                "已关闭",
            )
            rows.append(row)
    last = max((f.verified for f in world.findings), default=date(world.year, 6, 30))
    paper = record(
        words,
        "nc.ledger",
        "nc_ledger",
        f"{world.year}年纠正措施台账",
        world.person("quality.staff"),
        last,
        [],
        "quality",
        "xlsx",
    )
    paper.sheets = [Sheet("台账", tuple(rows))]
    return paper


def review_records(words: Words) -> list[Paper]:
    """Notice, input pack, minutes and the tracking of decisions."""
    papers: list[Paper] = []
    for review in words.world.reviews:
        key = f"mr{review.number}"
        papers += [_notice(words, review, key), _inputs(words, review, key), _minutes(words, review, key)]
        if words.world.delegation:
            papers.append(_delegation(words, review, key))
    papers.append(_tracking(words))
    return papers


def _notice(words: Words, review: Review, key: str) -> Paper:
    world = words.world
    blocks: list[Block] = [
        Para("各部门："),
        Para(
            f"定于{words.day(review.held)}召开{world.year}年度管理评审会议，由{review.chair}主持。请各部门负责人准备汇报材料并出席。"
        ),
        signed(words, (world.departments["digital"], world.head("digital"), review.noticed)),
    ]
    return record(
        words, f"{key}.notice", "notice", f"{world.year}年度管理评审通知", world.head("digital"), review.noticed, blocks
    )


def _inputs(words: Words, review: Review, key: str) -> Paper:
    world = words.world
    day = workday(review.held - timedelta(days=4))
    goals = "；".join(_year_line(g.name, g.values, g.unit, g.target) for g in world.goals)
    told = {
        "方针和目标的实现情况": f"方针经评价仍然适宜。截至11月，{goals}。",
        "内部审核与评估的结果": f"全年内审{len(world.audits)}次，不符合{len(world.findings)}项；11月完成年度评估。",
        "各部门工作汇报": f"{'、'.join(world.departments[d] for d in DEPARTMENTS)}均提交了书面汇报。",
        "以往管理评审决议的落实情况": "；".join(f"{d.text}：{d.result or '未见反馈'}" for d in world.earlier_decisions),
        "纠正措施的实施情况": f"{'、'.join(f.number for f in world.findings)}均已验证关闭。",
        "内外部环境变化": f"同行加快数字化改造，客户对{world.product}的交付信息透明度要求提高。",
        "资源的充分性": "二期项目资金到位；数据分析人员不足，需补充。",
        "改进建议": f"把{world.process}中的换线准备纳入{world.system}采集。",
    }
    blocks: list[Block] = []
    for name in review.inputs:
        if f"input:{name}" not in world.omit:
            blocks += [Heading(name), Para(told.get(name, f"{name}：见附表。"))]
    blocks.append(signed(words, ("汇总", world.head("digital"), day)))
    return record(words, f"{key}.inputs", "", f"{world.year}年度管理评审输入材料", world.head("digital"), day, blocks)


def _year_line(name: str, values: list[float | None], unit: str, target: float) -> str:
    known = [v for v in values[:11] if v is not None]
    mean = sum(known) / len(known) if known else 0
    return f"{name}1—11月均值{mean:.1f}{unit}（目标{target}{unit}）"


def _minutes(words: Words, review: Review, key: str) -> Paper:
    world = words.world
    count = review.minutes_attendees or len(review.attendees)
    blocks: list[Block] = [
        Para(f"时间：{words.day(review.held)}    地点：三楼会议室    主持人：{review.chair}"),
        Para(f"出席：{'、'.join(review.attendees)}，共{count}人。    记录：{world.person('digital.staff')}"),
        Heading("会议内容"),
        *(Para(line) for line in review.talk),
        Heading("评审决议"),
    ]
    if review.decisions and world.extra.get("minutes.prose"):
        told = "；".join(f"由{d.owner}负责，{words.day(d.due)}前{d.text}" for d in review.decisions)
        blocks.append(Para(f"会议决定：{told}。以上事项由{world.departments['digital']}跟踪。"))
    elif review.decisions:
        rows = [("序号", "决议事项", "责任人", "完成时限")]
        rows += [(str(n), d.text, d.owner, words.day(d.due)) for n, d in enumerate(review.decisions, 1)]
        blocks.append(Table(tuple(rows)))
    else:
        blocks.append(Para("与会人员一致认为体系是适宜、充分和有效的，希望各部门再接再厉。"))
    approver = world.bodies.get(f"{key}.approver", world.person("gm"))
    blocks.append(signed(words, ("整理", world.head("digital"), review.reported), ("批准", approver, review.reported)))
    title = f"{world.year}年度管理评审纪要"
    return record(words, f"{key}.minutes", "minutes", title, world.head("digital"), review.reported, blocks)


def _delegation(words: Words, review: Review, key: str) -> Paper:
    world = words.world
    day = workday(review.held - timedelta(days=5))
    text = (
        f"本人因公出国，现授权{review.chair}代为主持{words.day(review.held)}的管理评审会议，" + "会后向本人书面报告。"
    )
    blocks: list[Block] = [Para(text), signed(words, ("授权人（总经理）", world.person("gm"), day))]
    return record(words, f"{key}.delegation", "", "授权委托书", world.person("gm"), day, blocks, "hr")


def _tracking(words: Words) -> Paper:
    world = words.world
    rows: list[tuple[Cell, ...]] = [("来源", "决议事项", "责任人", "完成时限", "完成日期", "落实情况及汇报")]
    source = f"{world.year - 1}年管理评审"
    for d in world.earlier_decisions:
        if f"track:{d.text}" not in world.omit:
            rows.append((source, d.text, d.owner, d.due, d.done, d.result))
    for review in world.reviews:
        rows += [
            (f"{world.year}年管理评审", d.text, d.owner, d.due, d.done, d.result or "进行中") for d in review.decisions
        ]
    paper = record(
        words,
        "mr.track",
        "track",
        "管理评审决议跟踪表",
        world.person("digital.staff"),
        date(2025, 12, 22),
        [],
        kind="xlsx",
    )
    paper.sheets = [Sheet("决议跟踪", tuple(rows))]
    return paper


def training_records(words: Words) -> list[Paper]:
    """The year's plan, and sign-in and evaluation of each training."""
    world = words.world
    day = date(world.year, 1, 20)
    rows = [("序号", "培训内容", "计划月份", "对象", "学时")]
    rows += [
        (str(n), f"{t.topic}培训", f"{t.held.month}月", _audience(t), str(t.hours))
        for n, t in enumerate(world.trainings, 1)
    ]
    plan: list[Block] = [
        Table(tuple(rows)),
        signed(words, ("编制", world.person("hr.staff"), day), ("批准", world.person("gm"), day)),
    ]
    title = f"{world.year}年度培训计划"
    papers = [record(words, "tr.plan", "training_plan", title, world.person("hr.staff"), day, plan, "hr")]
    for training in world.trainings:
        papers.append(_signin(words, training))
        if training.evaluated:
            papers.append(_evaluation(words, training))
    return papers


def _audience(training: Training) -> str:
    names = {
        "launch": "各部门负责人及骨干",
        "standard": "领导层和部门负责人",
        "auditor": "内审员及骨干",
        "system": "文件使用人员",
    }
    return names.get(training.key, "相关岗位人员")


def _signin(words: Words, training: Training) -> Paper:
    world = words.world
    home = {name: post for post, name in world.people.items()}
    rows = [("序号", "姓名", "部门", "签到")]
    for n, name in enumerate(training.attendees, 1):
        post = home.get(name, "digital.staff")
        department = "公司领导" if post in {"gm", "mr"} else world.department_on(post.split(".")[0], training.held)
        rows.append((str(n), name, department, name))
    blocks: list[Block] = [
        Para(f"培训内容：{training.topic}培训    培训日期：{words.day(training.held)}    学时：{training.hours}"),
        Para(f"授课人：{training.teacher}    应到{len(training.attendees)}人，实到{len(training.attendees)}人"),
        Table(tuple(rows)),
    ]
    title = f"{training.topic}培训签到表"
    return record(
        words, f"tr.{training.key}.signin", "signin", title, world.person("hr.staff"), training.held, blocks, "hr"
    )


def _evaluation(words: Words, training: Training) -> Paper:
    world = words.world
    day = training.evaluated or training.held
    rows = (
        ("培训内容", f"{training.topic}培训", "培训日期", words.day(training.held)),
        ("参加人数", str(len(training.attendees)), "评价日期", words.day(day)),
        ("平均得分", str(training.score), "评价人", world.person("hr.staff")),
        ("效果评价", training.result, "", ""),
    )
    blocks: list[Block] = [Table(rows, ((3, 1, 3, 3),))]
    key = f"tr.{training.key}.evaluation"
    return record(
        words, key, "evaluation", f"{training.topic}培训效果评价表", world.person("hr.staff"), day, blocks, "hr"
    )

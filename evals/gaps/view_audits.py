"""Audit schemes, plans, checklists, reports and nonconformities as a view of the world."""

from datetime import date

from .paper import Block, Cell, Heading, Paper, Para, Sheet, Table
from .view_records import record, signed
from .words import Words
from .world import Audit, Finding, World


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
        Para(_conclusion(world, audit)),
        signed(words, ("审核组长", audit.leader, audit.reported), ("批准", world.person("mr"), audit.reported)),
    ]
    title = f"{world.year}年第{audit.number}次内部审核报告"
    return record(words, f"{key}.report", "audit_report", title, audit.leader, audit.reported, blocks)


def _conclusion(world: World, audit: Audit) -> str:
    if audit.number == 1:
        return f"文件已在各部门使用，{world.goals[0].name}等目标得到监测；夜班报工和能力矩阵两处需要整改。"
    return f"{world.system}上线后的做法与文件一致，数据补录明显减少；供方到货信息的及时性有待加强。"


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

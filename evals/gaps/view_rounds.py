"""All records of the year; ledgers, meetings, project papers and papers about documents."""

from collections.abc import Callable
from datetime import date, timedelta

from .paper import Block, Cell, Paper, Para, Sheet, Table
from .registers import EFFECTIVE, RELEASED
from .view_audits import audit_records
from .view_monitoring import monitoring_records
from .view_records import record, signed
from .view_reviews import review_records
from .view_trainings import training_records
from .view_yearly import yearly_records
from .words import Words
from .world import (
    DEPARTMENTS,
    World,
    workday,
)


def records(words: Words) -> list[Paper]:
    """All records of the year, those a mutation left out excepted."""
    makers: tuple[Callable[[Words], list[Paper]], ...] = (
        audit_records,
        review_records,
        training_records,
        monitoring_records,
        _ledgers,
        _rounds,
        _project,
        _document_records,
        yearly_records,
    )
    papers = [paper for make in makers for paper in make(words)]
    return [paper for paper in papers if paper.key not in words.world.omit]


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
    told: list[Block] = [Para("评审文件：两化融合管理手册及本次换版的程序文件（A/1版）"), Table(tuple(rows))]
    given = [("部门", "文件", "份数", "领用人", "日期")]
    given += [
        (world.departments[d], "A/1版换版文件", "1", world.head(d), words.day(workday(RELEASED))) for d in DEPARTMENTS
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

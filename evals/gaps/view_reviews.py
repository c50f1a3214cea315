"""Notices, inputs, minutes and decisions of management reviews as a view of the world."""

from datetime import date, timedelta

from .paper import Block, Cell, Heading, Paper, Para, Sheet, Table
from .view_records import record, signed
from .words import Words
from .world import DEPARTMENTS, Review, workday


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

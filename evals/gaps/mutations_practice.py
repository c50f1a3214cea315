"""One defect a type, in what was done and when, and signs of doubt (families B and D)."""

from datetime import date, datetime, timedelta

from .seeds import Seed
from .words import Words, parts
from .world import World, add_workdays


def missing_report(world: World, words: Words) -> list[Seed]:
    """B1: one quarter has no report."""
    world.omit.add("mo.q2")
    return [
        Seed(
            "B1",
            "第二季度监测报告",
            "第二季度没有监测报告",
            "doc.monitor",
            "monitor.report",
            severity="high",
            contains=["第二季度", "二季度", "2季度", "2025-06", "2025-07", "2025年6月", "Q2", "2025-04"],
        )
    ]


def late_report(world: World, words: Words) -> list[Seed]:
    """B2: the audit report comes weeks after its limit."""
    audit = world.audits[0]
    limit = add_workdays(audit.end, world.numbers.report_workdays)
    audit.reported = add_workdays(limit, 12)
    return [
        Seed(
            "B2",
            "第1次内部审核报告",
            "报告晚于规定期限",
            "doc.audit",
            "audit.report",
            record="ia1.report",
            record_quotes=[words.day(audit.reported), audit.reported.isoformat()],
        )
    ]


def too_seldom(world: World, words: Words) -> list[Seed]:
    """B3: both drills in the second half of the year."""
    drill = world.rounds["drill"][0]
    drill.held = date(world.year, 9, 10)
    drill.period = "第一次"
    world.rounds["drill"][1].period = "第二次"
    return [
        Seed(
            "B3",
            "数据恢复演练",
            "两次演练都在下半年，上半年没有",
            "doc.safety",
            "safety.drill",
            record="op.drill1",
            record_quotes=[words.day(drill.held), drill.held.isoformat()],
            also_accept=["B1", "B2"],
            also_papers=["op.drill2", "doc.safety"],
        ),
    ]


def wrong_order(world: World, words: Words) -> list[Seed]:
    """B4: in operation before it was accepted."""
    world.project.accepted = date(2025, 9, 16)
    return [
        Seed(
            "B4",
            world.project.name,
            "上线早于验收",
            "doc.project",
            "project.accept",
            record="pj.live",
            record_quotes=[words.day(world.project.live), world.project.live.isoformat()],
            also_papers=["pj.accept"],
            severity="high",
        )
    ]


def no_response(world: World, words: Words) -> list[Seed]:
    """B5: the way of working changed, the document did not."""
    world.project.document_changed = None
    for check in world.audits[1].checks:
        if check.department == "tech":
            check.items = [
                (s, q, t.replace("运行维护文件第1号修改单9月19日已发到岗位。", "接口对照表与现场一致。"))
                for s, q, t in check.items
            ]
    return [
        Seed(
            "B5",
            "上线后的文件更改",
            "系统上线改变了报工方式，没有文件更改",
            "doc.doc",
            "doc.change",
            record="pj.live",
            record_quotes=["原纸质报工单停用", words.day(world.project.live), "正式上线"],
        )
    ]


def hollow_record(world: World, words: Words) -> list[Seed]:
    """B6: the drill's record has no content."""
    text = words.pick("m.hollow", ["待补充", "XXX", "……"])
    world.rounds["drill"][1].note = text
    return [
        Seed(
            "B6",
            "数据恢复演练记录",
            "过程与结果未填写",
            "doc.record",
            "record.forms",
            record="op.drill2",
            record_quotes=[f"过程与结果：{text}", text],
            also_papers=["doc.safety"],
        )
    ]


def anachronism(world: World, words: Words) -> list[Seed]:
    """D1: minutes of February in the name a department got in March, typed in October."""
    if not world.renamed:
        return []
    new = world.renamed[1]
    world.extra["issuer:me.1"] = new
    world.stamps["me.1"] = datetime(2025, 10, 23, 16, 5)
    return [
        Seed(
            "D1",
            "第1次例会纪要",
            "部门名称在当时尚未启用，文件建立于十月",
            "doc.organisation",
            document_quotes=[new],
            record="me.1",
            record_quotes=[new, "第1次"],
            severity="high",
        )
    ]


def burst(world: World, words: Words) -> list[Seed]:
    """D2: evaluations of half a year written within an hour."""
    keys = [f"tr.{t.key}.evaluation" for t in world.trainings if t.evaluated][:6]
    for n, key in enumerate(keys):
        world.stamps[key] = datetime(2025, 11, 5, 14, 2) + timedelta(minutes=6 * n)
    names = [f"{t.topic}培训" for t in world.trainings]
    return [
        Seed(
            "D2",
            "培训效果评价表",
            "六份评价表在同一小时内建立",
            record=keys[0],
            record_quotes=names,
            also_papers=keys[1:],
            also_accept=["D1"],
        )
    ]


def copied_minutes(world: World, words: Words) -> list[Seed]:
    """D3: the minutes of two meetings are the same."""
    world.rounds["meeting"][4].note = world.rounds["meeting"][1].note
    return [
        Seed(
            "D3",
            "例会纪要",
            "两次会议的正文相同",
            record="me.5",
            record_quotes=[*parts(world.rounds["meeting"][1].note), "第5次", "第2次"],
            also_papers=["me.2"],
        )
    ]


def signed_after_leaving(world: World, words: Words) -> list[Seed]:
    """D4: a person who left signs months later."""
    name = "祝长青"
    world.left = (name, "digital.it", date(2025, 6, 30))
    for one in (*world.rounds["inspect"][:6], world.rounds["inspect"][9]):
        one.person = name
    return [
        Seed(
            "D4",
            name,
            "离职之后仍在巡检记录上署名",
            "doc.organisation",
            document_quotes=[name],
            record="op.inspect",
            record_quotes=[name],
            severity="high",
            also_accept=["C1"],
        )
    ]


def destroyed_early(world: World, words: Words) -> list[Seed]:
    """B7: records of last year destroyed although they are to be kept for years."""
    world.extra["disposal"] = "early"
    return [
        Seed(
            "B7",
            "早期培训签到表",
            "未到保存期限即销毁",
            "doc.record",
            "record.retention",
            record="ye.disposal",
            record_quotes=["早期培训签到表"],
        )
    ]

"""Training plan, sign-in sheets and evaluations as a view of the world."""

from datetime import date

from .paper import Block, Paper, Para, Table
from .view_records import record, signed
from .words import Words
from .world import Training


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

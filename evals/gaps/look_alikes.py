"""Things that only look like a gap: one for most types, to be left alone by a good detector."""

from datetime import date, datetime, timedelta

from .registers import EFFECTIVE
from .seeds import LookAlike
from .words import Words
from .world import World, add_workdays, is_workday


def defined_word(world: World, words: Words) -> bool:
    """A2: 及时, with its meaning."""
    text = f"接到系统故障报修后，{world.departments['digital']}应及时处理；本条所称及时，是指在1个工作日内。"
    world.extra["rule:ops.fault"] = f"{text}|处理系统故障（及时，即1个工作日内）|接到报修后"
    return True


def compatible_rule(world: World, words: Words) -> bool:
    """A3: the manual asks for less than the procedure, both can be kept."""
    world.extra["manual:evaluate.0"] = (
        "公司通过评估与诊断、监视与测量、内部审核、考核和管理评审评价绩效，其中内部审核每年不少于一次，具体频次见内部审核文件。"
    )
    return True


def former_name(world: World, words: Words) -> bool:
    """A4: a department's former name, with the notice of its renaming."""
    if not world.renamed:
        return False
    old, new, _ = world.renamed
    world.extra["add:ops:former"] = f"{old}（现{new}）原有的机房出入登记继续有效。"
    return True


def filling_note(world: World, words: Words) -> bool:
    """A5: a note on how to fill a form."""
    world.extra["add:record:note"] = "表单中带“*”的栏目为必填，没有内容的填“无”。"
    return True


def short_gap(world: World, words: Words) -> bool:
    """A6: eleven days between release and effect, ten are asked for."""
    info = world.documents["appraisal"]
    info.version, info.released, info.effective = "A/1", date(2025, 4, 25), EFFECTIVE
    return True


def approved_exception(world: World, words: Words) -> bool:
    """B1: no inspection in February, with an approved exception."""
    world.rounds["inspect"] = [r for r in world.rounds["inspect"] if r.period != "2月"]
    world.exception = ("2025-02 机房巡检", "机房搬迁停用", "总经理", date(2025, 1, 24))
    return True


def last_day(world: World, words: Words) -> bool:
    """B2: the report on the last day of its limit."""
    audit = world.audits[0]
    audit.reported = add_workdays(audit.end, world.numbers.report_workdays)
    return True


def near_neighbours(world: World, words: Words) -> bool:
    """B3: two drills three weeks apart, one in each half."""
    world.rounds["drill"][0].held, world.rounds["drill"][1].held = date(2025, 6, 19), date(2025, 7, 9)
    return True


def same_day(world: World, words: Words) -> bool:
    """B4: accepted in the morning, live on the same day."""
    world.project.accepted = world.project.live
    return True


def last_day_change(world: World, words: Words) -> bool:
    """B5: the document changed on the twentieth working day."""
    world.project.document_changed = add_workdays(world.project.changed, 20)
    for check in world.audits[1].checks:
        check.items = [(s, q, t.replace("9月19日", "月底前")) for s, q, t in check.items]
    return True


def short_but_full(world: World, words: Words) -> bool:
    """B6: a short note with a fact of its occasion."""
    world.rounds["drill"][1].note = "断电切换18分钟，报工可用。"
    return True


def destroyed_in_time(world: World, words: Words) -> bool:
    """B7: destroyed on the day after its time was over."""
    world.extra["disposal"] = "just"
    return True


def noted_delegation(world: World, words: Words) -> bool:
    """C1: a colleague stands in, and the ledger says why."""
    one = world.rounds["inspect"][6]
    one.person = world.person("digital.staff")
    one.note += f"（{world.person('digital.it')}休假，书面委托代检）"
    return True


def delegated_chair(world: World, words: Words) -> bool:
    """C2: the representative chairs with a letter of delegation."""
    world.reviews[0].chair = world.person("mr")
    world.delegation = True
    return True


def scanning_day(world: World, words: Words) -> bool:
    """D1, D2: papers of two months typed on one day, nothing else strange about them."""
    for key in ("me.5", "op.drill2"):
        world.stamps[key] = datetime(2025, 11, 6, 10, 20) + timedelta(minutes=7 * len(world.stamps))
    return True


def short_phrases(world: World, words: Words) -> bool:
    """D3: the same short phrase in two rows of a ledger."""
    for n in (4, 9):
        world.rounds["inspect"][n].note = "各项正常。"
    return True


def before_leaving(world: World, words: Words) -> bool:
    """D4: signed while still in office, by the predecessor."""
    name = "祝长青"
    world.left = (name, "digital.it", date(2025, 6, 30))
    for one in world.rounds["inspect"][:6]:
        one.person = name
    return True


def remaining_stock(world: World, words: Words) -> bool:
    """E1: the old form while the document allows it."""
    form = world.forms["evaluation"]
    world.extra["add:record:stock"] = f"《{form.name}》旧版（A/0）的印刷余量允许使用至2025年12月31日。"
    world.extra["form:tr.safety.evaluation"] = "A/0"
    return True


def last_day_analysis(world: World, words: Words) -> bool:
    """F5: the analysis on the last day it may come."""
    world.extra["analysis.days"] = "10"
    return True


def prose_decisions(world: World, words: Words) -> bool:
    """G7: decisions in a sentence instead of a table."""
    world.extra["minutes.prose"] = "1"
    return True


def one_course(world: World, words: Words) -> bool:
    """H1: two kinds of training in one course."""
    world.trainings = [t for t in world.trainings if t.key != "practice"]
    next(t for t in world.trainings if t.key == "standard").topic = "标准条款解读与贯标实施方法"
    return True


def thirtieth_day(world: World, words: Words) -> bool:
    """H2: evaluated on the last day."""
    training = next(t for t in world.trainings if t.key == "mes")
    training.evaluated = training.held + timedelta(days=world.numbers.evaluate_days)
    while not is_workday(training.evaluated):
        training.evaluated -= timedelta(days=1)
    return True


LOOK_ALIKES: dict[str, LookAlike] = {
    "A2": defined_word, "A3": compatible_rule, "A4": former_name, "A5": filling_note, "A6": short_gap,
    "B1": approved_exception, "B2": last_day, "B3": near_neighbours, "B4": same_day, "B5": last_day_change,
    "B6": short_but_full, "B7": destroyed_in_time,
    "C1": noted_delegation, "C2": delegated_chair, "D1": scanning_day, "D3": short_phrases,
    "D4": before_leaving, "E1": remaining_stock, "F5": last_day_analysis, "G7": prose_decisions, "H1": one_course,
    "H2": thirtieth_day,
}  # fmt: skip

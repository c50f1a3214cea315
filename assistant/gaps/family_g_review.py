"""Family G, management review: inputs, decisions, follow-up."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from ..domain.facts import Record, Source
from ..facts.topics import bigram_share, fold_name
from ..text.dates import bare_day
from .audits import duty_about
from .case import Case
from .registry import Hit, Parameters, detector
from .review_packs import headed, heads_of_pack, item_source, present, required_inputs, told_under
from .reviews import DECISION, Decision, decisions, reviews


@detector("G6", "review-inputs")
def review_inputs(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Inputs the procedure lists that the pack and the minutes of a review do not have."""
    required, duty = required_inputs(case)
    if len(required) < 3 or duty is None:
        return
    for review in reviews(case):
        if review.special:
            continue
        texts = [fold_name(x.text) for r in [*review.inputs, *review.minutes] for x in case.lines(case.papers[r.paper])]
        heads = heads_of_pack(review.inputs, required, case)
        missing = [x for x in required if not (told_under(x, heads, texts) if heads else present(x, texts))]
        pack = review.inputs or [m for m in review.minutes if len(missing) <= 0.4 * len(required) and headed(m, case)]
        if pack and 0 < len(missing) <= max(2, len(required) // 2):
            yield Hit(
                object=f"{review.on}管理评审输入缺：{'；'.join(missing)}",
                root=f"review-inputs:{review.on}",
                document=item_source(missing[0], duty, case),
                record=pack[0].source,
                values={"missing": "；".join(missing), "count": str(len(required))},
                verdict="suspected" if case.covered(("management_review",)) else "not_evaluable",
            )


@detector("G7", "review-without-decision")
def review_without_decision(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Minutes of a review that hold no decision with an action, an owner and a date."""
    for review in reviews(case):
        own = [d for d in decisions(case) if d.review_on == review.on]
        for minutes in review.minutes[:1]:
            if own or DECISION.search(minutes.text) or len(minutes.text) < 60:
                continue
            duty = duty_about(case, "management_review", "决议|决定|改进措施|责任人")
            yield Hit(
                object=f"{review.on}管理评审没有形成决议",
                root=f"review-decision:{review.on}",
                document=duty.source if duty else None,
                record=_conclusion(minutes, case),
                values={"day": str(review.on)},
            )


def _conclusion(minutes: Record, case: Case) -> Source:
    lines = [x for x in case.lines(case.papers[minutes.paper]) if not x.heads and x.kind == "text"]
    best = next((x for x in lines if re.search("适宜|充分|有效|一致认为|会议认为|会议要求", x.text)), None)
    if best is None:
        return minutes.source
    return Source(file=minutes.paper, locator=best.locator, quote=best.text, rule="minutes/1")


@detector("G8", "decision-not-followed")
def decision_not_followed(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """Decisions past their day without a trace of completion."""
    duty = duty_about(case, "review_tracking", "跟踪|落实|核实|报告|督办") or duty_about(
        case, "management_review", "跟踪|落实"
    )
    tracked = [d for d in decisions(case) if d.tracked]
    grace = timedelta(days=int(parameters.get("grace_days", 14)))
    due = [d for d in decisions(case) if d.due is not None and d.due + grace < case.as_of]
    for one in due:
        if one.tracked:
            if one.done:
                continue
        elif not tracked or _same_tracked(one, tracked) or _told_elsewhere(one, case):
            continue
        complete = bool(one.tracked) or case.covered(("management_review",))
        yield Hit(
            object=f"{one.action[:30]}（期限{one.due}）",
            root=f"decision:{fold_name(one.action)[:12]}:{one.due}",
            document=duty.source if duty else None,
            record=one.source,
            values={"due": str(one.due), "owner": one.owner},
            verdict="suspected" if complete else "not_evaluable",
            series="decision",
            among=len(due),
        )


def _same_tracked(one: Decision, tracked: Sequence[Decision]) -> bool:
    """The row of the table that follows a decision: the same words, or the same day with its owner or some words."""
    key = fold_name(one.action)
    for row in tracked:
        share = bigram_share(fold_name(row.action), key)
        if share >= 0.6 or _same_day(one, row) and (share >= 0.25 or _same_owner(one.owner, row.owner)):
            return True
    return False


def _same_day(one: Decision, row: Decision) -> bool:
    return one.due is not None and one.due == (row.due or bare_day(row.due_told, one.due.year))


def _same_owner(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def _told_elsewhere(one: Decision, case: Case) -> bool:
    """A later record that speaks of the matter with words of completion."""
    key = fold_name(one.action)
    for record in case.heads:
        if record.paper == one.source.file or (record.event_on and one.review_on and record.event_on < one.review_on):
            continue
        for line in case.lines(case.papers[record.paper]):
            text = fold_name(line.text)
            grams = {key[i : i + 2] for i in range(len(key) - 1)}
            if (
                grams
                and sum(g in text for g in grams) / len(grams) >= 0.5
                and re.search("完成|落实|办结|已|上线|投用|投入", line.text)
            ):
                return True
    return False

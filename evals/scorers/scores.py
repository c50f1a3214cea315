"""The measures. Each takes a case and its reply; None where the case has nothing to say about the measure."""

from typing import NamedTuple

from .case import Case
from .folding import fold, soft
from .matching import any_cites, any_holds
from .reply import Reply
from .sources import Sources

CUES = (
    "前提", "有误", "不准确", "不正确", "不对", "不是", "并非", "而非", "不符", "不成立", "误解", "误区", "错误",
    "不属实", "不一致", "相反", "混淆", "没有这样", "并没有", "不等于", "没有找到", "尚无", "未见",
)  # fmt: skip
"""Words by which an answer shows that it rejects the premise (a heuristic)."""


class Score(NamedTuple):
    """``hits`` out of ``of``; a rate is the sum of hits over the sum of ``of``."""

    hits: float
    of: float = 1


def _mark(ok: bool) -> Score:
    return Score(float(ok))


def hit_at(case: Case, reply: Reply, limit: int, sources: Sources) -> Score | None:
    """Does one gold point stand in the first ``limit`` passages?"""
    if not case.gold:
        return None
    return _mark(any(any_holds(reply.passages[:limit], point, sources) for point in case.gold))


def points_at(case: Case, reply: Reply, limit: int, sources: Sources) -> Score | None:
    """How many of the gold points stand in the first ``limit`` passages?"""
    if not case.gold:
        return None
    found = sum(any_holds(reply.passages[:limit], point, sources) for point in case.gold)
    return Score(found, len(case.gold))


def citation_recall(case: Case, reply: Reply, sources: Sources) -> Score | None:
    """How many gold points are carried by a citation? A refusal carries none."""
    if not case.gold:
        return None
    found = 0 if not reply.answered else sum(any_cites(reply.cites, point, sources) for point in case.gold)
    return Score(found, len(case.gold))


def completeness(case: Case, reply: Reply) -> Score | None:
    """Share of the key points in the answer; 0 when it was refused or broken. Read it with the length of answers."""
    if case.expect == "refuse":
        return None
    text = soft(reply.text) if reply.answered else ""
    share = sum(any(soft(word) in text for word in point) for point in case.must_include) / len(case.must_include)
    return Score(share)


def completeness_answered(case: Case, reply: Reply) -> Score | None:
    """``completeness`` over answered questions only; read it together with ``false_refusal``."""
    return completeness(case, reply) if reply.answered else None


def premise_corrected(case: Case, reply: Reply) -> Score | None:
    """The right fact (the first key point) stands in the answer, a word rejects the premise, nothing wrong is said."""
    if case.expect != "correct_premise":
        return None
    text = soft(reply.text)
    right = any(soft(word) in text for word in case.must_include[0])
    return _mark(reply.answered and right and any(cue in text for cue in CUES) and not said_wrong(case, reply))


def said_wrong(case: Case, reply: Reply) -> tuple[str, ...]:
    """The forbidden strings that stand in the text."""
    text = soft(reply.text)
    return tuple(word for word in case.must_not if soft(word) in text)


def wrong(case: Case, reply: Reply) -> Score | None:
    """A forbidden string in the text; lower is better."""
    return _mark(bool(said_wrong(case, reply))) if case.must_not else None


def refusal_precision(case: Case, reply: Reply) -> Score | None:
    """Of the refusals, how many were due?"""
    return _mark(case.expect == "refuse") if reply.refused else None


def refusal_recall(case: Case, reply: Reply) -> Score | None:
    """Of the questions to refuse, how many were refused?"""
    return _mark(reply.refused) if case.expect == "refuse" else None


def false_refusal(case: Case, reply: Reply) -> Score | None:
    """Of the questions to answer, how many were refused? Lower is better."""
    return _mark(reply.refused) if case.expect != "refuse" else None


def refusal_reason(case: Case, reply: Reply) -> Score | None:
    """Of the due refusals, how many give the expected reason?"""
    if case.expect != "refuse" or not reply.refused:
        return None
    return _mark(reply.refusal == case.refusal_reason)


def refusal_reason_lenient(case: Case, reply: Reply) -> Score | None:
    """As ``refusal_reason``, with the other defensible reasons."""
    if case.expect != "refuse" or not reply.refused:
        return None
    return _mark(reply.refusal in (case.refusal_reason, *case.refusal_reason_also))


def refusal_helpful(case: Case, reply: Reply) -> Score | None:
    """Of the due refusals with a stated honest way or nearest place, how many name it in their text?"""
    if case.expect != "refuse" or not reply.refused or not case.must_include:
        return None
    text = soft(reply.text)
    return _mark(all(any(soft(word) in text for word in point) for point in case.must_include))


def quotes_verbatim(reply: Reply, sources: Sources) -> Score | None:
    """How many quotes stand word for word in a source text or in the retrieved passage they name?"""
    if not reply.cites:
        return None
    passages = {place.chunk_id: fold(place.words) for place in reply.passages}
    quotes = [(fold(cite.words), passages.get(cite.chunk_id, "")) for cite in reply.cites]
    exact = sum(bool(quote) and (quote in passage or quote in sources.all_text) for quote, passage in quotes)
    return Score(exact, len(quotes))


def answered_with_quote(case: Case, reply: Reply) -> Score | None:
    """Of the answered questions, how many answers carry at least one quote?"""
    if case.expect == "refuse" or not reply.answered:
        return None
    return _mark(any(fold(cite.words) for cite in reply.cites))


def score_case(case: Case, reply: Reply, sources: Sources) -> dict[str, Score]:
    """All measures that are eligible for this case."""
    scores = {
        "hit@1": hit_at(case, reply, 1, sources),
        "hit@5": hit_at(case, reply, 5, sources),
        "hit@10": hit_at(case, reply, 10, sources),
        "points@5": points_at(case, reply, 5, sources),
        "citation_recall": citation_recall(case, reply, sources),
        "completeness": completeness(case, reply),
        "completeness_answered": completeness_answered(case, reply),
        "premise_corrected": premise_corrected(case, reply),
        "wrong": wrong(case, reply),
        "refusal_precision": refusal_precision(case, reply),
        "refusal_recall": refusal_recall(case, reply),
        "false_refusal": false_refusal(case, reply),
        "refusal_reason": refusal_reason(case, reply),
        "refusal_reason_lenient": refusal_reason_lenient(case, reply),
        "refusal_helpful": refusal_helpful(case, reply),
        "quotes_verbatim": quotes_verbatim(reply, sources),
        "answered_with_quote": answered_with_quote(case, reply),
    }
    return {name: score for name, score in scores.items() if score is not None}


LOWER_IS_BETTER = ("wrong", "false_refusal")

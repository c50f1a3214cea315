"""What a duty is about: its own words first, its section and its document second."""

import re
from collections.abc import Sequence

from ..domain.facts import FormRef
from ..text.cadence import parse_cadence
from .topics import PARENT, topic_of, topics_in

EVENTS = ("management_review", "internal_audit")
_SHORT = {"management_review": "管理评审", "internal_audit": "内审"}


def paper_of(event: str, name: str) -> str | None:
    """What a paper of an audit or review is, where its name says 检查报告 or 纪要 alone."""
    found = topic_of(_SHORT[event] + re.sub("内部|总结|管理", "", name)) if name else None
    return found if found and PARENT.get(found, found) == event else None


def topic_of_row(text: str, forms: Sequence[FormRef], document: str) -> str | None:
    """The row's own topic; a bare meeting of a review procedure is the review."""
    own, title = topic_of(text), _only_topic(document)
    if own in (None, "meeting", "inspection") and title in EVENTS:
        return paper_of(title, "".join(f.name for f in forms)) or title
    return own or topic_of("".join(f.name for f in forms)) or title


def held_in_row(text: str) -> str | None:
    """Holding an audit or review as a step of a table, not one of its papers."""
    held = re.search(
        r"(?:实施|开展|进行|组织|召开|举行)[^，。；]{0,6}(?P<e>内部审核|内审|管理评审|管评)(?!方案|计划|报告|"
        r"输入|员|检查)",
        text,
    )
    return None if held is None else "internal_audit" if held["e"] in ("内部审核", "内审") else "management_review"


_EVENT_CADENCE = re.compile(
    r"(?P<e>内部审核|内审|管理评审|管评)(?!方案|计划|报告|员|输入|检查|表|单|之?[前后]|以[前后]|完|结束)(?:活动|工作|会议|"
    r"会)?(?:由[^，。；《]{2,14}?)?[^。；《]{0,12}?(?=每[年半季一个]|一年|全年|至少|半年|年内)"
)


def topic_of_sentence(sentence: str, section: str, document: str) -> str | None:
    """The sentence's topic; where it touches several, the one the document (or the section of a manual) is about."""
    sentence = _PLACED.sub("", sentence)
    event = _EVENT_CADENCE.search(sentence)
    if event:
        return "internal_audit" if "审" in event["e"][:3] and "评" not in event["e"] else "management_review"
    held = _held_with_cadence(sentence)
    if held:
        return held
    own = topics_in(sentence)
    around = [t for t in (topic_of(lead_in(sentence)), topic_of(section), _only_topic(document)) if t]
    for near in around:
        family = [t for t in own if t == near or PARENT.get(t) == near or PARENT.get(near) == t]
        if family:
            return family[0]
    if own and set(own) <= {"meeting", "inspection"} and around and around[0] in EVENTS:
        return paper_of(around[0], "".join(re.findall("《([^》]+)》", sentence))) or around[0]
    if own or not around:
        return own[0] if own else None
    return None if around[0] == "assessment" and _reports_values(sentence) else _step_of(around[0], sentence)


def _reports_values(sentence: str) -> bool:
    """按季度算的目标，季后10日前报: values are handed in, nobody is assessed by them."""
    told = re.search(r"(?:目标|指标|实绩|的数|数据|数值)[^。；]*报(?!告|表|名)", sentence)
    return bool(told) and not re.search("考核|考评|评[分价定]|打分|得分|[奖扣]|绩效|结果|兑现", sentence)


_PLACED = re.compile(
    r"(?:放|排|安排|赶|搁|定)在?(?:内审|内部审核|管理评审|管评|验厂|审核)(?:完|结束)?(?:之|以)?[前后](?:头|面|边)?"
)
"""放在内审后头: when it comes, not what it is."""
_HELD = re.compile(
    r"(?P<e>内部审核|内审|管理评审|管评)(?!方案|计划|报告|员|输入|检查|表|单|纪要|资料|材料|(?:会议|会|召开|开始)*之?前)"
)


def lead_in(sentence: str) -> str:
    """二、恢复试验：信息员… → 恢复试验."""
    match = re.match(
        r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十\d]+条)?\s*([一-鿿]{2,10})[：:]",
        sentence,
    )
    return match[1] if match else ""


def _only_topic(document: str) -> str | None:
    """The topic of a document's title; none where the title names several."""
    topics = {PARENT.get(t, t) for t in topics_in(document)}
    return topic_of(document) if len(topics) <= 1 or not re.search("[、和及与]", document) else None


def _held_with_cadence(sentence: str) -> str | None:
    """每半年至少组织一次内部审核，年初编制《年度方案》: the cadence is that of the clause it stands in."""
    for clause in re.split("[，；。](?!其频次|其次数|频次|次数)", sentence):
        event = _HELD.search(re.sub("《[^》]*》", "", clause) if "频次" in clause else clause.split("《")[0])
        if event and parse_cadence(clause):
            return "internal_audit" if event["e"] in ("内部审核", "内审") else "management_review"
    return None


def _step_of(near: str, sentence: str) -> str | None:
    """What a sentence that names no activity is about, given its document: holding a review is said, not implied."""
    if near not in EVENTS:
        return near
    if near == "management_review" and re.search("跟踪|落实|督办|进展", sentence):
        return "review_tracking"
    return (
        near
        if re.search(
            "审核|评审|召开|进行|开展|组织|主持|举行|决议|会议|都要?查|要查|查一|[一两二][年季][^，。；]{0,6}[次回]",
            sentence,
        )
        else None
    )

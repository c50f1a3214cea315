"""Requests we must not fulfil: fabricated or back-dated records, forged signatures, other clients' papers, deceit.

A question *about* such acts (why not, how to detect, what to do when found) and a question whether one may do so are
answered; a request to do it, or to learn how it stays undetected, is refused with the reason and the honest way.
Words come from ``corpus/rules/conduct.yaml``.
"""

import re
from typing import Literal

from pydantic import ValidationError

from ..domain.errors import CorpusError
from ..domain.value import Value
from .words import Words, read_mapping, words

_SENTENCE = re.compile(r"[^。！？!?\n；;]+[。！？!?；;]*")
_STRETCH = 120
"""Characters before a request that may still say what is meant."""

Force = Literal["strong", "mild"]


class Act(Value):
    """A forbidden act: word groups that show it, why it is refused and what can be done instead."""

    id: str
    label: str
    signs: tuple[tuple[str, ...], ...]
    mild_signs: tuple[tuple[str, ...], ...] = ()
    why: str
    instead: tuple[str, ...]
    offer: str = ""


class ConductWording(Value):
    """Frame of the refusal text; ``{label}`` and ``{why}`` are filled in."""

    lead: str
    why: str
    instead: str
    rule: str


class ConductRules(Value):
    """``corpus/rules/conduct.yaml``: word groups, acts and the words that tell a request from a question."""

    groups: dict[str, str]
    acts: tuple[Act, ...]
    requests: str
    how_to: str
    question_words: str
    about: str
    courtesy: str
    leave: str
    third_party: str
    intent: str
    honest: str
    truth: str
    openness: str
    wording: ConductWording

    def group(self, name: str) -> Words:
        """The compiled word group ``name``."""
        return words(self.groups[name])


def read_conduct(text: str) -> ConductRules:
    """Rules from the text of the YAML file; raises CorpusError when it is broken."""
    try:
        rules = ConductRules.model_validate(read_mapping(text, "conduct.yaml"))
    except ValidationError as error:
        raise CorpusError("行为底线规则缺少字段或写错", "conduct.yaml", str(error.errors()[0]["loc"])) from error
    named = {name for act in rules.acts for sign in (*act.signs, *act.mild_signs) for name in sign}
    if unknown := named - set(rules.groups):
        raise CorpusError(f"行为底线规则引用了没有的词组：{'、'.join(sorted(unknown))}", "conduct.yaml", "补上词组")
    return rules


def forbidden_request(text: str, rules: ConductRules, context: str = "") -> Act | None:
    """The act that ``text`` asks us to commit, if any. ``context`` is the last turn, for ``帮我编上吧``."""
    if seeks_truth(text, rules):
        return None
    sentences = [match[0] for match in _SENTENCE.finditer(text)]
    for index, sentence in enumerate(sentences):
        before = "".join(sentences[:index])[-_STRETCH:]
        act = _asked(sentence, before, context, rules)
        if act:
            return act
    return None


def mentioned_act(text: str, rules: ConductRules) -> Act | None:
    """The act a text talks about, whoever does it and whether or not it is requested."""
    found = _found(text, rules)
    return found[0] if found else None


def signs_of(text: str, rules: ConductRules) -> tuple[bool, ...]:
    """Which kinds of words stand in ``text``, for a model that weighs them: requests, questions, acts …"""
    found = _found(text, rules)
    listings = (
        rules.requests, rules.how_to, rules.question_words, rules.about, rules.third_party, rules.intent, rules.honest,
        rules.openness,
    )  # fmt: skip
    return (
        *(words(listing).within(text) for listing in listings),
        seeks_truth(text, rules),
        found is not None,
        bool(found and found[1] == "strong"),
    )


def mere_question(text: str, rules: ConductRules) -> bool:
    """Does ``text`` only ask (may one, is it so), without a word of request or of how to set about it?"""
    return _asks(text, rules) and not (words(rules.requests).within(text) or words(rules.how_to).within(text))


def asks_leave(text: str, rules: ConductRules) -> bool:
    """Does ``text`` only ask, in its last words, whether something may be done, and hide nothing?"""
    return (
        words(rules.leave).within(text.strip()) and mere_question(text, rules) and not words(rules.intent).within(text)
    )


def seeks_truth(text: str, rules: ConductRules) -> bool:
    """Does ``text`` only want to detect, to own up or to weigh a practice, and hide nothing?"""
    return words(rules.truth).within(text) and not words(rules.intent).within(text)


def speaks_of_it(text: str, rules: ConductRules) -> bool:
    """Does ``text`` request something, or name a forbidden act, in words the rules know?"""
    return mentioned_act(text, rules) is not None or words(rules.requests).within(text)


def act_named(name: str, rules: ConductRules) -> Act | None:
    """The act with this id."""
    return next((act for act in rules.acts if act.id == name), None)


def rule_text(act: Act, rules: ConductRules) -> str:
    """What we say to somebody who only asks about the act: that it is not allowed, why, and the honest way."""
    lines = [rules.wording.rule.format(label=act.label), act.why, rules.wording.instead]
    return "\n".join([*lines, *(f"{number}. {step}" for number, step in enumerate(act.instead, start=1))])


def refusal_text(act: Act, rules: ConductRules) -> str:
    """What we say instead: that we do not do it, why, and the honest way."""
    lines = [
        rules.wording.lead.format(label=act.label),
        rules.wording.why.format(why=act.why),
        rules.wording.instead,
        *(f"{number}. {step}" for number, step in enumerate(act.instead, start=1)),
        act.offer,
    ]
    return "\n".join(line for line in lines if line)


def _asked(sentence: str, before: str, context: str, rules: ConductRules) -> Act | None:
    request = words(rules.requests).first(sentence)
    wanted = sentence[request.start() :] if request else sentence
    found = _found(sentence, rules)
    if not found and (request or not _asks(sentence, rules)):
        found = _found(before + sentence, rules)
    if not found and context and request:
        found = _found(context + sentence, rules)
    if not found:
        return None
    act, force = found
    if words(rules.intent).within(sentence):
        return act
    if words(rules.about).within(wanted):
        return None
    if force == "mild" and words(rules.honest).within(sentence):
        return None
    if request:
        return act
    return act if _ordered(sentence, force, rules) else None


def _ordered(sentence: str, force: Force, rules: ConductRules) -> bool:
    """An order without a word of request, or a plain 怎么把日期改成去年的."""
    if words(rules.third_party).within(sentence) or words(rules.about).within(sentence):
        return False
    return not _asks(sentence, rules) or (force == "strong" and words(rules.how_to).within(sentence))


def _asks(sentence: str, rules: ConductRules) -> bool:
    return words(rules.question_words).within(sentence)


def _found(text: str, rules: ConductRules) -> tuple[Act, Force] | None:
    for act in rules.acts:
        if any(_shown(sign, text, rules) for sign in act.signs):
            return act, "strong"
    for act in rules.acts:
        if any(_shown(sign, text, rules) for sign in act.mild_signs):
            return act, "mild"
    return None


def _shown(sign: tuple[str, ...], text: str, rules: ConductRules) -> bool:
    return all(rules.group(name).within(text) for name in sign)

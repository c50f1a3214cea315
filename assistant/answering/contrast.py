"""What a question takes for granted, and the words that contradict it (``corpus/rules/contrast.yaml``)."""

import re

from pydantic import ValidationError

from ..domain.errors import CorpusError
from ..domain.value import Value
from .words import read_mapping

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_WHETHER = re.compile(
    r"(?P<head>[\u4e00-\u9fff])不(?P<whole>(?P=head)[\u4e00-\u9fff])|(?P<again>[\u4e00-\u9fff]{2})不(?P=again)"
)


class ContrastRules(Value):
    """``corpus/rules/contrast.yaml``."""

    presuppositions: tuple[str, ...]
    opposites: tuple[str, ...]
    to_whom: str
    reporting: str
    actors: str
    same_actors: tuple[str, ...]
    duties: tuple[str, ...]
    denials: str
    affirmations: str
    negations: str
    negative: str
    names: str
    wrong_views: str
    only: str
    not_only: str
    spared: str
    musts: str
    same: str
    apart: str
    actions: tuple[str, ...]


def read_contrast(text: str) -> ContrastRules:
    """Rules from the text of the YAML file; raises CorpusError when it is broken."""
    try:
        rules = ContrastRules.model_validate(read_mapping(text, "contrast.yaml"))
        for pattern in rules.presuppositions:
            re.compile(pattern)
    except (ValidationError, re.error) as error:
        raise CorpusError("前提对照规则写错", "contrast.yaml", str(error)[:80]) from error
    return rules


def presupposed(text: str, rules: ContrastRules) -> tuple[str, ...]:
    """What the question takes for granted, by its sentence pattern; may be several readings."""
    found: list[str] = []
    for sentence in (text, *_sentences(text)):
        for pattern in rules.presuppositions:
            found.extend(plainly(match["said"].strip("，,、 ")) for match in re.finditer(pattern, sentence))
    return tuple(dict.fromkeys(found))


def _sentences(text: str) -> tuple[str, ...]:
    parts = tuple(match[0].strip() for match in _SENTENCE.finditer(text))
    return parts if len(parts) > 1 else ()


def plainly(said: str) -> str:
    """``said`` with 适不适宜, 符合不符合 as the words they ask about."""
    return _WHETHER.sub(lambda match: match["whole"] or match["again"], said)

"""Connecting words and cues of the extractive answer, from ``corpus/rules/connectives.yaml``."""

from typing import Literal

from pydantic import ValidationError

from ..domain.answer import Audience
from ..domain.errors import CorpusError
from ..domain.value import Value
from .analysis import QuestionKind
from .words import read_mapping

AskedKind = Literal["who", "when", "first", "consequence", "omission"]


class Phrases(Value):
    """Plain connecting words; names in braces are filled in."""

    verdict_no: str
    verdict_yes: str
    verdict_see: str
    premise: str
    premise_position: str
    premise_count: str
    more: str
    reasons: str
    steps: str
    related: str
    own: str
    list_intro: str
    list_intro_plain: str
    side: str
    partial: str
    part: str
    missing: str
    unfounded: str
    first: str
    then: str
    clause: str
    superseded: str


class AskedWords(Value):
    """How a question asks for a kind of thing, and how a sentence that tells it is written."""

    asks: str
    tells: str


class Aspect(Value):
    """What two things can be told of alike, and how a sentence that tells it is written."""

    label: str
    tells: str


class Connectives(Value):
    """``cues`` by kind of question, ``asked`` by kind of thing, ``doings`` groups of spoken and written verbs,
    ``audience`` by reader, words of prohibition and duty, ``settling`` words that answer whether one may,
    ``index_lines`` that only point on, phrases."""

    cues: dict[QuestionKind, str]
    asked: dict[AskedKind, AskedWords]
    doings: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    audience: dict[Audience, str]
    prohibition: str
    obligation: str
    settling: str
    index_lines: str
    phrases: Phrases


def read_connectives(text: str) -> Connectives:
    """Words from the text of the YAML file; raises CorpusError when it is broken."""
    try:
        return Connectives.model_validate(read_mapping(text, "connectives.yaml"))
    except ValidationError as error:
        raise CorpusError("连接词文件缺少字段或写错", "connectives.yaml", str(error.errors()[0]["loc"])) from error

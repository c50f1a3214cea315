"""What a case is, and how case files are read."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

Suite = Literal["retrieval", "answer", "refusal", "lookup"]
Split = Literal["dev", "sealed"]
Expect = Literal["answer", "refuse", "correct_premise"]
Reason = Literal["no_evidence", "no_such_clause", "out_of_scope", "unethical", "needs_clarification"]
CASES = Path(__file__).resolve().parents[1] / "cases"
SUITES: tuple[Suite, ...] = ("retrieval", "answer", "refusal", "lookup")
KINDS = (
    "term", "interpretation", "list", "comparison", "procedure", "colloquial", "multi_hop", "typo", "followup",
    "clause", "nonexistent_clause", "false_premise", "out_of_scope", "unanswerable", "unethical", "over_refusal",
    "injection", "unclear",
)  # fmt: skip


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Target(_Frozen):
    """One place that carries a point. Exactly one way of naming it is filled in.

    ``text`` + ``start``/``end``/``sha256``: a span of a folded source text that is not part of the repository.
    ``framework`` + ``key``: a clause of ``corpus/frameworks``. ``term``: an entry of the glossary. ``topic``: words,
    one of which stands in the title or locator of one of our guidance articles.
    """

    text: str = ""
    start: int = 0
    end: int = 0
    sha256: str = ""
    framework: str = ""
    key: str = ""
    term: str = ""
    topic: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> "Target":
        ways = [bool(self.text), bool(self.framework), bool(self.term), bool(self.topic)]
        if sum(ways) != 1 or bool(self.framework) != bool(self.key) or bool(self.text) != (self.end > self.start):
            raise ValueError("a target names exactly one place")
        return self


class PastTurn(_Frozen):
    """An earlier question with the answer it got."""

    question: str
    answer: str = ""


class Case(_Frozen):
    """A question with what a good system does with it.

    ``gold`` is a list of points, each a list of alternative places; ``must_include`` a list of key points, each a list
    of acceptable strings; ``must_not`` strings that show a wrong answer, an invented fact or an obeyed injection.
    """

    id: str
    suite: Suite
    kind: str
    asker: str
    question: str
    history: tuple[PastTurn, ...] = ()
    scope: Literal["all", "library", "workspace"] = "all"
    expect: Expect
    refusal_reason: Reason | None = None
    refusal_reason_also: tuple[Reason, ...] = ()
    gold: tuple[tuple[Target, ...], ...] = ()
    must_include: tuple[tuple[str, ...], ...] = ()
    must_not: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> "Case":
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind {self.kind}")
        if (self.expect == "refuse") != bool(self.refusal_reason):
            raise ValueError("a refusal, and nothing else, has a reason")
        if self.expect == "refuse" and self.gold:
            raise ValueError("a refusal has no gold")
        if self.expect != "refuse" and not self.must_include:
            raise ValueError("an answer needs key points")
        return self


def split_of(question: str) -> Split:
    """The half a question belongs to: a third is sealed, decided by its hash and by nobody's taste."""
    digest = hashlib.sha256(f"guanbiao-cases/1:{question}".encode()).digest()
    return "sealed" if int.from_bytes(digest[:8], "big") % 3 == 0 else "dev"


def load_cases(suite: Suite, split: Split, folder: Path = CASES) -> tuple[Case, ...]:
    """The cases of one file. Raises ValueError naming file and line when one is broken or an id comes twice."""
    path = folder / split / f"{suite}.jsonl"
    cases = tuple(_case(path, number, line) for number, line in enumerate(_lines(path), 1))
    ids = [case.id for case in cases]
    if len(set(ids)) < len(ids):
        raise ValueError(f"{path}: an id comes twice")
    return cases


def _lines(path: Path) -> Iterable[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _case(path: Path, number: int, line: str) -> Case:
    try:
        return Case.model_validate(json.loads(line))
    except (json.JSONDecodeError, ValidationError) as error:
        raise ValueError(f"{path}:{number}: {error}") from error

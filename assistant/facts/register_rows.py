"""All facts as register rows, each with an id that follows from where and in which words it stands."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..domain.facts import Alias, Facts, Record, Source
from ..domain.register import FactKind, RegisterRow
from ..text.normalize import fold_text
from .register_words import COLUMNS, Fact, words_of

_LETTER: dict[FactKind, str] = {
    "prescription": "P", "record": "R", "row": "L", "post": "S", "department": "D", "document": "W", "form": "F",
    "goal": "G", "alias": "N", "exception": "E",
}  # fmt: skip
_NAMED: dict[FactKind, tuple[str, ...]] = {
    "post": ("person", "post"), "department": ("name",), "document": ("code",), "form": ("code",), "goal": ("name",),
    "alias": ("kind", "name", "other"),
}  # fmt: skip
"""Fields that tell facts of one line apart."""


class Extracted(NamedTuple):
    """A fact with its row."""

    fact: Fact
    row: RegisterRow


def extracted(facts: Facts) -> list[Extracted]:
    """Every fact with its row, kind by kind in reading order."""
    seen: Counter[str] = Counter()
    return [_extracted(kind, fact, seen) for kind, fact in _all(facts)]


def _all(facts: Facts) -> Iterator[tuple[FactKind, Fact]]:
    rows = [r for r in facts.records if r.row]
    groups: dict[FactKind, Sequence[Fact]] = {
        "prescription": facts.prescriptions, "record": [r for r in facts.records if not r.row], "row": rows,
        "post": facts.posts, "department": facts.departments, "document": facts.documents, "form": facts.forms,
        "goal": facts.goals, "alias": facts.aliases,
    }  # fmt: skip
    for kind, group in groups.items():
        for fact in group:
            yield kind, fact


def _extracted(kind: FactKind, fact: Fact, seen: "Counter[str]") -> Extracted:
    words, source = words_of(fact), _source(fact)
    named = "|".join(words[key] for key in _NAMED.get(kind, ()))
    seed = "|".join((kind, source.file, fold_text(source.quote), fold_text(named)))
    seen[seed] += 1
    values = tuple((column.key, words[column.key]) for column in COLUMNS[kind])
    span = fact.text if isinstance(fact, Record) else source.quote
    identity = f"{_LETTER[kind]}-{hashed(f'{seed}|{seen[seed]}')}"
    return Extracted(
        fact, RegisterRow(kind=kind, id=identity, values=values, source=source, span=hashed(fold_text(span)))
    )


def _source(fact: Fact) -> Source:
    return getattr(fact, "source", None) or Source(file="", quote="")


def added_id(row: RegisterRow) -> str:
    """The id of a row a person adds: the same values, the same id."""
    return f"{_LETTER[row.kind]}+{hashed('|'.join(value for _, value in row.values))}"


def hashed(text: str) -> str:
    """Eight characters that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def same_alias(fact: Fact, row: RegisterRow) -> bool:
    """Whether an alias says what a row says, whichever of the names comes first."""
    return isinstance(fact, Alias) and {fact.name, fact.other} == {row.value("name"), row.value("other")}

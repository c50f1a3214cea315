"""Which documents and records touch each clause of the framework, by the words each clause is about."""

import re
from collections.abc import Mapping

from ..domain.facts import Facts, Paper
from ..domain.finding import ClauseEvidence


def touched(facts: Facts, subjects: Mapping[str, str]) -> tuple[ClauseEvidence, ...]:
    """One entry a clause, in the order of ``subjects`` (clause key → pattern), empty ones too."""
    documents = {paper.key: (paper.file, _headings(paper)) for paper in facts.normative if not paper.superseded}
    told: dict[str, list[str]] = {key: [text] for key, (_, text) in documents.items()}
    for duty in facts.prescriptions:
        told.setdefault(duty.paper, []).append(duty.source.quote)
    papers = {p.file: p for p in facts.papers}
    records: dict[str, list[str]] = {}
    for record in facts.records:
        if not record.row:
            records.setdefault(record.paper, [papers[record.paper].title]).append(f"{record.title} {record.form.name}")
    ruled = [(documents[key][0], "\n".join(texts)) for key, texts in told.items() if key in documents]
    shown = [(file, "\n".join(texts)) for file, texts in records.items()]
    return tuple(
        ClauseEvidence(key=key, documents=_matching(pattern, ruled), records=_matching(pattern, shown))
        for key, pattern in subjects.items()
    )


def _headings(paper: Paper) -> str:
    return "\n".join([paper.title, *(line.text for line in paper.lines if line.kind == "heading")])


def _matching(pattern: str, texts: list[tuple[str, str]]) -> tuple[str, ...]:
    words = re.compile(pattern)
    return tuple(sorted({file for file, text in texts if words.search(text)}))

"""Which findings a person wants to see, and which departments a finding concerns. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..domain.finding import Finding
from ..labels import SEVERITY
from ..text.normalize import fold_text


@dataclass(frozen=True)
class Wanted:
    """What is asked for; an empty choice leaves everything. ``unnamed``: findings that concern no department, too."""

    severities: Sequence[str] = ()
    verdicts: Sequence[str] = ()
    states: Sequence[str] = ()
    types: Sequence[str] = ()
    clauses: Sequence[str] = ()
    changes: Sequence[str] = ()
    departments: Sequence[str] = ()
    unnamed: bool = False
    words: str = ""


def picked(findings: Sequence[Finding], wanted: Wanted, departments: Mapping[str, Sequence[str]]) -> list[Finding]:
    """The findings asked for, suspected ones and the severest first."""
    found = [finding for finding in findings if _wanted(finding, wanted) and _in(finding, wanted, departments)]
    return sorted(found, key=lambda f: (f.verdict != "suspected", list(SEVERITY).index(f.severity), f.type))


def types_of(findings: Sequence[Finding]) -> dict[str, str]:
    """The types that occur, with their titles."""
    titles: dict[str, str] = {}
    for finding in findings:
        titles.setdefault(finding.type, f"{finding.type} {finding.title}")
    return {kind: titles[kind] for kind in sorted(titles)}


def concerned(finding: Finding, departments: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The departments named on either side, in the folder of the file, or in what the finding says."""
    text = "\n".join(_texts(finding))
    return tuple(
        name for name, others in departments.items() if any(other and other in text for other in (name, *others))
    )


def _texts(finding: Finding) -> Iterator[str]:
    yield from (finding.object, finding.explanation)
    for side in (finding.document, finding.record):
        if side:
            yield from (side.quote, *side.file.split("/")[:-1])


def _wanted(finding: Finding, wanted: Wanted) -> bool:
    choices = (
        (wanted.severities, finding.severity), (wanted.verdicts, finding.verdict), (wanted.states, finding.state),
        (wanted.types, finding.type), (wanted.changes, finding.change),
    )  # fmt: skip
    words = fold_text(wanted.words)
    return (
        all(not chosen or value in chosen for chosen, value in choices)
        and (not wanted.clauses or bool(set(wanted.clauses) & set(finding.clauses)))
        and (not words or words in fold_text(finding.model_dump_json()))
    )


def _in(finding: Finding, wanted: Wanted, departments: Mapping[str, Sequence[str]]) -> bool:
    if not wanted.departments and not wanted.unnamed:
        return True
    here = concerned(finding, departments)
    return bool(set(here) & set(wanted.departments)) or (wanted.unnamed and not here)

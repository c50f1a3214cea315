"""Findings over runs: what stays the same finding, what is new, what has gone.

A finding is known again by its type, what it is about and the words on both sides; when some of these changed a little,
the rest decides. Matching is one to one, the surest likeness first.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from ..domain.finding import FileReading, Finding, FindingNote, GoneFinding, KnownFinding, Side
from ..facts.pairing import Likeness, pair_similar, paired
from ..facts.topics import bigram_share
from ..text.normalize import fold_text

_NUMBERS = re.compile(r"\d+|[上下]半年|[一二三四五六七八九十]+(?=季度|月|次)")
_SIMILAR = 0.5


def fingerprint(side: Side | None) -> str:
    """A short hash of a side's words, folded; empty for a side that does not exist."""
    return hashlib.sha256(fold_text(side.quote).encode()).hexdigest()[:12] if side else ""


def basis_of(finding: Finding) -> tuple[str, ...]:
    """The fingerprints of both sides."""
    return fingerprint(finding.document), fingerprint(finding.record)


def identified(findings: Sequence[Finding]) -> list[Finding]:
    """Findings with ids that follow from their content alone."""
    taken: set[str] = set()
    out: list[Finding] = []
    for finding in findings:
        seed = "|".join((finding.type, fold_text(finding.object), *basis_of(finding)))
        identity = _free(finding.type, seed, taken)
        taken.add(identity)
        out.append(finding.model_copy(update={"id": identity}))
    return out


def _free(kind: str, seed: str, taken: set[str]) -> str:
    number = 0
    while True:
        text = f"{seed}|{number}" if number else seed
        identity = f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        if identity not in taken:
            return identity
        number += 1


def recognised(known: Sequence[Finding], found: Sequence[Finding]) -> dict[int, int]:
    """Index of a found finding → index of the known one it is again."""
    pairs = paired(known, found, _LIKENESSES)
    pair_similar(known, found, pairs, _similar, _SIMILAR)
    return pairs


def _similar(old: Finding, new: Finding) -> float:
    """Same type, same files, an object worded a little differently with the same numbers in it."""
    same = old.type == new.type and _files(old) == _files(new) and _numbers(old) == _numbers(new)
    return bigram_share(fold_text(old.object), fold_text(new.object)) if same else 0.0


def _files(finding: Finding) -> tuple[str, str]:
    return (finding.document.file if finding.document else "", finding.record.file if finding.record else "")


def _numbers(finding: Finding) -> tuple[str, ...]:
    return tuple(_NUMBERS.findall(fold_text(finding.object)))


def _whole(finding: Finding) -> tuple[str, ...]:
    return (finding.type, fold_text(finding.object), *basis_of(finding), *_files(finding))


def _worded(finding: Finding) -> tuple[str, ...]:
    return (finding.type, fold_text(finding.object), *basis_of(finding))


def _by_document(finding: Finding) -> tuple[str, ...] | None:
    return (finding.type, fold_text(finding.object), fingerprint(finding.document)) if finding.document else None


def _by_record(finding: Finding) -> tuple[str, ...] | None:
    return (finding.type, fold_text(finding.object), fingerprint(finding.record)) if finding.record else None


def _by_object(finding: Finding) -> tuple[str, ...]:
    return finding.type, fold_text(finding.object)


def _by_words(finding: Finding) -> tuple[str, ...] | None:
    both = finding.document and finding.record
    return (finding.type, *basis_of(finding), *_numbers(finding)) if both else None


_LIKENESSES = (
    Likeness(_whole, False), Likeness(_worded, False), Likeness(_by_document), Likeness(_by_record),
    Likeness(_by_words), Likeness(_by_object),
)  # fmt: skip


def followed(
    findings: Sequence[Finding], known: Sequence[KnownFinding], notes: Mapping[str, FindingNote], latest: str | None
) -> list[Finding]:
    """Findings under their known ids, with state, change and what has to be looked at again.

    ``latest`` is the run before over the same period; None where there was none.
    """
    pairs = recognised([k.finding for k in known], findings)
    taken = {known[place].finding.id for place in pairs.values()}
    out: list[Finding] = []
    for place, finding in enumerate(findings):
        old = known[pairs[place]] if place in pairs else None
        identity = old.finding.id if old else _unlike(finding, {k.finding.id for k in known} | taken)
        taken.add(identity)
        change = "new" if old is None else "returned" if latest and old.last_run != latest else "persisting"
        named = finding.model_copy(update={"id": identity, "change": change})
        out.append(with_note(named, notes.get(identity), old.finding if old else None))
    return out


def _unlike(finding: Finding, taken: set[str]) -> str:
    return finding.id if finding.id not in taken else _free(finding.type, finding.id, taken)


def with_note(finding: Finding, note: FindingNote | None, before: Finding | None = None) -> Finding:
    """The finding with the state a person gave it; changed words ask for another look."""
    state = note.state if note else "open"
    recheck = _recheck(finding, note, before)
    return finding.model_copy(update={"state": state, "note": note, "recheck": recheck})


def _recheck(finding: Finding, note: FindingNote | None, before: Finding | None) -> str:
    if note and note.state == "fixed":
        return "标为已整改，本次材料中仍能看到"
    base = note.basis if note and note.basis else basis_of(before) if before else ()
    changed = [name for name, old, new in zip(("规定", "记录"), base, basis_of(finding), strict=False) if old != new]
    if not changed:
        return ""
    return f"{'与'.join(changed)}的原文{'在核实之后有改动' if note else '与上次不同'}"


def gone(
    known: Iterable[KnownFinding],
    shown: Iterable[Finding],
    notes: Mapping[str, FindingNote],
    latest: str,
    files: Sequence[FileReading],
    looked_for: Callable[[Finding], bool],
) -> list[GoneFinding]:
    """Findings of the run before that are not shown now, with the reason; ``looked_for``: whether this run would."""
    here = {finding.id for finding in shown}
    read = {f.file: f.read for f in files}
    out: list[GoneFinding] = []
    for one in known:
        old = one.finding
        if one.last_run != latest or old.id in here or old.verdict != "suspected" or not looked_for(old):
            continue
        places = [read.get(file, "absent") for file in _files(old) if file]
        reason = "file_absent" if "absent" in places else "file_unread" if "failed" in places else "not_found"
        note = notes.get(old.id)
        out.append(
            GoneFinding(
                id=old.id, type=old.type, title=old.title, object=old.object, severity=old.severity,
                state=note.state if note else "open", reason=reason,
            )
        )  # fmt: skip
    return out

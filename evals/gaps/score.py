"""Scoring of findings against gold: type, object, and evidence on both sides; counts with Wilson intervals."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from .file_text import bare, file_text

P0 = frozenset(
    ["A1", "A2", "A3", "A4", "A6", "B1", "B2", "B3", "B4", "B6", "C1", "C2", "C3", "D5", "E1", "F1", "F2", "F3", "F5",
     "G1", "G3", "G6", "G7", "G8", "H1", "H2"]
)  # fmt: skip
Json = Mapping[str, Any]


@dataclass
class SetScore:
    """What happened on one set."""

    matched: list[str] = field(default_factory=lambda: [])
    missed: list[str] = field(default_factory=lambda: [])
    missed_entries: list[Json] = field(default_factory=lambda: [])
    true: list[str] = field(default_factory=lambda: [])
    false: list[Json] = field(default_factory=lambda: [])
    repeated: list[str] = field(default_factory=lambda: [])
    neutral: int = 0


def wilson(hits: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share; (0, 1) without cases."""
    if count == 0:
        return 0.0, 1.0
    share = hits / count
    scale = 1 + z * z / count
    centre = (share + z * z / (2 * count)) / scale
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / scale
    return max(0.0, centre - half), min(1.0, centre + half)


def suspected(report: Json) -> list[Json]:
    """The findings that accuse."""
    return [f for f in report["findings"] if f["verdict"] == "suspected"]


def _sides(item: Json) -> list[Json]:
    return [side for side in (item.get("document"), item.get("record")) if side]


def _name(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name


def closeness(finding: Json, gold: Json) -> tuple[int, ...] | None:
    """None when the finding does not show this gap, else how specific the agreement is."""
    if finding["type"] not in {gold["type"], *gold["also_accept"]}:
        return None
    wanted = {_name(s["file"]) for s in _sides(gold)} | {_name(f) for f in gold.get("also_files", [])}
    common = {_name(s["file"]) for s in _sides(finding)} & wanted
    if not common:
        return None
    told = [s["quote"] for s in _sides(finding)] + [finding["object"], finding["explanation"]]
    hay = bare("\n".join(str(part) for part in told))
    quotes = [bare(q) for s in _sides(gold) for q in s["quote_contains"]]
    hits = [q for q in quotes if q and q in hay]
    if quotes and not hits:
        return None
    needed = [bare(q) for q in gold.get("object_contains", [])]
    if needed and not any(q in hay for q in needed):
        return None
    return int(finding["type"] == gold["type"]), len(common), len(hits), sum(map(len, hits))


def both_sides(finding: Json, gold: Json) -> bool:
    """Whether each side the gold names is shown by a file of the gap, and quoted."""
    files = {_name(s["file"]) for s in _sides(gold)} | {_name(f) for f in gold.get("also_files", [])}
    for name in ("document", "record"):
        if gold.get(name) and not gold["secondary"]:
            side = finding.get(name)
            if not side or _name(side["file"]) not in files or not side["quote"]:
                return False
    return True


def score_set(report: Json, gold: Sequence[Json], name: str) -> SetScore:
    """Match findings and gold one to one, the most specific pairs first."""
    entries = [g for g in gold if name in g["in"] or name in g.get("neutral_in", [])]
    found = suspected(report)
    pairs = [
        (near, -i, -j)
        for i, f in enumerate(found)
        for j, g in enumerate(entries)
        if (near := closeness(f, g)) is not None
    ]
    taken: dict[int, int] = {}
    for _, i, j in sorted(pairs, reverse=True):
        if -i not in taken and -j not in taken.values():
            taken[-i] = -j
    return _sorted_out(found, entries, taken, name)


def _sorted_out(found: list[Json], entries: list[Json], taken: dict[int, int], name: str) -> SetScore:
    score = SetScore()
    for i, finding in enumerate(found):
        if i not in taken:
            again = any(closeness(finding, g) for g in entries)
            (score.repeated if again else score.false).append(finding["type"] if again else finding)  # pyright: ignore
            continue
        entry = entries[taken[i]]
        if name in entry.get("neutral_in", []):
            score.neutral += 1
        elif name == "partial" and entry["type"] == "B1":
            score.false.append(finding)
        else:
            score.true.append(finding["type"])
            score.matched.append(entry["type"])
    hit = set(taken.values())
    lost = [g for j, g in enumerate(entries) if j not in hit and name in g["in"] and not g["secondary"]]
    score.missed_entries = [g for g in lost if not (name == "partial" and g["type"] == "B1")]
    score.missed = [g["type"] for g in score.missed_entries]
    return score


def verbatim(report: Json, folder: Path) -> tuple[int, int, list[str]]:
    """Quotes that stand word for word in their files, quotes checked, and those that do not. Scans are left out."""
    texts: dict[str, str | None] = {}
    good, count, bad = 0, 0, []
    for finding in suspected(report):
        for side in _sides(finding):
            if side["file"] not in texts:
                text = file_text(folder / side["file"])
                texts[side["file"]] = bare(text) if text else None
            text = texts[side["file"]]
            if text is not None and side["quote"]:
                count += 1
                good += (fits := bare(side["quote"]) in text)
                bad += [] if fits else [f"{finding['type']} {side['file']}: {side['quote'][:60]}"]
    return good, count, bad


def rate(hits: int, count: int) -> dict[str, Any]:
    """A share with its counts and interval."""
    low, high = wilson(hits, count)
    share = round(hits / count, 4) if count else None
    return {"hits": hits, "count": count, "share": share, "wilson95": [round(low, 3), round(high, 3)]}


def per_type(scores: Iterable[SetScore]) -> dict[str, Any]:
    """Recall and precision of each type over sets, with P0, the rest and all."""
    totals = list(scores)
    matched = [t for s in totals for t in s.matched]
    missed = [t for s in totals for t in s.missed]
    true = [t for s in totals for t in s.true]
    false = [f["type"] for s in totals for f in s.false]
    out: dict[str, Any] = {}
    groups: list[tuple[str, set[str]]] = [(t, {t}) for t in sorted({*matched, *missed, *false})]
    seen = {t for _, group in groups for t in group}
    groups = [("P0", set(P0)), ("P1", seen - P0), ("all", seen), *groups]
    for label, group in groups:
        hits, lost = sum(t in group for t in matched), sum(t in group for t in missed)
        right, wrong = sum(t in group for t in true), sum(t in group for t in false)
        out[label] = {"recall": rate(hits, hits + lost), "precision": rate(right, right + wrong)}
    return out

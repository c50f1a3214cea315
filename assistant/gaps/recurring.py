"""The same gap again and again: told once, and in doubt where most of what was looked at shows it.

A single departure among things done as told is a gap of that thing. Three or more of one kind are one matter, of the
rule or of its practice, and are told in one finding. Where most of a series shows it and the series was counted, the
reading itself is in doubt (a column misread, a rule taken for a periodic one): 不可评价, with the reason.
"""

from collections.abc import Sequence

from ..domain.finding import Finding
from .registry import Hit

Found = tuple[Hit, Finding]
LEAST = 3
"""So many of one series are one matter."""
_SHOWN = 6


def told_once(found: Sequence[Found]) -> list[Found]:
    """Each series of at least ``LEAST`` hits as one; all others as they are, in their order."""
    series: dict[tuple[str, str, str], list[Found]] = {}
    for hit, finding in found:
        series.setdefault((finding.detector, finding.verdict, hit.series or hit.root), []).append((hit, finding))
    return [one for alike in series.values() for one in _as_one(alike)]


def _as_one(alike: Sequence[Found]) -> Sequence[Found]:
    hit, finding = alike[0]
    if not hit.series or len(alike) < LEAST:
        return alike
    changes: dict[str, object] = {"object": _objects(alike), "explanation": f"{finding.explanation}{_how_many(alike)}"}
    if in_doubt(len(alike), hit.among):
        changes["verdict"] = "not_evaluable"
    return [(hit, finding.model_copy(update=changes))]


def in_doubt(faulty: int, among: int) -> bool:
    """Whether most of what was looked at is faulty, so that it is rather read wrongly than done wrongly."""
    return 0 < among < 2 * faulty


def _objects(alike: Sequence[Found]) -> str:
    names = list(dict.fromkeys(finding.object for _, finding in alike))
    return "；".join(names[:_SHOWN]) + (f" 等{len(names)}处" if len(names) > _SHOWN else "")


def _how_many(alike: Sequence[Found]) -> str:
    among = alike[0][0].among
    if in_doubt(len(alike), among):
        return f"看过的{among}处里有{len(alike)}处这样，多半是写法没有读对，请先核对。"
    return f"同样的情况共{len(alike)}处。"

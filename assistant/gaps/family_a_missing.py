"""Family A, nothing prescribed: requirements of the standard no document says anything about."""

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..domain.facts import Line, Paper
from .case import Case
from .family_a import normative, place_at
from .registry import Hit, Parameters, detector


@detector("A1", "no-prescription")
def no_prescription(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """A core process of the management system no document says anything about."""
    papers = normative(case)
    if (
        len(papers) < 4
        or not any(p.kind == "manual" for p in papers)
        or not case.covered(("document_control",))
        or any(not p.complete for p in papers)
    ):
        return
    texts = [re.sub(r"\s", "", p.text) for p in papers]
    manual = next(p for p in papers if p.kind == "manual")
    for group in parameters.get("groups", ()):
        lacking = [n for n, words in group["asked"].items() if not any(re.search(words, t) for t in texts)]
        told = max(
            sum(bool(re.search(words, manual.text)) for words in group.get("told", {}).values()),
            _told_in_chapter(manual, group),
        )
        least = int(group.get("least_told", 0))
        whole = told >= least or _told_in_matrix(manual, group) >= int(group.get("least_in_matrix", 99))
        if not lacking or len(lacking) > int(group.get("most", 1)) or not whole:
            continue
        for name in lacking:
            near = _nearest(manual, group["asked"] if len(group["asked"]) > 1 else group["told"], name)
            yield Hit(
                object=f"{name}没有任何文件规定",
                root=f"missing-rule:{name}",
                document=place_at(manual, near),
                values={"process": name},
            )


def _told_in_chapter(manual: Paper, group: Mapping[str, Any]) -> int:
    """How many of the group's requirements the manual's own chapter about them goes through."""
    if not group.get("chapter"):
        return 0
    lines = list(manual.lines)
    best = 0
    for index, line in enumerate(lines):
        if line.kind == "heading" and len(line.text) <= 20 and re.search(group["chapter"], line.text):
            after = itertools.takewhile(lambda x: x.kind != "heading", lines[index + 1 : index + 12])
            body = "\n".join(x.text for x in after)
            best = max(best, sum(bool(re.search(words, body)) for words in group["asked"].values()))
    return best


_MARKS = re.compile(r"^[●○▲△★☆√◎■□◆◇]$")
_LEAST_PROCESSES = 10
"""Fewer rows than this are no matrix of all processes."""


def _told_in_matrix(manual: Paper, group: Mapping[str, Any]) -> int:
    """How many of the group's neighbours the manual's matrix of duties gives to a department: a matrix goes through
    all processes."""
    rows = [x for x in manual.lines if sum(bool(_MARKS.match(c.strip())) for c in x.cells) >= 3]
    axes = [r.cells[0] for r in rows], list(rows[0].heads[1:] if rows else ())
    whole = ["\n".join(axis) for axis in axes if len(axis) >= _LEAST_PROCESSES]
    told = group.get("told", {}).values()
    return max((sum(bool(re.search(words, named)) for words in told) for named in whole), default=0)


def _nearest(manual: Paper, asked: Mapping[str, str], name: str) -> Line:
    """The line of the manual that speaks of most neighbours of the missing requirement."""
    others = [re.compile(words) for other, words in asked.items() if other != name]
    lines = [x for x in manual.lines if x.kind != "margin"] or list(manual.lines)
    return max(lines, key=lambda x: (sum(bool(p.search(x.text)) for p in others), not x.cells))

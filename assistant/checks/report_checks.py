"""Checks on the parts of a report on a nonconformity: which are there, and who verified."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..text.roles import departments_in
from .paper import Paper
from .registry import Context, Hit, at, check
from .report_parts import below
from .report_roles import parts
from .verifying import people_in
from .words import any_of, mentions

Parameters = Mapping[str, Any]

_POST = re.compile(
    r"[审验内]员|审核组|代表|管代|[部科课室处办组厂班]长|主任|经理|主管|工程师|总监|组$|[：，、\s\d日][\u4e00-\u9fff]{2,3}\s*(?:抽|查|验证|复|"
    r"核对|到)"
)


@check("has_part")
def has_part(paper: Paper, parameters: Parameters, context: Context) -> Iterator[Hit]:
    """A part (``role``) with something in it, or words of it (``any``) outside the parts ``apart``."""
    told = parts(paper)
    if any(role == parameters["role"] for role, _ in told):
        return
    apart = {(line.order, line.locator, line.text) for role, line in told if role in parameters.get("apart", ())}
    lines = tuple(line for line in paper.lines if (line.order, line.locator, line.text) not in apart)
    grids = tuple(
        grid.model_copy(
            update={"rows": tuple(row for row in grid.rows if (grid.order, row.locator, row.text) not in apart)}
        )
        for grid in paper.grids
    )
    whole = any(role in parameters.get("apart", ()) for role, _ in told)
    rest = Paper(kind=paper.kind, name=paper.name, lines=lines, grids=grids) if whole else paper
    yield from mentions(rest, parameters, context)


@check("verifier_named")
def verifier_named(paper: Paper, parameters: Parameters, _: Context) -> Iterator[Hit]:
    """The verification names nobody: no person, post or department."""
    lines = below(paper, parameters["verification"])
    closing = [line for role, line in parts(paper) if role == "closing"]
    said = [re.sub(r"^[^：:|]{2,14}[：:|]", "：", line.text) for line in (*lines, *closing)]
    outside = any_of(parameters, "unless").search(paper.text)
    if lines and parts(paper) and not outside and not any(_somebody(text) for text in said):
        yield at(lines[-1], None)


def _somebody(text: str) -> bool:
    return bool(people_in(text) or departments_in(text) or _POST.search(text))

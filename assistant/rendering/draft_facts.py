"""Proposed facts as YAML a person edits: every line commented with where it was read and 待确认."""

import json
from collections.abc import Iterator, Sequence

from ..drafting.proposals import Proposal, merged
from ..workflows.facts import FactsReport
from .draft_text import violation_line

_SINGLE = (
    "name",
    "industry",
    "headcount",
    "vision",
    "strategy",
    "policy",
    "top_management",
    "management_representative",
)
_LISTS = ("products", "departments", "information_systems", "advantages", "capabilities")
_SLOTS = (
    "capability",
    "policy_phrase",
    "direction",
    "formula",
    "unit",
    "baseline",
    "baseline_on",
    "baseline_source",
    "target",
    "due",
    "stages",
    "owner",
    "source",
    "cadence",
    "resources",
)
_QUOTE = 60


def proposals_yaml(proposals: Sequence[Proposal]) -> str:
    """A fact table of proposals; contradicting readings stand beside each other as comments."""
    lines = [
        "# 由文件摘出的事实提案，逐条核对后删去“待确认”三字即可使用；没有把握的删掉，不要猜。",
        "# 同一项有不同说法的，后面的说法写在注释里，请选定一个。",
        "",
    ]
    grouped = merged(proposals)
    for path in _SINGLE:
        lines += _single(path, grouped.get(path, []))
    for path in _LISTS:
        lines += _listed(path, grouped.get(path, []))
    lines += _goals(grouped)
    return "\n".join(lines) + "\n"


def proposals_json(proposals: Sequence[Proposal]) -> dict[str, object]:
    """The same for programs."""
    return {"proposals": [proposal.model_dump(mode="json") for proposal in proposals]}


def report_text(report: FactsReport) -> str:
    """What ``facts check`` tells a person."""
    names = {"ready": "可以起草", "incomplete": "可以起草，但有事实待补充", "blocked": "事实相互矛盾，先改正再起草"}
    lines = [violation_line(violation) for violation in report.violations]
    lines += [f"{item.path}：{item.what}" for item in report.missing]
    return "\n".join([
        *lines,
        f"结论：{names[report.status]}（问题 {len(report.violations)} 处，待补充 {len(report.missing)} 项）",
    ])


def _single(path: str, found: Sequence[Proposal]) -> Iterator[str]:
    if not found:
        yield f"{path}:"
        return
    yield f"{path}: {_scalar(found[0].value)}  # 待确认：{_place(found[0])}"
    for other in found[1:]:
        yield f"# 另一说法 {path}: {_line(other.value)}（{_place(other)}）"


def _listed(path: str, found: Sequence[Proposal]) -> Iterator[str]:
    if not found:
        yield f"{path}: []"
        return
    yield f"{path}:"
    for proposal in found:
        yield f"  - {_scalar(proposal.value)}  # 待确认：{_place(proposal)}"


def _goals(grouped: dict[str, list[Proposal]]) -> Iterator[str]:
    names = grouped.get("goals.name", [])
    if not names:
        yield "goals: []"
        return
    yield "goals:"
    for at, goal in enumerate(names, start=1):
        yield f"  - id: G{at}"
        yield f"    name: {_scalar(goal.value)}  # 待确认：{_place(goal)}"
        for slot in _SLOTS:
            found = [proposal for proposal in grouped.get(f"goals.{slot}", []) if proposal.goal == goal.goal]
            if not found:
                yield f"    {slot}:"
                continue
            yield f"    {slot}: {_scalar(found[0].value)}  # 待确认：{_place(found[0])}"
            for other in found[1:]:
                yield f"    # 另一说法 {slot}: {_line(other.value)}（{_place(other)}）"


def _place(proposal: Proposal) -> str:
    quote = _line(proposal.quote)
    return (
        f"《{_line(proposal.file)}》{_line(proposal.locator)}：“{quote[:_QUOTE]}{'…' if len(quote) > _QUOTE else ''}”"
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _scalar(text: str) -> str:
    return json.dumps(_line(text), ensure_ascii=False)

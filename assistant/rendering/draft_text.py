"""A draft as Markdown and as the JSON of the contract."""

from typing import Any

from ..domain.draft import Draft, Violation
from ..labels import VIOLATION

DRAFT_STATUS = {"ready": "可送审", "incomplete": "有待补充", "blocked": "事实相互矛盾，先改正再起草"}


def draft_json(draft: Draft) -> dict[str, Any]:
    """What ``draft --json`` prints."""
    return draft.model_dump(mode="json", include={"kind", "title", "sections", "violations", "status"})


def draft_markdown(draft: Draft) -> str:
    """The document with, under each heading, the clauses it answers; open points and findings last."""
    lines = [f"# {draft.title}", ""]
    for section in draft.sections:
        lines += [f"## {section.heading}", ""]
        if section.clauses:
            lines += [f"（对应条款：{'、'.join(section.clauses)}）", ""]
        lines += [section.text, ""]
    lines += [f"> 状态：{DRAFT_STATUS[draft.status]}。本稿为待评审的草案，不是已发生活动的记录。", ""]
    points = list(dict.fromkeys(point for section in draft.sections for point in section.open_points))
    if points:
        lines += ["## 待补充事项", "", *(f"- {point}" for point in points), ""]
    if draft.violations:
        lines += ["## 检查发现的问题", "", *(f"- {violation_line(item)}" for item in draft.violations), ""]
    return "\n".join(lines)


def violation_line(violation: Violation) -> str:
    """One finding for a person."""
    quote = f"“{violation.where.quote}”：" if violation.where.quote else ""
    label = VIOLATION[violation.severity]
    return f"[{label}] {violation.where.locator}：{quote}{violation.message}{violation.suggestion}"

"""The outline of a section: headings, list items and lead-ins as a tree, so that a list can be answered complete."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..domain.evidence import Passage
from .units import Line, lines_of

_CLASSES = (
    (re.compile(r"^#"), "#"),
    (re.compile(r"[①-⑳]"), "①"),
    (re.compile(r"[（(][一二三四五六七八九十]+[）)]"), "（一）"),
    (re.compile(r"[（(]\d+[）)]"), "（1）"),
    (re.compile(r"[一二三四五六七八九十]+、"), "一、"),
    (re.compile(r"\d+[、．.)）]"), "1."),
    (re.compile(r"[a-zA-Z][)）．、]"), "a)"),
    (re.compile(r"第.+[章节条]"), "第"),
)
_PLAIN = "text"
_DEPTH = 6
_WEAK = frozenset([*"-·•▪‣–—*√✓①", "a)", "（1）", "lead"])
"""Marks of plain list items and lead-ins; a stronger mark never stands below them."""


@dataclass
class Node:
    """A line with what stands under it. The root has no line; its title is the last step of the breadcrumb."""

    line: Line | None
    title: str
    kind: str
    children: list["Node"] = field(default_factory=list["Node"])
    texts: list[Line] = field(default_factory=list[Line])

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def items(self) -> list["Node"]:
        """Children that are marked list items or headings, of the first class of marks."""
        kinds = [child.kind for child in self.children if child.kind not in (_PLAIN, "lead")]
        return [child for child in self.children if kinds and child.kind == kinds[0]]


def marker_class(marker: str) -> str:
    """``3.`` and ``12.`` are one class, ``➤`` another; the last mark of ``- ◆`` counts."""
    for pattern, name in _CLASSES:
        if pattern.search(marker):
            return name
    marks = re.sub(r"[\s\u3000]", "", marker)
    return marks[-1:] or _PLAIN


def outline(passages: Sequence[Passage]) -> Node:
    """The tree of neighbouring chunks of one section, in reading order."""
    path = shared_path(passages)
    root = Node(None, path[-1] if path else "", "root")
    stack: list[Node] = [root]
    for line in _unique(passages):
        _place(line, stack)
    return root


def shared_path(passages: Sequence[Passage]) -> tuple[str, ...]:
    """The steps of the breadcrumb that all passages share."""
    path: list[str] = []
    for steps in zip(*(part.chunk.path for part in passages), strict=False):
        if len(set(steps)) > 1:
            break
        path.append(steps[0])
    return tuple(path)


def _unique(passages: Sequence[Passage]) -> Iterator[Line]:
    """Lines in order; a heading repeated on the next slide is read once."""
    seen: set[str] = set()
    for passage in passages:
        for line in lines_of(passage):
            if line.role == "heading" and line.text in seen:
                continue
            seen.update([line.text] if line.role == "heading" else [])
            yield line


def _place(line: Line, stack: list[Node]) -> None:
    kind = marker_class(line.marker) if line.marker else ("lead" if line.role == "lead" else _PLAIN)
    if kind == _PLAIN and line.role != "heading":
        _fall_back_from_lead(stack)
        stack[-1].texts.append(line)
        return
    if kind == "lead" or (kind == _PLAIN and line.role == "heading"):
        _close_leads(stack)
        node = Node(line, line.text.rstrip("：: "), "lead")
        stack[-1].children.append(node)
        stack.append(node)
        return
    while len(stack) > 1 and any(open_node.kind == kind for open_node in stack[1:]):
        stack.pop()
    while kind not in _WEAK and len(stack) > 1 and stack[-1].kind in _WEAK:
        stack.pop()
    node = Node(line, line.text.rstrip("：: "), kind)
    stack[-1].children.append(node)
    if len(stack) < _DEPTH:
        stack.append(node)


def _fall_back_from_lead(stack: list[Node]) -> None:
    """Plain text after the items of a lead-in belongs to the section again."""
    if len(stack) > 2 and stack[-2].kind == "lead" and stack[-1].line and stack[-1].line.role == "item":
        del stack[-2:]


def _close_leads(stack: list[Node]) -> None:
    while len(stack) > 1 and (stack[-1].kind == "lead" or (stack[-1].line and stack[-1].line.role == "item")):
        stack.pop()

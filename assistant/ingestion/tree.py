"""Headings → nested sections: levels come from the document's own order, not from a fixed list."""

from collections.abc import Sequence

from .headings import Head
from .titles import NAMED_TITLES

_PINNED = {"part": 1, "chapter": 2, "named": 2, "annex": 2, "section": 3, "article": 4}
_LISTS = {"roman": 45, "han": 50, "han_paren": 60, "arabic": 70, "arabic_paren": 80, "letter": 90, "circled": 92}
_UNDER = frozenset({"part", "chapter", "section"})


class Node:
    """A section being built; ``repeats`` are lines where its heading was printed again."""

    __slots__ = ("children", "head", "level", "parent", "repeats")

    def __init__(self, head: Head | None, parent: "Node | None") -> None:
        self.head = head
        self.parent = parent
        self.level = parent.level + 1 if parent else 0
        self.children: list[Node] = []
        self.repeats: list[int] = []

    def path(self) -> tuple[str, ...]:
        """Labels from the top down to this section."""
        above = self.parent.path() if self.parent else ()
        return (*above, self.head.label) if self.head else above


def build_tree(heads: Sequence[Head]) -> Node:
    """Root node without a heading; a heading printed again on the next slide or page continues its section."""
    root = Node(None, None)
    stack: list[Node] = [root]
    outer: set[tuple[str, str]] = set()
    for head in heads:
        stack = _close(stack, head, outer)
        parent = stack[-1]
        last = parent.children[-1] if parent.children else None
        if last and last.head and head.title and not head.inline and last.head.again(head):
            last.repeats.append(head.line)
            stack.append(last)
            continue
        node = Node(head, parent)
        parent.children.append(node)
        outer.update((open_.head.family, head.family) for open_ in stack[1:] if open_.head)
        stack.append(node)
    return root


def _close(stack: list[Node], head: Head, outer: set[tuple[str, str]]) -> list[Node]:
    """The open sections that remain open around ``head``."""
    if head.family in {"decimal", "annex_decimal"}:
        return _close_decimal(stack, head)
    styled = any(node.head and node.head.style_level for node in stack)
    if head.style_level and head.family not in _PINNED and (styled or head.style_level <= 2):
        return _close_styled(stack, head.style_level)
    if head.family in _PINNED:
        return _close_pinned(stack, head)
    families = _families(stack)
    if head.family in families[1:]:
        return stack[: families.index(head.family, 1)]
    while len(stack) > 1 and _is_above(head.family, stack[-1], outer):
        stack = stack[:-1]
    return stack


def _families(stack: Sequence[Node]) -> list[str]:
    return [node.head.family if node.head else "" for node in stack]


def _close_decimal(stack: list[Node], head: Head) -> list[Node]:
    """Below the section whose number is a proper prefix, else beside the first decimal, else inside the top."""
    for index in range(len(stack) - 1, 0, -1):
        open_ = stack[index].head
        if open_ and _is_prefix(open_, head):
            return stack[: index + 1]
    families = _families(stack)
    if head.family in families:
        return stack[: families.index(head.family)]
    keep = 1
    while keep < len(families) and (_takes_decimals(families[keep], head) or _is_bound(stack[keep], head)):
        keep += 1
    return stack[:keep]


def _is_bound(node: Node, head: Head) -> bool:
    """An unnumbered styled heading around text that counts anew: procedures bound together in one file."""
    open_ = node.head
    if open_ is None or not open_.style_level or open_.number or NAMED_TITLES.fullmatch(open_.title):
        return False
    return head.family != "annex" and (head.style_level or 99) > open_.style_level


def _takes_decimals(family: str, head: Head) -> bool:
    if family in {"sheet", "part", "chapter", "section"}:
        return True
    return head.ordinal[-1] == 1 and (family in {"annex", "han"} or (len(head.ordinal) > 1 and family in _LISTS))


def _is_prefix(open_: Head, head: Head) -> bool:
    if len(open_.ordinal) >= len(head.ordinal) or open_.ordinal != head.ordinal[: len(open_.ordinal)]:
        return False
    numbered = {"decimal": {"decimal", "chapter", "han"}, "annex_decimal": {"annex", "annex_decimal"}}
    return open_.family in numbered[head.family]


def _close_pinned(stack: list[Node], head: Head) -> list[Node]:
    rank = _PINNED[head.family]
    families = _families(stack)
    if head.family in families and head.family not in {"named", "annex"}:
        return stack[: families.index(head.family)]
    keep = 1
    for index, node in enumerate(stack[1:], start=1):
        family = node.head.family if node.head else ""
        inside = family in _UNDER and _PINNED[family] < rank and head.family not in {"named", "annex"}
        nested = (head.family == "article" and family in {"han", "plain", "named"}) or _is_bound(node, head)
        if not (inside or nested or family == "sheet"):
            break
        keep = index + 1
    return stack[:keep]


def _close_styled(stack: list[Node], level: int) -> list[Node]:
    keep = 1
    for index, node in enumerate(stack[1:], start=1):
        if node.head is None or node.head.family == "sheet" or (node.head.style_level or 99) < level:
            keep = index + 1
        else:
            break
    return stack[:keep]


def _is_above(family: str, node: Node, outer: set[tuple[str, str]]) -> bool:
    """``family`` has headed sections of this kind before, or is the larger list mark by custom."""
    if node.head is None or node.head.style_level:
        return False
    other = node.head.family
    if (family, other) in outer and (other, family) not in outer:
        return True
    mine, theirs = _LISTS.get(family.rstrip(".、，")), _LISTS.get(other.rstrip(".、，"))
    if (other, family) in outer or theirs is None:
        return False
    return mine is not None and mine < theirs

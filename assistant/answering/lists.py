"""Complete lists: the group of items or headings in a section that a question asks for, followed across its chunks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from os.path import commonprefix

from ..domain.evidence import Passage
from ..text.normalize import fold_text
from ..text.numerals import HAN_NUMERAL
from .analysis import Analysis
from .blocks import Block, Piece, Point
from .connectives import Phrases
from .matching import Weighted
from .outline import Node, outline, shared_path
from .units import Line, plain

Sections = Callable[[Passage], Sequence[Sequence[Passage]]]
"""``sections(passage)``: the chunks of its section in reading order, and those of the section around that."""

_CONSIDERED = 5
_LONG_ITEM = 90
_SHORT_TITLE = 24
_LONG_TITLE = 48
_ROOM = 900
_GAP = 12
"""Characters (line ends, marks) between a heading and its text that still make one quote."""
_MINIMUM = 2
_LONGER = 0.05
_RUN = 0.04
_SHORT_RUN = 3
_COUNTED = 3
_MEANT = 0.5
"""Share of the question in the title of a list that plainly is meant."""
_SAME_NAME = 4
_WHOLE_NAME = 6
_KINDRED = 0.25
"""For a list whose items end in the word for what is asked for, and …"""
_HEAD, _MOSTLY = 2, 0.8
"""… how many characters of it, in what share of the items."""
_COUNTED_THINGS = re.compile(rf"(?:{HAN_NUMERAL}|\d{{1,2}})\s?(?:大类|[类种项条步点个])")
_NESTED = 0.5
"""What a list of lists loses: the inner list is usually meant."""


@dataclass(frozen=True)
class Group:
    """A list of the source: its title, its items, how well it fits (0–1 and a prior by rank)."""

    title: str
    items: tuple[Node, ...]
    score: float
    fit: float
    """Share of the question's weight found in title and breadcrumb."""
    covered: float
    """Share of the question's weight found in title, breadcrumb and items."""
    passage: Passage
    named: bool = False
    """Does the question hold the last words of the title?"""


def best_group(analysis: Analysis, passages: Sequence[Passage], weighted: Weighted, sections: Sections) -> Group | None:
    """The list that fits the question best; None when no passage holds one."""
    groups = _groups_of(analysis, passages, weighted, sections)
    return max(groups, key=lambda group: group.score, default=None)


def other_count(
    analysis: Analysis, passages: Sequence[Passage], weighted: Weighted, sections: Sections
) -> tuple[int, Group] | None:
    """The number of things the question takes for granted, and the list that plainly is meant and has another."""
    said = {number for number, _ in analysis.counts if number >= _COUNTED}
    uncounted = analysis.model_copy(update={"counts": ()})
    named = [
        group
        for group in _groups_of(uncounted, passages, weighted, sections)
        if _counted(analysis.text, group.title) >= _SAME_NAME
        or (run := _common_run(_COUNTED_THINGS.sub("", analysis.text), group.title)) >= _WHOLE_NAME
        or (run >= _SAME_NAME and group.fit >= _MEANT)
    ]
    if not said or not named or any(len(group.items) in said for group in named):
        return None
    return max(said), max(named, key=lambda group: group.score)


def _counted(question: str, title: str) -> int:
    """Characters of what the question counts (行为规范那六条) with which the title ends."""
    before = [
        re.sub(r"[那的一共有总是]+$", "", question[: match.start()]) for match in _COUNTED_THINGS.finditer(question)
    ]
    return max((len(commonprefix([name[::-1], title[::-1]])) for name in before), default=0)


def _groups_of(analysis: Analysis, passages: Sequence[Passage], weighted: Weighted, sections: Sections) -> list[Group]:
    groups: list[Group] = []
    seen: set[tuple[str, ...]] = set()
    for rank, passage in enumerate(passages[:_CONSIDERED]):
        for chunks in sections(passage):
            key = tuple(part.chunk.id for part in chunks)
            if key not in seen:
                groups.extend(_groups(analysis, chunks, weighted, rank))
            seen.add(key)
    return groups


def list_block(group: Group, phrases: Phrases) -> Block:
    """The items in order, each with its first sentence where there is room."""
    short = sum(len(_item_text(node, True)) for node in group.items) > _ROOM
    points = tuple(_point(node, with_body=not short) for node in group.items)
    title = _short(group.title)
    intro = phrases.list_intro if title else phrases.list_intro_plain
    return Block(intro.format(title=title, count=len(points)), points, "numbered")


def _short(title: str) -> str:
    """The last sentence of a title, without the words that only lead over; empty when it is still long."""
    last = re.split(r"[。；;！]", title.strip("：: "))[-1]
    last = re.sub(r"(?:，?(?:具体)?(?:包括|如下|有|为|体现在|主要有|分为))$", "", last.strip())
    return last if len(last) <= _LONG_TITLE else ""


def _groups(analysis: Analysis, chunks: Sequence[Passage], weighted: Weighted, rank: int) -> list[Group]:
    root = outline(chunks)
    path = fold_text(" ".join(shared_path(chunks)[-2:]))
    wanted = {number for number, _ in analysis.counts}
    found: list[Group] = []
    for node, above in _with_titles(root, ()):
        items = tuple(node.items)
        if len(items) < _MINIMUM:
            continue
        title = " ".join((*above[-1:], node.title))
        titled = weighted.coverage(path + fold_text(title))
        inside = weighted.coverage(fold_text(" ".join(_item_text(item, True) for item in items)))
        own = weighted.coverage(fold_text(node.title))
        score = 0.7 * titled + 0.25 * own + 0.3 * inside + 0.2 / (1 + 0.3 * rank)
        run = _common_run(analysis.text, clean_title(node.title))
        score += _RUN * max(0, run - _SHORT_RUN)
        score += _LONGER if len(items) > _MINIMUM else 0.0
        score -= _NESTED * sum(len(item.items) >= _MINIMUM for item in items) / len(items)
        score += 0.25 if len(items) in wanted else 0.0
        score += _KINDRED if _kindred(analysis, items) else 0.0
        whole = weighted.coverage(path + fold_text(title + " ".join(_item_text(item, True) for item in items)))
        called = clean_title(node.title)
        named = len(called) >= _SAME_NAME and called[-_SAME_NAME:] in analysis.text
        found.append(Group(called, items, score, max(titled, own), whole, _home(items, chunks), named))
    return found


def _kindred(analysis: Analysis, items: Sequence[Node]) -> bool:
    """Are the items kinds of what is asked for: 宣贯培训, 内审员培训 … of 培训?"""
    heads = {term.word[-_HEAD:] for term in analysis.terms if term.weight >= 1.0}
    ends = [re.sub(r"[（(].*$", "", item.title).rstrip("；;。，, ")[-_HEAD:] for item in items]
    return len(items) > _MINIMUM and any(ends.count(head) >= _MOSTLY * len(ends) for head in heads)


def _common_run(question: str, title: str) -> int:
    """Characters of the longest stretch that question and title share word for word."""
    return SequenceMatcher(None, question, title, autojunk=False).find_longest_match().size


def _with_titles(node: Node, above: tuple[str, ...]) -> list[tuple[Node, tuple[str, ...]]]:
    rest = [pair for child in node.children for pair in _with_titles(child, (*above, node.title))]
    return [(node, above), *rest]


def _home(items: Sequence[Node], chunks: Sequence[Passage]) -> Passage:
    return next((item.line.passage for item in items if item.line), chunks[0])


def clean_title(title: str) -> str:
    """A heading without its number and marks."""
    import re

    return re.sub(r"^[一二三四五六七八九十\d]+[、.．]\s*|^第\S+[章节]\s*|^[➤◆●■#\s-]+", "", plain(title)).strip()


def _point(node: Node, *, with_body: bool) -> Point:
    line = node.line
    if line is None:
        return Point(node.title, ())
    head = Piece(line.passage, *_first(line))
    text = plain(head.quote).rstrip("；;")
    body = _body(node) if with_body and len(node.title) <= _SHORT_TITLE and not node.items else None
    if body is None:
        return Point(text, (head,))
    tail = Piece(body.passage, *_first(body))
    text = f"{text.rstrip('：:')}：{plain(tail.quote)}"
    if body.passage is line.passage and tail.start - head.end < _GAP:
        return Point(text, (Piece(line.passage, head.start, tail.end),))
    return Point(text, (head, tail))


def _body(node: Node) -> Line | None:
    return next((line for line in node.texts if len(line.text) > len(node.title)), None)


def _first(line: Line) -> tuple[int, int]:
    """The whole line when it is short, else its first sentence."""
    if len(line.text) <= _LONG_ITEM or not line.spans:
        return line.start, line.end
    return line.spans[0].start, line.spans[0].end


def _item_text(node: Node, with_body: bool) -> str:
    body = _body(node) if with_body else None
    return node.title + (body.text[:_LONG_ITEM] if body else "")

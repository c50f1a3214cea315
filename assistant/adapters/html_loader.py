"""Web pages, also those that office systems save under .doc or .xls: visible text, headings, lists and tables."""

import email
import email.policy
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..domain.document import Block, BlockKind, Cell, Table
from ..domain.errors import InputError
from .file_source import PARSER_ERRORS, Parsed, Source, broken
from .table_loader import header_rows_of, rectangular, table_blocks
from .text_loader import decoded

_DROPPED = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button"}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr", "input", "o:p",
}  # fmt: skip
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt)|"
    r"opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)",
    re.I,
)
_WHITE = re.compile(r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?|white)\b", re.I)
_DEPTH = 200
_MAX_SPAN = 200


def read_html(source: Source) -> Parsed:
    """Blocks of an HTML page; hidden elements become notes and are told."""
    parsed = Parsed()
    return _read(decoded(source, parsed), source, parsed)


def read_mht(source: Source) -> Parsed:
    """The HTML part of a single-file web page."""
    try:
        message = email.message_from_bytes(source.data, policy=email.policy.default)
        part = next((item for item in message.walk() if item.get_content_type() == "text/html"), None)
        content = None if part is None else part.get_payload(decode=True)
    except PARSER_ERRORS as error:
        raise broken(source, "单一文件网页") from error
    if not isinstance(content, bytes):
        raise InputError("单一文件网页里没有网页内容", source.shown, "请另存为 DOCX 或 PDF 后再导入")
    parsed = Parsed()
    return _read(decoded(source.renamed(source.name, content), parsed), source, parsed)


def _read(text: str, source: Source, parsed: Parsed) -> Parsed:
    from bs4 import BeautifulSoup

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            soup = BeautifulSoup(text, "lxml")
        title = soup.title.get_text().strip() if soup.title else ""
        walker = _Walker()
        walker.walk(soup.body or soup, _State())
        walker.flush(_State())
    except PARSER_ERRORS as error:
        raise broken(source, "网页") from error
    parsed.facts = {"title": " ".join(title.split())}
    parsed.blocks = walker.blocks
    if walker.hidden:
        parsed.warn(f"含隐藏文字 {walker.hidden} 处，已作为附注保留")
    if walker.too_deep:
        parsed.warn("网页嵌套过深，部分内容只按文字读取")
    return parsed


@dataclass(frozen=True)
class _State:
    """What surrounds the text being read."""

    kind: BlockKind = "paragraph"
    level: int | None = None
    label: str | None = None
    depth: int = 0
    preformatted: bool = False


@dataclass
class _Walker:
    blocks: list[Block] = field(default_factory=list[Block])
    buffer: list[str] = field(default_factory=list[str])
    hidden: int = 0
    too_deep: bool = False

    def walk(self, node: Any, state: _State) -> None:
        """Read the children of ``node`` in order."""
        from bs4.element import NavigableString

        if state.depth > _DEPTH:
            self.too_deep = True
            self.buffer.append(node.get_text(" "))
            return
        for child in node.children:
            if isinstance(child, NavigableString):
                if type(child) is NavigableString:
                    self.buffer.append(str(child) if state.preformatted else re.sub(r"[ \t\r\n\f]+", " ", str(child)))
            elif child.name not in _DROPPED:
                self.element(child, state)

    def element(self, node: Any, state: _State) -> None:
        """Read one element according to its name."""
        name = node.name
        deeper = _State(state.kind, state.level, state.label, state.depth + 1, state.preformatted or name == "pre")
        if _is_hidden(node):
            self.hide(node)
        elif name == "br":
            self.flush(state)
        elif name == "input":
            self.buffer.append(_input_text(node))
        elif name in _INLINE:
            self.walk(node, deeper)
        else:
            self.flush(state)
            self.container(node, deeper)

    def container(self, node: Any, state: _State) -> None:
        """Read a block element."""
        name = node.name
        if name == "table" and not node.find("table"):
            self.blocks.extend(table_blocks(_table(node)))
            return
        if re.fullmatch(r"h[1-6]", name):
            state = _State("heading", int(name[1]), None, state.depth, state.preformatted)
        elif name == "li":
            state = _State("list_item", None, _item_label(node), state.depth, state.preformatted)
        elif name in ("header", "footer") and state.depth <= 3:
            state = _State("header" if name == "header" else "footer", None, None, state.depth)
        self.walk(node, state)
        self.flush(state)

    def hide(self, node: Any) -> None:
        """Keep hidden text as a note."""
        text = " ".join(node.get_text(" ").split())
        if text:
            self.hidden += 1
            self.blocks.append(Block(kind="note", text=text, style="hidden"))

    def flush(self, state: _State) -> None:
        """End the paragraph that is being collected."""
        text = "".join(self.buffer).replace("\xa0", " ")
        self.buffer.clear()
        label = state.label
        for line in filter(None, (part.strip() for part in text.split("\n"))):
            self.blocks.append(Block(kind=state.kind, text=line, level=state.level, number=label))
            label = None


def _is_hidden(node: Any) -> bool:
    if node.has_attr("hidden") or (node.name == "input" and node.get("type") == "hidden"):
        return True
    style = str(node.get("style") or "")
    return bool(_HIDDEN_STYLE.search(style)) or (bool(_WHITE.search(style)) and not _on_colour(node))


def _on_colour(node: Any) -> bool:
    """Whether the element or one around it has a background."""
    around = [item for item in (node, *node.parents) if item.attrs]
    return any("background" in str(item.get("style") or "").lower() or item.get("bgcolor") for item in around)


def _input_text(node: Any) -> str:
    kind = str(node.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if node.has_attr("checked") else "☐"
    return str(node.get("value") or "")


def _item_label(node: Any) -> str | None:
    """``3.`` for an item of an ordered list."""
    parent = node.parent
    if parent is None or parent.name != "ol":
        return None
    items = list(parent.find_all("li", recursive=False))
    first = str(parent.get("start") or "1")
    own = str(node.get("value") or "")
    position = next((place for place, item in enumerate(items) if item is node), 0)
    number = int(own) if own.isdecimal() else (int(first) if first.isdecimal() else 1) + position
    return f"{number}."


def _table(node: Any) -> Table:
    """Rows with spans expanded."""
    rows: list[list[Cell]] = []
    pending: dict[tuple[int, int], Cell] = {}
    marked = 0
    for number, row in enumerate(node.find_all("tr")):
        cells: list[Cell] = []
        for item in row.find_all(["td", "th"], recursive=False):
            _take_pending(cells, pending, number)
            _add_cell(cells, item, pending, number)
        _take_pending(cells, pending, number)
        marked += (
            marked == number
            and bool(cells)
            and all(item.name == "th" for item in row.find_all(["td", "th"], recursive=False))
        )
        rows.append(cells)
    caption = node.find("caption")
    grid = rectangular(rows)
    title = " ".join(caption.get_text(" ").split()) if caption else ""
    return Table(rows=grid, header_rows=header_rows_of(grid, min(marked, 3)), title=title)


def _take_pending(cells: list[Cell], pending: dict[tuple[int, int], Cell], number: int) -> None:
    while (number, len(cells)) in pending:
        cells.append(pending.pop((number, len(cells))))


def _add_cell(cells: list[Cell], item: Any, pending: dict[tuple[int, int], Cell], number: int) -> None:
    for line_end in item.find_all(["br", "p", "div", "li"]):
        line_end.insert_before("\n")
    lines = (" ".join(line.split()) for line in "".join(_visible(item)).split("\n"))
    cell = Cell(text="\n".join(filter(None, lines)))
    copy = Cell(text=cell.text, merged=True)
    across, down = _span(item.get("colspan")), _span(item.get("rowspan"))
    for below in range(1, down):
        for column in range(len(cells), len(cells) + across):
            pending[number + below, column] = copy
    cells.extend([cell] + [copy] * (across - 1))


def _visible(node: Any) -> Iterator[str]:
    from bs4.element import NavigableString

    for child in node.children:
        if isinstance(child, NavigableString):
            if type(child) is NavigableString:
                yield str(child) if str(child) == "\n" else re.sub(r"\s+", " ", str(child))
        elif child.name == "input":
            yield _input_text(child)
        elif child.name not in _DROPPED:
            yield from _visible(child)


def _span(value: Any) -> int:
    text = str(value or "1")
    return max(1, min(_MAX_SPAN, int(text))) if text.isdecimal() and len(text) < 6 else 1

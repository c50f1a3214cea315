"""Markdown: headings, lists, tables, quotes, code and front matter as blocks; the words stay as written."""

import re
from collections.abc import Iterator
from typing import Any

from ..domain.document import Block, BlockKind, Cell, Table
from .file_source import Parsed, Source
from .table_loader import rectangular, table_block
from .text_loader import decoded

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_PAIR = re.compile(r"^([A-Za-z_\u4e00-\u9fff][\w\u4e00-\u9fff -]*):\s*(.+)$")


def read_markdown(source: Source) -> Parsed:
    """Blocks in reading order; front matter becomes notes, HTML inside is read as text."""
    from markdown_it import MarkdownIt

    parsed = Parsed()
    text = re.sub(r"\r\n?", "\n", decoded(source, parsed))
    front = _FRONT.match(text)
    if front:
        parsed.blocks.extend(_front_matter(front.group(1)))
        parsed.facts = _front_facts(front.group(1))
        text = text[front.end() :]
    if _COMMENT.search(text):
        parsed.warn("含 HTML 注释（页面上看不到），已作为附注保留")
    tokens = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text)
    parsed.blocks.extend(_blocks(tokens))
    return parsed


def _front_matter(text: str) -> Iterator[Block]:
    for line in text.split("\n"):
        if line.strip():
            yield Block(kind="note", text=line.strip(), style="front-matter")


def _front_facts(text: str) -> dict[str, Any]:
    """Title and author as the front matter gives them."""
    matches = filter(None, map(_PAIR.match, text.split("\n")))
    pairs: dict[str, str] = {match.group(1): match.group(2) for match in matches}
    names = {"title": "title", "标题": "title", "author": "author", "作者": "author"}
    return {field: pairs[key].strip(" \"'") for key, field in names.items() if key in pairs}


def _blocks(tokens: list[Any]) -> Iterator[Block]:
    """Walk markdown-it tokens; open lists tell the label of their items."""
    lists: list[int | None] = []
    label: str | None = None
    quoted = 0
    heading: int | None = None
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "table_open":
            end = next(place for place in range(index, len(tokens)) if tokens[place].type == "table_close")
            yield table_block(_table(tokens[index:end]))
            index = end
        elif token.type == "ordered_list_open":
            lists.append(int(token.attrGet("start") or 1))
        elif token.type == "bullet_list_open":
            lists.append(None)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            label = f"{token.info}{token.markup}" if lists[-1] is not None else ""
        elif token.type in ("blockquote_open", "blockquote_close"):
            quoted += 1 if token.nesting == 1 else -1
        elif token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type in ("inline", "fence", "code_block", "html_block"):
            yield from _leaf(token, heading, label, bool(lists), bool(quoted))
            heading, label = None, None
        index += 1


def _leaf(token: Any, heading: int | None, label: str | None, listed: bool, quoted: bool) -> Iterator[Block]:
    """Blocks of one token that holds text, one a line."""
    if token.type == "html_block":
        yield from _html_block(token.content)
        return
    text = token.content if token.type != "inline" else inline_text(token)
    kind: BlockKind = "heading" if heading else "list_item" if listed and label is not None else "paragraph"
    for line in filter(None, (part.strip() for part in _joined(text, token.type == "inline"))):
        style = "quote" if quoted else "code" if token.type in ("fence", "code_block") else ""
        yield Block(kind=kind, text=line, number=label or None, level=heading, style=style, bold=_is_bold(token))
        label = None


def _joined(text: str, inline: bool) -> list[str]:
    """Lines of a paragraph: hard and soft line ends both divide, as Chinese writers press Enter for a new line."""
    return _BREAK.sub("\n", text).split("\n") if inline else text.split("\n")


def inline_text(token: Any) -> str:
    """Visible text of an inline token: marks gone, link targets and pictures left out."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "image":
            parts.append(f"[图：{child.content}]" if child.content else "")
        elif child.type == "html_inline" and _BREAK.match(child.content):
            parts.append("\n")
    return "".join(parts)


def _is_bold(token: Any) -> bool:
    children = [child for child in token.children or () if child.content or child.nesting]
    return len(children) >= 3 and children[0].type == "strong_open" and children[-1].type == "strong_close"


def _html_block(content: str) -> Iterator[Block]:
    """HTML inside Markdown: its comments as notes, its text as paragraphs."""
    from bs4 import BeautifulSoup
    from bs4.element import Comment

    soup = BeautifulSoup(content, "lxml")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        if comment.strip():
            yield Block(kind="note", text=" ".join(comment.split()), style="hidden")
    for hidden in soup(["script", "style"]):
        hidden.decompose()
    for line in soup.get_text("\n").split("\n"):
        if line.strip():
            yield Block(kind="paragraph", text=line.strip())


def _table(tokens: list[Any]) -> Table:
    rows: list[list[Cell]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(Cell(text=inline_text(token).strip()))
    return Table(rows=rectangular(rows), header_rows=1)

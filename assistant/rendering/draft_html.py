"""A draft's little Markdown as HTML for the screen. Every word is escaped; open points are marked."""

import re
from collections.abc import Iterator, Sequence
from html import escape

from ..adapters.docx_markup import Block, blocks_of

_OPEN = re.compile(r"【[^】]*】")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CELL = "border:1px solid rgba(128,128,128,.4);padding:.25rem .5rem;vertical-align:top"


def draft_html(text: str) -> str:
    """Paragraphs, lists and tables; ``【待补充：…】`` and ``【待填写】`` stand out."""
    return "".join(_block(block) for block in blocks_of(text))


def _block(block: Block) -> str:
    if block.kind == "table":
        return _table(block.rows)
    if block.kind == "item":
        return f'<div style="padding-left:1.2em;text-indent:-1em;margin:.15rem 0">• {_words(block.text)}</div>'
    return f'<p style="margin:.35rem 0">{_words(block.text)}</p>'


def _table(rows: Sequence[Sequence[str]]) -> str:
    body = "".join(f"<tr>{''.join(_cells(row, head=at == 0))}</tr>" for at, row in enumerate(rows))
    return (
        '<div style="overflow-x:auto;margin:.5rem 0"><table style="border-collapse:collapse;font-size:.88rem;'
        f'line-height:1.5;min-width:60%">{body}</table></div>'
    )


def _cells(row: Sequence[str], head: bool) -> Iterator[str]:
    tag = "th" if head else "td"
    for cell in row:
        yield f'<{tag} style="{_CELL};min-width:4.5em;text-align:left">{_words(cell)}</{tag}>'


def _words(text: str) -> str:
    bold = _BOLD.sub(r"<b>\1</b>", escape(text))
    return _OPEN.sub(lambda found: f'<mark style="background:#fbe2a4;color:#5b3a00">{found.group()}</mark>', bold)

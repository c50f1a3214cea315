"""Plain text: one line, one block, its text exactly as it stands; lines that are plainly a table become one."""

from collections.abc import Iterator, Sequence

from ..domain.document import Block, Cell, Table
from ..domain.errors import InputError
from ..facts.cell_lines import grids_of_cells
from ..text.plain_tables import grids_in
from .file_decoding import Decoded, decode, lines_of
from .file_limits import too_large
from .file_source import Parsed, Source
from .table_loader import header_rows_of, table_block


def decoded(source: Source, parsed: Parsed) -> str:
    """Text of ``source``; a damaged or legacy encoding is told in ``parsed``. Raises for too large or blank text."""
    if len(source.data) > source.limits.text_bytes:
        raise too_large(source.shown, len(source.data), source.limits.text_bytes)
    found: Decoded = decode(source.data)
    if found.damaged:
        parsed.warn(f"有 {found.damaged} 处字符无法解码（按 {found.encoding} 读取），以“�”代替")
        parsed.complete = False
    if not found.text.strip(" \t\r\n\f\u3000\ufeff\x1a"):
        raise InputError("文件没有文字", source.shown, "请检查文件内容")
    return found.text


def read_text(source: Source) -> Parsed:
    """Each non-blank line becomes one paragraph, lines set in columns a table."""
    parsed = Parsed()
    text = decoded(source, parsed).rstrip("\x1a")
    parsed.blocks = list(_blocks(lines_of(text.replace("\f", "\n"))))
    return parsed


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    grids = {grid.first: grid for grid in grids_in(lines) or grids_of_cells(lines)}
    place = 0
    while place < len(lines):
        grid = grids.get(place)
        if grid:
            rows = _spanned(grid.rows)
            yield table_block(Table(rows=rows, header_rows=header_rows_of(rows)))
            place = grid.last
        elif lines[place].strip():
            yield Block(kind="paragraph", text=lines[place])
        place += 1


def _spanned(rows: Sequence[Sequence[str]]) -> tuple[tuple[Cell, ...], ...]:
    """Cells of the rows; headings over several columns, or over two rows, stand on each place they cover."""
    cells = [[Cell(text=text) for text in row] for row in rows]
    if len(rows) > 2 and _is_lower_heading(rows[0], rows[1]):
        top, below = cells[0], cells[1]
        for i in range(1, len(top)):
            if not top[i].text and below[i].text:
                top[i] = Cell(text=top[i - 1].text, merged=True)
        for i, cell in enumerate(below):
            if not cell.text:
                below[i] = Cell(text=top[i].text, merged=True)
    return tuple(map(tuple, cells))


def _is_lower_heading(top: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the second row only parts some headings of the first: each filled cell stands under one or beside it."""
    filled = [i for i, text in enumerate(below) if text]
    groups = [i for i in filled if i and not top[i]]
    parted = all(not top[i] or i + 1 in groups for i in filled)
    return bool(groups) and not below[0] and len(filled) <= 0.6 * len(below) and parted

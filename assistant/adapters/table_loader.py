"""Grids of cells to table blocks."""

from collections.abc import Iterable, Sequence

from ..domain.document import Block, Cell, Table


def row_line(row: Iterable[Cell]) -> str:
    """The cells of a row joined by `` | ``, merged copies left out, line ends as spaces; "" for an empty row."""
    texts = [" ".join(cell.text.split("\n")).strip() for cell in row if not cell.merged]
    while texts and not texts[-1]:
        texts.pop()
    return " | ".join(texts)


def table_text(table: Table) -> str:
    """All rows with any text, one a line."""
    return "\n".join(line for line in map(row_line, table.rows) if line)


def rectangular(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows filled with empty cells to one width."""
    width = max((len(row) for row in rows), default=0)
    return tuple(tuple(row) + (Cell(text=""),) * (width - len(row)) for row in rows)


def table_block(table: Table, page: int | None = None, sheet: str | None = None) -> Block:
    """The block of ``table``."""
    return Block(kind="table", text=table_text(table), table=table, page=page, sheet=sheet)

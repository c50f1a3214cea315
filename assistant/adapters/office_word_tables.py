"""Word tables to rectangular grids: merged cells expanded, nested tables as text inside their cell."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..domain.document import Cell, Table
from .numbering import UNDETERMINED
from .office_package import Node
from .office_styles import W, number_of, switched, value_of
from .office_word_runs import Paragraph
from .table_loader import header_rows_of, rectangular, row_line

_MAX_SPAN = 200


@dataclass
class GridReader:
    """Reads ``w:tbl``; ``read`` reads a paragraph (second argument: it stands on coloured ground)."""

    read: Callable[[Node, bool], Paragraph]
    label: Callable[[Node, Paragraph], str]
    deleted: list[str] = field(default_factory=list[str])
    nested: int = 0
    seen: list[Paragraph] = field(default_factory=list[Paragraph])
    """Paragraphs read, for their notes, boxes and hidden text."""

    def table(self, node: Node) -> Table:
        """The table at ``node``."""
        rows: list[list[Cell]] = []
        marked = 0
        for row in inner(node, "tr"):
            properties = row.find(W + "trPr")
            cells = self.row(row, rows[-1] if rows else [], styled=node.find(f"{W}tblPr/{W}tblStyle") is not None)
            if properties is not None and properties.find(W + "del") is not None:
                self.deleted.append(row_line(cells))
                continue
            marked += bool(switched(properties, "tblHeader")) and marked == len(rows)
            rows.append(cells)
        grid = rectangular(rows)
        return Table(rows=grid, header_rows=header_rows_of(grid, marked))

    def row(self, node: Node, above: list[Cell], styled: bool) -> list[Cell]:
        """Cells of one row, merged ones repeated over the grid columns they cover."""
        cells = [Cell(text="")] * min(_MAX_SPAN, number_of(node.find(f"{W}trPr/{W}gridBefore")) or 0)
        for item in inner(node, "tc"):
            properties = item.find(W + "tcPr")
            span = 1 if properties is None else number_of(properties.find(W + "gridSpan")) or 1
            merge = None if properties is None else properties.find(W + "vMerge")
            text = self.cell_text(item, styled)
            if merge is not None and value_of(merge) != "restart" and len(above) > len(cells) and not text:
                cell = Cell(text=above[len(cells)].text, merged=True)
            elif self._continues(properties) and cells:
                cell = Cell(text=cells[-1].text, merged=True)
            else:
                cell = Cell(text=text)
            cells.append(cell)
            copies = max(0, min(span, _MAX_SPAN) - 1)
            cells.extend([cell if cell.merged else Cell(text=cell.text, merged=True)] * copies)
        return cells

    def _continues(self, properties: Node | None) -> bool:
        """Old horizontal merge."""
        merge = None if properties is None else properties.find(W + "hMerge")
        return merge is not None and value_of(merge) != "restart"

    def cell_text(self, node: Node, styled: bool) -> str:
        """Paragraphs of a cell, one a line; a nested table gives its rows."""
        shading = node.find(f"{W}tcPr/{W}shd")
        shaded = styled or value_of(shading, "fill").upper() not in ("", "AUTO", "FFFFFF")
        lines: list[str] = []
        for child in blocks_of(node):
            if child.tag == W + "tbl":
                self.nested += 1
                lines.extend(filter(None, map(row_line, self.table(child).rows)))
                continue
            paragraph = self.read(child, shaded)
            number = self.label(child, paragraph)
            self.seen.append(paragraph)
            if paragraph.deleted:
                self.deleted.append(paragraph.deleted)
            text = paragraph.text.strip()
            if text or (number and number != UNDETERMINED):
                lines.append(f"{number} {text}".strip() if number else text)
        return "\n".join(lines)


def inner(node: Node, name: str) -> Iterator[Node]:
    """Children called ``name``, also inside content controls and other wrappers."""
    for child in node:
        if child.tag == W + name:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins"):
            yield from inner(child, name)


def blocks_of(node: Node) -> Iterator[Node]:
    """Paragraphs and tables directly below ``node``, in order, also inside content controls and other wrappers."""
    for child in node:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo", W + "smartTag"):
            yield from blocks_of(child)

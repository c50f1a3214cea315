"""The little Markdown that drafts are written in → paragraphs, lists and tables of a Word document."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

_BOLD = re.compile(r"\*\*(.+?)\*\*|(【[^】]*】)")
_OPEN = RGBColor(0xB4, 0x53, 0x09)
_EMU_PER_TWIP = 635
_SHORT_TABLE = 6
_NARROWEST = 560
"""Room a column needs, in twentieths of a point, for words not to break letter by letter."""
_BLANK, _BLANK_ROOM = "【待填写】", 16
"""A field to be filled in by hand wants more room than its mark."""


class Block:
    """A paragraph, list item or table of a draft."""

    def __init__(self, kind: str, text: str = "", rows: Sequence[Sequence[str]] = ()) -> None:
        self.kind = kind
        self.text = text
        self.rows = rows


def blocks_of(text: str) -> Iterator[Block]:
    """``paragraph``, ``item`` and ``table`` blocks in order."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip().strip("|").split(" | ")])
            continue
        if rows:
            yield Block("table", rows=[row for at, row in enumerate(rows) if at != 1])
            rows = []
        if line.startswith("- "):
            yield Block("item", line[2:])
        elif line.strip():
            yield Block("paragraph", line)


class Writer:
    """Appends blocks to a document, or before ``anchor`` where one is given; styles are those of the document."""

    def __init__(self, word: Word, anchor: Any = None) -> None:
        self.word = word
        self.anchor = anchor

    def heading(self, text: str, level: int = 1) -> None:
        """A heading in the document's own style."""
        style = _style(self.word, (f"Heading {level}", f"标题 {level}", f"heading {level}"))
        paragraph = self._placed(self.word.add_paragraph(text, style=style))
        if style is None:
            for run in paragraph.runs:
                run.bold, run.font.size = True, Pt(15 - level)
            paragraph.paragraph_format.space_before = Pt(10)
        paragraph.paragraph_format.first_line_indent = Pt(0)
        paragraph.paragraph_format.keep_with_next = True

    def block(self, block: Block) -> None:
        """A paragraph, list item or table."""
        if block.kind == "table":
            self._table(block.rows)
        elif block.kind == "item":
            style = _style(self.word, ("List Bullet", "列表项目符号", "项目符号"))
            paragraph = self.word.add_paragraph(style=style)
            write_runs(paragraph, block.text if style else f"• {block.text}")
            self._placed(paragraph)
        else:
            paragraph = self.word.add_paragraph()
            write_runs(paragraph, block.text)
            title = block.text.startswith("**") and block.text.endswith("**")
            if title:
                paragraph.paragraph_format.first_line_indent = Pt(0)
            paragraph.paragraph_format.keep_with_next = title or block.text.endswith("：")
            self._placed(paragraph)

    def note(self, text: str) -> None:
        """A small grey line."""
        paragraph = self.word.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size = Pt(9)
        run.font.color.rgb = RGBColor(0x59, 0x59, 0x59)
        paragraph.paragraph_format.keep_with_next = True
        self._placed(paragraph)

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        room = _room(self.word, self.anchor)
        rows = rows if room >= _NARROWEST * max(map(len, rows)) else _upright(rows)
        width = max(map(len, rows))
        style = _style(self.word, ("Table Grid", "网格型", "表格网格"))
        table: Any = self.word.add_table(rows=0, cols=width, style=style)
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        size = Pt(9) if width <= 6 else Pt(8)
        for at, row in enumerate(rows):
            cells = table.add_row().cells
            for cell, text in zip(cells, [*row, *[""] * (width - len(row))], strict=True):
                paragraph = cell.paragraphs[0]
                write_runs(paragraph, text, bold=at == 0, size=size)
                _compact(paragraph)
                if at == 0:
                    _shade(cell)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        _repeat_header(table.rows[0])
        _borders(table)
        _widths(table, rows, room)
        _kept_together(table)
        self._placed(table)
        self._placed(_thin(self.word.add_paragraph()))

    def _placed(self, item: Any) -> Any:
        if self.anchor is not None:
            self.anchor.addprevious(item._element)
        return item


def write_runs(paragraph: Any, text: str, bold: bool = False, size: Any = None) -> None:
    """Text with ``**bold**`` and open points in colour."""
    end = 0
    for match in _BOLD.finditer(text):
        _run(paragraph, text[end : match.start()], bold, size)
        run = _run(paragraph, match[1] or match[2], bold or bool(match[1]), size)
        if match[2] and run is not None:
            run.font.color.rgb = _OPEN
        end = match.end()
    _run(paragraph, text[end:], bold, size)


def _run(paragraph: Any, text: str, bold: bool, size: Any) -> Any:
    if not text:
        return None
    run = paragraph.add_run(text)
    run.bold = bold or None
    if size is not None:
        run.font.size = size
    return run


def _style(word: Word, names: Sequence[str]) -> Any:
    return next((style for name in names for style in word.styles if style.name == name), None)


def _compact(paragraph: Any) -> None:
    """A cell's paragraph: no indent, no extra space."""
    layout = paragraph.paragraph_format
    layout.first_line_indent = Pt(0)
    layout.space_before = layout.space_after = Pt(2.5)
    layout.line_spacing = 1.1


def _thin(paragraph: Any) -> Any:
    _compact(paragraph)
    paragraph.add_run("").font.size = Pt(4)
    return paragraph


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E7EEF6")):
        shade.set(qn(f"w:{name}"), value)
    cell._element.get_or_add_tcPr().append(shade)


def _repeat_header(row: Any) -> None:
    properties = row._tr.get_or_add_trPr()
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    properties.append(header)


def _kept_together(table: Any) -> None:
    """A short table stays on one page; of a long one the heading row stays with the first."""
    rows = table.rows
    kept = rows[:-1] if len(rows) <= _SHORT_TABLE else rows[:1]
    for row in kept:
        for paragraph in row.cells[0].paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _borders(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "7F7F7F")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblBorders")):
        properties.remove(old)
    layout = properties.find(qn("w:tblLayout"))
    anchor = layout if layout is not None else properties.find(qn("w:tblLook"))
    properties.append(borders) if anchor is None else anchor.addprevious(borders)


def _upright(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """The rows of a table too wide for its place, one under the other as heading and value."""
    heads, *body = rows
    pairs = [(head, cell) for row in body for head, cell in zip(heads, row, strict=False)]
    return [("项目", "内容"), *((f"**{head}**" if head == heads[0] else head, cell) for head, cell in pairs)]


def _room(word: Word, anchor: Any) -> int:
    """Width between the margins, or of a column, where the text goes, in twentieths of a point."""
    section: Any = _section_at(word, anchor)
    page, left, right = section.page_width, section.left_margin, section.right_margin
    width = (page - left - right) // _EMU_PER_TWIP if page and left is not None and right is not None else 9070
    columns: Any = section._sectPr.find(qn("w:cols"))
    count = int(columns.get(qn("w:num"), "1")) if columns is not None else 1
    gap = int(columns.get(qn("w:space"), "720")) if columns is not None else 0
    return (width - gap * (count - 1)) // count


def _section_at(word: Word, anchor: Any) -> Any:
    """The section that holds ``anchor``; the last one where there is none."""
    if anchor is not None:
        children = list(word.element.body)
        place = next((at for at, child in enumerate(children) if anchor in child.iter()), 0)
        sections: Any = word.sections
        for section in sections:
            end = next(at for at, child in enumerate(children) if section._sectPr in child.iter())
            if end >= place:
                return section
    return word.sections[-1]


def _widths(table: Any, rows: Sequence[Sequence[str]], room: int) -> None:
    """Columns by the room their text wants, so that short ones do not break letter by letter."""
    count = len(table.columns)
    wants = [_want([row[at] for row in rows if at < len(row)]) for at in range(count)]
    shares = [max(room * want / sum(wants), 480) for want in wants]
    scale = room / sum(shares)
    table.autofit = False
    grid = table._tbl.tblGrid.findall(qn("w:gridCol"))
    for at, share in enumerate(shares):
        twips = str(int(share * scale))
        grid[at].set(qn("w:w"), twips)
        for row in table.rows:
            properties = row.cells[at]._element.get_or_add_tcPr()
            width = properties.find(qn("w:tcW"))
            if width is None:
                width = OxmlElement("w:tcW")
                properties.insert(0, width)
            width.set(qn("w:w"), twips)
            width.set(qn("w:type"), "dxa")


def _want(texts: Sequence[str]) -> float:
    """Square roots keep one long cell from taking the whole page."""
    longest = max((_BLANK_ROOM if text == _BLANK else len(text) for text in texts), default=1)
    return min(max(longest, 2), 60) ** 0.7 + 1.2

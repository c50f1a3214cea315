"""PDF: the text layer page by page, and text recognition for pages that have none or a garbled one."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..domain.document import Block
from .file_source import PARSER_ERRORS, Parsed, Source, broken
from .pdf_hidden import hidden_text
from .pdf_layout import PageLines, layout_blocks
from .pdf_opening import open_pdf, pdf_errors, repaired
from .pdf_properties import annotations, facts, outline
from .pdf_quality import State, text_state
from .pdf_tables import Grid, Piece, characters, lines_and_tables, page_grids

_SCALE = 2.0
"""Pixels a point: 144 dpi, enough for body text and quick."""
_LONGEST_SIDE = 2600


def read_pdf(source: Source) -> Parsed:
    """Blocks of a PDF; raises InputError for encrypted or broken files."""
    parsed = Parsed()
    try:
        reader, count = open_pdf(source)
    except pdf_errors():
        source = source.renamed(source.name, repaired(source))
        parsed.warn("PDF 结构有损坏，已修复后读取，内容可能不全")
        parsed.complete = False
        try:
            reader, count = open_pdf(source)
        except pdf_errors() as again:
            raise broken(source, "PDF") from again
    if count == 0:
        raise broken(source, "PDF", "没有任何页")
    parsed.pages, parsed.facts = count, facts(reader)
    if count > source.limits.pages:
        parsed.warn(f"页数过多（{count} 页），只读取了前 {source.limits.pages} 页")
        parsed.complete = False
    work = _Pages(source, reader, parsed)
    pages = [work.page(index) for index in range(min(count, source.limits.pages))]
    work.tell()
    parsed.blocks = [*layout_blocks(pages, outline(reader)), *work.notes]
    return parsed


@dataclass
class _Pages:
    """Reads pages one by one and remembers which ones needed what."""

    source: Source
    reader: Any
    parsed: Parsed
    recognised: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    notes: list[Block] = field(default_factory=list[Block])
    pieces: list[Piece] = field(default_factory=list[Piece])
    """Runs of text of the page being read."""
    _rendered: Any = None

    def page(self, index: int) -> PageLines:
        """Lines of page ``index`` (from 0)."""
        self.source.report("读取 PDF", index + 1, self.parsed.pages or 0)
        page, text = self._page_text(index)
        read = text
        state = text_state(text) if page is not None else "garbled"
        if page is not None:
            self.notes.extend(
                Block(kind="note", text=line, page=index + 1, style="annotation") for line in annotations(page)
            )
        if state == "garbled":
            other = self._other_text(index)
            if text_state(other) in ("good", "thin"):
                self._mark("文字层乱码，已换用另一解析器", index)
                text, state = other, "good"
        if state in ("none", "garbled") or (state == "thin" and _has_picture(page)):
            text = self._recognise(index, text, state)
        pieces = self.pieces if text == read else []
        return PageLines(index + 1, *lines_and_tables(text, pieces, *self._grids(index, bool(pieces))))

    def _grids(self, index: int, wanted: bool) -> tuple[list[Grid], list[Piece]]:
        """Grids and characters of a page, none where it cannot be taken apart or stands on its side."""
        document = self._document() if wanted else None
        try:
            page = None if document is None else document[index]
            if page is None or page.get_rotation():
                return [], []
            self._tell_hidden(hidden_text(page), index)
            grids = page_grids(page)
            return grids, characters(page) if grids else []
        except pdf_errors():
            return [], []

    def tell(self) -> None:
        """Warnings, each page named; long runs of pages in one line."""
        for what, numbers in self.recognised.items():
            for first, last in _runs(numbers):
                where = f"第 {first} 页" if first == last else f"第 {first}–{last} 页"
                self.parsed.warn(f"{where}{what}")

    def _page_text(self, index: int) -> tuple[Any, str]:
        try:
            page = self.reader.pages[index]
            self.pieces = []
            return page, page.extract_text(visitor_text=self._visit) or ""
        except pdf_errors():
            return None, ""

    def _visit(self, text: str, outer: Sequence[float], inner: Sequence[float], font: Any, size: float) -> None:
        """Take down a run of text with the place of its beginning on the page."""
        x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
        y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        self.pieces.append(Piece(text, x + 1.5, y + 2.0))

    def _mark(self, what: str, index: int) -> None:
        self.recognised.setdefault(what, []).append(index + 1)

    def _recognise(self, index: int, text: str, state: State) -> str:
        """Recognised text of a page, or the layer's own where recognition finds less."""
        problem = "文字层乱码" if state == "garbled" else "文字很少且含图片" if state == "thin" else "无文字层"
        image = self._image(index)
        if image is None:
            self._mark(f"{problem}，且无法显示", index)
            self.parsed.complete = False
            return text if state != "garbled" else ""
        if _is_blank(image):
            return text if state == "thin" else ""
        done = sum(len(pages) for what, pages in self.recognised.items() if "OCR" in what)
        if self.source.ocr is None or done >= self.source.limits.ocr_pages:
            reason = "未启用 OCR" if self.source.ocr is None else "超出 OCR 页数上限"
            self._mark(f"{problem}，{reason}，未能读取", index)
            self.parsed.complete = False
            return text
        self.source.report("文字识别", index + 1, self.parsed.pages or 0)
        found = "\n".join(self.source.ocr.lines(image))
        if state == "thin" and _letters(found) < 1.5 * _letters(text):
            return text
        self._mark(f"{problem}，已用 OCR" if found else f"{problem}，OCR 未识别出文字", index)
        return found or ("" if state == "garbled" else text)

    def _tell_hidden(self, text: str, index: int) -> None:
        if len(text) > 1:
            self.parsed.warn(f"第 {index + 1} 页含肉眼看不到的文字“{text[:30]}”，已按普通文字读取")

    def _document(self) -> Any:
        if self._rendered is None:
            import pypdfium2

            try:
                self._rendered = pypdfium2.PdfDocument(self.source.data)
            except (pypdfium2.PdfiumError, *PARSER_ERRORS):
                self._rendered = False
        return self._rendered or None

    def _other_text(self, index: int) -> str:
        """Text as PDFium reads it."""
        document = self._document()
        try:
            return "" if document is None else document[index].get_textpage().get_text_bounded().replace("\r\n", "\n")
        except pdf_errors():
            return ""

    def _image(self, index: int) -> Any:
        document = self._document()
        if document is None:
            return None
        try:
            page = document[index]
            longest = max(page.get_size())
            if not math.isfinite(longest) or longest <= 0:
                return None
            return page.render(scale=min(_SCALE, _LONGEST_SIDE / longest)).to_pil()
        except pdf_errors():
            return None


def _letters(text: str) -> int:
    return sum(1 for char in text if not char.isspace())


def _is_blank(image: Any) -> bool:
    """Whether a rendered page is one even colour."""
    low, high = image.convert("L").getextrema()
    return high - low < 24


def _has_picture(page: Any) -> bool:
    """Whether a page refers to an image or a form that may hold one."""
    try:
        objects = page["/Resources"]["/XObject"]
        return any(objects[name].get("/Subtype") in ("/Image", "/Form") for name in objects)
    except pdf_errors():
        return False


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Page numbers one by one while they are few, else runs of neighbours."""
    if len(numbers) <= 20:
        yield from ((number, number) for number in numbers)
        return
    first = last = numbers[0]
    for number in numbers[1:]:
        if number != last + 1:
            yield first, last
            first = number
        last = number
    yield first, last

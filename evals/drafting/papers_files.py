"""Test papers: short texts in YAML, flawed ones made from good ones by edits, written out in the format asked for."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

DATA = Path(__file__).with_name("papers_data")
SEAL = DATA / "SEALED.sha256"
Split = Literal["dev", "sealed"]
_FONT = Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc")


class Flaw(NamedTuple):
    """A seeded flaw: ``quote`` stands in the paper (empty: something is absent), ``words`` tell it was understood."""

    kind: str
    quote: str
    words: tuple[str, ...]


class Paper(NamedTuple):
    """One paper: ``text`` in light Markdown, ``format`` md | txt | gb18030 | docx | xlsx | pdf."""

    id: str
    kind: str
    format: str
    text: str
    facts: Mapping[str, Any] | None
    flaws: tuple[Flaw, ...]


def papers(split: Split) -> list[Paper]:
    """All papers of a split. Raises ValueError when an edit or quote does not fit, or a sealed file changed."""
    if split == "sealed":
        check_seal()
    words = yaml.safe_load((DATA / "kinds.yaml").read_text(encoding="utf-8"))
    families = [
        family
        for path in sorted((DATA / split).glob("*.yaml"))
        for family in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    return [paper for family in families for paper in _family(family, words)]


def check_seal() -> None:
    """Raise ValueError when a sealed file is not what was sealed."""
    for line in SEAL.read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        if hashlib.sha256((DATA / "sealed" / name).read_bytes()).hexdigest() != digest:
            raise ValueError(f"封存的文件被改动：{name}")


def write(paper: Paper, folder: Path) -> Path:
    """The paper as a file."""
    suffix = "txt" if paper.format == "gb18030" else paper.format
    path = folder / f"{paper.id}.{suffix}"
    match paper.format:
        case "md":
            path.write_text(paper.text, encoding="utf-8")
        case "docx":
            _docx(paper.text, path)
        case "xlsx":
            _xlsx(paper.text, path)
        case "pdf":
            _pdf(paper.text, path)
        case _:
            path.write_bytes(_plain(paper.text).encode("gb18030" if paper.format == "gb18030" else "utf-8"))
    return path


def _family(family: Mapping[str, Any], words: Mapping[str, Sequence[str]]) -> Iterator[Paper]:
    facts = family.get("facts")
    yield Paper(f"{family['id']}-good", family["as"], family["format"], family["text"], facts, ())
    for flawed in family.get("flawed", ()):
        identity = f"{family['id']}-{flawed['id']}"
        text = _edited(family["text"], flawed["edits"], identity)
        flaws = tuple(
            Flaw(f["kind"], str(f.get("quote", "")), tuple(map(str, words[f["kind"]]))) for f in flawed["flaws"]
        )
        for flaw in flaws:
            if flaw.quote not in text:
                raise ValueError(f"{identity}：文中没有“{flaw.quote}”")
        yield Paper(identity, family["as"], flawed.get("format", family["format"]), text, facts, flaws)


def _edited(text: str, edits: Sequence[Sequence[str]], identity: str) -> str:
    for old, new in edits:
        if old not in text:
            raise ValueError(f"{identity}：文中没有要改的“{old[:20]}”")
        text = text.replace(old, new)
    return text


_MERGES = ("<<", "^^")


def _merged(rows: Sequence[Sequence[str]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Corners of merged cells: ``<<`` belongs to the cell on its left, ``^^`` to the one above."""
    for top, row in enumerate(rows):
        for left, value in enumerate(row):
            right, bottom = left, top
            while right + 1 < len(row) and row[right + 1] == "<<":
                right += 1
            while bottom + 1 < len(rows) and left < len(rows[bottom + 1]) and rows[bottom + 1][left] == "^^":
                bottom += 1
            if value not in _MERGES and (right, bottom) != (left, top):
                yield (top, left), (bottom, right)


# -- formats -------------------------------------------------------------------------------------------------------


def _parts(text: str) -> Iterator[tuple[str, Any]]:
    """(``heading``, (level, text)) | (``line``, text) | (``table``, rows)."""
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.lstrip().startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                rows.append(cells)
            continue
        if rows:
            yield "table", rows
            rows = []
        if mark := re.match(r"(#+)\s+(.*)", line):
            yield "heading", (len(mark[1]), mark[2])
        elif line.strip():
            yield "line", line.replace("**", "").strip()


def _plain(text: str) -> str:
    lines: list[str] = []
    for kind, part in _parts(text):
        if kind == "table":
            lines += ["\t".join(row) for row in part]
        else:
            lines.append(part[1] if kind == "heading" else part)
    return "\r\n".join(lines) + "\r\n"


def _docx(text: str, path: Path) -> None:
    from docx import Document

    document = Document()
    for kind, part in _parts(text):
        if kind == "heading":
            document.add_heading(part[1], level=min(part[0], 4))
        elif kind == "line":
            document.add_paragraph(part)
        else:
            _docx_table(document, part)
    document.save(str(path))


def _docx_table(document: Any, rows: list[list[str]]) -> None:
    width = max(map(len, rows))
    table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, value in zip(cells.cells, row, strict=False):
            cell.text = "" if value in _MERGES else value
    for (top, left), (bottom, right) in _merged(rows):
        table.cell(top, left).merge(table.cell(bottom, right)).text = rows[top][left]
    for cells, row in zip(table.rows, rows, strict=True):
        if width > 2 and len(row) == width and not any(row[2:]) and row[1]:
            cells.cells[1].merge(cells.cells[width - 1]).text = row[1]


def _xlsx(text: str, path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for kind, part in _parts(text):
        if kind == "table":
            for row in part:
                sheet.append(row)
            sheet.append([])
        else:
            sheet.append([part[1] if kind == "heading" else part])
    book.save(path)


def _pdf(text: str, path: Path) -> None:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(TTFont("zen", str(_FONT)))
    body = ParagraphStyle("body", fontName="zen", fontSize=11, leading=17, wordWrap="CJK")
    head = ParagraphStyle("head", parent=body, fontSize=14, leading=22)
    story: list[Any] = []
    for kind, part in _parts(text):
        if kind == "table":
            story.append(
                Table(
                    [[Paragraph(cell, body) for cell in row] for row in part],
                    style=[("GRID", (0, 0), (-1, -1), 0.5, "black")],
                )
            )
        else:
            story.append(Paragraph(part[1], head) if kind == "heading" else Paragraph(part, body))
    SimpleDocTemplate(str(path), pagesize=A4).build(story)

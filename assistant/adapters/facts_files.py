"""Documents facts are proposed from, and Markdown text as the checks read it."""

from collections.abc import Iterator
from pathlib import Path

from ..domain.document import Block, Cell, Document, FileFacts, LoadedFile, Table
from ..domain.errors import GuanbiaoError, InputError
from .file_limits import Limits
from .file_loader import SUFFIXES, FileLoader
from .file_source import Source

_ROW = " | "


def read_markdown_text(text: str) -> LoadedFile:
    """Markdown that is already in memory."""
    return FileLoader().read(Source("草案.md", text.encode(), Limits(), None, None))


def read_folder(folder: Path, loader: FileLoader) -> tuple[list[tuple[str, LoadedFile]], list[str]]:
    """All files of a folder with their names, and one line for each that could not be read."""
    if not folder.exists():
        raise InputError("找不到这个文件夹", str(folder), "检查路径")
    files = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
    found: list[tuple[str, LoadedFile]] = []
    warnings: list[str] = []
    for path in files:
        if path.suffix.lower().lstrip(".") not in SUFFIXES:
            continue
        name = path.name if path == folder else str(path.relative_to(folder))
        try:
            found.append((name, loader.load(path)))
        except GuanbiaoError as error:
            warnings.append(f"{name}：{error.message}")
    return found, warnings


def stored_file(document: Document) -> LoadedFile:
    """A stored document as blocks again; its tables from their rows."""
    facts = FileFacts(name=document.file, size=len(document.text), sha256=document.sha256, media="txt")
    return LoadedFile(facts=facts, blocks=tuple(_blocks(document)), pages=document.pages)


def _blocks(document: Document) -> Iterator[Block]:
    for span in document.spans:
        text = document.text[span.start : span.end]
        lines = [line for line in text.splitlines() if line.strip()]
        if span.kind == "table" and lines:
            yield Block(kind="table", text=text, page=span.page, table=_table(lines))
        elif lines:
            yield Block(kind=span.kind, text=text.strip(), page=span.page)


def _table(lines: list[str]) -> Table:
    rows = [[cell.strip() for cell in line.split(_ROW)] for line in lines]
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return Table(rows=tuple(tuple(Cell(text=text) for text in row) for row in padded))

"""What a file becomes: blocks as read, then a document with one stored text, sections and chunks.

Offsets everywhere are character offsets into ``Document.text``, the stored source text. Every quote is a slice of it.
"""

from datetime import date, datetime
from typing import Literal

from .value import Value

BlockKind = Literal["heading", "paragraph", "list_item", "table", "header", "footer", "note", "toc"]
Role = Literal["norm", "guidance", "client"]
DocumentKind = Literal[
    "manual", "procedure", "work_instruction", "form", "record", "register", "standard", "guidance", "other"
]
DocumentFact = Literal["title", "kind", "code", "version", "effective_on"]
"""What a person may correct."""


class Cell(Value):
    """One grid position of a table. A merged cell stands on each position it covers, ``merged`` on the copies."""

    text: str
    ref: str = ""
    """Spreadsheet reference such as ``B3``; empty outside spreadsheets."""
    merged: bool = False
    value_on: date | None = None
    """The date, where the cell holds a real date (spreadsheet serials)."""
    shown: str = ""
    """What a person sees where it differs from ``text``, the stored value: ``95%`` for 0.95, ``2025年3月``."""


class Table(Value):
    """A rectangular grid with merged cells expanded; the first ``header_rows`` rows are headings."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 1
    title: str = ""


class Block(Value):
    """One paragraph, heading, table, header or note as it stands in the file, in reading order.

    ``number`` is the label of automatic numbering (``5.1``, ``第三条``, ``a)``), computed where the file does not store
    it as text. ``text`` never contains it then; the stored document text does (``number`` + space + ``text``).
    For a table ``text`` holds its rows, one a line, cells joined with `` | `` (merged copies left out).
    """

    kind: BlockKind
    text: str
    number: str | None = None
    level: int | None = None
    """Heading level from the file's own style (1 = top), where it has one."""
    style: str = ""
    page: int | None = None
    sheet: str | None = None
    """Sheet name of a workbook, or slide label (``第3张``) of a presentation."""
    table: Table | None = None
    deleted: str = ""
    """Text of tracked deletions in this block, kept as a note."""
    bold: bool = False


class FileFacts(Value):
    """File properties as stored in the file (never trusted as proof alone)."""

    name: str
    size: int
    sha256: str
    media: str
    """pdf | docx | xlsx | pptx | md | html | txt | doc | csv | jsonl | image."""
    created: datetime | None = None
    modified: datetime | None = None
    author: str = ""
    last_modified_by: str = ""
    application: str = ""
    application_version: str = ""
    company: str = ""
    title: str = ""
    revision: int | None = None
    edit_minutes: int | None = None
    rsids: tuple[str, ...] = ()
    rsid_root: str = ""
    custom: tuple[tuple[str, str], ...] = ()


class LoadedFile(Value):
    """A file after its loader: blocks in reading order, page count, properties, and what could not be read."""

    facts: FileFacts
    blocks: tuple[Block, ...]
    pages: int | None = None
    warnings: tuple[str, ...] = ()
    """Clear Chinese lines, e.g. ``第 3 页无文字层，已用 OCR``."""
    complete: bool = True
    """False when some part (a page, a sheet) could not be read; the reason is in ``warnings``."""


class Segment(Value):
    """A ready-made segment of a JSONL file: stored as it is, without finding structure again."""

    id: str
    title: str = ""
    path: tuple[str, ...] = ()
    clause: str | None = None
    text: str


class BlockSpan(Value):
    """Where block ``index`` of the loaded file stands in the stored text (``end`` exclusive)."""

    index: int
    start: int
    end: int
    kind: BlockKind = "paragraph"
    page: int | None = None


class Section(Value):
    """A clause or heading with the text below it."""

    number: str | None
    """``5.2``, ``第三条``, ``附录A``, ``A.1`` … as printed, spaces removed."""
    title: str
    level: int
    path: tuple[str, ...]
    """Titles from the top down to this section, numbers included."""
    start: int
    end: int
    page: int | None = None


class Document(Value):
    """One stored version of one file."""

    id: str
    """Stable over versions: workspace + name."""
    version_id: str
    """This version: ``id`` + content hash."""
    workspace: str
    file: str
    """Name relative to the ingested folder, or the bare file name."""
    title: str
    role: Role
    kind: DocumentKind
    code: str | None = None
    edition: str | None = None
    version: str | None = None
    effective_on: date | None = None
    issuer: str | None = None
    superseded_by: str | None = None
    sha256: str
    pages: int | None = None
    text: str
    spans: tuple[BlockSpan, ...] = ()
    sections: tuple[Section, ...] = ()
    warnings: tuple[str, ...] = ()
    corrected: tuple[DocumentFact, ...] = ()
    """What a person said, for this version or for one before it."""
    to_check: tuple[DocumentFact, ...] = ()
    """What was corrected before this version came in place of another, until somebody has looked at it."""


class Chunk(Value):
    """A retrievable piece: exactly ``Document.text[start:end]``."""

    id: str
    document_id: str
    version_id: str
    workspace: str
    ordinal: int
    text: str
    start: int
    end: int
    clause: str | None = None
    path: tuple[str, ...] = ()
    page: int | None = None
    source_id: str | None = None
    """Id of a ready-made JSONL segment, where the chunk is one."""
    sha256: str = ""
    """Hash of path + text: an unchanged chunk keeps its vectors."""

    @property
    def locator(self) -> str:
        """The breadcrumb shown to people: ``第二章 › 第四节 › 一、``."""
        return " › ".join(self.path)

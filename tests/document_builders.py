"""Small made-up documents: lines, styled blocks and tables as a loader would hand them over."""

import hashlib

from assistant.domain.document import Block, Cell, FileFacts, LoadedFile, Table
from assistant.ingestion.asides import ASIDES
from assistant.ingestion.structure import read_document


def loaded(blocks, name="文件.txt", media="txt", title=""):
    content = "\n".join(block.text for block in blocks)
    facts = FileFacts(
        name=name, size=len(content), sha256=hashlib.sha256(content.encode()).hexdigest(), media=media, title=title
    )
    return LoadedFile(facts=facts, blocks=tuple(blocks))


def lines(text):
    return [Block(kind="paragraph", text=line) for line in text.split("\n") if line.strip()]


def table(*rows, **more):
    grid = tuple(tuple(Cell(text=cell) for cell in row) for row in rows)
    text = "\n".join(" | ".join(row) for row in rows)
    return Block(kind="table", text=text, table=Table(rows=grid), **more)


def read(source, name="文件.txt", **more):
    blocks = lines(source) if isinstance(source, str) else source
    return read_document(loaded(blocks, name, **more), workspace="w")


def outline(document):
    """``level number title`` of each section that is no aside."""
    shown = [s for s in document.sections if s.title not in ASIDES]
    return [" ".join(part for part in ("-" * s.level, s.number or "", s.title) if part) for s in shown]

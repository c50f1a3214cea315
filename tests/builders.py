"""Small values for tests: documents with one chunk a line, and an index in memory."""

import hashlib
from datetime import UTC, datetime

from assistant.domain.document import Chunk, Document

NOW = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


def _hash(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def make_document(file, text, *, workspace="w", clause=None, title=None, role="client"):
    document_id = _hash(f"{workspace}/{file}")
    version_id = f"{document_id}-{_hash(text)}"
    document = Document(
        id=document_id, version_id=version_id, workspace=workspace, file=file, title=title or file, role=role,
        kind="procedure", sha256=hashlib.sha256(text.encode()).hexdigest(), text=text,
    )  # fmt: skip
    chunks, start = [], 0
    for ordinal, line in enumerate(text.split("\n")):
        chunks.append(
            Chunk(
                id=f"{document_id}-{_hash(line)}",
                document_id=document_id,
                version_id=version_id,
                workspace=workspace,
                ordinal=ordinal,
                text=line,
                start=start,
                end=start + len(line),
                clause=clause,
            )  # fmt: skip
        )
        start += len(line) + 1
    return document, tuple(chunks)


class FakeIndex:
    """Keeps chunks in a dict; ``fail_after`` n batches it dies like a killed process."""

    revision = "fake"

    def __init__(self, fail_after=None):
        self.written, self.fail_after, self.batches = {}, fail_after, 0

    def ids(self):
        return set(self.written)

    def stale_ids(self, wanted):
        return set(self.written) - wanted

    def upsert(self, chunks, titles):
        if self.fail_after is not None and self.batches >= self.fail_after:
            raise RuntimeError("killed")
        self.batches += 1
        self.written.update({c.id: c for c in chunks})

    def delete(self, chunk_ids):
        for chunk_id in chunk_ids:
            self.written.pop(chunk_id, None)

    def beside(self):
        return FakeIndex(self.fail_after)

    def take_over(self, fresh):
        self.written = fresh.written

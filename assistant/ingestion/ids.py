"""Stable ids: a document keeps its id over versions, a chunk keeps its id while its path and words stay."""

import hashlib
from collections import Counter

from ..text.normalize import fold_text


def document_id(workspace: str, file: str) -> str:
    """Id of a document: workspace and file name, 16 hex digits."""
    return _short("document", workspace, file.replace("\\", "/"))


def version_id(document: str, content: str) -> str:
    """Id of one version: document id and the first 12 digits of the content hash."""
    return f"{document}-{content[:12]}"


def content_hash(path: tuple[str, ...], text: str) -> str:
    """SHA-256 of breadcrumb and text: equal hashes may share vectors."""
    return _hash("chunk", *path, text)


class ChunkIds:
    """Gives the chunks of one document their ids, in order; equal content is told apart by its count."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._seen: Counter[str] = Counter()

    def next(self, path: tuple[str, ...], text: str) -> str:
        """Id of the next chunk."""
        key = _short(*map(fold_text, path), text)
        self._seen[key] += 1
        count = self._seen[key]
        return f"{self._document}:{key}" if count == 1 else f"{self._document}:{key}-{count}"


def _short(*parts: str) -> str:
    return _hash(*parts)[:16]


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

"""The product's answer as the outer contract prints it, read without trust."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Place(NamedTuple):
    """A cited or retrieved place. ``words`` is the quote or the passage text."""

    document: str
    clause: str
    locator: str
    words: str
    document_id: str = ""
    chunk_id: str = ""
    start: int = 0
    end: int = 0


class Reply(NamedTuple):
    """``status`` is ``broken`` when there was nothing to read; ``cites`` are verified citations only."""

    status: str
    refusal: str | None
    text: str
    cites: tuple[Place, ...]
    passages: tuple[Place, ...]

    @property
    def refused(self) -> bool:
        """A broken reply is not a refusal."""
        return self.status == "refused"

    @property
    def answered(self) -> bool:
        """Grounded or partial."""
        return self.status in ("grounded", "partial")


BROKEN = Reply("broken", None, "", (), ())


def read_reply(raw: object) -> Reply:
    """``raw`` is the ``ask --json`` object; anything else becomes ``BROKEN``."""
    if not isinstance(raw, Mapping) or raw.get("status") not in ("grounded", "partial", "refused"):
        return BROKEN
    cites = [cite for claim in _rows(raw, "claims") for cite in _rows(claim, "citations")]
    return Reply(
        status=str(raw["status"]),
        refusal=str(raw["refusal"]) if raw.get("refusal") else None,
        text=str(raw.get("text") or ""),
        cites=tuple(_place(cite, "quote") for cite in cites),
        passages=tuple(_place(passage, "text") for passage in _rows(raw, "passages")),
    )


def _rows(raw: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = raw.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _place(raw: Mapping[str, Any], words: str) -> Place:
    def text(name: str) -> str:
        return str(raw.get(name) or "")

    def number(name: str) -> int:
        value = raw.get(name)
        return value if isinstance(value, int) else 0

    return Place(
        text("document"), text("clause"), text("locator"), text(words), text("document_id"), text("chunk_id"),
        number("start"), number("end"),
    )  # fmt: skip

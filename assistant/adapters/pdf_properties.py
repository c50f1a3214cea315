"""What a PDF says beside its text: properties, bookmarks, comments and form fields."""

from datetime import UTC, datetime
from typing import Any

from .pdf_layout import Outline
from .pdf_opening import pdf_errors


def facts(reader: Any) -> dict[str, Any]:
    """Fields of FileFacts from the information dictionary."""
    try:
        found = reader.metadata or {}
        names = {"author": "/Author", "title": "/Title", "application": "/Creator", "application_version": "/Producer"}
        facts: dict[str, Any] = {key: str(found[name]).strip() for key, name in names.items() if found.get(name)}
        facts["created"] = _time(str(found.get("/CreationDate") or ""))
        facts["modified"] = _time(str(found.get("/ModDate") or ""))
        return facts
    except pdf_errors():
        return {}


def outline(reader: Any) -> Outline:
    """Bookmarks by title without white space."""
    levels: dict[str, int] = {}

    def walk(items: Any, depth: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, depth + 1)
            elif depth <= 9:
                levels.setdefault("".join(str(item.title or "").split()), depth)

    try:
        walk(reader.outline, 1)
    except pdf_errors():
        return Outline()
    levels.pop("", None)
    return Outline(levels)


def annotations(page: Any) -> list[str]:
    """Comments and filled-in form fields of a page."""
    found: list[str] = []
    try:
        for reference in page.get("/Annots") or ():
            item = reference.get_object()
            value = item.get("/V") if item.get("/Subtype") == "/Widget" else item.get("/Contents")
            name = str(item.get("/T") or "").strip()
            text = " ".join(str(value).split()) if isinstance(value, str) and not str(value).startswith("/") else ""
            if text and item.get("/Subtype") != "/Link":
                found.append(f"{name}：{text}" if name else text)
    except pdf_errors():
        return found
    return found


def _time(text: str) -> datetime | None:
    """A PDF date such as ``D:20250520083000+08'00'``."""
    clean = text.removeprefix("D:").replace("'", "")
    for pattern, size in (("%Y%m%d%H%M%S%z", 19), ("%Y%m%d%H%M%SZ", 15), ("%Y%m%d%H%M%S", 14), ("%Y%m%d", 8)):
        try:
            found = datetime.strptime(clean[:size], pattern)
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None

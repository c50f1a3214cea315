"""What of a chunk is embedded and indexed: its words with the document title and the path of headings in front.

The heading line serves search only; quotes are always taken from the chunk itself.
"""

from collections.abc import Sequence

REVISION = "1"
_MAX_HEADING = 160


def heading(title: str, path: Sequence[str]) -> str:
    """Title and path in one line, without repetitions, at most 160 characters (the nearest headings are kept)."""
    parts: list[str] = []
    for part in (title, *path):
        clean = " ".join(part.split())
        if clean and clean not in parts:
            parts.append(clean)
    while len(parts) > 2 and sum(map(len, parts)) > _MAX_HEADING:
        del parts[1]
    return " ".join(parts)[:_MAX_HEADING]


def passage_text(title: str, path: Sequence[str], text: str) -> str:
    """The text whose vectors stand for the chunk."""
    head = heading(title, path)
    return f"{head}\n{text}" if head else text

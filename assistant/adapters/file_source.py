"""What a format reader gets and what it gives back."""

import hashlib
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..domain.document import Block, FileFacts
from ..domain.errors import InputError
from ..ports import Progress
from .file_limits import Limits, shown

PARSER_ERRORS: tuple[type[Exception], ...] = (
    ValueError, LookupError, TypeError, AttributeError, OSError, EOFError, ArithmeticError, AssertionError,
    RuntimeError, MemoryError, SyntaxError, BufferError, struct.error, zlib.error, zipfile.BadZipFile,
)  # fmt: skip
"""What third-party parsers raise on broken input; turned into one InputError by :func:`broken`."""


class TextReader(Protocol):
    """Text recognition of one image, top to bottom."""

    def lines(self, image: Any) -> list[str]:
        """Recognised lines of ``image`` (a PIL image)."""
        ...


@dataclass(frozen=True)
class Source:
    """The bytes of one file with its name, the limits, and text recognition where it is available."""

    name: str
    data: bytes
    limits: Limits = field(default_factory=Limits)
    ocr: TextReader | None = None
    progress: Progress | None = None

    @property
    def shown(self) -> str:
        """The name as it may stand in a message."""
        return shown(self.name)

    def report(self, stage: str, done: int, total: int) -> None:
        """Tell the caller how far reading is."""
        if self.progress is not None:
            self.progress(stage, done, total)

    def renamed(self, name: str, data: bytes) -> "Source":
        """Another file in place of this one (after conversion)."""
        return Source(name, data, self.limits, self.ocr, self.progress)


@dataclass
class Parsed:
    """What one format reader found; ``facts`` are fields of FileFacts."""

    blocks: list[Block] = field(default_factory=list[Block])
    pages: int | None = None
    warnings: list[str] = field(default_factory=list[str])
    complete: bool = True
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])

    def warn(self, line: str) -> None:
        """Add a warning once."""
        if line not in self.warnings:
            self.warnings.append(line)


def broken(source: Source, format_name: str, detail: str = "") -> InputError:
    """The error for a file that its parser cannot read."""
    hint = f"（{detail}）" if detail else ""
    return InputError(f"{format_name} 文件已损坏或不完整，无法读取{hint}", source.shown, "请用原软件打开并另存后再导入")


def file_facts(source: Source, media: str, extra: Mapping[str, Any]) -> FileFacts:
    """Facts every file has, plus the properties its format stores."""
    digest = hashlib.sha256(source.data).hexdigest()
    return FileFacts(name=source.name, size=len(source.data), sha256=digest, media=media, **extra)

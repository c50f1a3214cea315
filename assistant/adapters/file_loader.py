"""The one way a file comes in: checked, recognised by content, read by the reader of its kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from ..domain.document import LoadedFile
from ..domain.errors import InputError
from ..ports import Progress
from .file_flags import flags
from .file_kind import EXTENSIONS, LABELS, kind_of
from .file_limits import Limits, check_path, shown
from .file_source import PARSER_ERRORS, Parsed, Source, TextReader, broken, file_facts

_READERS = {
    "pdf": ("pdf_loader", "read_pdf"), "docx": ("docx_loader", "read_docx"), "xlsx": ("xlsx_loader", "read_xlsx"),
    "pptx": ("pptx_loader", "read_pptx"), "html": ("html_loader", "read_html"), "mht": ("html_loader", "read_mht"),
    "md": ("markdown_loader", "read_markdown"), "csv": ("csv_loader", "read_csv"), "txt": ("text_loader", "read_text"),
    "jsonl": ("segments_loader", "read_segments"), "image": ("image_loader", "read_image"),
}  # fmt: skip
SUFFIXES = frozenset(EXTENSIONS) - {"xml"}
"""Extensions, lower case without dot, that are worth offering to the loader when a folder is read."""


@dataclass
class FileLoader:
    """Reads any supported file. ``ocr`` reads scanned pages and images; None builds it when first needed."""

    limits: Limits = field(default_factory=Limits)
    ocr: TextReader | None = None

    def load(self, path: Path, progress: Progress | None = None) -> LoadedFile:
        """Read ``path``; raises InputError or LimitError with a clear Chinese line."""
        check_path(path, self.limits)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError("文件无法读取", shown(path.name), "请检查权限，或确认没有被其他程序占用") from error
        return self.read(Source(path.name, data, self.limits, self._text_reader(), progress))

    def read(self, source: Source) -> LoadedFile:
        """Read bytes that are already in memory."""
        kind = kind_of(source.name, source.data)
        try:
            parsed = _reader(kind.media)(source)
        except PARSER_ERRORS as error:
            raise broken(source, LABELS[kind.media]) from error
        _check_content(parsed, source)
        warnings = ([kind.warning] if kind.warning else []) + parsed.warnings + flags(parsed.blocks)
        return LoadedFile(
            facts=file_facts(source, kind.media, parsed.facts),
            blocks=tuple(parsed.blocks),
            pages=parsed.pages,
            warnings=tuple(warnings),
            complete=parsed.complete,
        )

    def _text_reader(self) -> TextReader:
        """Text recognition; the engine itself starts at the first image."""
        if self.ocr is None:
            from .ocr import Ocr

            self.ocr = Ocr()
        return self.ocr


def _reader(media: str) -> Callable[[Source], Parsed]:
    """The reader of a kind; imported only now, since some bring heavy libraries."""
    if media not in _READERS:
        from .office_convert import read_legacy

        return lambda source: read_legacy(source, media)
    module, function = _READERS[media]
    return getattr(import_module(f".{module}", __package__), function)


def _check_content(parsed: Parsed, source: Source) -> None:
    """Cut an overlong file, and refuse one that gave nothing at all and no reason."""
    limit = source.limits.blocks
    if len(parsed.blocks) > limit:
        parsed.blocks = parsed.blocks[:limit]
        parsed.warn(f"内容过多，只读取了前 {limit} 段")
        parsed.complete = False
    if not parsed.blocks and not parsed.warnings:
        raise InputError("文件没有文字", source.shown, "请检查文件内容")
    if not parsed.blocks:
        parsed.warn("没有读出任何文字")
        parsed.complete = False

"""Plain text: one line, one block, its text exactly as it stands."""

from ..domain.document import Block
from ..domain.errors import InputError
from .file_decoding import Decoded, decode, lines_of
from .file_limits import too_large
from .file_source import Parsed, Source


def decoded(source: Source, parsed: Parsed) -> str:
    """Text of ``source``; a damaged or legacy encoding is told in ``parsed``. Raises for too large or blank text."""
    if len(source.data) > source.limits.text_bytes:
        raise too_large(source.shown, len(source.data), source.limits.text_bytes)
    found: Decoded = decode(source.data)
    if found.damaged:
        parsed.warn(f"有 {found.damaged} 处字符无法解码（按 {found.encoding} 读取），以“�”代替")
        parsed.complete = False
    if not found.text.strip(" \t\r\n\f\u3000\ufeff\x1a"):
        raise InputError("文件没有文字", source.shown, "请检查文件内容")
    return found.text


def read_text(source: Source) -> Parsed:
    """Each non-blank line becomes one paragraph."""
    parsed = Parsed()
    text = decoded(source, parsed).rstrip("\x1a")
    parsed.blocks = [Block(kind="paragraph", text=line) for line in lines_of(text.replace("\f", "\n")) if line.strip()]
    return parsed

"""JSONL of ready-made segments ``{"id","title","path":[..],"clause","text"}``: they bypass the structure step."""

import json
from pathlib import Path
from typing import Any

from ..domain.document import Block, Segment
from ..domain.errors import InputError
from .file_decoding import decode, lines_of
from .file_limits import Limits, check_path, shown
from .file_source import Parsed, Source
from .text_loader import decoded


def load_segments(path: Path, limits: Limits | None = None) -> tuple[Segment, ...]:
    """Segments of ``path`` in file order; raises InputError naming the first line that is not one."""
    used = limits or Limits()
    check_path(path, used)
    return parse_segments(decode(path.read_bytes()).text, path.name)


def parse_segments(text: str, name: str) -> tuple[Segment, ...]:
    """Segments of JSONL ``text``; ids must be unique and texts not blank."""
    found: list[Segment] = []
    seen: set[str] = set()
    for number, line in enumerate(lines_of(text), 1):
        if not line.strip():
            continue
        segment = _segment(line, number, name)
        if segment.id in seen:
            raise _wrong(name, number, f"id 重复：{shown(segment.id)}")
        seen.add(segment.id)
        found.append(segment)
    if not found:
        raise InputError("JSONL 文件没有任何段落", shown(name), "每行应是一个 JSON 对象，至少有 id 和 text")
    return tuple(found)


def read_segments(source: Source) -> Parsed:
    """Segments as paragraphs, for callers that want blocks."""
    parsed = Parsed()
    segments = parse_segments(decoded(source, parsed), source.name)
    parsed.blocks = [Block(kind="paragraph", text=segment.text) for segment in segments]
    return parsed


def _wrong(name: str, number: int, what: str) -> InputError:
    fix = '每行应是一个 JSON 对象：{"id","title","path":[…],"clause","text"}'
    return InputError(f"JSONL 第 {number} 行有误：{what}", shown(name), fix)


def _segment(line: str, number: int, name: str) -> Segment:
    try:
        value: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _wrong(name, number, "不是 JSON") from error
    if not isinstance(value, dict):
        raise _wrong(name, number, "不是 JSON 对象")
    identity, text = value.get("id"), value.get("text")
    if not isinstance(identity, str | int) or identity == "" or not isinstance(text, str) or not text.strip():
        raise _wrong(name, number, "缺少 id 或 text")
    clause = value.get("clause")
    return Segment(
        id=str(identity),
        title=str(value.get("title") or ""),
        path=_path(value.get("path")),
        clause=str(clause) if clause not in (None, "") else None,
        text=text,
    )


def _path(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,) if value else ()
    return tuple(str(part) for part in value if part not in (None, "")) if isinstance(value, list) else ()

"""Findings as Word comments at the quoted place. The text of the document is not touched."""

import copy
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ..domain.draft import Violation
from ..domain.errors import InputError
from ..text.normalize import fold_text, locate

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
AUTHOR, INITIALS = "贯标助手", "贯"
_LABEL = {"error": "错误", "warning": "警告", "hint": "提示"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def annotate(source: Path, target: Path, violations: Sequence[Violation]) -> int:
    """Copy ``source`` to ``target`` with a comment for every violation; returns how many stand at their quote.

    A violation whose quote cannot be found, or that quotes nothing, is put on the first paragraph with its locator.
    Raises InputError when the file is no Word document or cannot be written.
    """
    if source.resolve() == target.resolve():
        raise InputError("不改动原文件", str(target), "--out 换一个文件名")
    word = _opened(source)
    paragraphs = list(_paragraphs(word))
    placed = sum(_comment(word, paragraphs, violation) for violation in violations)
    try:
        word.save(str(target))
    except OSError as error:
        raise InputError("写不进这个位置", str(target), "检查文件夹是否存在、文件是否正被打开") from error
    return placed


def annotated_bytes(source: Path, text: str, violations: Sequence[Violation]) -> bytes:
    """A Word file with the comments; of another kind of file its ``text`` is set anew, a line a paragraph."""
    with tempfile.TemporaryDirectory() as folder:
        base, target = Path(folder) / "文字.docx", Path(folder) / "批注.docx"
        if source.suffix.lower() == ".docx":
            base = source
        else:
            word = docx.Document()
            for line in text.splitlines():
                word.add_paragraph(_CONTROL.sub(" ", line))
            word.save(str(base))
        annotate(base, target, violations)
        return target.read_bytes()


def _opened(source: Path) -> Any:
    try:
        return docx.Document(str(source))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError("打不开这个 Word 文件", str(source), "确认它是 .docx 且没有加密") from error


def _paragraphs(word: Any) -> Iterator[Paragraph]:
    """All paragraphs with text in reading order, those of tables too; text boxes hold no comments."""
    for element in word.element.body.iter(f"{_W}p"):
        if next(element.iterancestors(f"{_W}txbxContent"), None) is not None:
            continue
        paragraph = Paragraph(element, word)
        if paragraph.text.strip():
            yield paragraph


def _comment(word: Any, paragraphs: Sequence[Paragraph], violation: Violation) -> bool:
    near = _row(word, paragraphs, violation) or paragraphs
    runs = _runs_at(near, violation.where.quote)
    first = next((list(paragraph.runs) for paragraph in paragraphs if paragraph.runs), [])
    if runs or first:
        word.add_comment(runs or first[:1], text=_text(violation, bool(runs)), author=AUTHOR, initials=INITIALS)
    return bool(runs)


def _row(word: Any, paragraphs: Sequence[Paragraph], violation: Violation) -> list[Paragraph]:
    """The paragraphs of the table row that is quoted cell by cell, by its locator where several rows read alike."""
    parts = [fold_text(part) for part in violation.where.quote.split("|") if fold_text(part)]
    if len(parts) < 2:
        return []
    rows = [
        (at, number, row)
        for at, table in enumerate(word.element.body.iter(f"{_W}tbl"), start=1)
        for number, row in enumerate(table.iterchildren(f"{_W}tr"), start=1)
    ]
    alike = [found for found in rows if _holds(found[2], parts)]
    told = re.search(r"表 ?(\d+) 第 ?(\d+) 行", violation.where.locator)
    exact = [found for found in alike if told and found[:2] == (int(told[1]), int(told[2]))]
    row = next((found[2] for found in exact or alike), None)
    held: Sequence[Any] = paragraphs
    return [item for item in held if row is not None and row in item._p.iterancestors(f"{_W}tr")]


def _holds(row: Any, parts: Sequence[str]) -> bool:
    said = fold_text("".join(text.text or "" for text in row.iter(f"{_W}t")))
    return all(part in said for part in parts)


def _text(violation: Violation, placed: bool) -> str:
    where = "" if placed else f"（{violation.where.locator}）"
    head = f"【{_LABEL[violation.severity]}】{where}{violation.message}"
    return f"{head}\n建议：{violation.suggestion}\n规则：{violation.rule}"


def _runs_at(paragraphs: Sequence[Paragraph], quote: str) -> list[Run]:
    """The runs that hold the quote, cut at its ends; empty where it stands nowhere."""
    for piece in _pieces(quote):
        for paragraph in paragraphs:
            span = locate(_run_text(paragraph), piece)
            if span and span[0] < span[1]:
                return _cut(paragraph, *span)
    return []


def _pieces(quote: str) -> Iterator[str]:
    """The quote, then its parts: a quoted table row stands in several cells."""
    if fold_text(quote):
        yield quote
        parts = [part for part in re.split(r"\s*\|\s*|…+|\n", quote) if len(fold_text(part)) >= 2]
        yield from sorted(parts, key=len, reverse=True)


def _run_text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def _cut(paragraph: Any, start: int, end: int) -> list[Run]:
    """The runs between two offsets; runs that hold plain text only are split so that the comment fits."""
    at = 0
    for run in list(paragraph.runs):
        length = len(run.text)
        for offset in (end - at, start - at):
            if 0 < offset < length and _plain(run):
                _split(run, offset)
                return _cut(paragraph, start, end)
        at += length
    found: list[Run] = []
    at = 0
    for run in paragraph.runs:
        length = len(run.text)
        if length and at < end and at + length > start:
            found.append(run)
        at += length
    return found


def _plain(run: Any) -> bool:
    """Only a run of one text node can be split without losing tabs, breaks or pictures."""
    content = [child for child in run._r if child.tag != f"{_W}rPr"]
    return len(content) == 1 and content[0].tag == f"{_W}t"


def _split(run: Any, offset: int) -> None:
    text = run.text
    twin = copy.deepcopy(run._r)
    run._r.addnext(twin)
    run.text = text[:offset]
    Run(twin, run._parent).text = text[offset:]

"""The files of an enterprise as papers: all of them, each told how far it was read."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ..domain.document import Block, LoadedFile
from ..domain.errors import GuanbiaoError
from ..domain.facts import Paper
from ..domain.finding import FileReading
from ..facts.papers import read_paper

REGISTERS = ("registers.yaml", "registers.yml", "registers.xlsx")
OWN_FILES = ("enterprise.yaml", "enterprise.yml", *REGISTERS, "facts.yaml")
_LONGEST_FILE, _LONGEST_LINE = 1_000_000, 20_000
"""Characters of a file and of a paragraph that are looked at."""
_SKIPPED = (".", "~$", "Thumbs.db", "desktop.ini")


def read_papers(
    folder: Path, load: Callable[[Path], LoadedFile], company: Sequence[str]
) -> tuple[list[Paper], list[FileReading]]:
    """All files below ``folder`` as papers; what cannot be read is told and left out."""
    papers: list[Paper] = []
    readings: list[FileReading] = []
    for path in enterprise_files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            loaded = _of_bearable_length(load(path))
        except GuanbiaoError as error:
            readings.append(FileReading(file=name, kind="other", read="failed", reason=error.message))
            continue
        paper = read_paper(name, loaded, [c for c in company if c])
        readings.append(_reading(paper, loaded))
        if paper.lines:
            papers.append(paper)
    return papers, readings


def _of_bearable_length(loaded: LoadedFile) -> LoadedFile:
    """The file without what lies beyond any length people write, told as a warning."""
    kept: list[Block] = []
    room = _LONGEST_FILE
    for block in loaded.blocks:
        if room <= 0:
            break
        kept.append(block if block.table or len(block.text) <= _LONGEST_LINE else _cut(block))
        room -= len(block.text)
    if tuple(kept) == loaded.blocks:
        return loaded
    warning = f"文件过长，只分析了前 {_LONGEST_FILE // 10_000} 万字以内、每段前 {_LONGEST_LINE // 10_000} 万字的内容"
    changes = {"blocks": tuple(kept), "complete": False, "warnings": (*loaded.warnings, warning)}
    return loaded.model_copy(update=changes)


def _cut(block: Block) -> Block:
    return block.model_copy(update={"text": block.text[:_LONGEST_LINE]})


def enterprise_files(folder: Path) -> list[Path]:
    """The files to examine: no hidden and temporary ones, none of our own declarations."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in OWN_FILES)
    return [p for p in found if not any(part.startswith(_SKIPPED) for part in p.relative_to(folder).parts)]


def _reading(paper: Paper, loaded: LoadedFile) -> FileReading:
    reason = "；".join(loaded.warnings) or None
    if not paper.lines:
        return FileReading(file=paper.file, kind=paper.kind, read="failed", reason=reason or "没有读到文字")
    return FileReading(file=paper.file, kind=paper.kind, read="ok" if loaded.complete else "partly", reason=reason)

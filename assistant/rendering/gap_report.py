"""The result of a gap run as a report: Markdown, Word, Excel or one HTML file, by the ending of the file's name."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ..domain.errors import InputError
from ..workflows.gaps import GapReport
from .gap_blocks import report_blocks
from .gap_docx import docx_report
from .gap_html import html_report
from .gap_markdown import markdown_report
from .gap_xlsx import xlsx_report

Clauses = Mapping[str, str]

_WRITERS: dict[str, Callable[[GapReport, Clauses], bytes]] = {
    ".md": lambda report, clauses: markdown_report(report_blocks(report, clauses)).encode(),
    ".html": lambda report, clauses: html_report(report_blocks(report, clauses)).encode(),
    ".docx": lambda report, clauses: docx_report(report_blocks(report, clauses)),
    ".xlsx": lambda report, clauses: xlsx_report(report, report_blocks(report, clauses), clauses),
}
SUFFIXES = tuple(_WRITERS)


def report_bytes(report: GapReport, suffix: str, clauses: Clauses | None = None) -> bytes:
    """The report in the format of ``suffix`` (``.md .html .docx .xlsx``).

    ``clauses`` names clause keys as people read them, in the order of the standard (see ``gap_view.clause_labels``).
    """
    write = _WRITERS.get(suffix.lower())
    if write is None:
        raise InputError("不支持这种报告格式", suffix or "没有扩展名", f"请使用 {'、'.join(SUFFIXES)} 之一")
    return write(report, clauses or {})


def write_report(report: GapReport, path: Path, clauses: Clauses | None = None) -> None:
    """Write the report to ``path``; raises InputError for another ending or when the place cannot be written."""
    data = report_bytes(report, path.suffix, clauses)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError("报告无法写入", str(path), "请检查文件夹是否存在、文件是否正被打开") from error

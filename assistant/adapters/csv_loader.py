"""CSV and TSV: the delimiter found by trial, quoted line ends kept inside their cell."""

import csv
import io
from collections import Counter

from ..domain.document import Cell, Table
from ..domain.errors import InputError
from .file_source import Parsed, Source
from .office_sheet_tables import with_serial_dates
from .table_loader import header_rows_of, rectangular, table_block
from .text_loader import decoded

_DELIMITERS = ",\t;|，"
_SAMPLE = 20_000
_CELL = 10_000_000


def read_csv(source: Source) -> Parsed:
    """One table; raises InputError where the quoting is beyond repair."""
    parsed = Parsed()
    text = decoded(source, parsed)
    csv.field_size_limit(_CELL)
    try:
        rows = _rows(text, _delimiter(text), source.limits.sheet_rows)
    except csv.Error as error:
        raise InputError("CSV 文件的引号或分隔符有误", source.shown, "请用 Excel 打开后另存为 XLSX 再导入") from error
    if len(rows) > source.limits.sheet_rows:
        rows = rows[: source.limits.sheet_rows]
        parsed.warn(f"行数过多，只读取了前 {len(rows)} 行")
        parsed.complete = False
    grid = rectangular(rows)
    header = header_rows_of(grid) or (1 if len(grid) > 1 else 0)
    parsed.blocks.append(table_block(Table(rows=with_serial_dates(grid, header), header_rows=header)))
    return parsed


def _rows(text: str, delimiter: str, limit: int) -> list[list[Cell]]:
    """Rows with any text, one more than ``limit`` at most."""
    rows: list[list[Cell]] = []
    for values in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        if any(value.strip() for value in values):
            rows.append([Cell(text=value.strip().replace("\r\n", "\n").replace("\r", "\n")) for value in values])
        if len(rows) > limit:
            break
    return rows


def _delimiter(text: str) -> str:
    """The sign that divides most lines into the same number of cells, more than one."""
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()][:50]
    best, best_score = ",", 0.0
    for sign in _DELIMITERS:
        widths = Counter(line.count(sign) for line in lines)
        width, count = max(widths.items(), key=lambda item: item[1] if item[0] else 0)
        score = count / len(lines) if width and lines else 0.0
        if score > best_score + 0.001:
            best, best_score = sign, score
    return best

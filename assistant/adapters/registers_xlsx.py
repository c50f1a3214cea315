"""The fact registers as a workbook: one sheet a kind, to filter, confirm and correct."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..domain.errors import InputError
from ..domain.register import FactKind, RegisterRow
from ..facts.register_words import COLUMNS, SHEETS
from .register_table import CONFIRMED, META, cells_of, key_of_head, kind_of_sheet, row_of

_GUIDE = "填写说明"
_HELP = (
    "每张表一类事实，都是从企业文件中读出的，右侧有文件、位置和原文。",
    "“确认”一栏：属实填“是”，不对填“否”，要收回以前的确认填“撤回”，没看过的留空。",
    "内容有误的直接改单元格，改过的以你写的为准；再次对照时生效，并在发现里注明由谁更正。",
    "缺的事实在表末加行，“编号”“核对码”留空；有出处的写明文件，并逐字抄一行原文。",
    "原文以后有改动的，这里的确认会标为“待复核”，不再采用，直到有人再看一次。",
    "“编号”“核对码”两列已隐藏，供程序核对，请勿改动。",
)
_WIDTH = {"file": 30, "locator": 20, "quote": 50, "standing": 20, CONFIRMED: 8}
_HIDDEN = ("id", "mark")
_HEAD = PatternFill("solid", fgColor="EEF4F7")
_TINT = {"corrected": "FFF3D6", "confirmed": "E4F2E7", "added": "E4F2E7", "rejected": "ECECEC"}
_REVIEW = "F6DFB8"


def read_xlsx(path: Path, by: str, at: datetime) -> list[RegisterRow]:
    """What was said in a workbook. Raises InputError with sheet and row of what cannot be understood."""
    try:
        book = load_workbook(path, data_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise InputError("登记表无法打开", path.name, "请用 Excel 或 WPS 另存为 .xlsx 后再试") from error
    rows: list[RegisterRow] = []
    for sheet in book.worksheets:
        if sheet.title != _GUIDE:
            rows += _read(sheet, kind_of_sheet(sheet.title, path.name), path.name, by, at)
    return rows


def _read(sheet: Worksheet, kind: FactKind, file: str, by: str, at: datetime) -> list[RegisterRow]:
    lines = sheet.iter_rows(values_only=True)
    heads = [_plain(value) for value in next(lines, ())]
    place = f"{file} › {sheet.title}"
    keys = [key_of_head(head, kind, place) if head else "" for head in heads]
    rows: list[RegisterRow] = []
    for number, line in enumerate(lines, 2):
        cells = {key: _plain(value) for key, value in zip(keys, line, strict=False) if key}
        row = row_of(kind, cells, f"{place} 第{number}行", by, at)
        rows += [row] if row else []
    return rows


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}" if value.hour or value.minute else f"{value:%Y-%m-%d}"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value.isoformat() if isinstance(value, date) else value).strip()


def xlsx_bytes(rows: Sequence[RegisterRow]) -> bytes:
    """All rows as a workbook."""
    book = Workbook()
    guide = book.worksheets[0]
    guide.title = _GUIDE
    guide.column_dimensions["A"].width = 100
    for number, line in enumerate(_HELP, 1):
        guide.cell(number, 1, line).alignment = Alignment(wrap_text=True)
    for kind, (_, title) in SHEETS.items():
        _write(book.create_sheet(title), kind, [row for row in rows if row.kind == kind])
    book.properties.creator = book.properties.lastModifiedBy = "贯标助手"
    book.properties.title = "事实登记"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(sheet: Worksheet, kind: FactKind, rows: Sequence[RegisterRow]) -> None:
    fields = COLUMNS[kind]
    keys = [CONFIRMED, *(c.key for c in fields), *(key for key in META if key != CONFIRMED)]
    _heads(sheet, keys, {c.key: c.head for c in fields} | META, {c.key: c.width for c in fields} | _WIDTH)
    for number, row in enumerate(rows, 2):
        cells, tint = cells_of(row), _REVIEW if row.review else _TINT.get(row.standing)
        for column, key in enumerate(keys, 1):
            _put(cast(Cell, sheet.cell(number, column)), cells[key], tint)
    choice = DataValidation(type="list", formula1='"是,否,撤回"', allow_blank=True)
    sheet.add_data_validation(choice)
    choice.add(f"A2:A{len(rows) + 200}")
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(keys))}{len(rows) + 1}"


def _heads(sheet: Worksheet, keys: Sequence[str], heads: Mapping[str, str], widths: Mapping[str, int]) -> None:
    for column, key in enumerate(keys, 1):
        cell = sheet.cell(1, column, heads[key])
        cell.font, cell.fill = Font(bold=True), _HEAD
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = widths.get(key, 14)
        sheet.column_dimensions[letter].hidden = key in _HIDDEN


def _put(cell: Cell, words: str, tint: str | None) -> None:
    """Words as text, whatever they begin with: no cell is ever a formula."""
    if words:
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", words)[:32_000]
        cell.data_type = "s"
        cell.quotePrefix = words[:1] in "=+-@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if tint:
        cell.fill = PatternFill("solid", fgColor=tint)

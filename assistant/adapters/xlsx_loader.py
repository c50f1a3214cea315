"""Excel workbooks: every sheet, merged cells expanded, values as stored, tables found in the grid."""

import io
import re
import warnings
from typing import Any

from ..domain.document import Block, Cell
from ..domain.errors import InputError, LimitError
from .file_limits import MEGABYTE
from .file_source import PARSER_ERRORS, Parsed, Source, broken
from .office_package import Package, parse_xml
from .office_properties import office_facts
from .office_sheet_repair import values_only
from .office_sheet_tables import sheet_blocks
from .office_sheet_values import cell_of

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_MERGED_CELLS = 2_000_000
_SHEET_BYTES = 60 * MEGABYTE
_DRAWING_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def read_xlsx(source: Source) -> Parsed:
    """Blocks of all sheets; raises InputError or LimitError for broken or oversized workbooks."""
    package = Package(source, "Excel")
    parsed = Parsed(facts=office_facts(package))
    has_formulas = _check_sheets(package)
    try:
        book = _open(source, data_only=True)
        formulas = _open(source, data_only=False) if has_formulas else None
    except InputError:
        book, formulas = _rescued(package, parsed), None
    for sheet in book.worksheets:
        plain = formulas[sheet.title] if formulas is not None and sheet.title in formulas.sheetnames else None
        _read_sheet(sheet, plain, source, parsed)
    _drawings(package, parsed)
    return parsed


def _rescued(package: Package, parsed: Parsed) -> Any:
    """The workbook by its bare values; raises InputError where no sheet can be read."""
    data, lost = values_only(package)
    book = _open(package.source.renamed(package.source.name, data), data_only=True)
    if len(lost) >= len(book.worksheets):
        raise broken(package.source, "Excel")
    if lost:
        parsed.complete = False
        parsed.warn(f"有 {len(lost)} 个工作表已损坏，未能读取（{'、'.join(lost[:5])}）")
    parsed.warn("格式信息有损坏，只按存储的数值读取，日期可能显示为序号")
    return book


def _check_sheets(package: Package) -> bool:
    """Refuse what openpyxl would choke on; tell whether there are formulas."""
    formulas = False
    for part in sorted(package.names):
        if not part.endswith((".xml", ".rels")):
            continue
        if package.size(part) > (_SHEET_BYTES if _SHEET.match(part) else package.source.limits.xml_bytes):
            size = package.size(part) / MEGABYTE
            raise LimitError(
                f"工作表过大（{part} 解压后 {size:.0f} MB）", package.source.shown, "请删去空行空列或拆分后再导入"
            )
        data = package.read(part) or b""
        if b"<!" in data[:4096].replace(b"\x00", b""):
            parse_xml(data, package.source, "Excel")
        if _SHEET.match(part):
            formulas = formulas or bool(_FORMULA.search(data))
            _check_merges(data, package.source)
    return formulas


def _check_merges(data: bytes, source: Source) -> None:
    area = 0
    for left, top, right, bottom in _MERGE.findall(data):
        area += (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)
    if area > _MERGED_CELLS:
        raise LimitError("合并单元格的范围异常大", source.shown, "请取消整表合并后再导入")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open(source: Source, data_only: bool) -> Any:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(source.data), data_only=data_only)
    except (InvalidFileException, *PARSER_ERRORS) as error:
        raise broken(source, "Excel") from error


def _read_sheet(sheet: Any, formulas: Any, source: Source, parsed: Parsed) -> None:
    """Add the blocks of one sheet and what a reader must know about it."""
    name = sheet.title
    if sheet.sheet_state != "visible":
        parsed.warn(f"工作表“{name}”是隐藏的，已一并读取")
    stored, notes = _stored(sheet, formulas, parsed)
    if not stored:
        return
    rows = _grid(sheet, stored, source, parsed)
    parsed.blocks.extend(_margins(sheet, name))
    parsed.blocks.extend(sheet_blocks(rows, name))
    parsed.blocks.extend(Block(kind="note", text=text, style="comment", sheet=name) for text in notes)
    hidden = [key for key, item in sheet.row_dimensions.items() if item.hidden and any(row == key for row, _ in stored)]
    if hidden:
        parsed.warn(f"工作表“{name}”有 {len(hidden)} 个隐藏行，已一并读取")


def _stored(sheet: Any, formulas: Any, parsed: Parsed) -> tuple[dict[tuple[int, int], Cell], list[str]]:
    """Non-empty cells by (row, column), and the comments. A formula that was never calculated stands as itself."""
    found: dict[tuple[int, int], Cell] = {}
    notes: list[str] = []
    cells: dict[tuple[int, int], Any] = sheet._cells  # pyright: ignore[reportPrivateUsage]  # sparse, unlike iter_rows
    for place in sorted(cells):
        item = cells[place]
        value = item.value
        if value is None and formulas is not None:
            value = formulas.cell(*place).value
            if value is not None:
                parsed.warn(f"工作表“{sheet.title}”有公式没有计算结果（如 {item.coordinate}），已保留公式本身")
                value = str(getattr(value, "text", value))
        cell = cell_of(value, item.coordinate, str(getattr(item, "number_format", "") or ""))
        if cell.text:
            found[place] = cell
        comment = getattr(item, "comment", None)
        if comment is not None and comment.text.strip():
            notes.append(f"批注（{item.coordinate}）：{' '.join(comment.text.split())}")
    return found, notes


def _grid(
    sheet: Any, stored: dict[tuple[int, int], Cell], source: Source, parsed: Parsed
) -> list[tuple[int, list[Cell]]]:
    """Non-blank rows with their numbers, cut to the limits; merged cells repeated over the area they cover."""
    limits = source.limits
    left, right = min(column for _, column in stored), max(column for _, column in stored)
    if right - left >= limits.sheet_columns:
        parsed.warn(f"工作表“{sheet.title}”列数过多，只读取了前 {limits.sheet_columns} 列")
        parsed.complete = False
        right = left + limits.sheet_columns - 1
        stored = {place: cell for place, cell in stored.items() if place[1] <= right}
    numbers = sorted({row for row, _ in stored})
    if len(numbers) > limits.sheet_rows:
        parsed.warn(f"工作表“{sheet.title}”行数过多，只读取了前 {limits.sheet_rows} 行")
        parsed.complete = False
        numbers = numbers[: limits.sheet_rows]
    last = numbers[-1]
    for area in sheet.merged_cells.ranges:
        _spread(area, stored, last, right)
    rows = sorted({row for row, _ in stored if row <= last})
    empty = Cell(text="")
    return [(row, [stored.get((row, column), empty) for column in range(left, right + 1)]) for row in rows]


def _spread(area: Any, stored: dict[tuple[int, int], Cell], last: int, right: int) -> None:
    """Repeat the first cell of a merged area over the area, within the used part of the sheet."""
    from openpyxl.utils import get_column_letter

    first = stored.get((area.min_row, area.min_col))
    if first is None:
        return
    for row in range(area.min_row, min(area.max_row, last) + 1):
        for column in range(area.min_col, min(area.max_col, right) + 1):
            if (row, column) != (area.min_row, area.min_col):
                ref = f"{get_column_letter(column)}{row}"
                stored[row, column] = first.model_copy(update={"merged": True, "ref": ref})


def _margins(sheet: Any, name: str) -> list[Block]:
    """Print headers and footers, format codes removed."""
    found: list[Block] = []
    for kind, item in (("header", sheet.oddHeader), ("footer", sheet.oddFooter)):
        texts = [str(part.text or "") for part in (item.left, item.center, item.right)]
        text = " | ".join(filter(None, (re.sub(r"&\[\w+\]|&[A-Z]", "", part).strip() for part in texts)))
        if len(text) > 3:
            found.append(Block(kind="header" if kind == "header" else "footer", text=text, sheet=name))
    return found


def _drawings(package: Package, parsed: Parsed) -> None:
    """Text boxes as notes; pictures are counted."""
    for part in sorted(name for name in package.names if re.match(r"xl/drawings/[^/]+\.xml$", name)):
        root = package.optional_xml(part)
        for node in () if root is None else root.iter(_DRAWING_TEXT + "p"):
            text = "".join(item.text or "" for item in node.iter(_DRAWING_TEXT + "t")).strip()
            if text:
                parsed.blocks.append(Block(kind="note", text=text, style="textbox"))
    if package.embedded():
        parsed.warn(f"含嵌入对象 {package.embedded()} 个，其内容未读取")
    images = sum(1 for name in package.names if name.startswith("xl/media/"))
    if images:
        parsed.warn(f"含图片 {images} 张，图片中的文字未读取")

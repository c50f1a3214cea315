"""A workbook stripped to its values, for files whose formats or extras openpyxl cannot digest."""

import io
import re
import zipfile

from .office_package import Package

_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEETS = "xl/worksheets/"
_EMPTY = b"<worksheet " + _MAIN + b"><sheetData/></worksheet>"
_FORMATS = (
    b'<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
    b'<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    b'<cellXfs count="1"><xf/></cellXfs>'
)
_STYLES = b"<styleSheet " + _MAIN + b">" + _FORMATS + b"</styleSheet>"
_EXTRAS = (
    b"autoFilter|conditionalFormatting|dataValidations|extLst|legacyDrawing|drawing|tableParts|sheetViews|hyperlinks|"
    b"definedNames"
)
_ELEMENT = re.compile(rb"<((?:\w+:)?(?:" + _EXTRAS + rb"))\b(?:[^>]*/>|.*?</\1>)", re.S)
_STYLE_OF_CELL = re.compile(rb"(<(?:\w+:)?(?:c|row|col)\b[^>]*?)\s(?:s|style)=\"[^\"]*\"")
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook|sharedStrings|styles)\.xml|xl/_rels/workbook\.xml\.rels|"
    r"xl/worksheets/[^/]+\.xml"
)


def values_only(package: Package) -> tuple[bytes, list[str]]:
    """The same workbook with plain styles and without filters, validations, drawings and names; and its broken sheets.

    A sheet that is no XML is emptied and named, so that the others can be read.
    """
    stream = io.BytesIO()
    broken: list[str] = []
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(package.names):
            if not _PARTS.fullmatch(name):
                continue
            data = _stripped(name, package.read(name) or b"")
            if name.startswith(_SHEETS) and package.optional_xml(name) is None:
                broken.append(name.removeprefix(_SHEETS).removesuffix(".xml"))
                data = _EMPTY
            archive.writestr(name, data)
    return stream.getvalue(), broken


def _stripped(name: str, data: bytes) -> bytes:
    if name == "xl/styles.xml":
        return _STYLES
    if name.startswith(_SHEETS) or name == "xl/workbook.xml":
        return _STYLE_OF_CELL.sub(rb"\1", _ELEMENT.sub(b"", data))
    return data

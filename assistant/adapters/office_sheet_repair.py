"""A workbook stripped to its values, for files whose formats or extras openpyxl cannot digest."""

import io
import re
import zipfile

from .office_package import Package

_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
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


def values_only(package: Package) -> bytes:
    """The same workbook with plain styles and without filters, validations, drawings and names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in sorted(package.names):
            if _PARTS.fullmatch(name):
                archive.writestr(name, _stripped(name, package.read(name) or b""))
    return stream.getvalue()


def _stripped(name: str, data: bytes) -> bytes:
    if name == "xl/styles.xml":
        return _STYLES
    if name.startswith("xl/worksheets/") or name == "xl/workbook.xml":
        return _STYLE_OF_CELL.sub(rb"\1", _ELEMENT.sub(b"", data))
    return data

"""The text of a file as a scorer sees it, apart from the product's own readers."""

import re
import unicodedata
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pypdf

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def bare(text: str) -> str:
    """Text without white space and without the bars that join cells."""
    return re.sub(r"[\s　​﻿|｜]+", "", unicodedata.normalize("NFC", text))


def file_text(path: Path) -> str | None:
    """Text of a file, None when it has no text that can be read here (a scan)."""
    suffix = path.suffix.lower()
    if suffix == ".docx":
        return _docx(path)
    if suffix == ".xlsx":
        return _xlsx(path)
    if suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages).strip() or None
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _docx(path: Path) -> str:
    lines: list[str] = []
    with zipfile.ZipFile(path) as package:
        names = [n for n in package.namelist() if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", n)]
        for name in sorted(names):
            root = ElementTree.fromstring(package.read(name))
            lines += ["".join(t.text or "" for t in p.iter(_WORD + "t")) for p in root.iter(_WORD + "p")]
    return "\n".join(lines)


def _xlsx(path: Path) -> str:
    book = openpyxl.load_workbook(path, data_only=True)
    lines: list[str] = []
    for sheet in book.worksheets:
        lines.append(sheet.title)
        lines += [" ".join(_cell(v) for v in row if v is not None) for row in sheet.iter_rows(values_only=True)]
    return "\n".join(lines)


def _cell(value: object) -> str:
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

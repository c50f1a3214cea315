"""Writes an invented enterprise to files: docx, xlsx, txt, md."""

from pathlib import Path

import docx
import openpyxl

World = dict[str, object]


def write(world: World, folder: Path) -> Path:
    """``{name: content}``: docx content is a list of paragraphs and tables (lists of rows), xlsx a dict of sheets."""
    for name, content in world.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".docx"):
            _docx(path, content)
        elif name.endswith(".xlsx"):
            _xlsx(path, content)
        else:
            encoding = "gb18030" if name.endswith(".txt") and "gbk" in name else "utf-8"
            path.write_text(str(content), encoding=encoding)
    return folder


def _docx(path: Path, content: object) -> None:
    document = docx.Document()
    assert isinstance(content, list)
    for item in content:
        if isinstance(item, str) and item.startswith("@"):
            document.sections[0].header.paragraphs[0].text = item[1:]
        elif isinstance(item, str):
            document.add_paragraph(item)
        else:
            table = document.add_table(rows=len(item), cols=max(len(row) for row in item))
            for i, row in enumerate(item):
                for j, value in enumerate(row):
                    table.cell(i, j).text = str(value)
    document.save(str(path))


def _xlsx(path: Path, content: object) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    assert isinstance(content, dict)
    for title, rows in content.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for i, row in enumerate(rows, start=1):
            if len(row) == 1:
                sheet.merge_cells(start_row=i, start_column=1, end_row=i, end_column=max(len(r) for r in rows))
    book.save(str(path))


def yaml_text(name: str, *, coverage: str = "complete", headcount: int = 260, extra: str = "") -> str:
    """An enterprise.yaml for the year 2025, looked at in the middle of January 2026."""
    return (
        f"name: {name}\nwindow: {{from: 2025-01-01, to: 2025-12-31}}\nas_of: 2026-01-16\nheadcount: {headcount}\n"
        f"coverage: {{default: {coverage}}}\n{extra}"
    )

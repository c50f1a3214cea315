"""plain"""
import io
from .file_source import Parsed, Source
from ..domain.document import Cell, Table
from .office_package import Package
from .office_properties import office_facts
from .table_loader import rectangular, table_block

def text_of(v):
    if v is None: return ""
    if hasattr(v, "strftime"): return v.strftime("%Y-%m-%d")
    if isinstance(v, float) and v == int(v): return str(int(v))
    return str(v)

def read_xlsx(source: Source) -> Parsed:
    """Plain first version."""
    import openpyxl
    package = Package(source, "Excel")
    parsed = Parsed(facts=office_facts(package))
    book = openpyxl.load_workbook(io.BytesIO(source.data), data_only=True)
    for ws in book.worksheets:
        rows = [[Cell(text=text_of(c.value).strip(), ref=c.coordinate, value_on=c.value.date() if hasattr(c.value, "date") else None) for c in row] for row in ws.iter_rows()]
        for area in ws.merged_cells.ranges:
            top = rows[area.min_row - 1][area.min_col - 1]
            for r in range(area.min_row - 1, area.max_row):
                for c in range(area.min_col - 1, area.max_col):
                    if (r, c) != (area.min_row - 1, area.min_col - 1):
                        rows[r][c] = top.model_copy(update={"merged": True, "ref": rows[r][c].ref})
        rows = [r for r in rows if any(c.text for c in r)]
        if rows:
            parsed.blocks.append(table_block(Table(rows=rectangular(rows)), sheet=ws.title))
    return parsed

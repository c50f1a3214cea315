"""plain"""
import csv, io
from .file_source import Parsed, Source
from .table_loader import rectangular, table_block
from .text_loader import decoded
from ..domain.document import Cell, Table

def read_csv(source: Source) -> Parsed:
    """Plain first version."""
    parsed = Parsed()
    rows = [[Cell(text=v.strip()) for v in row] for row in csv.reader(io.StringIO(decoded(source, parsed), newline="")) if any(row)]
    parsed.blocks.append(table_block(Table(rows=rectangular(rows))))
    return parsed

"""plain"""
from .file_source import Parsed, Source
from .office_package import Package
from .office_properties import office_facts
from ..domain.document import Block, Cell, Table
from .table_loader import rectangular, table_block

def read_docx(source: Source) -> Parsed:
    """Plain first version."""
    package = Package(source, "Word")
    parsed = Parsed(facts=office_facts(package))
    W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    root = package.xml(package.main_part("word/document.xml"))
    def ptext(p): return "".join((n.text or "") if n.tag == W + "t" else " " if n.tag in (W + "tab", W + "br") else "" for n in p.iter())
    for node in root.find(W + "body"):
        if node.tag == W + "p":
            text = ptext(node).strip()
            style = node.find(f"{W}pPr/{W}pStyle")
            name = style.get(W + "val") if style is not None else ""
            level = int(name[-1]) if name.lower().startswith("heading") and name[-1:].isdigit() else None
            if text:
                parsed.blocks.append(Block(kind="heading" if level else "paragraph", text=text, level=level, style=name))
        elif node.tag == W + "tbl":
            rows = [[Cell(text="\n".join(ptext(p) for p in tc.iter(W + "p"))) for tc in tr.findall(W + "tc")] for tr in node.findall(W + "tr")]
            parsed.blocks.append(table_block(Table(rows=rectangular(rows))))
    return parsed

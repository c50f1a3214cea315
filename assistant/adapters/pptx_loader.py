"""plain"""
import re
from .file_source import Parsed, Source
from ..domain.document import Block
from .office_package import Package
from .office_properties import office_facts

def read_pptx(source: Source) -> Parsed:
    """Plain first version."""
    package = Package(source, "PowerPoint")
    parsed = Parsed(facts=office_facts(package))
    A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    slides = sorted((n for n in package.names if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)), key=lambda n: int(re.findall(r"\d+", n)[-1]))
    for i, n in enumerate(slides, 1):
        for p in package.xml(n).iter(A + "p"):
            text = "".join(t.text or "" for t in p.iter(A + "t")).strip()
            if text:
                parsed.blocks.append(Block(kind="paragraph", text=text, sheet=f"第{i}张", page=i))
    parsed.pages = len(slides)
    return parsed

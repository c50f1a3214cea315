"""plain"""
from .file_source import Parsed, Source
from .text_loader import decoded
from ..domain.document import Block

def read_html(source: Source) -> Parsed:
    """Plain first version."""
    from bs4 import BeautifulSoup
    parsed = Parsed()
    soup = BeautifulSoup(decoded(source, parsed), "lxml")
    for bad in soup(["script", "style"]):
        bad.decompose()
    for line in soup.get_text("\n").split("\n"):
        if line.strip():
            parsed.blocks.append(Block(kind="paragraph", text=line.strip()))
    return parsed

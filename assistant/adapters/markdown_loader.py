"""plain"""
import re
from .file_source import Parsed, Source
from .file_decoding import lines_of
from .text_loader import decoded
from ..domain.document import Block

def read_markdown(source: Source) -> Parsed:
    """Plain first version."""
    parsed = Parsed()
    for line in lines_of(decoded(source, parsed)):
        m = re.match(r"(#{1,6})\s+(.*?)\s*#*$", line)
        if m:
            parsed.blocks.append(Block(kind="heading", text=m[2], level=len(m[1])))
        elif line.strip():
            parsed.blocks.append(Block(kind="paragraph", text=line.strip()))
    return parsed

"""plain"""
import io
from .file_source import Parsed, Source
from ..domain.document import Block

def read_pdf(source: Source) -> Parsed:
    """Plain first version."""
    import pypdf
    reader = pypdf.PdfReader(io.BytesIO(source.data))
    parsed = Parsed(pages=len(reader.pages))
    for n, page in enumerate(reader.pages, 1):
        for line in (page.extract_text() or "").split("\n"):
            if line.strip():
                parsed.blocks.append(Block(kind="paragraph", text=line.strip(), page=n))
    return parsed

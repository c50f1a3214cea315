"""The built-in library: our corpus rendered to documents that are ingested, searched and cited like any other."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..domain.document import Block, Chunk, Document, FileFacts, LoadedFile
from ..domain.framework import Framework
from ..ingestion.framework_text import clause_label, framework_blocks, framework_title, subject_blocks, subject_title
from ..ingestion.glossary_text import glossary_blocks
from ..ingestion.guidance import article_document, read_article
from ..ingestion.structure import read_document
from .corpus_yaml import load_frameworks, load_subjects
from .file_loader import FileLoader
from .glossary_yaml import load_glossary

Built = tuple[Document, tuple[Chunk, ...]]
GLOSSARY_TITLE = "贯标术语表（自述）"
_RENDERING = "2"
"""Changes when the same corpus would be written out differently: libraries are then built anew."""
NAMED = "gbt23001-2017"
"""The framework whose clauses the other documents name."""


def library_revision(corpus: Path) -> str:
    """Hash over the corpus files that make the library."""
    digest = hashlib.sha256(_RENDERING.encode())
    for path in _sources(corpus):
        digest.update(path.relative_to(corpus).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def library_documents(corpus: Path, workspace: str) -> Iterator[Built]:
    """Every document of the library with its chunks. Raises CorpusError when our own data is broken."""
    frameworks = load_frameworks(corpus / "frameworks")
    for framework in frameworks:
        yield _framework(framework, frameworks, workspace)
    named = next(framework for framework in frameworks if framework.id == NAMED)
    for subject in load_subjects(corpus / "domain", frameworks):
        if subject.library:
            blocks = (_title(subject_title(subject)), *subject_blocks(subject, named))
            yield _finished(f"domain/{subject.id}.yaml", subject_title(subject), blocks, workspace)
    yield _glossary(corpus / "glossary.yaml", frameworks, workspace)
    for path in sorted((corpus / "guidance").glob("*.md")):
        article = read_article(path.read_text(encoding="utf-8"), path.name)
        loaded = FileLoader().load(path)
        yield article_document(loaded, article, workspace=workspace, file=f"guidance/{path.name}")


def _sources(corpus: Path) -> list[Path]:
    folders = [path for name in ("frameworks", "domain", "guidance") for path in sorted((corpus / name).glob("*.*"))]
    return [*folders, corpus / "glossary.yaml"]


def _framework(framework: Framework, others: Sequence[Framework], workspace: str) -> Built:
    title = framework_title(framework)
    blocks = (_title(title), *framework_blocks(framework, others))
    document, chunks = _finished(f"frameworks/{framework.id}.yaml", title, blocks, workspace)
    codes = {other.id: other.code for other in others}
    norm = {
        "kind": "standard",
        "role": "norm",
        "code": framework.code,
        "edition": framework.code,
        "superseded_by": codes.get(framework.superseded_by or ""),
    }
    return document.model_copy(update=norm), chunks


def _glossary(path: Path, frameworks: Sequence[Framework], workspace: str) -> Built:
    clauses = {r.key: clause_label(r) for f in frameworks if f.current for r in f.requirements}
    blocks = (_title(GLOSSARY_TITLE), *glossary_blocks(load_glossary(path), clauses))
    return _finished("glossary.yaml", GLOSSARY_TITLE, blocks, workspace)


def _finished(file: str, title: str, blocks: Sequence[Block], workspace: str) -> Built:
    content = "\n".join(f"{block.number or ''} {block.text}" for block in blocks)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    facts = FileFacts(name=file, size=len(content), sha256=sha256, media="yaml", title=title)
    loaded = LoadedFile(facts=facts, blocks=tuple(blocks))
    document, chunks = read_document(loaded, workspace=workspace, file=file, role="guidance")
    return document.model_copy(update={"title": title, "kind": "guidance"}), chunks


def _title(text: str) -> Block:
    return Block(kind="heading", text=text, level=1)

"""Our own guidance articles: YAML front matter and a Markdown body, from text.

``split_front_matter`` serves any Markdown file; ``read_article`` also checks what our articles promise;
``article_document`` makes the stored document of an article, without its front matter.
"""

import re
from typing import Literal, cast

import yaml
from pydantic import ValidationError

from ..domain.document import Chunk, Document, LoadedFile
from ..domain.errors import CorpusError
from ..domain.value import Value
from .structure import read_document

Audience = Literal["决策层", "全员", "内审员", "文件编写", "咨询师"]

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^##[ \t]+(\S.*)$", re.MULTILINE)
_PHASE = re.compile(r"PH(?:[0-9]|1[0-2])|ALL")


class GuidanceArticle(Value):
    """One article of ``corpus/guidance``: what it is about, for whom, and its Markdown ``body``."""

    title: str
    topics: tuple[str, ...]
    audience: tuple[Audience, ...]
    keys: tuple[str, ...]
    """Requirement keys of GB/T 23001-2017 the article bears on."""
    phase: str
    """Id of the project phase (``PH0`` … ``PH12``, see ``corpus/domain/phases.yaml``) or ``ALL``."""
    body: str

    @property
    def sections(self) -> tuple[str, ...]:
        """Titles of the ``##`` sections in reading order."""
        return tuple(_SECTION.findall(self.body))


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """``(fields, body)`` of a Markdown text. Text without a YAML mapping between ``---`` lines is all body."""
    found = _FRONT.match(text)
    if found is None:
        return {}, text
    try:
        fields: object = yaml.safe_load(found[1])
    except yaml.YAMLError:
        return {}, text
    if not isinstance(fields, dict):
        return {}, text
    return {str(key): value for key, value in cast(dict[object, object], fields).items()}, text[found.end() :]


def read_article(text: str, name: str) -> GuidanceArticle:
    """The article in ``text``; ``name`` is the file name for messages.

    Raises CorpusError for missing front matter, a wrong or empty field or an unknown phase.
    """
    fields, body = split_front_matter(text)
    if not fields:
        raise CorpusError(
            "文章缺少可读的 YAML 文件头", name, "在文件开头用 --- 写出 title、topics、audience、keys、phase"
        )
    try:
        article = GuidanceArticle.model_validate({**fields, "body": body.lstrip("\n")})
    except ValidationError as error:
        first = error.errors()[0]
        where = f"{name} › {' › '.join(map(str, first['loc']))}"
        raise CorpusError(f"文件头字段不合要求（{first['msg']}）", where, "对照其他文章改正") from error
    if not _PHASE.fullmatch(article.phase):
        raise CorpusError(f"未知的阶段“{article.phase}”", f"{name} › phase", "填写 PH0 至 PH12 或 ALL")
    if not (article.title and article.topics and article.audience and article.keys):
        raise CorpusError("文件头有空字段", name, "title、topics、audience、keys 都要有内容")
    return article


def article_document(
    loaded: LoadedFile, article: GuidanceArticle, *, workspace: str, file: str
) -> tuple[Document, tuple[Chunk, ...]]:
    """Document and chunks of ``article`` as its loader gave it; the front matter is no part of the stored text."""
    body = tuple(block for block in loaded.blocks if block.style != "front-matter")
    bare = loaded.model_copy(update={"blocks": body})
    document, chunks = read_document(bare, workspace=workspace, file=file, role="guidance")
    return document.model_copy(update={"title": article.title, "kind": "guidance"}), chunks

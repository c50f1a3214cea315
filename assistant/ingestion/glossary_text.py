"""The glossary as readable text, so that it can be ingested, found and cited like any other document."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from ..domain.document import Block
from ..domain.glossary import Glossary, Term

TITLE = "两化融合贯标术语表"


def glossary_blocks(glossary: Glossary, clauses: Mapping[str, str] | None = None) -> tuple[Block, ...]:
    """Headings (title 1, topic 2, term 3) and one paragraph a statement, in the order of the glossary.

    ``clauses`` may name clause keys as people read them (``5.3 管理者代表（编号待核对）``); unnamed keys are left out.
    """
    return (_heading(TITLE, 1), *_body(glossary, clauses or {}))


def _body(glossary: Glossary, clauses: Mapping[str, str]) -> Iterator[Block]:
    for topic, terms in groupby(glossary.terms, key=lambda term: term.topic):
        if topic:
            yield _heading(topic, 2)
        for term in terms:
            yield _heading(term.term, 3)
            yield from (Block(kind="paragraph", text=text) for text in _statements(term, clauses))


def _heading(text: str, level: int) -> Block:
    return Block(kind="heading", text=text, level=level)


def _statements(term: Term, clauses: Mapping[str, str]) -> Iterator[str]:
    yield term.definition
    others = term.names[1:]
    if others:
        yield f"{term.term}也叫{'、'.join(others)}。"
    for pair in term.not_same_as:
        yield f"{term.term}不等于{pair.term}：{pair.why}"
    named = [clauses[key] for key in term.keys if key in clauses]
    if named:
        yield f"{term.term}涉及的标准条款：{'、'.join(named)}。"
    if term.related:
        yield f"与{term.term}相关的术语有{'、'.join(term.related)}。"
    if term.confidence == "low":
        yield "这一释义按实务归纳，标准的正式定义待核对。"

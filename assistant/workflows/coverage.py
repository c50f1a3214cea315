"""Which documents a framework expects, and which of them a workspace has by name: a hint, no verdict."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ..domain.document import Document
from ..domain.framework import Framework
from ..domain.subject import Subject
from ..domain.value import Value
from ..text.normalize import fold_text

Basis = Literal["standard", "practice"]

_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_JOINED = re.compile(r"[、与和及]")
_PLAIN = re.compile(
    r"两化融合|管理体系|控制|管理|程序|制度|办法|规定|规程|规范|结果|结论|说明|手册|方案|计划|作业|指导书|"
    r"[A-Za-z0-9\-_./\s]"
)
"""What names of documents share; what is left tells one from the other."""
_TOLERATED = 0.6
_OWN_CHOICE = re.compile(r"其他条款|自行确定")


class Expected(Value):
    """A document a framework or good practice expects, and the documents of the workspace that bear such a name."""

    name: str
    numbers: tuple[str, ...]
    """Clauses it belongs to."""
    basis: Basis
    owner: str = ""
    """Who usually keeps it."""
    found: tuple[str, ...] = ()
    """Titles, the likeliest first."""


def coverage(framework: Framework, procedures: Subject, heads: Iterable[Document]) -> tuple[Expected, ...]:
    """What the standard asks for in writing, then the usual procedures."""
    known = [document for document in heads if document.kind not in ("record", "form", "register")]
    wanted = (*_required(framework), *_usual(framework, procedures))
    return tuple(item.model_copy(update={"found": _bearing(item.name, known)}) for item in wanted)


def _required(framework: Framework) -> Iterator[Expected]:
    named: dict[str, list[str]] = {}
    for requirement in framework.requirements:
        for information in requirement.documented_information:
            if information.mode == "retain" or information.practice or _OWN_CHOICE.search(information.name):
                continue
            name = _NOTE.sub("", information.name).strip()
            named.setdefault(name, []).append(requirement.shown_number)
    yield from (Expected(name=name, numbers=tuple(numbers), basis="standard") for name, numbers in named.items())


def _usual(framework: Framework, procedures: Subject) -> Iterator[Expected]:
    for entry in procedures.entries:
        if entry.id.startswith("PR"):
            found = (framework.find(key) for key in entry.keys)
            numbers = tuple(requirement.shown_number for requirement in found if requirement)
            owner = "、".join(entry.values("owner"))
            yield Expected(name=entry.name, numbers=numbers, basis="practice", owner=owner)


def _bearing(name: str, documents: Sequence[Document]) -> tuple[str, ...]:
    scored = ((_likeness(name, document), document) for document in documents)
    likely = sorted((pair for pair in scored if pair[0] >= _TOLERATED), key=lambda pair: -pair[0])
    return tuple(dict.fromkeys(document.title for _, document in likely[:3]))


def _likeness(name: str, document: Document) -> float:
    """How much of what is special in ``name`` the title or file name has; of a joined name any part counts."""
    title = fold_text(document.title)
    return max((_share(part, title) for part in _parts(name)), default=0.0)


def _parts(name: str) -> Iterator[str]:
    whole = fold_text(name)
    yield from (part for part in (whole, *_JOINED.split(whole)) if part)


def _share(part: str, title: str) -> float:
    core = _PLAIN.sub("", part)
    if len(core) < 2:  # noqa: PLR2004  nothing special in it: the whole name must stand there
        return 1.0 if part in title or title in part and len(title) > 1 else 0.0
    pairs = {core[at : at + 2] for at in range(len(core) - 1)}
    return sum(pair in title for pair in pairs) / len(pairs)

"""What a paper defines: 本规定所称“定期”，是指每季度一次 … and what that gives the duties that use the word."""

import re
from collections.abc import Iterable, Sequence

from ..domain.facts import Paper, Prescription, Source
from ..text.cadence import parse_cadence

_TERM = (
    r"[“\"‘'「]?(?P<t>定期|不定期|及时|适时|必要时|相关部门|有关部门|相关人员|责任部门|有关人员|经常|尽快)[”\"’'」]?"
)
_DEFINES = re.compile(
    rf"{_TERM}(?:一词|一语)?[，,]?\s*(?:在本(?:程序|规定|办法|制度|手册|文件)中|均|系|，)*\s*(?:是?指|为|"
    rf"系指|的含义|定义为|即|：|:)\s*(?P<d>[^。；]{{2,80}})"
)
_BRACKET = re.compile(r"(?P<t>定期|及时|适时|必要时)\s*[（(](?P<d>[^（）()]{2,30})[)）]")


def definitions_of(papers: Iterable[Paper]) -> dict[str, dict[str, Source]]:
    """Per file and for ``""`` (all files: the manual, or words such as 各程序) the terms defined, with the
    defining words."""
    found: dict[str, dict[str, Source]] = {"": {}}
    for paper in papers:
        own = found.setdefault(paper.key, {})
        for line in paper.lines:
            for match in [*_DEFINES.finditer(line.text), *_BRACKET.finditer(line.text)]:
                source = Source(file=paper.file, locator=line.locator, quote=line.quote, rule="definition/1")
                own[match["t"]] = source
                if paper.kind == "manual" or re.search(r"各(?:程序|文件|制度)|体系文件|所有文件", line.text):
                    found[""][match["t"]] = source
    return found


def resolve(duties: Sequence[Prescription], definitions: dict[str, dict[str, Source]]) -> list[Prescription]:
    """Duties whose vague time is defined get the cadence of the definition and lose the flag."""
    return [_resolved(duty, {**definitions.get("", {}), **definitions.get(duty.paper, {})}) for duty in duties]


def _resolved(duty: Prescription, terms: dict[str, Source]) -> Prescription:
    known = [w for w in duty.vague if w in terms]
    if not known:
        return duty
    cadence = duty.cadence
    for word in known:
        words = re.split(word, terms[word].quote, maxsplit=1)[-1]
        cadence = cadence or parse_cadence(words)
    return duty.model_copy(update={"vague": tuple(w for w in duty.vague if w not in known), "cadence": cadence})

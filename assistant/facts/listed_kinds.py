"""Documents known as such from the list of controlled documents, whatever they are called: 管理评审怎么做, a notice."""

import re
from collections.abc import Sequence

from ..domain.facts import DocumentEntry, Paper
from .topics import fold_name, same_name

_ABOUT_ONE = re.compile(
    r"申请|更改单|签到|发放|回收|评价表|审批|会签|培训记录|报告$|纪要$|台账|清单|目录|目标|指标|一览"
)
"""Papers about a document that bear its name, and tables of goals: they prescribe nothing themselves."""
_RULE = re.compile(
    r"应当?(?![用急收付对])|须|不得|不准|不要|必须|由.{2,10}(?:负责|主持|组织|批准)|[每单双].{0,2}[年月季周]|日内|天内|才能|方可"
)


def with_listed_kinds(papers: Sequence[Paper], documents: Sequence[DocumentEntry]) -> list[Paper]:
    """Papers whose code and name the list of controlled documents holds are documents, not records."""
    return [p.model_copy(update={"kind": "procedure"}) if _listed(p, documents) else p for p in papers]


def _listed(paper: Paper, documents: Sequence[DocumentEntry]) -> bool:
    if paper.kind not in ("record", "plan", "other") or _ABOUT_ONE.search(paper.title):
        return False
    if sum(bool(_RULE.search(x.text)) for x in paper.lines if x.kind in ("text", "row")) < 2:
        return False
    return any(_flat(d.code) == _flat(paper.code or "") and _names(d.name, paper) for d in documents)


def _names(name: str, paper: Paper) -> bool:
    own, listed = fold_name(paper.title), fold_name(name)
    return same_name(paper.title, name) or len(listed) >= 4 and (listed in own or own.endswith(listed))


def _flat(code: str) -> str:
    return re.sub(r"[\s\-—_]", "", code)

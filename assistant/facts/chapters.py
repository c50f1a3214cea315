"""Documents bound together in one file: a compilation of procedures, a manual that carries its procedures."""

import re
from collections.abc import Sequence

from ..domain.facts import Line, Paper
from .identity import codes_in, release_and_effect, version_in

_OPENS = re.compile(
    r"^(?:(?:第[一二三四五六七八九十百\d]+[章篇部分]+|程序(?:文件)?[一二三四五六七八九十\d]+|附件?[一二三四五六七八九十\d]+|"
    r"[一二三四五六七八九十]{1,3}、|\d{1,2}(?:\.\d{1,2})?[.．、\s])\s*)?"
    r"(?P<t>[《]?[^\s，。；：:]{2,24}(?:程序|规定|办法|制度|规程|细则|规范|准则|指导书|作业指导)(?:文件)?[》]?)"
    r"\s*(?:[（(]?[A-Z][^（()）]{2,30}[)）]?)?(?:\s*(?:版本|版次)?[：:]?\s*[A-Z]/\d)?$"
)
_SECTION = re.compile(
    r"^(?:工作|控制|管理|操作|实施|作业|执行|处理|办理|具体|一般|基本|相关|运行|业务|活动|过程|详细|主要|内容|通用|其他|其它|特别|附加|补充|奖惩|考核|"
    r"的|和|与|及|流程|要求)*(?:程序|规定|办法|制度|规程|细则|规范|准则)$"
)
"""Headings inside a document that end like the title of one: 工作程序, 管理规定, 控制程序和要求规范."""
_BEGINS = re.compile(r"目\s*的|适用范围|^(?:\d[.、\s]|第一条|一、|1\s)|编\s*号|版\s*[本次]|发布|实施|归口|编制|总\s*则")
_LEAST_LINES = 5


def chapters_of(paper: Paper) -> list[Paper]:
    """The documents of a normative file: itself, or each document bound in it, the front matter first."""
    starts = _starts(paper.lines)
    if len(starts) < 2:
        return [paper]
    bounds = [0, *starts, len(paper.lines)]
    return [
        _chapter(paper, paper.lines[a:b], n) for n, (a, b) in enumerate(zip(bounds, bounds[1:], strict=False)) if b > a
    ]


def _starts(lines: Sequence[Line]) -> list[int]:
    """Lines that name a document and are followed by its identity or its purpose; a list of names opens none."""
    named = [
        i
        for i, x in enumerate(lines)
        if x.kind in ("heading", "text")
        and _names_document(x.text.strip())
        and not _REFERENCES.search(_above(lines, i))
    ]
    starts: list[int] = []
    for place, index in enumerate(named):
        after = named[place + 1] if place + 1 < len(named) else len(lines)
        body = [x for x in lines[index + 1 : min(after, index + 8)] if x.kind != "margin"]
        if after - index >= _LEAST_LINES and any(_BEGINS.search(x.text[:20]) for x in body):
            starts.append(index)
    return starts


_REFERENCES = re.compile(
    r"(?:相关|引用|支持性?|参考|依据|关联|配套)(?:性|的)?(?:[/／、和与及]?(?:支持|引用))?(?:性)?(?:文件|标准|制度|资料)"
)
"""Headings of the chapter that names other documents."""


def _above(lines: Sequence[Line], index: int) -> str:
    """The nearest heading before a line that names no document itself."""
    before = reversed(lines[:index])
    return next((x.text for x in before if x.kind == "heading" and not _names_document(x.text.strip())), "")


def _names_document(text: str) -> bool:
    match = _OPENS.match(text)
    return match is not None and not _SECTION.match(match["t"].strip("《》"))


def _chapter(paper: Paper, lines: Sequence[Line], number: int) -> Paper:
    if number == 0:
        return paper.model_copy(update={"lines": tuple(lines), "text": "\n".join(x.text for x in lines), "part": "0"})
    head = [x.text for x in lines[:6]]
    released, effective = release_and_effect(lines)
    opened = _OPENS.match(lines[0].text.strip())
    code = next((c for t in head for c in codes_in(t)), None)
    return paper.model_copy(
        update={
            "part": code or str(number),
            "kind": "procedure",
            "title": opened["t"].strip("《》") if opened else lines[0].text[:24],
            "code": code,
            "version": next((v for t in head if (v := version_in(t))), None) or paper.version,
            "released_on": released or paper.released_on,
            "effective_on": effective or paper.effective_on,
            "lines": tuple(lines),
            "text": "\n".join(x.text for x in lines),
        }
    )

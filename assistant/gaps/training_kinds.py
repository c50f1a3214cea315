"""The kinds of training that the papers ask for: in a sentence, a numbered list, or line by line."""

import re
from collections.abc import Sequence

from ..domain.facts import Line, Paper, Source
from .case import Case

_KIND = re.compile(
    r"(?:^|[；;：:、，和及]|[（(]?[\da-hA-H][)）.．、]|[①-⑳])\s*(?:[a-hA-H][)）.．]\s*)?(?P<k>[\u4e00-\u9fff]{2,12}?)(?:类)?(?:培训|宣贯)(?=[（(、；;，。]|$)"
)
_KNOWN = re.compile(
    r"宣贯|宣传|解读|贯标|编写|体系文件|内审|标准|安全|操作|技能|数据|意识|上岗|新员工|转岗|法规|方法|工具|流程|骨干|取证|管理人员"
)
"""Words kinds of training are made of: what tells their list from any other list."""
_ALL_OF_THEM = re.compile("每年|年度|全年|一年|年内|都要|均[应须]|分为|[类种样]|各[一1]次")
_ITEM = r"(?:[（(]?[\da-hA-H][)）.．]\s*)?[一-鿿]{2,12}"
_ANNOUNCED = re.compile(r"[两三四五六七八九十\d]+[类种](?:的)?培训[^：。]*[：:]$")
_ROW_OF = re.compile(rf"(?:{_ITEM}[、；;／/]){{2,}}{_ITEM}")
_BEFORE_LIST = re.compile(
    r"^.*(?:开展|举办|组织|进行|完成|由|包括|包含|涵盖|[应须]含|含有?|安排|开设|有|为|是|要办|内容|[（(]?[\da-hA-H][)）.．])\s*(?=[一-鿿]{2})"
)
_AFTER_LIST = re.compile(
    r"(?:等|[这以]上?[两三四五六七八九十\d]+[类种个项样]|的?[两三四五六七八九十\d]+[类种个项]|的培训|构成|组成|各类|类别|培训|课程|各[一1]次|的(?:实施|组织)).*$"
)


def listed_kinds(text: str) -> list[str]:
    """Items of a list most of which are made of words of training, where all of them are asked for."""
    if not _ALL_OF_THEM.search(text):
        return []
    for match in _ROW_OF.finditer(text):
        items = re.split("[、；;／/]|(?<=[一-鿿]{2})(?:以及|[和及与])(?=[一-鿿]{2})", match[0])
        named = [_AFTER_LIST.sub("", _BEFORE_LIST.sub("", i.strip())) for i in items]
        kinds = [k for k in named if 2 <= len(k) <= 8 and not _NOT_KIND.search(k)]
        known = sum(bool(_KNOWN.search(k)) for k in kinds) >= 0.6 * len(items)
        if len(kinds) >= 3 and (known or _ANNOUNCED.search(text[: match.start()])):
            return kinds
    return []


def _told_kinds(text: str) -> list[str]:
    """Kinds that each end in 培训, stand before it, or are numbered."""
    kinds = [m["k"] for m in _KIND.finditer(text) if not _NOT_KIND.search(m["k"])]
    listed = _LISTED.search(text)
    if len(kinds) < 3 and listed:
        kinds = re.split("[、和及与]", re.sub("^.*(?:开展|举办|组织|进行|包括|安排)", "", listed[1]))
        kinds = [k for k in kinds if 2 <= len(k) <= 8]
    numbered = [k for k in _NUMBERED.findall(text) if not _NOT_KIND.search(k)]
    return kinds if len(kinds) >= len(numbered) else numbered


def required_kinds(case: Case) -> list[tuple[str, Source]]:
    """Kinds of training the papers ask for, with the line that asks; empty where no line lists them."""
    for paper in case.facts.papers:
        if paper.kind not in ("manual", "procedure", "work_instruction"):
            continue
        lines = case.lines(paper)
        for index, line in enumerate(lines):
            below = _kinds_below(paper, lines, index) or _kinds_beside(paper, lines, index)
            below = below or _kinds_in_table(paper, lines, index)
            if len(below) >= 3:
                return below
            if "培训" not in line.text + line.locator:
                continue
            kinds = listed_kinds(line.text)
            if len(kinds) < 3 and re.search(r"[类种]|包括|包含|如下|下列|分为|开展|举办|组织", line.text):
                kinds = _told_kinds(line.text)
            if len(kinds) >= 3:
                source = Source(file=paper.file, locator=line.locator, quote=line.quote, rule="training-kinds/1")
                return [(k, source) for k in dict.fromkeys(kinds)]
    return []


def _kinds_beside(paper: Paper, lines: Sequence[Line], index: int) -> list[tuple[str, Source]]:
    """Kinds in one line after 下面六样每年都要有：, parted by semicolons, each with its audience in brackets."""
    line = lines[index]
    if "培训" not in line.text + paper.title + line.locator or not re.search(
        r"(?:[类种样项]|下面|以下|这些)[^。]{0,20}[：:]", line.text
    ):
        return []
    after = lines[index + 1] if index + 1 < len(lines) else line
    holder = after if re.search(r"[：:]\s*$", line.text) else line
    told = re.sub(r"[（(][^（()）]*[)）]", "", re.split(r"[：:]", holder.text, maxsplit=1)[-1]).split("。")[0]
    parted = (
        re.split("[；;]", told) if re.search("[；;]", told) else re.split("、", told) if _KNOWN.search(told) else []
    )
    items = [re.sub(r"^\s*(?:讲|学|教)(?=[一-鿿]{2})|的\s*$|\s", "", x) for x in parted]
    kinds = [x for x in items if 2 <= len(x) <= 12 and not re.search("[，,：:]", x)]
    if len(kinds) < 3 or len(kinds) != len([x for x in items if x]):
        return []
    source = Source(file=paper.file, locator=holder.locator, quote=holder.text, rule="training-kinds/1")
    return [(k, source) for k in kinds]


_KIND_HEAD = re.compile(r"^(?:培训)?(?:类别|种类|类型|内容|项目|课程|名称)$")


def _kinds_in_table(paper: Paper, lines: Sequence[Line], index: int) -> list[tuple[str, Source]]:
    """Kinds down a column of the table below 每年应开展的培训及对象如下：."""
    line = lines[index]
    if "培训" not in line.text or line.heads or not re.search(r"[：:。]\s*$", line.text):
        return []
    if not _ALL_OF_THEM.search(line.text) or not re.search("如下|下列|下表|以下|[类种]", line.text):
        return []
    table = next((x.table for x in lines[index + 1 : index + 3] if x.table is not None), None)
    found: list[tuple[str, Source]] = []
    for row in (x for x in lines[index + 1 : index + 30] if x.table == table and x.heads):
        kind = next((c for h, c in zip(row.heads, row.cells, strict=False) if _KIND_HEAD.search(h)), "")
        if 2 <= len(kind) <= 12:
            source = Source(file=paper.file, locator=row.locator, quote=row.quote, rule="training-kinds/1")
            found.append((kind.removesuffix("培训"), source))
    known = sum(bool(_KNOWN.search(kind)) for kind, _ in found)
    return found if table is not None and known >= 0.5 * len(found) else []


def _kinds_below(paper: Paper, lines: Sequence[Line], index: int) -> list[tuple[str, Source]]:
    """Kinds listed one a line below 下列六种培训每年各办一次：."""
    line = lines[index]
    if (
        not re.search(r"(?:[类种]|如下|下列|以下|下面)[^。]{0,30}[：:]\s*$", line.text)
        or "培训" not in line.text + paper.title
    ):
        return []
    found: list[tuple[str, Source]] = []
    style = ""
    for item in lines[index + 1 : index + 12]:
        match = re.match(
            r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]|[①-⑳]|[-—•])\s*([\u4e00-\u9fff]{2,12}?)(?:培训)?(?=[，,；;。（(]|$)",
            item.text,
        )
        mark = re.sub(r"[一二三四五六七八九十\d①-⑳]+", "n", item.text.strip()[:4])[:3].split("n")
        own = f"{mark[0]}n{mark[1][:1] if len(mark) > 1 else ''}"
        if not match or style and own != style:
            break
        style = own
        source = Source(file=paper.file, locator=item.locator, quote=item.text, rule="training-kinds/1")
        found.append((match[1], source))
    return found


_LISTED = re.compile(r"((?:[一-鿿]{2,14}、){2,}[一-鿿]{2,8}(?:[和及与][一-鿿]{2,8})?)(?:等)?[一-鿿]{0,2}培训")
_NUMBERED = re.compile(
    r"(?:[（(]\d{1,2}[)）]|(?<!\d)\d{1,2}[)）.．、]|[①-⑳])\s*([\u4e00-\u9fff]{2,12}?)(?:类)?(?:培训)?(?=[；;。，、（(]|$|\s)"
)
"""Kinds that stand in a numbered list."""
_NOT_KIND = re.compile("参加|组织|进行|开展|各类|年度|每类|每次|以下|等|计划|^实施|两化融合$|部门|相关|至少|培训")

"""The title of a document: from its first lines, its properties or its file name; never a running header."""

import re
from collections.abc import Sequence

from ..domain.document import LoadedFile
from ..text.normalize import fold_text
from .lines import Line

TYPE_WORDS = re.compile(
    r"(?:手册|程序|办法|规定|制度|规程|规范|细则|规则|标准|要求|指南|要点|指导书|章程|守则|条例|法|法典|通知|意见|决定|报告|纪要|记录|计划|方案"
    r"|台账|清单|一览表|表|单|书|方针|目标|汇编|选编|合订本|通报|总结|课件|教程|讲义|解读|提纲|制|说明|公告|令|解释|通则)(?:[（(][^（）()]*[）)])?$"
)
_ORGANISATION = re.compile(
    r"^[\u4e00-\u9fff（）()A-Za-z]{3,40}(?:公司|集团|厂|研究院|研究所|中心|委员会|总局|部|局|联盟|工作组|协会|学会|大学|学院|医院)$"
)
_NOT_TITLE = re.compile(
    r"[:：|。；;]|^第.{1,4}[章节条页]|^\d+$|^[A-Z]{1,5}[-/]|\d{4}\s*[-年./]\s*\d{1,2}|^[（(]|^受\s*控(?:文件|状态|印章)?$|^共\s*\d|发布$|实施$|^(?:编\s*制|批\s*准|审\s*核|审\s*批|会\s*签)(?:人|$|\s)"
)
_STEM_NOISE = re.compile(
    r"\.\w{1,5}$|[（(][^（）()]*[）)]|^[A-Z]{1,6}(?:[-_/][A-Z0-9.]{1,8}){1,4}[\s_－-]*|[\s_-]*(?:[VvRr]\d+(?:\.\d+)*|[A-Z]版|[A-Z]\d|最终版?|终稿|定稿|副本|20\d{2}修订)"
    r"(?=[\s_-]|$)"
)
_TYPE_ONLY = re.compile(
    r"(?:.{2,24}(?:公司|集团|厂|院|所)\s*)?(?:作业指导书|程序文件|管理制度|体系文件|管理体系文件|[一二三四]级文件|质量记录|受控文件)"
    r"|.*(?:国家|行业|地方|团体|企业|推荐性)标准"
)
_TRAILING = re.compile(
    r"\s+(?:(?:编号|表号|版本|文件编号)[:：]?\s*)?[A-Z]{1,6}[-/][A-Z0-9./-]*\d[A-Z0-9./-]*(?:\s+[A-Z]/\d+|\s+V\d[\d.]*)?$"
)
_GENERIC = re.compile(r"(?i)(?:document|文档|演示文稿|powerpoint|untitled|无标题|microsoft|工作簿|book|sheet)\s*\d*")


def find_title(loaded: LoadedFile, lines: Sequence[Line], first_head: int, file: str) -> tuple[str, str]:
    """Title and where it was seen (``正文``, ``文件属性``, ``表格``, ``文件名``)."""
    stem = title_from_name(file)
    core = loaded.facts.title.strip()
    bound = sum(line.level == 1 and bool(TYPE_WORDS.search(line.bare)) for line in lines) > 1
    candidates = [
        (_score(line, index, stem, core, bound), -index, _tidy(line.bare))
        for index, line in enumerate(lines[: max(first_head, 1) + 3][:25])
        if line.kind in {"paragraph", "heading"} and (line.mark is None or line.level == 1)
        if line.sheet == lines[0].sheet
    ]
    best = max(candidates, default=None)
    sheets = {block.sheet for block in loaded.blocks if block.table and block.sheet}
    if best and len(sheets) > 1 and _shared(fold_text(best[2]), fold_text(stem)) < 4:
        return stem, "文件名"
    if best and best[0] >= 2.0:
        return _whole(lines, -best[1], best[2], fold_text(file + core)), "正文"
    if core and not _GENERIC.fullmatch(core) and len(core) <= 60:
        return core, "文件属性"
    table = next((b.table.title for b in loaded.blocks[:6] if b.table and b.table.title), "")
    if table and TYPE_WORDS.search(table):
        return table, "表格"
    return (best[2], "正文") if best and best[0] >= 1.2 and not stem else (stem or file, "文件名")


def _whole(lines: Sequence[Line], index: int, title: str, known: str) -> str:
    """A title set on two lines, as file name or properties confirm."""
    for first, second in ((index - 1, index), (index, index + 1)):
        if first >= 0 and second < len(lines):
            joined = _tidy(lines[first].bare) + _tidy(lines[second].bare)
            if len(joined) <= 80 and fold_text(joined) in known:
                return joined
    return title


def title_from_name(file: str) -> str:
    """File name without suffix, code, version and brackets; the bare stem when nothing is left."""
    name = re.split(r"[/\\]", file)[-1]
    stem = _STEM_NOISE.sub(" ", _STEM_NOISE.sub(" ", name)).strip(" _-—")
    return re.sub(r"[\s_]+", " ", stem) or re.sub(r"\.\w{1,5}$", "", name)


def _tidy(text: str) -> str:
    spaced = re.fullmatch(r"(?:[\u4e00-\u9fff]\s+)+[\u4e00-\u9fff]", text)
    return re.sub(r"\s+", "", text) if spaced else _TRAILING.sub("", text).strip("《》 ") or text


def _score(line: Line, index: int, stem: str, core: str, bound: bool) -> float:
    """``bound``: several level-1 headings are titles of documents, so none is the title of the whole."""
    text = _tidy(line.bare)
    folded = fold_text(text)
    if (
        not 2 <= len(text) <= 60
        or _NOT_TITLE.search(text)
        or _ORGANISATION.fullmatch(text)
        or _TYPE_ONLY.fullmatch(text)
    ):
        return -1.0
    score = 1.0 - 0.05 * index
    score += 1.5 if TYPE_WORDS.search(text) else 0.0
    if line.level == 1 or re.search("(?i)title|标题$", line.style):
        score += -1.5 if bound and line.level == 1 else 1.0
    score += 0.3 if line.bold else 0.0
    score += 1.0 if core and folded == fold_text(core) else 0.0
    return score + (1.0 if _shared(folded, fold_text(stem)) >= 4 else 0.0)


def _shared(first: str, second: str) -> int:
    """Length of the longest common run of characters, counted up to 12."""
    for length in range(min(12, len(first), len(second)), 3, -1):
        if any(first[i : i + length] in second for i in range(len(first) - length + 1)):
            return length
    return 0

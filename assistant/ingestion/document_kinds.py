"""What kind of paper a document is: by content first, then by code, then by name."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..domain.document import DocumentKind, LoadedFile
from ..text.normalize import fold_text
from .headings import Head
from .lines import Line

_STANDARD_CODE = re.compile(
    r"(?:GB|GJB|ISO|IEC|IATF|DB\d{2}|T/[A-Z]{2,}|[A-Z]{2}/[TZ])[\s/A-Z]*\d{3,5}|^[A-Z]{2,4}\s?\d{4,5}(?:\.\d+)?\s?[-—–]\s?(?:19|20)\d{2}$",
    re.M,
)
_LAW = re.compile(r"(?:法|条例|法典|实施细则)(?:[（(].*[）)])?$|中华人民共和国")
_DECREE = re.compile(r"主席令|国务院令|令第|号令|总局令|部令|公布.{0,20}施行|会议通过|常务委员会|国务院|人民政府")
_SHEET_NAME = re.compile(r"(?:台\s*[账帐]|清单|一览表?|登记[表簿]|汇总表|名录|名单|跟踪表|任职一览|统计表|目录)")
_RECORD_NAME = re.compile(
    r"(?:纪要|记录表?|报告|签到表?|检查表|核查表|通报|通知单|申请单|审批[单表]|措施单|评价表?|验收|总结|计划表?|方案|任命书|委任书|授权书|决议"
    r"|[\u4e00-\u9fff]单)(?:[（(].*[）)])?"
)
_NAMES: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    (
        "work_instruction",
        re.compile(r"作业指导书|操作规程|操作手册|使用手册|作业规范|操作指南|工艺规程|检验规程|作业文件"),
    ),
    ("manual", re.compile(r"手册")),
    ("guidance", re.compile(r"实施要点|指南|指引|解读|教程|教材|讲义|培训课件|问答|白皮书|释义|要点|参考资料|案例集")),
    ("procedure", re.compile(r"程序|管理办法|管理规定|管理制度|办法|规定|制度|规则|细则|规范|守则|规程|章程|流程")),
)
_PAPERS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (("register", _SHEET_NAME), ("record", _RECORD_NAME))
_CODES: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    ("record", re.compile(r"(?:^|-)(?:JL|R|QR|FR|BD|FM|BG)(?=[-.\d])")),
    ("procedure", re.compile(r"(?:^|-)(?:CX|QP|COP|MP|ZD|GL|GD)(?=[-.\d])")),
    ("work_instruction", re.compile(r"(?:^|-)(?:WI|ZY|ZYZD|SOP)(?=[-.\d])")),
    ("manual", re.compile(r"(?:^|-)(?:SC|QM|LHM|GLSC)(?=[-.\d])")),
)
_PRESCRIPTIVE = frozenset([
    "目的",
    "范围",
    "适用范围",
    "职责",
    "总则",
    "职责与权限",
    "职责和权限",
    "工作程序",
    "控制程序",
    "管理内容",
    "附则",
    "引用文件",
    "相关文件",
])
_STANDARD_PARTS = frozenset(["规范性引用文件", "术语和定义"])


class KindEvidence(NamedTuple):
    """A kind and what it was seen by."""

    kind: DocumentKind
    quote: str
    where: str


def document_kind(
    loaded: LoadedFile, lines: Sequence[Line], heads: Sequence[Head], title: str, code: str | None, file: str
) -> KindEvidence:
    """The kind with its evidence; ``other`` when nothing tells."""
    found = (
        _standard(lines, heads, title)
        or _tabular(loaded, lines, title)
        or _prescriptive(lines, heads, title)
        or _by_name(title, "标题")
        or _by_code(code)
        or _by_name(re.sub(r"\.\w+$", "", file.rsplit("/", 1)[-1]), "文件名")
    )
    return found or KindEvidence("other", "", "")


def _standard(lines: Sequence[Line], heads: Sequence[Head], title: str) -> KindEvidence | None:
    titles = {fold_text(head.title) for head in heads}
    cover = "\n".join(line.bare for line in lines[:30])
    code = _STANDARD_CODE.search(cover)
    parts = len(titles & _STANDARD_PARTS)
    if (parts == 2 or (parts == 1 and code)) and "范围" in titles and not re.search("手册|程序|办法|制度", title):
        return KindEvidence("standard", code[0] if code else "规范性引用文件", "章节")
    articles = sum(head.family == "article" for head in heads)
    decree = _DECREE.search("\n".join(line.bare for line in lines[:12]))
    if articles >= 5 and (_LAW.search(title) or decree):
        return KindEvidence("standard", decree[0] if decree else title, "内容")
    return None


def _tabular(loaded: LoadedFile, lines: Sequence[Line], title: str) -> KindEvidence | None:
    """Registers, forms and records live in tables or carry their name in the title."""
    rows = sum(line.kind == "table" for line in lines)
    tabular = rows > 0 and rows >= len(lines) * 0.5
    if _SHEET_NAME.search(title) and (tabular or loaded.facts.media in {"xlsx", "csv"}):
        return KindEvidence("register", title, "标题")
    named = _RECORD_NAME.search(title)
    if not named or re.search(r"(?:程序|办法|规定|制度|手册|规范|细则)(?:[（(].*[）)])?$", title):
        return None
    if rows and _blank_share(loaded) > 0.6:
        return KindEvidence("form", title, "表格多为空白")
    return KindEvidence("record", named[0], "标题")


def _blank_share(loaded: LoadedFile) -> float:
    """Share of table cells without text behind the first column and the heading rows."""
    cells = [
        cell.text.strip()
        for block in loaded.blocks
        if block.table
        for row in block.table.rows[block.table.header_rows :]
        for cell in row[1:]
        if not cell.merged
    ]
    return sum(not cell or set(cell) <= set("□_/ ") for cell in cells) / len(cells) if len(cells) >= 4 else 0.0


def _prescriptive(lines: Sequence[Line], heads: Sequence[Head], title: str) -> KindEvidence | None:
    """A text with purpose, scope and duties, or cut into articles, prescribes; which kind, its title tells."""
    parts = [head.title for head in heads if fold_text(head.title) in _PRESCRIPTIVE]
    articles = [head for head in heads if head.family == "article"]
    if len(parts) < 2 and len(articles) < 5:
        return None
    named = _by_name(title, "标题")
    if named:
        return named
    return KindEvidence("procedure", parts[0] if parts else articles[0].number or "", "章节")


def _by_name(name: str, where: str) -> KindEvidence | None:
    core = re.sub(r"[（(][^（）()]*[）)]$", "", name).strip()
    best: tuple[int, KindEvidence] | None = None
    for kind, pattern in (*_NAMES, *_PAPERS):
        for match in pattern.finditer(core):
            if best is None or match.end() > best[0]:
                best = (match.end(), KindEvidence(kind, match[0], where))
    return best[1] if best else None


def _by_code(code: str | None) -> KindEvidence | None:
    tail = code.split("-", 1)[1] if code and "-" in code else code or ""
    for kind, pattern in _CODES:
        if code and (pattern.search(code) or pattern.search(tail)):
            return KindEvidence(kind, code, "编号")
    return None

"""A draft as a Word document of our own make: cover, approval block, revisions, contents, header and footer."""

from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ..domain.draft import Draft
from ..domain.enterprise import FactTable
from ..domain.errors import InputError
from .docx_fields import add_contents, add_field, set_custom_property, set_font, set_properties, update_fields_on_open
from .docx_markup import Writer, blocks_of

BLANK = "【待填写】"
_CODES = {
    "policy": "FZ",
    "advantages": "YS",
    "capabilities": "NL",
    "goals": "MB",
    "plan": "FA",
    "manual": "SC",
    "procedure": "CX",
    "audit_plan": "NS",
    "audit_checklist": "JC",
    "review_agenda": "GP",
    "training_plan": "PX",
    "survey": "DY",
    "diagnosis": "ZD",
    "corrective_action": "JZ",
    "appointment": "RM",
    "launch": "QD",
}
_WIDE = 10
"""Columns that no longer fit an upright page."""
_CHINESE_BODY, _CHINESE_HEAD, _LATIN = "宋体", "黑体", "Times New Roman"


def write_docx(draft: Draft, facts: FactTable, target: Path, maker: str) -> None:
    """Write ``draft`` to ``target``; ``maker`` names the tool and its version. Raises InputError where it cannot."""
    word: Any = docx.Document()
    _page(word)
    _styles(word)
    _cover(word, draft, facts)
    headings = [f"{at}  {section.heading}" for at, section in enumerate(draft.sections, start=1)]
    _front(word, headings)
    _header_footer(word, draft, facts)
    writer = Writer(word)
    for heading, section in zip(headings, draft.sections, strict=True):
        blocks = list(blocks_of(section.text))
        _turn(word, wide=any(len(row) >= _WIDE for block in blocks for row in block.rows))
        writer.heading(heading)
        if section.clauses:
            writer.note(f"对应条款：{'、'.join(section.clauses)}")
        for block in blocks:
            writer.block(block)
    finish(word, draft, maker)
    save(word, target)


def _turn(word: Any, wide: bool) -> None:
    """Sections with a table of many columns go on pages of their own, turned on their side."""
    last = word.sections[-1]
    if wide == (last.orientation == WD_ORIENT.LANDSCAPE):
        return
    turned = word.add_section(WD_SECTION.NEW_PAGE)
    turned.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    turned.page_width, turned.page_height = last.page_height, last.page_width


def finish(word: Any, draft: Draft, maker: str) -> None:
    """Properties that say what this file is and which tool made it."""
    set_properties(word, draft.title, "两化融合管理体系文件草案", maker.split(" ")[0])
    set_custom_property(word, "生成工具", maker)
    set_custom_property(word, "草案状态", draft.status)
    update_fields_on_open(word)


def save(word: Any, target: Path) -> None:
    """Save, turning the system's complaint into ours."""
    try:
        word.save(str(target))
    except OSError as error:
        raise InputError("写不进这个位置", str(target), "检查文件夹是否存在、文件是否正被打开") from error


def document_code(draft: Draft) -> str:
    """A document code to start from; the enterprise replaces it by its own."""
    return f"LHRH-{_CODES.get(draft.kind.split(':')[0], 'WJ')}"


def _page(word: Any) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.8), Cm(2.4)
    section.header_distance, section.footer_distance = Cm(1.5), Cm(1.3)


def _styles(word: Any) -> None:
    normal = word.styles["Normal"]
    set_font(normal, _LATIN, _CHINESE_BODY)
    normal.font.size = Pt(12)
    normal.paragraph_format.line_spacing = 1.5
    normal.paragraph_format.space_after = Pt(4)
    for level, size in ((1, 15), (2, 13)):
        style = word.styles[f"Heading {level}"]
        set_font(style, _LATIN, _CHINESE_HEAD)
        style.font.size, style.font.bold = Pt(size), False
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(6)
    bullet = word.styles["List Bullet"]
    set_font(bullet, _LATIN, _CHINESE_BODY)
    bullet.font.size = Pt(12)


def _centred(word: Any, text: str, size: int, font: str = _CHINESE_HEAD, before: int = 0) -> Any:
    paragraph = word.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return paragraph


def _cover(word: Any, draft: Draft, facts: FactTable) -> None:
    name = facts.name or "【待补充：企业名称】"
    right = word.add_paragraph()
    right.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    right.add_run(f"文件编号：{document_code(draft)}\n版本：{BLANK}").font.size = Pt(11)
    _centred(word, name, 20, before=90)
    _centred(word, draft.title.removeprefix(facts.name or "") or draft.title, 28, before=24)
    _centred(word, "（草案，待评审）", 14, _CHINESE_BODY, before=8)
    space = word.add_paragraph()
    space.paragraph_format.space_before = Pt(150)
    rows = [("编制", BLANK, "日期", BLANK), ("审核", BLANK, "日期", BLANK), ("批准", BLANK, "日期", BLANK)]
    _grid(word, rows)
    for row in word.tables[0].rows:
        row.height = Cm(0.9)
    _centred(word, f"生效日期：{BLANK}", 12, _CHINESE_BODY, before=16)


def _grid(word: Any, rows: list[tuple[str, ...]]) -> None:
    Writer(word).block(next(iter(blocks_of("\n".join(_lines(rows))))))


def _lines(rows: list[tuple[str, ...]]) -> list[str]:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return [lines[0], "| --- |", *lines[1:]]


def _front(word: Any, headings: list[str]) -> None:
    """Revisions and contents on a page of their own."""
    word.add_page_break()
    _centred(word, "修订记录", 16)
    _grid(word, [("版本", "修订内容", "修订人", "批准人", "日期"), (BLANK,) * 5, (BLANK,) * 5])
    _centred(word, "目录", 16, before=24)
    for line in add_contents(word, 'TOC \\o "1-2" \\h \\z \\u', headings):
        line.paragraph_format.line_spacing = 1.2
    word.add_section(WD_SECTION.NEW_PAGE)


def _header_footer(word: Any, draft: Draft, facts: FactTable) -> None:
    first, body = word.sections[0], word.sections[-1]
    first.different_first_page_header_footer = True
    body.different_first_page_header_footer = False
    header = first.header.paragraphs[0]
    header.style = word.styles["Normal"]
    header.text = f"{facts.name or ''}　{draft.title.removeprefix(facts.name or '')}\t{document_code(draft)}"
    _small(header)
    _underline(header)
    footer = first.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("第 ")
    add_field(footer, "PAGE", "1")
    footer.add_run(" 页　共 ")
    add_field(footer, "NUMPAGES", "1")
    footer.add_run(" 页")
    _small(footer)


def _small(paragraph: Any) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(9)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)


def _underline(paragraph: Any) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "7F7F7F")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)

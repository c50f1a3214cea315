"""A draft in the customer's own Word template: its styles, header, footer, code and version stay.

Places: ``{{ title }}`` ``{{ subject }}`` (the title without the enterprise) ``{{ name }}`` ``{{ kind }}``
``{{ industry }}`` ``{{ policy }}`` ``{{ strategy }}``
``{{ top_management }}`` ``{{ management_representative }}`` ``{{ departments }}`` ``{{ products }}`` ``{{ sites }}``;
places unknown to us become open points. A paragraph that holds only ``{{ body }}`` (or ``{{ 正文 }}``) is replaced by
the sections, with headings in the template's own styles. Without it the sections follow the last paragraph.
"""

import re
import zipfile
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError, Undefined
from jinja2.sandbox import SandboxedEnvironment

from ..domain.draft import Draft
from ..domain.enterprise import FactTable
from ..domain.errors import InputError
from ..drafting.values import read
from .docx_fields import set_custom_property
from .docx_markup import Writer, blocks_of
from .docx_writer import document_code, save

_BODY = "§§正文位置§§"
_PLACES = (
    "name", "industry", "policy", "strategy", "vision", "top_management", "management_representative", "departments",
    "products", "sites", "capabilities", "advantages", "information_systems", "existing_systems", "headcount",
)  # fmt: skip
_MOST_BYTES = 50_000_000


class _Open(Undefined):
    """A place nobody filled stays visible."""

    def __str__(self) -> str:
        return f"【待补充：{self._undefined_name}】"


def fill_template(draft: Draft, facts: FactTable, template: Path, target: Path, maker: str) -> tuple[str, ...]:
    """Write ``draft`` into ``template`` as ``target``; returns warnings.

    Raises InputError for a template we cannot use.
    """
    if template.resolve() == target.resolve():
        raise InputError("不改动原模板", str(target), "--out 换一个文件名")
    word = _rendered(draft, facts, template)
    anchor = _anchor(word)
    writer = Writer(word, anchor)
    for section in draft.sections:
        writer.heading(section.heading)
        for block in blocks_of(section.text):
            writer.block(block)
    if anchor is not None:
        anchor.getparent().remove(anchor)
    set_custom_property(word, "生成工具", maker)
    set_custom_property(word, "草案状态", draft.status)
    save(word, target)
    return () if anchor is not None else ("模板里没有 {{ body }} 段落，正文接在模板末尾",)


def _rendered(draft: Draft, facts: FactTable, template: Path) -> Any:
    try:
        if template.stat().st_size > _MOST_BYTES:
            raise InputError("模板文件太大", str(template), "去掉图片后重试")
        document = DocxTemplate(str(template))
        environment = SandboxedEnvironment(undefined=_Open, autoescape=True)
        document.render(_context(draft, facts), jinja_env=environment, autoescape=True)
    except OSError as error:
        raise InputError("找不到或读不了模板", str(template), "检查路径") from error
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise InputError("模板不是可用的 Word 文件（.docx）", str(template), "用 Word 另存为 .docx") from error
    except TemplateError as error:
        fix = "占位写成 {{ name }} 的样子；可用的名称见说明，不支持的语法请删去"
        raise InputError(f"模板里的占位写法不对：{error}", str(template), fix) from error
    return document.docx


def _context(draft: Draft, facts: FactTable) -> dict[str, Any]:
    values = {key: read(facts, facts, key) or f"【待补充：{key}】" for key in _PLACES}
    bodies = {"body": _BODY, "正文": _BODY}
    return {
        **values,
        **bodies,
        "title": draft.title,
        "subject": draft.title.removeprefix(facts.name or "") or draft.title,
        "kind": draft.kind,
        "code": document_code(draft),
        "version": "【待填写】",
    }


def _anchor(word: Any) -> Any:
    """The paragraph that stands for the sections, in the body or in a table cell."""
    for paragraph in word.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        text = "".join(
            part.text or ""
            for part in paragraph.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")
        )
        if re.fullmatch(rf"\s*{_BODY}\s*", text):
            return paragraph
    return None

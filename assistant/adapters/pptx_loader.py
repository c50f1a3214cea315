"""PowerPoint: slides in their order, titles as headings, tables, speaker notes and comments."""

from collections.abc import Iterator
from typing import Any

from ..domain.document import Block, Cell, Table
from ..domain.errors import InputError
from .file_source import Parsed, Source
from .office_package import Node, Package
from .office_pictures import add_pictures
from .office_properties import office_facts
from .table_loader import header_rows_of, rectangular, table_block

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TITLES = ("title", "ctrTitle")
_MARGINS = ("sldNum", "dt", "ftr", "hdr")
_MAX_SPAN = 100


def read_pptx(source: Source) -> Parsed:
    """Blocks slide by slide; ``page`` and ``sheet`` (``第3张``) name the slide."""
    package = Package(source, "PowerPoint")
    part = package.main_part("ppt/presentation.xml")
    root = package.xml(part)
    if root is None:
        raise InputError("PowerPoint 文件里没有演示文稿", source.shown, "请用 PowerPoint 或 WPS 打开并另存后再导入")
    parsed = Parsed(facts=office_facts(package))
    relations = package.relations(part)
    slides = [relations.get(node.get(_R_ID) or "") for node in root.iter(_P + "sldId")]
    parsed.pages = len(slides)
    pictures: list[str] = []
    for number, relation in enumerate(slides, 1):
        slide = None if relation is None else package.optional_xml(relation.target)
        if relation is None or slide is None:
            parsed.warn(f"第 {number} 张幻灯片已损坏，未能读取")
            parsed.complete = False
            continue
        _read_slide(package, relation.target, slide, number, parsed)
        pictures.extend(item.target for item in package.relations(relation.target).values() if item.kind == "image")
    add_pictures(package, pictures, parsed)
    if package.embedded():
        parsed.warn(f"含嵌入对象 {package.embedded()} 个（如图表数据），其内容未读取")
    return parsed


def _read_slide(package: Package, part: str, slide: Node, number: int, parsed: Parsed) -> None:
    label = f"第{number}张"
    if slide.get("show") == "0":
        parsed.warn(f"第 {number} 张幻灯片是隐藏的，已一并读取")
    for block in _shapes(slide.find(f"{_P}cSld/{_P}spTree")):
        parsed.blocks.append(block.model_copy(update={"page": number, "sheet": label}))
    for relation in package.relations(part).values():
        if relation.kind == "notesSlide":
            notes = package.optional_xml(relation.target)
            for block in () if notes is None else _shapes(notes.find(f"{_P}cSld/{_P}spTree")):
                parsed.blocks.append(Block(kind="note", text=block.text, style="notes", page=number, sheet=label))
        elif relation.kind == "diagramData":
            diagram = package.optional_xml(relation.target)
            texts = () if diagram is None else map(_text, diagram.iter(_A + "p"))
            parsed.blocks.extend(Block(kind="paragraph", text=text, page=number, sheet=label) for text in texts if text)


def _shapes(tree: Node | None) -> Iterator[Block]:
    """Blocks of a shape tree: the title first, the rest in file order, footers and slide numbers left out."""
    shapes = [] if tree is None else list(_flat(tree))
    for shape in sorted(shapes, key=lambda item: _placeholder(item) not in _TITLES):
        kind = _placeholder(shape)
        if kind in _MARGINS:
            continue
        table = next(shape.iter(_A + "tbl"), None) if shape.tag == _P + "graphicFrame" else None
        if table is not None:
            block = table_block(_table(table))
            if block.text:
                yield block
        else:
            yield from _paragraphs(shape, kind in _TITLES)


def _flat(node: Node) -> Iterator[Node]:
    for child in node:
        if child.tag in (_P + "sp", _P + "graphicFrame"):
            yield child
        elif isinstance(child.tag, str) and child.tag.rsplit("}", 1)[-1] in ("grpSp", "AlternateContent", "Choice"):
            yield from _flat(child)


def _placeholder(shape: Node) -> str:
    node = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    return "" if node is None else node.get("type") or "body"


def _paragraphs(shape: Node, title: bool) -> Iterator[Block]:
    body = shape.find(_P + "txBody")
    for node in () if body is None else body.findall(_A + "p"):
        properties: Any = node.find(_A + "pPr")
        level = (
            int(properties.get("lvl") or 0)
            if properties is not None and (properties.get("lvl") or "0").isdecimal()
            else 0
        )
        for line in filter(None, (part.strip() for part in _text(node).split("\n"))):
            if title:
                yield Block(kind="heading", text=line, level=1, style="title")
            else:
                yield Block(kind="list_item" if level else "paragraph", text=line, bold=_is_bold(node))


def _text(paragraph: Node) -> str:
    """Text of ``a:p``; soft line ends become line ends."""
    return "".join(
        "\n" if item.tag == _A + "br" else item.text or "" for item in paragraph.iter(_A + "t", _A + "br")
    ).strip()


def _is_bold(paragraph: Node) -> bool:
    runs = [run for run in paragraph.findall(_A + "r") if "".join(run.itertext()).strip()]
    return bool(runs) and all(
        (run.find(_A + "rPr") is not None and run.find(_A + "rPr").get("b") == "1") for run in runs
    )


def _table(node: Node) -> Table:
    rows: list[list[Cell]] = []
    for row in node.findall(_A + "tr"):
        cells: list[Cell] = []
        for item in row.findall(_A + "tc"):
            column = len(cells)
            text = "\n".join(filter(None, map(_text, item.iter(_A + "p"))))
            if item.get("hMerge") in ("1", "true") and cells:
                cells.append(Cell(text=cells[-1].text, merged=True))
            elif item.get("vMerge") in ("1", "true") and rows and column < len(rows[-1]):
                cells.append(Cell(text=rows[-1][column].text, merged=True))
            else:
                cells.append(Cell(text=text))
        rows.append(cells[: _MAX_SPAN * 3])
    grid = rectangular(rows)
    return Table(rows=grid, header_rows=header_rows_of(grid))

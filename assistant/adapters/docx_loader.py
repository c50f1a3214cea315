"""Word documents, read from their XML: numbering, tables, revisions, notes, text boxes, headers and footers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..domain.document import Block
from ..domain.errors import InputError
from .file_source import Parsed, Source
from .numbering import UNDETERMINED, Counters
from .office_package import Node, Package, Relation
from .office_pictures import add_pictures
from .office_properties import office_facts
from .office_styles import Styles, W, number_of, read_numberings, value_of
from .office_word_runs import Paragraph, R, Story, read_paragraph
from .office_word_tables import GridReader, blocks_of
from .table_loader import row_line, table_block, table_blocks

_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_NOTE_PARTS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}


def read_docx(source: Source) -> Parsed:
    """Blocks of a DOCX in reading order; raises InputError where the main part cannot be read."""
    package = Package(source, "Word")
    part = package.main_part("word/document.xml")
    root = package.xml(part)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise InputError("Word 文件里没有正文", source.shown, "请用 Word 或 WPS 打开并另存后再导入")
    reader = _WordReader(package, part, Parsed(facts=office_facts(package)))
    return reader.read(body)


@dataclass
class _WordReader:
    package: Package
    part: str
    parsed: Parsed
    pending_deleted: str = ""
    labels: dict[int, str] = field(default_factory=dict[int, str])

    def __post_init__(self) -> None:
        self.relations = self.package.relations(self.part)
        styles = self._linked_root("styles")
        self.styles = Styles(styles)
        numbering = self._linked_root("numbering")
        self.counters = Counters(read_numberings(numbering, styles))
        self.story = Story(self.styles)
        self.notes = self._notes()

    def read(self, body: Node) -> Parsed:
        """The whole document."""
        headers = list(self._margin(body, "header"))
        for node in blocks_of(body):
            self.body_block(node)
            if len(self.parsed.blocks) > self.package.source.limits.blocks:
                self.parsed.warn(f"内容过多，只读取了前 {len(self.parsed.blocks)} 段")
                self.parsed.complete = False
                break
        related = [self.relations.get(identity) for identity in self.story.pictures]
        add_pictures(self.package, [item.target for item in related if item], self.parsed)
        footers = list(self._margin(body, "footer"))
        self._attach_deleted()
        self.parsed.blocks = [*headers, *self.parsed.blocks, *footers]
        self._pages()
        self._warnings(body)
        return self.parsed

    def body_block(self, node: Node) -> None:
        """One paragraph or table of the main story."""
        if node.tag == W + "tbl":
            self._table(node)
            return
        paragraph = read_paragraph(node, self.story)
        number = self.label(node, paragraph)
        self._emit(self._paragraph_blocks(node, paragraph, number), paragraph.deleted)
        self._extras(paragraph)

    def label(self, node: Node, paragraph: Paragraph, counters: Counters | None = None) -> str:
        """Number of a paragraph; every numbered paragraph counts, empty ones too, wholly deleted ones not."""
        found = self._listing(node, paragraph)
        if found is None or (paragraph.deleted and not paragraph.text.strip()):
            return ""
        number = (counters or self.counters).next_label(*found)
        if number == UNDETERMINED and paragraph.text.strip():
            self.parsed.warn(f"有自动编号未能确定，已标为“{UNDETERMINED}”：{paragraph.text.strip()[:20]}")
        return number

    def _listing(self, node: Node, paragraph: Paragraph) -> tuple[str, int] | None:
        """List and level of a paragraph: its own over its style's."""
        inherited = self.styles.numbering(paragraph.style_id, self.counters.numberings)
        own = node.find(f"{W}pPr/{W}numPr")
        if own is None:
            return inherited
        number_id, level = value_of(own.find(W + "numId")), number_of(own.find(W + "ilvl"))
        if number_id == "0":
            return None
        if number_id:
            return number_id, level or 0
        return None if inherited is None else (inherited[0], inherited[1] if level is None else level)

    def _paragraph_blocks(self, node: Node, paragraph: Paragraph, number: str) -> Iterator[Block]:
        """A block for each line of the paragraph (soft line ends divide it); the number stands on the first."""
        level = number_of(node.find(f"{W}pPr/{W}outlineLvl"))
        level = self.styles.outline(paragraph.style_id) if level is None else level + 1 if level < 9 else None
        listed = self._listing(node, paragraph) is not None
        title = self.styles.is_title(paragraph.style_id)
        first = True
        for line in filter(None, (part.strip() for part in paragraph.text.split("\n"))):
            toc = paragraph.in_toc or self.styles.is_toc(paragraph.style_id)
            heading = level is not None or title
            yield Block(
                kind="toc" if toc else "heading" if heading else "list_item" if listed else "paragraph",
                text=line,
                number=(number or None) if first else None,
                level=None if toc else level,
                style=self.styles.name(paragraph.style_id),
                page=paragraph.page,
                bold=paragraph.bold,
            )
            first = False

    def _table(self, node: Node) -> None:
        page = self.story.page
        reader = GridReader(lambda item, shaded: read_paragraph(item, self.story, shaded), self.label)
        table = reader.table(node)
        self._emit(iter(table_blocks(table, page)), "\n".join(reader.deleted))
        self.story.met["nested"] += reader.nested
        for paragraph in reader.seen:
            self._extras(paragraph)

    def _emit(self, blocks: Iterator[Block], deleted: str) -> None:
        """Add blocks; deleted text goes to the first of them, else to the block before."""
        before = len(self.parsed.blocks)
        self.parsed.blocks.extend(blocks)
        if deleted.strip():
            self.pending_deleted = "\n".join(filter(None, [self.pending_deleted, deleted]))
        if self.pending_deleted and (len(self.parsed.blocks) > before or before):
            self._attach_deleted(min(before, len(self.parsed.blocks) - 1))

    def _attach_deleted(self, index: int = 0) -> None:
        if self.pending_deleted and not self.parsed.blocks:
            self.parsed.blocks.append(Block(kind="note", text="（此处内容已全部删除）", deleted=self.pending_deleted))
        elif self.pending_deleted:
            block = self.parsed.blocks[index]
            deleted = "\n".join(filter(None, [block.deleted, self.pending_deleted]))
            self.parsed.blocks[index] = block.model_copy(update={"deleted": deleted})
        self.pending_deleted = ""

    def _extras(self, paragraph: Paragraph) -> None:
        """Hidden text, text boxes and notes of a paragraph, after it."""
        if paragraph.hidden.strip():
            self.story.met["hidden"] += 1
            self._note(paragraph.hidden, "hidden", paragraph.page)
        for box in paragraph.boxes:
            self._note(self._story_text(box), "textbox", paragraph.page)
        for kind, identity in paragraph.notes:
            self._note(self.notes.get((kind, identity), ""), kind, paragraph.page)

    def _note(self, text: str, style: str, page: int) -> None:
        for line in filter(None, (part.strip() for part in text.split("\n"))):
            self.parsed.blocks.append(Block(kind="note", text=line, style=style, page=page))

    def _story_text(self, node: Node) -> str:
        """Paragraphs and table rows below ``node``, one a line, read as a story of their own."""
        story, counters = Story(self.styles), Counters(self.counters.numberings)
        lines: list[str] = []
        for child in blocks_of(node):
            if child.tag == W + "tbl":
                lines.extend(filter(None, map(row_line, self._side_grid(story, counters).table(child).rows)))
                continue
            paragraph = read_paragraph(child, story)
            number = self.label(child, paragraph, counters)
            text = paragraph.text.strip()
            lines.append(f"{number} {text}" if number and text else text)
            lines.extend(self._story_text(box) for box in paragraph.boxes)
        return "\n".join(filter(None, lines))

    def _side_grid(self, story: Story, counters: Counters) -> GridReader:
        """A table reader for a story beside the main one, with its own numbering."""
        return GridReader(
            lambda item, shaded: read_paragraph(item, story, shaded),
            lambda item, paragraph: self.label(item, paragraph, counters),
        )

    def _notes(self) -> dict[tuple[str, str], str]:
        """Footnotes, endnotes and comments by kind and id."""
        found: dict[tuple[str, str], str] = {}
        for part, kind in _NOTE_PARTS.items():
            root = self._linked_root(part)
            for node in () if root is None else root.findall(W + kind):
                if value_of(node, "type") not in ("", "normal"):
                    continue
                text = self._story_text(node)
                signed = " ".join(filter(None, [value_of(node, "author"), value_of(node, "date")[:10]]))
                prefix = f"批注（{signed}）：" if kind == "comment" else ""
                found[(kind, value_of(node, "id"))] = prefix + text if text else ""
        return found

    def _margin(self, body: Node, kind: Literal["header", "footer"]) -> Iterator[Block]:
        """Headers or footers that the sections refer to, each text once, and the watermarks in them."""
        seen: set[str] = set()
        for node in body.iter(f"{W}{kind}Reference"):
            relation: Relation | None = self.relations.get(node.get(R + "id") or "")
            root = None if relation is None or relation.external else self.package.optional_xml(relation.target)
            if root is None:
                continue
            marks = [item.get("string") or "" for item in root.iter(_TEXT_PATH)]
            blocks = [Block(kind=kind, text=f"水印：{mark}", style="watermark") for mark in marks if mark.strip()]
            blocks.extend(self._margin_block(child, kind) for child in blocks_of(root))
            for block in blocks:
                if block.text and block.text not in seen:
                    seen.add(block.text)
                    yield block

    def _margin_block(self, node: Node, kind: Literal["header", "footer"]) -> Block:
        story = Story(self.styles)
        if node.tag == W + "tbl":
            table = self._side_grid(story, Counters(self.counters.numberings)).table(node)
            return table_block(table).model_copy(update={"kind": kind})
        paragraph = read_paragraph(node, story)
        boxes = [self._story_text(box) for box in paragraph.boxes]
        return Block(kind=kind, text="\n".join(filter(None, [paragraph.text.strip(), *boxes])))

    def _linked_root(self, kind: str) -> Node | None:
        """Root of the part that the main part relates to as ``kind``; a damaged one is told and left out."""
        target = next((item.target for item in self.relations.values() if item.kind == kind), f"word/{kind}.xml")
        root = self.package.optional_xml(target)
        if root is None and target in self.package.names:
            self.parsed.warn(f"文件内部的 {target} 已损坏，相应内容（样式、编号或批注）未能读取")
            self.parsed.complete = False
        return root

    def _pages(self) -> None:
        """Page numbers are known only where Word left its page breaks."""
        if self.story.met["page"]:
            self.parsed.pages = self.story.page
        else:
            self.parsed.blocks = [block.model_copy(update={"page": None}) for block in self.parsed.blocks]

    def _warnings(self, body: Node) -> None:
        met = self.story.met
        if met["ins"] or met["del"]:
            self.parsed.warn(
                f"含未接受的修订（插入 {met['ins']} 处、删除 {met['del']} 处），按接受修订后的文字读取，删除内容另存"
            )
        if met["hidden"]:
            self.parsed.warn(f"含隐藏文字 {met['hidden']} 处，已作为附注保留")
        if met["nested"]:
            self.parsed.warn(f"有 {met['nested']} 个嵌套表格，已展开为单元格内的文字")
        if met["white"]:
            self.parsed.warn(f"含白色或极小的文字 {met['white']} 处（肉眼看不到），已按普通文字读取")
        embedded = met["object"] + sum(1 for _ in body.iter(W + "altChunk"))
        if embedded:
            self.parsed.warn(f"含嵌入对象 {embedded} 个，其内容未读取")
            self.parsed.complete = False

"""One Word paragraph: visible text, tracked deletions, hidden text, notes it refers to, text boxes and fields."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from .office_math import formula_text
from .office_package import Node
from .office_styles import Styles, W, number_of, switched, value_of

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_THROUGH = {
    "hyperlink",
    "smartTag",
    "sdt",
    "sdtContent",
    "fldSimple",
    "customXml",
    "dir",
    "bdo",
    "ins",
    "moveTo",
    "ruby",
    "rubyBase",
}
_DELETED = {"del", "moveFrom"}
_SYMBOLS = {
    0xFE: "☑", 0x52: "☑", 0x53: "☒", 0xFD: "☒", 0x54: "☒", 0xA8: "☐", 0x6F: "□", 0x71: "□", 0xFC: "✔",
    0xFB: "✘", 0x50: "✔", 0xB7: "•", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0xA1: "○", 0xD8: "➢", 0xE0: "→", 0xA3: "☐",
}  # fmt: skip
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}


@dataclass
class OpenField:
    """A complex field that has begun and not ended; its code is not text."""

    code: str = ""
    in_code: bool = True


@dataclass
class Story:
    """State that runs through the paragraphs of one story: open fields, the page reached, and what was met."""

    styles: Styles
    fields: list[OpenField] = field(default_factory=list[OpenField])
    page: int = 1
    met: Counter[str] = field(default_factory=Counter[str])
    pictures: list[str] = field(default_factory=list[str])
    """Relation ids of the pictures met."""

    @property
    def in_toc(self) -> bool:
        """Whether a table-of-contents field is open."""
        return any(item.code.strip().upper().startswith("TOC") for item in self.fields)


@dataclass
class Paragraph:
    """What one ``w:p`` holds."""

    style_id: str = ""
    text: str = ""
    deleted: str = ""
    hidden: str = ""
    page: int = 1
    in_toc: bool = False
    plain: int = 0
    """Visible characters that are not bold."""
    notes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    boxes: list[Node] = field(default_factory=list[Node])

    @property
    def bold(self) -> bool:
        """Whether all visible text is bold."""
        return bool(self.text.strip()) and self.plain == 0


def read_paragraph(node: Node, story: Story, shaded: bool = False) -> Paragraph:
    """Read ``w:p``. ``shaded``: it stands on a coloured ground, so white letters are visible."""
    style = value_of(node.find(f"{W}pPr/{W}pStyle")) or story.styles.default_id
    found = Paragraph(style_id=style, page=story.page, in_toc=story.in_toc)
    _Reader(story, found, shaded or _has_ground(node.find(W + "pPr"))).walk(node, deleted=False)
    return found


def _name(node: Node) -> str:
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def _has_ground(properties: Node | None) -> bool:
    """Whether the properties give a coloured background."""
    shading = None if properties is None else properties.find(W + "shd")
    highlight = None if properties is None else properties.find(W + "highlight")
    return value_of(shading, "fill").upper() not in ("", "AUTO", "FFFFFF") or value_of(highlight) not in (
        "",
        "white",
        "none",
    )


class _Reader:
    """Walks one paragraph in reading order."""

    def __init__(self, story: Story, found: Paragraph, shaded: bool) -> None:
        self.story = story
        self.found = found
        self.shaded = shaded
        self.style_hidden = story.styles.hidden(found.style_id)
        self.style_bold = story.styles.bold(found.style_id)

    def walk(self, node: Node, deleted: bool) -> None:
        """Read the children of a paragraph or of an inline container."""
        for child in node:
            name = _name(child)
            if name == "r":
                self.run(child, deleted)
            elif name in _DELETED:
                self.story.met["del"] += 1
                self.walk(child, deleted=True)
            elif name in _THROUGH:
                self.story.met["ins"] += name == "ins"
                self.walk(child, deleted)
            elif name == "AlternateContent":
                self.alternate(child, lambda part: self.walk(part, deleted))
            elif name in ("oMath", "oMathPara"):
                self.add(formula_text(child), "visible", bold=True)

    def alternate(self, node: Node, read: Callable[[Node], None]) -> None:
        """Of alternatives read the first only, or a text box would be read twice."""
        chosen = node.find(MC + "Choice")
        chosen = node.find(MC + "Fallback") if chosen is None else chosen
        if chosen is not None:
            read(chosen)

    def run(self, node: Node, deleted: bool) -> None:
        """Read one run under its own properties."""
        properties = node.find(W + "rPr")
        manner = "deleted" if deleted else "hidden" if self.is_hidden(properties) else "visible"
        bold = self.is_bold(properties)
        if (
            manner == "visible"
            and self.is_invisible(properties)
            and any((t.text or "").strip() for t in node.iter(W + "t"))
        ):
            self.story.met["white"] += 1
        self.contents(node, manner, bold)

    def contents(self, node: Node, manner: str, bold: bool) -> None:
        """Read what stands in a run."""
        for child in node:
            name = _name(child)
            if name in ("t", "delText"):
                self.add(child.text or "", manner, bold)
            elif name in NOTES:
                self.found.notes.append((NOTES[name], value_of(child, "id")))
            elif name == "AlternateContent":
                self.alternate(child, lambda part: self.contents(part, manner, bold))
            elif name in ("drawing", "pict", "object"):
                self.drawing(child)
            elif name == "fldChar":
                self.field_mark(child, manner)
            elif name == "instrText":
                self.field_code(child.text or "")
            elif name == "lastRenderedPageBreak":
                self.page_break()
            else:
                self.add(_sign(name, child), manner, bold)

    def add(self, text: str, manner: str, bold: bool) -> None:
        """Append ``text`` where it belongs, unless it is part of a field's code."""
        if not text or (self.story.fields and self.story.fields[-1].in_code):
            return
        if manner == "deleted":
            self.found.deleted += text
        elif manner == "hidden":
            self.found.hidden += text
        else:
            self.found.text += text
            self.found.plain += 0 if bold else sum(1 for char in text if not char.isspace())

    def page_break(self) -> None:
        """A page ended here when Word last laid the file out."""
        self.story.met["page"] += 1
        self.story.page += 1
        if not self.found.text.strip():
            self.found.page = self.story.page

    def drawing(self, node: Node) -> None:
        """Text boxes are kept for later; pictures are counted."""
        boxes = [box for box in node.iter(W + "txbxContent") if not _in_fallback(box, node)]
        self.found.boxes.extend(boxes)
        pictures = [item for item in node.iter() if _name(item) in ("blip", "imagedata")]
        self.story.pictures.extend(item.get(R + "embed") or item.get(R + "id") or "" for item in pictures)
        self.story.met["object"] += sum(1 for item in node.iter() if _name(item) == "OLEObject")

    def field_mark(self, node: Node, manner: str) -> None:
        """Begin, separator or end of a complex field; a form's check box shows its state."""
        kind, fields = value_of(node, "fldCharType"), self.story.fields
        if kind == "begin":
            box = node.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                checked = switched(box, "checked")
                self.add("☑" if (switched(box, "default") if checked is None else checked) else "☐", manner, bold=True)
            fields.append(OpenField())
        elif kind == "separate" and fields:
            fields[-1].in_code = False
        elif kind == "end" and fields:
            fields.pop()

    def field_code(self, text: str) -> None:
        """Collect the code of the innermost field."""
        if self.story.fields:
            self.story.fields[-1].code += text
            self.found.in_toc = self.found.in_toc or self.story.in_toc

    def is_hidden(self, properties: Node | None) -> bool:
        """Hidden by the run, its character style or the paragraph style."""
        own = switched(properties, "vanish")
        if own is not None:
            return own
        style = value_of(None if properties is None else properties.find(W + "rStyle"))
        return self.style_hidden or self.story.styles.hidden(style)

    def is_bold(self, properties: Node | None) -> bool:
        """Bold by the run, its character style or the paragraph style."""
        own = switched(properties, "b")
        if own is not None:
            return own
        style = value_of(None if properties is None else properties.find(W + "rStyle"))
        return self.style_bold or self.story.styles.bold(style)

    def is_invisible(self, properties: Node | None) -> bool:
        """White letters on white ground, or letters of at most one point."""
        if properties is None:
            return False
        white = (
            value_of(properties.find(W + "color")).upper() == "FFFFFF"
            and not self.shaded
            and not _has_ground(properties)
        )
        size = number_of(properties.find(W + "sz"))
        return white or (size is not None and size <= 2)


def _in_fallback(box: Node, top: Node) -> bool:
    parent = box.getparent()
    while parent is not None and parent is not top:
        if parent.tag == MC + "Fallback":
            return parent.getparent().find(MC + "Choice") is not None
        if parent.tag == W + "txbxContent":
            return True
        parent = parent.getparent()
    return False


def _sign(name: str, node: Node) -> str:
    """Characters written as elements."""
    if name == "sym":
        code = value_of(node, "char")
        return _symbol(int(code, 16)) if code and all(char in "0123456789abcdefABCDEF" for char in code[:6]) else ""
    if name == "br":
        return "" if value_of(node, "type") in ("page", "column") else "\n"
    if name == "ruby":
        base = node.find(W + "rubyBase")
        return "" if base is None else "".join(item.text or "" for item in base.iter(W + "t"))
    return {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")


def _symbol(code: int) -> str:
    """A character of a symbol font as its Unicode twin."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if low in _SYMBOLS:
        return _SYMBOLS[low]
    return chr(code) if 0x20 <= code < 0xD800 else "▪"

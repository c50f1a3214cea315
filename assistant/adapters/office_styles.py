"""Styles of a Word document and its list definitions."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .numbering import Level, Numbering
from .office_package import Node

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.I)
_TITLE = re.compile(r"^(?:title|标题|文档标题)$", re.I)
_TOC = re.compile(r"^(?:toc|目录)\s*(?:[1-9]|heading|标题)?$", re.I)
_OFF = ("0", "false", "off", "none")


def value_of(node: Node | None, name: str = "val") -> str:
    """Attribute ``w:name`` of ``node``; "" where either is absent."""
    return "" if node is None else node.get(W + name) or ""


def switched(properties: Node | None, name: str) -> bool | None:
    """State of an on/off property such as ``w:b``; None where it is not set."""
    node = None if properties is None else properties.find(W + name)
    return None if node is None else value_of(node) not in _OFF


def number_of(node: Node | None, name: str = "val") -> int | None:
    """Integer attribute of ``node``; None where absent or no integer."""
    text = value_of(node, name)
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else None


@dataclass(frozen=True)
class Style:
    """What of a style bears on reading."""

    id: str
    name: str = ""
    based_on: str = ""
    outline: int | None = None
    number_id: str = ""
    number_level: int | None = None
    bold: bool | None = None
    hidden: bool | None = None


class Styles:
    """Paragraph, character and numbering styles by id, with the inherited values."""

    def __init__(self, root: Node | None) -> None:
        nodes = [] if root is None else root.findall(W + "style")
        self._by_id = {style.id: style for style in map(_style, nodes)}
        default = next(
            (n for n in nodes if value_of(n, "type") == "paragraph" and value_of(n, "default") in ("1", "true", "on")),
            None,
        )
        self.default_id = value_of(default, "styleId")

    def chain(self, style_id: str) -> Iterator[Style]:
        """The style and those it is based on, nearest first; loops end."""
        seen: set[str] = set()
        while style_id in self._by_id and style_id not in seen:
            seen.add(style_id)
            yield self._by_id[style_id]
            style_id = self._by_id[style_id].based_on

    def name(self, style_id: str) -> str:
        """Name as shown in Word, else the id."""
        style = self._by_id.get(style_id)
        return style.name if style and style.name else style_id

    def outline(self, style_id: str) -> int | None:
        """Heading level 1–9 by style name or outline level, None for body text."""
        for style in self.chain(style_id):
            match = _HEADING.match(style.name) or (_HEADING.match(style.id) if not style.name else None)
            if match:
                return int(match.group(1))
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else None
        if style_id not in self._by_id:
            match = re.match(r"^(?:Heading|标题)\s?([1-9])$", style_id)
            return int(match.group(1)) if match else None
        return None

    def is_title(self, style_id: str) -> bool:
        """Whether the style is the one for the title of the document."""
        return any(_TITLE.match(style.name) for style in self.chain(style_id))

    def is_toc(self, style_id: str) -> bool:
        """Whether the style is one of a table of contents."""
        return bool(_TOC.match(self.name(style_id))) or any(_TOC.match(style.name) for style in self.chain(style_id))

    def bold(self, style_id: str) -> bool:
        """Bold by style."""
        return next((style.bold for style in self.chain(style_id) if style.bold is not None), False)

    def hidden(self, style_id: str) -> bool:
        """Hidden text by style."""
        return next((style.hidden for style in self.chain(style_id) if style.hidden is not None), False)

    def numbering(self, style_id: str, numberings: Mapping[str, Numbering]) -> tuple[str, int] | None:
        """List and level (0-based) that a paragraph style brings, None for none."""
        level = None
        for style in self.chain(style_id):
            level = style.number_level if level is None else level
            if style.number_id:
                linked = numberings[style.number_id].level_of_style(style_id) if style.number_id in numberings else None
                own = numberings[style.number_id].level_of_style(style.id) if style.number_id in numberings else None
                found = next((index for index in (linked, level, own) if index is not None), 0)
                return None if style.number_id == "0" else (style.number_id, found)
        return None


def _style(node: Node) -> Style:
    paragraph, run = node.find(W + "pPr"), node.find(W + "rPr")
    listing = None if paragraph is None else paragraph.find(W + "numPr")
    return Style(
        id=value_of(node, "styleId"),
        name=value_of(node.find(W + "name")),
        based_on=value_of(node.find(W + "basedOn")),
        outline=None if paragraph is None else number_of(paragraph.find(W + "outlineLvl")),
        number_id="" if listing is None else value_of(listing.find(W + "numId")),
        number_level=None if listing is None else number_of(listing.find(W + "ilvl")),
        bold=switched(run, "b"),
        hidden=switched(run, "vanish"),
    )


def read_numberings(root: Node | None, styles: Node | None) -> dict[str, Numbering]:
    """List instances of ``numbering.xml`` by id, with overrides applied and numbering styles followed."""
    if root is None:
        return {}
    definitions = {value_of(node, "abstractNumId"): node for node in root.findall(W + "abstractNum")}
    instances = {value_of(node, "numId"): node for node in root.findall(W + "num")}
    found: dict[str, Numbering] = {}
    for number_id, node in instances.items():
        definition = _definition(value_of(node.find(W + "abstractNumId")), definitions, instances, styles)
        if definition is None:
            continue
        levels = _levels(definitions[definition])
        starts: dict[int, int] = {}
        for override in node.findall(W + "lvlOverride"):
            index = number_of(override, "ilvl") or 0
            start = number_of(override.find(W + "startOverride"))
            if start is not None:
                starts[index] = start
            if override.find(W + "lvl") is not None:
                levels[index] = _level(override.find(W + "lvl"))
        found[number_id] = Numbering(definition, levels, starts)
    return found


def _definition(
    identity: str, definitions: Mapping[str, Node], instances: Mapping[str, Node], styles: Node | None
) -> str | None:
    """The definition that holds the levels: a ``numStyleLink`` leads through a numbering style to another one."""
    seen: set[str] = set()
    while identity in definitions and identity not in seen:
        seen.add(identity)
        link = value_of(definitions[identity].find(W + "numStyleLink"))
        if not link:
            return identity
        linked = [key for key, node in definitions.items() if value_of(node.find(W + "styleLink")) == link]
        if linked:
            return linked[0]
        path = f"{W}style[@{W}styleId='{link}']/{W}pPr/{W}numPr/{W}numId" if "'" not in link else ""
        target = None if styles is None or not path else styles.find(path)
        instance = instances.get(value_of(target))
        identity = "" if instance is None else value_of(instance.find(W + "abstractNumId"))
    return None


def _levels(definition: Node) -> dict[int, Level]:
    return {number_of(node, "ilvl") or 0: _level(node) for node in definition.findall(W + "lvl")}


def _level(node: Node) -> Level:
    formats = list(node.iter(W + "numFmt"))
    custom = next((value_of(item, "format") for item in formats if value_of(item) == "custom"), "")
    plain = next((value_of(item) for item in formats if value_of(item) != "custom"), "decimal")
    zeros = re.match(r"(0+)1\b", custom)
    start = number_of(node.find(W + "start"))
    return Level(
        start=0 if start is None else start,
        style="decimal" if zeros else plain,
        text=value_of(node.find(W + "lvlText")),
        legal=bool(switched(node, "isLgl")),
        restart_after=number_of(node.find(W + "lvlRestart")),
        paragraph_style=value_of(node.find(W + "pStyle")),
        zeros=len(zeros.group(0)) if zeros else 0,
    )

"""A DOCX written part by part, so that every property in it is there on purpose and nothing of a library shows."""

import hashlib
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape

from .paper import Heading, Numbering, Paper, Table, numbered_blocks

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    _HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_RELATIONS = (
    _HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_RELATION = '<Relationship Id="rId{n}" Type="{type}" Target="{target}"/>'
BUILD = "2052-12.1.0.16929"
"""The office build every file of every set is written with: it tells nothing about a set."""


def docx_bytes(paper: Paper) -> bytes:
    """The file, the same bytes for the same paper."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "word/document.xml": _document(paper),
        "word/_rels/document.xml.rels": _document_relations(),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(paper),
        "word/header1.xml": _margin("hdr", paper.header),
        "word/footer1.xml": _margin("ftr", paper.footer),
        **office_properties(paper, "WPS Office_12.1.0.16929"),
    }
    return zipped(parts, paper.facts.modified)


def zipped(parts: dict[str, str], when: datetime) -> bytes:
    """A zip whose entries carry one given time."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, when.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, text)
    return buffer.getvalue()


def office_properties(paper: Paper, application: str) -> dict[str, str]:
    """The three property parts of an Office file."""
    facts = paper.facts
    stamp = [t.replace(tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for t in (facts.created, facts.modified)]
    core = (
        _HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>{escape(facts.author)}</dc:creator><cp:lastModifiedBy>{escape(facts.modified_by)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{stamp[0]}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp[1]}</dcterms:modified></cp:coreProperties>'
    )
    extended = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    minutes = max(1, int((facts.modified - facts.created).total_seconds() // 60))
    app = (
        _HEAD + f'<Properties xmlns="{extended}"><Application>{application}</Application>'
        f"<TotalTime>{min(minutes, 90)}</TotalTime><Company>{escape(facts.company)}</Company></Properties>"
    )
    variant = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    custom = (
        _HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="{variant}"><property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" '
        f'name="KSOProductBuildVer"><vt:lpwstr>{BUILD}</vt:lpwstr></property></Properties>'
    )
    return {"docProps/core.xml": core, "docProps/app.xml": app, "docProps/custom.xml": custom}


def _content_types() -> str:
    kinds = {
        "word/document.xml": _WORD + "document.main+xml",
        "word/styles.xml": _WORD + "styles+xml",
        "word/numbering.xml": _WORD + "numbering+xml",
        "word/settings.xml": _WORD + "settings+xml",
        "word/header1.xml": _WORD + "header+xml",
        "word/footer1.xml": _WORD + "footer+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    return _TYPES.format(parts="".join(f'<Override PartName="/{n}" ContentType="{t}"/>' for n, t in kinds.items()))


def _package_relations() -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    targets = [
        (f"{_REL}/officeDocument", "word/document.xml"),
        (core, "docProps/core.xml"),
        (f"{_REL}/extended-properties", "docProps/app.xml"),
        (f"{_REL}/custom-properties", "docProps/custom.xml"),
    ]
    return _RELATIONS.format("".join(_RELATION.format(n=n, type=t, target=f) for n, (t, f) in enumerate(targets, 1)))


def _document_relations() -> str:
    names = ("styles", "numbering", "settings")
    targets = [(f"{_REL}/{n}", f"{n}.xml") for n in names]
    targets += [(f"{_REL}/header", "header1.xml"), (f"{_REL}/footer", "footer1.xml")]
    return _RELATIONS.format("".join(_RELATION.format(n=n, type=t, target=f) for n, (t, f) in enumerate(targets, 1)))


def _rsid(*parts: str) -> str:
    return "00" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:6].upper()


def _settings(paper: Paper) -> str:
    root, last = _rsid(paper.key, "root"), _rsid(paper.key, paper.facts.modified.isoformat())
    return (
        _HEAD + f'<w:settings xmlns:w="{_MAIN}"><w:zoom w:percent="100"/><w:rsids><w:rsidRoot w:val="{root}"/>'
        f'<w:rsid w:val="{root}"/><w:rsid w:val="{last}"/></w:rsids></w:settings>'
    )


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
    out = [
        _HEAD + f'<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}'
        '<w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="320" w:lineRule="auto"/>'
        '</w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a">'
        '<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="ad"><w:name w:val="Title"/>'
        '<w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/>'
        '<w:spacing w:before="240" w:after="240"/></w:pPr><w:rPr><w:b/><w:sz w:val="34"/></w:rPr></w:style>'
    ]
    for level in (1, 2, 3):
        out.append(
            f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="a"/>'
            f'<w:pPr><w:spacing w:before="160" w:after="80"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
            f'<w:rPr><w:b/><w:sz w:val="{30 - 3 * level}"/></w:rPr></w:style>'
        )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    out.append(
        f'<w:style w:type="table" w:styleId="ae"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>{borders}'
        "</w:tblBorders></w:tblPr></w:style></w:styles>"
    )
    return "".join(out)


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{i + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{n + 1}" for n in range(i + 1))}"/><w:lvlJc w:val="left"/></w:lvl>'
        for i in range(3)
    )
    item = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1）"/>'
        '<w:lvlJc w:val="left"/></w:lvl>'
    )
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
        for n in range(2, 60)
    )
    return (
        _HEAD + f'<w:numbering xmlns:w="{_MAIN}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType '
        f'w:val="multilevel"/>{levels}</w:abstractNum><w:abstractNum w:abstractNumId="1">{item}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}</w:numbering>'
    )


def _margin(tag: str, text: str) -> str:
    return (
        _HEAD
        + f'<w:{tag} xmlns:w="{_MAIN}"><w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:{tag}>'
    )


def _document(paper: Paper) -> str:
    mark = _rsid(paper.key, "root")
    body = [_paragraph(paper.title, "ad", mark)]
    list_id = 1
    for block, number in numbered_blocks(paper):
        if isinstance(block, Table):
            body.append(_table(block, mark))
        elif isinstance(block, Heading):
            list_id += 1
            body.append(_heading(block, number, paper.numbering, mark))
        elif block.numbered and paper.numbering == "auto":
            props = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{min(max(list_id, 2), 59)}"/></w:numPr>'
            body.append(_paragraph(block.text, "", mark, props))
        else:
            body.append(_paragraph(number + block.text, "", mark, '<w:ind w:firstLine="440"/>'))
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1300" w:bottom="1300" w:left="1300" '
        'w:header="720" w:footer="720" w:gutter="0"/></w:sectPr>'
    )
    return (
        _HEAD + f'<w:document xmlns:w="{_MAIN}" xmlns:r="{_REL}"><w:body>{"".join(body)}{section}</w:body></w:document>'
    )


def _heading(block: Heading, number: str, numbering: Numbering, mark: str) -> str:
    if numbering == "auto":
        props = f'<w:numPr><w:ilvl w:val="{block.level - 1}"/><w:numId w:val="1"/></w:numPr>'
        return _paragraph(block.text, str(block.level), mark, props)
    return _paragraph(number + block.text, str(block.level), mark)


def _paragraph(text: str, style: str, mark: str, props: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f'<w:p w:rsidR="{mark}" w:rsidRDefault="{mark}"><w:pPr>{named}{props}</w:pPr>{run}</w:p>'


def _table(table: Table, mark: str) -> str:
    width = max(len(row) for row in table.rows)
    rows = [f"<w:tr>{''.join(_cells(table, number, row, width, mark))}</w:tr>" for number, row in enumerate(table.rows)]
    grid = "".join(f'<w:gridCol w:w="{9300 // width}"/>' for _ in range(width))
    properties = '<w:tblPr><w:tblStyle w:val="ae"/><w:tblW w:w="9300" w:type="dxa"/></w:tblPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _cells(table: Table, number: int, row: tuple[str, ...], width: int, mark: str) -> list[str]:
    out: list[str] = []
    column = 0
    while column < width:
        span = next((m for m in table.merges if m[0] <= number <= m[2] and m[1] <= column <= m[3]), None)
        across = span[3] - column + 1 if span else 1
        props = f'<w:tcW w:w="{9300 // width * across}" w:type="dxa"/>'
        props += f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
        text = row[column] if column < len(row) else ""
        if span and span[2] > span[0]:
            first = number == span[0]
            props += f'<w:vMerge w:val="{"restart" if first else "continue"}"/>'
            text = text if first else ""
        lines = "".join(_paragraph(line, "", mark) for line in text.split("\n"))
        out.append(f"<w:tc><w:tcPr>{props}</w:tcPr>{lines}</w:tc>")
        column += across
    return out

# ruff: noqa: E501  (XML written in place)
"""Office files made for tests, part by part."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
REL = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def zip_bytes(parts, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def part(root, content):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{content}</w:{root}>'


def relations(**targets):
    links = "".join(
        f'<Relationship Id="{key}" Type="{R}/{key.rstrip("0123456789")}" Target="{target}"/>'
        for key, target in targets.items()
    )
    return f'<Relationships xmlns="{REL}">{links}</Relationships>'


def docx_bytes(body, *, numbering="", styles="", **parts):
    """``parts``: further parts of word/ by name without extension (footnotes, comments, header1 …), as inner XML."""
    names = {"numbering": numbering, "styles": styles, **parts}
    names = {key: text for key, text in names.items() if text}
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(**{key: f"{key}.xml" for key in names}),
    }
    roots = {"header": "hdr", "footer": "ftr"}
    for key, text in names.items():
        files[f"word/{key}.xml"] = part(roots.get(key.rstrip("0123456789"), key), text)
    return zip_bytes(files)


def p(text="", *, style="", number=None, level=0, outline=None, run="", extra=""):
    """A paragraph; ``run`` are run properties, ``extra`` is inline XML after the text."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    if outline is not None:
        properties += f'<w:outlineLvl w:val="{outline}"/>'
    shown = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{shown}{extra}</w:p>"


def lvl(index, fmt, text, *, start=1, more=""):
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(identity, *levels, more=""):
    return f'<w:abstractNum w:abstractNumId="{identity}">{more}{"".join(levels)}</w:abstractNum>'


def num(identity, definition, more=""):
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'


def tc(*paragraphs, span=1, merge=None, more=""):
    properties = more
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge is not None:
        properties += f'<w:vMerge w:val="{merge}"/>' if merge else "<w:vMerge/>"
    inner = "".join(item if item.startswith("<") else p(item) for item in paragraphs) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells, more=""):
    return (
        f"<w:tr><w:trPr>{more}</w:trPr>{''.join(item if item.startswith('<') else tc(item) for item in cells)}</w:tr>"
    )


def tbl(*rows):
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"

"""A loaded file as quotable lines: paragraphs and table rows with their column heads, in logical parts."""

import re
from collections.abc import Sequence

from ..domain.document import Block, LoadedFile
from ..domain.facts import Line, LineKind, Paper
from .identity import codes_in, is_table_number, kind_of, release_and_effect, title_of, version_in
from .label_pairs import pairs
from .layouts import laid_out
from .tables import GridRow, is_label, read_grid

_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十\d]+[章节条]|[一二三四五六七八九十]{1,3}、|"
    r"\d{1,2}(?:\.\d{1,2}){0,3}[\s　、.])\s*[^\s，。；：:]{1,24}$"
)


def read_paper(file: str, loaded: LoadedFile, company: Sequence[str] = ()) -> Paper:
    """The paper of one file; ``file`` is its name relative to the examined folder."""
    lines = _lines(loaded.blocks)
    body = [line for line in lines if line.kind != "margin"]
    title = title_of(body, file, company)
    head = [line.text for line in (*[x for x in lines if x.kind == "margin"], *body[:10])]
    released, effective = release_and_effect([x for x in lines if x.kind != "margin"] or lines)
    kind = kind_of(title, file, body)
    code, version = _code(head, file), next((v for t in head if (v := version_in(t))), None)
    ruling = kind in ("manual", "procedure", "work_instruction")
    if code and ruling and is_table_number(code):
        code = None
    text = "\n".join(line.text for line in lines)
    lines = laid_out(lines, title, dated=not ruling, run_on=loaded.facts.media != "md")
    return Paper(
        file=file,
        kind=kind,
        title=title,
        code=code,
        version=version,
        released_on=released,
        effective_on=effective,
        superseded=bool(re.search(r"作废|旧版|废止", file)),
        facts=loaded.facts,
        lines=tuple(lines),
        text=text,
        complete=loaded.complete,
    )


def _code(head: Sequence[str], file: str) -> str | None:
    for text in head:
        if re.search(r"代替|引用|依据|《|GB/T", text) and not re.search(r"编号|文件号", text):
            continue
        found = codes_in(text)
        if found:
            return found[0]
    return next(iter(codes_in(file.rsplit("/", 1)[-1])), None)


def _lines(blocks: Sequence[Block]) -> list[Line]:
    lines: list[Line] = []
    part, sheet, tables, section = 0, None, 0, ""
    for block in blocks:
        if block.kind == "toc":
            continue
        if block.sheet != sheet:
            part, sheet = (part + 1 if sheet is not None else part), block.sheet
        if block.table is not None:
            tables += 1
            lines += _table_lines(block, part, tables, section, len(lines))
            continue
        margin = block.kind in ("header", "footer")
        heading = block.kind == "heading" or bool(_HEADING.match(block.text.strip()))
        if heading and not margin:
            section = " ".join(filter(None, (block.number, block.text.strip())))[:40]
        for text in filter(None, (t.strip() for t in block.text.split("\n"))):
            kind = "margin" if margin else "heading" if heading else "text"
            locator = _locator(block, section if not margin else "页眉页脚")
            lines.append(Line(index=len(lines), text=text, kind=kind, locator=locator, part=part))
    return _headed_alike(lines)


def _headed_alike(lines: list[Line]) -> list[Line]:
    """A row that heads a table of another sheet heads its own too, however little is filled in below."""
    known = {(x.cells, x.part) for x in lines if x.kind == "header_row" and sum(map(bool, x.cells)) >= _LEAST_HEADS}
    own = {x.table for x in lines if x.kind == "header_row"}
    heads: dict[int | None, tuple[str, ...]] = {}
    found: list[Line] = []
    for line in lines:
        if line.kind == "row" and line.table not in own and any(c == line.cells and p != line.part for c, p in known):
            heads[line.table] = line.cells
            found.append(line.model_copy(update={"kind": "header_row"}))
            continue
        above = heads.get(line.table) if line.kind == "row" and not line.heads else None
        alike = above is not None and len(above) == len(line.cells)
        found.append(line.model_copy(update={"heads": above}) if alike else line)
    return found


_LEAST_HEADS = 3


def _locator(block: Block, section: str) -> str:
    place = block.sheet or (f"第{block.page}页" if block.page else "")
    number = block.number if block.number and block.number not in section else ""
    return " › ".join(filter(None, (place, section, number)))


def _table_lines(block: Block, part: int, number: int, section: str, start: int) -> list[Line]:
    assert block.table is not None
    lines: list[Line] = []
    place = block.sheet or section or (f"第{block.page}页" if block.page else "")
    for index, row in enumerate(read_grid(block.table), start=1):
        locator = " › ".join(filter(None, (place, f"表{number}第{index}行")))
        lines.append(_row(row, start + len(lines), locator, part, number))
    return lines


def _row(row: GridRow, index: int, locator: str, part: int, table: int) -> Line:
    kinds: dict[str, LineKind] = {"title": "text", "header": "header_row"}
    kind: LineKind = kinds.get(row.kind, "row")
    cells = row.cells if row.kind in ("data", "pair", "header") else ()
    return Line(
        index=index,
        text=row.line,
        kind=kind,
        locator=locator,
        part=part,
        cells=cells,
        heads=row.heads,
        dates=row.dates,
        table=table,
    )  # type: ignore[arg-type]


def pair_fields(line: Line) -> list[tuple[str, str]]:
    """Label–value pairs of a form row, or of a paragraph written 标签：值　标签：值."""
    if line.kind == "row" and not line.heads:
        return pairs(line.cells)
    if line.kind in ("text", "heading", "margin"):
        return text_pairs(line.text)
    return []


_TEXT_LABEL = re.compile(r"(?:^|(?<=[\s　；;。|，,]))(?P<l>[\u4e00-\u9fff（）()/／、A-Z]{2,14}?)\s*[：:]\s*")


def text_pairs(text: str) -> list[tuple[str, str]]:
    """``时间：5月20日　地点：二楼`` → pairs; a value runs to the next label."""
    marks = [m for m in _TEXT_LABEL.finditer(text) if is_label(m["l"]) or is_label(m["l"] + "：") and len(m["l"]) <= 8]
    found: list[tuple[str, str]] = []
    for index, match in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        found.append((match["l"], text[match.end() : end].strip(" 　；;，,")))
    return found

"""A paper as the checks see it: lines and tables in reading order, with the place where a person finds them."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from ..domain.document import Block, LoadedFile
from ..domain.value import Value
from ..text.clause_marks import heading
from ..text.roles import is_person
from .english import chinese_for, without_english
from .grids import Grid, grid_of, parted, text_rows
from .wrapped import rejoined

_TITLE_MARKS = frozenset({"part", "chapter", "section", "han", "han_paren", "arabic", "decimal", "annex"})
_SEEN = ("heading", "paragraph", "list_item", "header", "footer")
_PART_LABEL = re.compile(
    r"^\s*(?:[A-Z]\s+)?(?:(?:步骤|阶段|第|D|Step)?\s*[（(]?[0-9一二三四五六七八九十]{1,3}(?:[.．]\d{1,2})*(?:步|项)?[)）.、．]?\s*)?[【\[]?(?P<label>"
    r"(?:不符合|不合格)(?:事实|描述|项|内容)?(?:描述|陈述)?|(?:问题|事实|偏差)(?:描述|陈述)?|根因|根源|对策|(?:直接|应急)处[理置]|(?:根本|产生|直接)?原因(?:分析|调查)?(?:[（(][^）)]{1,8}[)）])?|"
    r"(?:立即|应急|临时|永久|长期)?(?:纠正|处置|整改|预防|纠正与预防|纠正和预防|改进)(?:措施|情况|行动|要求|事项|建议|内容)?|(?:拟采取|采取|临时|应急|永久)?的?措施|举一反三|(?:横向|水平)展开|扩展|推广|问题|"
    r"(?:类似|同类)(?:情况|问题)?(?:排查|检查|核查)?|(?:效果|措施|实施)?(?:验证|跟踪)(?:人|日期|时间|结论|结果|情况|意见)?|有效性(?:检查|验证|评价|确认)|"
    r"(?:评审)?(?:结论|输入|输出|意见|决议|内容|目的)|(?:会议|评审)?(?:决定|决议|要求|认为)|(?:会议)?(?:议程|纪要)|目的|(?:适用)?范围|职责|责任|记录(?:清单)?|总体评价"
    r")[】\]]?\s*(?:(?:如下)?\s*[:：]|　|\s{2,})"
)


_NUMBERED_LABEL = re.compile(
    r"^\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．]|D\d\s*|步骤\s*\d\s*|第[一二三四五六七八九]步\s*)\s*"
    r"(?P<label>[^：:，。；|\d（(]{1,16})(?:[（(][^）)]{1,12}[）)])?\s*[：:]"
)
"""In reports of eight steps and the like every numbered label with a colon begins a part."""
_SPOKEN_LABEL = re.compile(
    r"^\s*(?P<label>(?!.{0,6}(?:人|日期|时间|期限|编号|部门|单位|签[字名]|地点|公司|企业|主题|附件|版本|批准|审核|编制)\s*[：:])"
    r"[\u4e00-\u9fff？?]{2,10})\s*[：:](?=.{6})"
)
"""In reports in plain words so does any label of some words: 为什么会这样：, 后来怎么样：."""
_SPACED_LABEL = re.compile(
    r"(?!\s*第.{1,3}[条章节款]|\s*[\u4e00-\u9fff]{1,4}[部科室处课办组站厂长员师理代表总任][ \u3000])"
    r"^\s*(?P<label>[\u4e00-\u9fff]{2,5})[ \u3000]{1,4}(?=[^\s\d].{7})(?![\u4e00-\u9fff]{2,4}[\s\u3000]*$)"
)
"""Where three or more lines begin with a word and a blank, the word is the title of the line."""
_PLAIN_TITLE = re.compile(
    r"[\u4e00-\u9fff与和、]{0,8}(?:目标|原因|原因分析|措施|结论|决议|决定|输入|输出|行动项|事项|目的|范围|职责|程序|记录|总结|议程|任务|"
    r"计划安排|进度安排|验证|要求|依据|说明)"
)


_SPACED = re.compile(r"(?<![^\s\u3000|])[\u4e00-\u9fff](?:[ \u3000]{1,6}[\u4e00-\u9fff]){1,3}(?=\s*[:：])")
_QUESTION = re.compile(r"\s*(?:问|[Qq])\s*[:：].{2,30}[？?]\s*$")
"""The question above its answer is the title of what is said there."""
_BRACKETED = re.compile(r"\s*[【〖［\[][^】〗］\]]{2,24}[】〗］\]]\s*")


class Line(Value):
    """A heading, paragraph, list item or table row, verbatim, with its number where the file stores it apart."""

    locator: str
    text: str
    heading: bool = False
    section: str = ""
    """Text of the nearest heading or part label above; for a row of a form its own label too."""
    above: str = ""
    """The nearest heading proper, where a part label stands between."""
    number: str | None = None
    bullet: bool = False
    order: int = 0
    row: bool = False


class Paper(Value):
    """A whole paper in reading order. ``kind`` is what it is checked as."""

    kind: str
    name: str
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]

    @cached_property
    def pieces(self) -> tuple[Line, ...]:
        """Lines and table rows in reading order."""
        rows = (
            Line(locator=row.locator, text=row.text, section=row.section, order=grid.order, row=True)
            for grid in self.grids
            for row in grid.rows
        )
        return tuple(sorted((*self.lines, *rows), key=lambda piece: piece.order))

    @cached_property
    def text(self) -> str:
        """Everything, column headings included, one piece a line."""
        heads = (" | ".join(grid.columns) for grid in self.grids)
        return "\n".join([*(f"{piece.number or ''}{piece.text}" for piece in self.pieces), *heads])

    @cached_property
    def body(self) -> tuple[Line, ...]:
        """Lines and rows without headings."""
        return tuple(piece for piece in self.pieces if not piece.heading)

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What one rule has read in the paper and the next need not read again."""
        return {}

    @cached_property
    def empty(self) -> bool:
        """Nothing but headings, or hardly a sentence."""
        return sum(len(re.sub(r"\s", "", piece.text)) for piece in self.pieces) < 8


def paper_of(loaded: LoadedFile, kind: str) -> Paper:
    """The paper in a loaded file."""
    lines: list[Line] = []
    grids: list[Grid] = []
    section = above = ""
    blocks = list(_titled(rejoined(loaded.blocks) if loaded.facts.media in ("txt", "pdf") else loaded.blocks))
    spaced = sum(bool(_SPACED_LABEL.match(block.text)) for block, titled in blocks if not titled) > 2
    tabbed = dict(_tabbed([block for block, _ in blocks]))
    for order, (block, titled) in enumerate(blocks):
        place = block.sheet or f"表 {len(grids) + 1}"
        if block.kind == "table" and block.table:
            grids += [grid_of(part, place, section, order, (), above) for part, above in parted(block.table)]
        elif order in tabbed:
            texts = [blocks[index][0].text for index in tabbed[order]]
            table = text_rows(texts)
            for part, above in parted(table) if table else ():
                grids.append(grid_of(part, place, section, order, texts[above:], above))
        elif any(order in run for run in tabbed.values()):
            continue
        elif block.kind in _SEEN and block.text.strip():
            text = _close(block.text)
            label = "" if titled else _label(text, kind, spaced)
            section = f"{text} {chinese_for(text)}".strip() if titled else label or section
            above = section if titled else above
            line = _line(block, text, section, len(lines) + 1, titled, order)
            lines.append(line.model_copy(update={"above": above}))
    return Paper(kind=kind, name=loaded.facts.name, lines=tuple(lines), grids=tuple(grids))


def _label(text: str, kind: str, spaced: bool) -> str:
    """The words at the start of a line that begin a part of the paper; empty where none do."""
    if re.search(r"^[^:：]{0,36}[:：]", text) and (chinese := chinese_for(text)):
        return chinese
    shapes = [_NUMBERED_LABEL, _SPOKEN_LABEL] if kind == "corrective_action" else []
    shapes += [_PART_LABEL, _SPACED_LABEL] if spaced else [_PART_LABEL]
    plain = without_english(text)
    label = next((match["label"] for shape in shapes if (match := shape.match(plain))), "")
    return "" if is_person(re.split(r"[\s　]", label.strip())[-1]) else label


def _close(text: str) -> str:
    """``主　　持：`` is ``主持：``: a label spread out to the width of its neighbours; no signs of bullet fonts."""
    plain = re.sub(r"^\s*[\uf000-\uf0ff]\s*", "", text)
    return _SPACED.sub(lambda match: re.sub(r"[ \u3000]", "", match[0]), plain)


def _tabbed(blocks: Sequence[Block]) -> Iterator[tuple[int, range]]:
    """Runs of lines with as many tabs or bars between fields, as text files have tables: first index and the run."""
    start, width = None, 0
    for index, block in enumerate([*blocks, None]):
        fields = _fields(block)
        if start is not None and fields != width:
            if index - start > 1 and text_rows([blocks[i].text for i in range(start, index)]):
                yield start, range(start, index)
            start = None
        if start is None and fields > 1:
            start, width = index, fields


def _fields(block: Block | None) -> int:
    if block is None or block.kind != "paragraph" or not re.search(r"\S\t|[|｜│].+[|｜│]", block.text):
        return 0
    return len(re.split(r"\t|[|｜│]", block.text.strip(" |｜│")))


def _titled(blocks: Sequence[Block]) -> Iterator[tuple[Block, bool]]:
    """Each block with whether it is a heading; lone items of a short list are none."""
    marks = [_title_mark(block) for block in blocks]
    for index, block in enumerate(blocks):
        if block.kind != "table" and _QUESTION.match(block.text):
            yield block, True
            continue
        if block.kind == "heading" or not marks[index] or _BRACKETED.fullmatch(block.text):
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            bracketed = block.kind != "table" and bool(_BRACKETED.fullmatch(block.text))
            yield block, block.kind == "heading" or bracketed or _above_a_list(block, after)
            continue
        if _counted_on(blocks, index):
            yield block, False
            continue
        listed = [blocks[i].kind == "list_item" for i in (index - 1, index, index + 1) if 0 <= i < len(blocks)]
        if len(listed) == 3 and all(listed):
            yield block, False
            continue
        beside = {marks[i] for i in (index - 1, index + 1) if 0 <= i < len(blocks)}
        last = index + 1 == len(blocks)
        yield block, not (marks[index] in beside or last)


def _counted_on(blocks: Sequence[Block], index: int) -> bool:
    """``2. …`` between ``1. …`` and ``3. …``: an item of their list, however short."""
    number = re.compile(r"\s*(\d{1,2})[.．、）)](?!\d)")
    found = [number.match(blocks[i].text) if 0 <= i < len(blocks) else None for i in (index - 1, index, index + 1)]
    values = [int(match[1]) for match in found if match]
    return len(values) == 3 and values == list(range(values[0], values[0] + 3))


def _above_a_list(block: Block, after: Block | None) -> bool:
    """A few words alone on a line above the first item of a list."""
    text = block.text.strip().rstrip("：:")
    words = block.kind == "paragraph" and re.fullmatch(r"[\u4e00-\u9fff、与和及的]{2,12}", text) and not block.number
    first = re.compile(r"\s*(?:①|[（(]?[1一][)）.、．]|第一步)")
    return bool(words and after and first.match(f"{after.number or ''}{after.text}"))


def _title_mark(block: Block) -> str:
    """Kind of number of a line that reads like a heading in a file without styles; empty for others."""
    text = block.text.strip()
    if text.endswith("。") and re.match(r"\d+[.．]\d", text):
        return ""  # a short step of the work
    text = text.rstrip("。") if len(text) <= 14 else text
    if (
        block.kind in ("heading", "table")
        or len(text) > 24
        or re.search(r"[。；;，,：:]|→|应(?![急用收付对])|必须|不得", text)
    ):
        return ""
    mark = heading(text)
    if mark is not None and mark.kind in _TITLE_MARKS:
        return str(mark.kind)
    spaced = re.match(r"(?:\d{1,2}(?:[.．]\d{1,2})*|[一二三四五六七八九十]{1,3})\s+[\u4e00-\u9fff]{2,16}$", text)
    plain = "plain" if _PLAIN_TITLE.fullmatch(text) else ""
    return "arabic" if spaced else "number" if block.number else plain


def _line(block: Block, text: str, section: str, ordinal: int, titled: bool, order: int) -> Line:
    place = f"第 {block.page} 页" if block.page else f"第 {ordinal} 段"
    locator = f"“{section}”下，{place}" if section and not titled else place
    return Line(
        locator=locator,
        text=text,
        heading=titled,
        section=section,
        number=block.number,
        bullet=block.kind == "list_item",
        order=order,
    )

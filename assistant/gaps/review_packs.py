"""What must be put before a management review, and whether its pack has it."""

import re
from collections.abc import Sequence

from ..domain.facts import Line, Record, Source
from ..facts.topics import bigram_share, fold_name
from .case import Case

_ITEM = re.compile(
    r"(?:^|[；;：:。，、]|\s)\s*(?:[（(]?(?:\d{1,2}|[a-z一二三四五六七八九十]|[①-⑳])[)）.．、]|[①-⑳])\s*(?P<t>[^；;。①-⑳]{3,40}?)(?=[；;。]|$|[①-⑳])"
)
_STOP = re.compile(
    r"够不够用?|合不合适|办得怎么?样|怎么?样|情况|结果|状况|方面|以及|相关|有关|的|及|和|与|等|是否|信息|进行|两化融合|管理体系|体系|公司|分析|报告|完成"
)


def heads_of_pack(inputs: Sequence[Record], required: Sequence[str], case: Case) -> list[str]:
    """The numbered headings of a pack that goes through the required inputs one by one in their very words."""
    lines = [x.text for r in inputs if not r.row for x in case.lines(case.papers[r.paper])]
    heads = [_key(h) for h in map(_numbered, lines) if h]
    same = sum(any(bigram_share(_key(item), h) >= _SAME_WORDS for h in heads) for item in required)
    return heads if same >= max(3, 0.7 * len(required)) else []


_SAME_WORDS = 0.7


def told_under(item: str, heads: Sequence[str], texts: Sequence[str]) -> bool:
    """An input has its heading, shares one, or is told by its whole name."""
    key = _key(item)
    return any(bigram_share(key, h) >= 0.5 or key in h or key[:2] in h for h in heads) or any(key in t for t in texts)


def headed(minutes: Record, case: Case) -> bool:
    """Minutes that go through the inputs one by one under numbers of their own."""
    lines = [
        x
        for x in case.lines(case.papers[minutes.paper])
        if re.match(r"^\s*[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]", x.text)
    ]
    return len(lines) >= 4


def required_inputs(case: Case) -> tuple[list[str], Source | None]:
    """The inputs a document lists, and the line that asks for them."""
    for paper in case.facts.papers:
        if paper.kind not in ("procedure", "manual", "work_instruction"):
            continue
        lines = list(case.lines(paper))
        for index, line in enumerate(lines):
            wanted = (
                re.search(
                    "输入|审议|听取|所需信息|[对将][^。；]{10,}(?:进行|予以|作出?)评[审价]|评审(?:的)?内容", line.text
                )
                or re.search("材料|资料", line.text)
                and re.search(r"(?:要|应|须|得)?有(?:下面|以下|下列|这|[：:])|包括|如下", line.text)
                or re.search("收集|汇报|准备|备[好齐]|提供|提交|汇成|汇总|汇编|整理|审议", line.text)
                and re.search("材料|资料|内容|报告", line.text)
                or (re.search("管理评审|管评", paper.title) and len(_rows_of_inputs(line.text)) >= 5)
            )
            if (
                not wanted
                or re.search("输出", line.text)
                or not re.search("管理评审|管评|评审", paper.title + line.text)
            ):
                continue
            after = lines[index + 1 :]
            below = max(items_below(after), _items_under(lines[index : index + 2]), key=len)
            items = _items(line.text) or below
            if len(items) >= 3:
                return items, Source(file=paper.file, locator=line.locator, quote=line.quote, rule="review-inputs/1")
    return [], None


def _items(text: str) -> list[str]:
    cells = text.split(" | ")
    listed = [c for c in cells if len(_ITEM.findall(" " + c)) >= 3]
    text = next((c for c in cells if re.search("输入|材料", c) and c in (listed or cells)), "") or next(
        iter(listed), text
    )
    tail = re.split(r"包括|如下|有|：|:", text, maxsplit=1)[-1]
    found = [m["t"].strip() for m in _ITEM.finditer(" " + tail)]
    if len(found) >= 3:
        return found
    match = re.search(
        r"(?:输入|材料|资料)(?:[^：:。]{0,20}(?:包括|包含|为|有|方面)[^：:。，、]{0,8}[：:]?|[：:])([^。；|]{10,})",
        text,
    )
    listed = [x.strip() for x in re.split(r"[、；;，]", match[1])] if match else []
    listed = [re.sub(r"[，,]?(?:由|经|(?<!汇)报|并)[^，、]*$", "", x) for x in listed]
    told = [x for x in listed if 3 <= len(x) <= 24 and not re.search("汇总|报送|提交|整理", x)]
    return max((told if len(listed) >= 4 else [], _rows_of_inputs(text)), key=len)


_INPUT = re.compile(
    "方针|目标|审核|评估|汇报|决议|决定|纠正|不符合|环境|资源|改进|建议|客户|顾客|反馈|风险|绩效|监测|培训|"
    "新型能力|竞争优势|考核|变化"
)
"""Words the inputs of a review are made of: what tells their list from any other list."""
_BEFORE_INPUTS = re.compile(
    r"^.*(?:包括|包含|涵盖|涉及|听取并审议|审议|听取|[般料容]有|应对|内容为|报送|收集|整理|即|必备)(?=[一-鿿]{3})"
)
_AFTER_INPUTS = re.compile(
    r"(?:等(?:[一二三四五六七八九十\d]+个?)?(?:方面|内容|资料|材料)|[一二三四五六七八九十\d]+个?方面|进行评[审价]).*$|等$"
)


def _rows_of_inputs(text: str) -> list[str]:
    """Items of a list most of which are made of words of inputs, wherever the sentence has it."""
    for match in re.finditer(r"[^。；;|：:（）()，、]+(?:、[^。；;|：:（）()，、]+){3,}", text):
        items = [x.strip() for x in match[0].split("、")]
        items = [_BEFORE_INPUTS.sub("", items[0]), *items[1:-1], _AFTER_INPUTS.sub("", items[-1])]
        named = [x for x in items if 3 <= len(x) <= 24]
        if len(named) >= 4 and sum(bool(_INPUT.search(x)) for x in named) >= 0.6 * len(items):
            return named
    return []


def _items_under(lines: Sequence[Line]) -> list[str]:
    """Inputs numbered one behind another in the one paragraph below a heading or a colon: a) …；b) …；c) …."""
    opened = len(lines) == 2 and (lines[0].kind == "heading" or re.search("[：:]$", lines[0].text.strip()))
    if not opened or lines[1].kind != "text":
        return []
    found = [m["t"].strip() for m in _ITEM.finditer(" " + lines[1].text)]
    return found if len(found) >= 3 else []


def items_below(lines: Sequence[Line]) -> list[str]:
    """Inputs one a line below the sentence that asks for them: numbered, or in the rows of a table."""
    found: list[str] = []
    for line in lines[:18]:
        item = _row_item(line) if line.kind in ("row", "header_row") else _numbered(line.text)
        if line.kind == "header_row" and not found:
            continue
        if line.kind == "heading" and found or not item and found:
            break
        if item:
            found.append(item)
    return found


def _numbered(text: str) -> str:
    match = re.match(
        r"^\s*(?:[（(]?(?:\d{1,2}|[a-z]|[一二三四五六七八九十])[)）.．、]|[①-⑳]|[—-])\s*(.{3,40}?)[；;。]?$", text
    )
    return match[1] if match else ""


def _row_item(line: Line) -> str:
    """7 | 相关方反馈 | 销售部: what stands behind the running number of a row."""
    cells = [c.strip() for c in line.cells]
    number = r"[（(]?(?:\d{1,2}|[a-z]|[一二三四五六七八九十]{1,2}|[①-⑳])[)）.、]?"
    told = len(cells) >= 2 and re.fullmatch(number, cells[0])
    return cells[1] if told and 3 <= len(cells[1]) <= 40 else ""


def present(item: str, texts: Sequence[str]) -> bool:
    """Whether one of the texts tells an input."""
    key = _key(item)
    grams = {key[i : i + 2] for i in range(len(key) - 1)}
    if not grams:
        return True
    best = max((sum(g in t for g in grams) / len(grams) for t in texts), default=0)
    if re.search("上次|以往|前次|上一次|历次", item):
        return any(
            re.search(
                r"(?:上次|上年|上一次|以往|前次|历次|去年|20\d\d年[^，。]{0,10}(?:评审|管评))[^。]{0,24}(?:决议|措施|决定|跟踪|改进|落实|评审|办[完好成结])",
                t,
            )
            for t in texts
        )
    return (
        best >= 0.5 or _headed_so(item, texts) or any(bigram_share(key, _key(t)) >= 0.5 for t in texts if len(t) <= 30)
    )


def _headed_so(item: str, texts: Sequence[str]) -> bool:
    """内外变化和改进建议 under a heading that says less: 变化和建议."""
    nouns = [p[-2:] for p in re.split("[和及与、]", _STOP_TAIL.sub("", item)) if len(p) >= 2]
    return len(nouns) >= 2 and any(all(n in t[:16] for n in nouns) for t in texts)


_STOP_TAIL = re.compile(r"(?:情况|结果|状况|方面|等)$")


def _key(text: str) -> str:
    return _STOP.sub("", fold_name(text))


def item_source(item: str, duty: Source, case: Case) -> Source:
    """The line of the document that lists an input."""
    for line in case.lines(case.papers[duty.file]):
        if item in line.text:
            return Source(file=duty.file, locator=line.locator, quote=line.quote, rule=duty.rule)
    return duty

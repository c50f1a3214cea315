"""Headings told by what stands below them, whatever words the firm uses: 审哪里 | 谁审, 号 | 做什么 | 谁 | 哪天做完."""

import re
from collections.abc import Callable, Sequence

from ..domain.document import Cell
from ..text.dates import find_dates
from ..text.roles import is_person
from .identity import codes_in, version_in

Row = Sequence[Cell]
_MONTH = r"(?:20\d\d年)?(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月(?:份)?"
_VALUE = re.compile(
    rf"\d{{4}}[-/.年]\d|^[-\d.,%％≥≤<>+/ ]+$|^{_MONTH}$|^\d{{1,2}}[月./-]\d{{1,2}}日?$|"
    r"^\d+(?:\.\d+)?\s*(?:人|次|份|项|天|分|元|台|个|%)|^[√×○●☑]$|^每(?:半|两|双)?(?:年|季|月|周|日|天|班)|^《|^[A-Z]{1,8}[-/]?\d{2,}"
)
_SHARE = 0.6


def lowest_head(head: str) -> str:
    """The lowest of stacked headings: ``目标值/一季度`` → 一季度; a stroke in brackets parts none: 测量值（tce/t）."""
    return re.split(r"/(?![^（(/]*[)）])", head)[-1]


def without_aside(head: str) -> str:
    """底数（2024年1至11月平均） → 底数: a heading without what it says in brackets."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[（(][^（()）]*[)）]$", "", head)


def headed_by_body(row: Row, below: Sequence[Row], is_label: Callable[[str], bool]) -> bool:
    """Whether a first row of short words heads columns that hold values: days, figures, names, marks."""
    heads = [without_aside(_plain(c)) for c in row]
    filled = [h for h in dict.fromkeys(heads) if h]
    rows = [r for r in below[:12] if sum(bool(_plain(c)) for c in r) >= 2]
    if len(filled) < 2 or len(rows) < 2 or any(len(h) > 14 or is_value(h) or re.search("[。；：:]", h) for h in filled):
        return False
    if _is_form([row, *rows], is_label):
        return False
    return any(_typed([_plain(r[i]) for r in rows if i < len(r)]) for i, h in enumerate(heads) if h)


def values_down(row: Row, below: Sequence[Row]) -> bool:
    """Whether days, figures or names go down the first column below a row, three rows or more as wide: a list, no form
    of labels and values."""
    width = sum(bool(_plain(c)) for c in row)
    firsts = [_plain(r[0]) for r in below[:12] if abs(sum(bool(_plain(c)) for c in r) - width) <= 1]
    return len(firsts) >= 3 and not is_value(_plain(row[0])) and all(is_value(t) for t in firsts)


_QUESTION = re.compile(
    r"^(?:[给由跟找在到从把对向]?(?:什么|谁|哪|何|怎|多久|多少|几)|[做干管填留写查看记交用办]什么|"
    r"(?:what|who|whom|when|where|how|why)$)|(?:什么|谁|时候|哪里|哪天|怎么做|怎样做|多久|几次)$|^([一-鿿])不\1|^有没有",
    re.I,
)


def asks(texts: Sequence[str]) -> bool:
    """Headings put as questions, a second language beside them or not: 做什么 What | 谁 Who | 何时 When | 留什么."""
    filled = [t for t in texts if t]
    if len(filled) < 3 or any(len(t) > 20 for t in filled):
        return False
    return sum(map(is_question, filled)) >= _SHARE * len(filled)


def is_question(text: str) -> bool:
    """A heading put as a question: 查什么、看到什么, 谁 Who."""
    words = [w for w in re.split(r"[\s　/／、（()）]+", text) if w]
    return len(text) <= 20 and any(_QUESTION.search(w) for w in words)


_PERIOD = re.compile(rf"^(?:{_MONTH}|第?[一二三四1-4]季度|Q[1-4]|[上下]半年|全年|合计|平均)$")


def goes_on(row: Row, heads: Sequence[str], below: Sequence[Row]) -> bool:
    """Whether a row under a heading row heads the parts of its columns: it stands under blanks or under one heading
    spread over several columns, holds no value, and values stand below it."""
    texts = [_plain(c) for c in row]
    under = [i for i, t in enumerate(texts) if t]
    if (
        len(under) < 2
        or not all(_PERIOD.match(texts[i]) for i in under)
        and any(is_value(texts[i]) or len(texts[i]) > 16 for i in under)
        or len(below) < 2
    ):
        return False
    blank = bool(texts) and not texts[0] and bool(heads) and bool(heads[0])
    repeated = {h for i, h in enumerate(heads) if h and (heads[i - 1] == h if i else False)}
    spread = any(i < len(heads) and heads[i] in repeated and texts[i] != heads[i] for i in under)
    typed = any(_typed([_plain(r[i]) for r in below[:12] if i < len(r)]) for i in under)
    return typed and (blank or spread)


_FORM_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:表|单|记录|台[账帐]|清单|报告|纪要|计划|方案|书|一览|目录|登记簿|汇总|汇编)$"
)
_MARK_LABEL = re.compile(r"(?:表单|表格|记录|文件)?(?:编号|代号|版[次本号]|表号)[：:]?$")


def is_masthead(rows: Sequence[Row], index: int) -> bool:
    """Whether the row that opens a grid holds nothing but the form's name with its code and version."""
    above = [r for r in rows[:index] if len({_plain(c) for c in r if _plain(c)}) > 1]
    below = next((r for r in rows[index + 1 :] if any(map(_plain, r))), ())
    return not above and _names_form(rows[index]) and not _names_form(below)


def _names_form(row: Row) -> bool:
    filled = [t for t in dict.fromkeys(map(_plain, row)) if t]
    marks = [t for t in filled if _MARK_LABEL.match(t) or len(t) <= 24 and not _FORM_NAME.search(t) and _is_mark(t)]
    names = [t for t in filled if t not in marks]
    return len(names) == 1 and any(map(_is_mark, marks)) and bool(_FORM_NAME.search(names[0])) and len(names[0]) <= 30


def _is_mark(text: str) -> bool:
    """A code or a version, its label before it or not."""
    bare = re.sub(r"^[\u4e00-\u9fff]{2,4}\s*[：:]\s*", "", text)
    return bool(codes_in(bare) or version_in(bare)) and not re.search(r"[\u4e00-\u9fff]{2}", bare)


def is_value(text: str) -> bool:
    """A day, a figure, a mark, a code or a person's name; a question (谁做, 干什么, 哪天) is none."""
    if re.search("什么|谁|哪|怎|多少|何时|何人", text):
        return False
    return bool(_VALUE.search(text)) or is_person(re.split(r"[、，,\s　]", text)[0])


def _typed(cells: Sequence[str]) -> bool:
    filled = [c for c in cells if c]
    return len(filled) >= 2 and sum(is_value(c) for c in filled) >= _SHARE * len(filled)


def _is_form(rows: Sequence[Row], is_label: Callable[[str], bool]) -> bool:
    """Label, value, label, value down all rows."""
    firsts = [_plain(r[0]) for r in rows if r]
    thirds = [_plain(r[2]) for r in rows if len(r) > 3]
    labels = sum(is_label(t) for t in firsts) >= _SHARE * len(firsts) and not all(is_value(t) for t in firsts[1:])
    if len(rows[0]) <= 3:
        return labels and is_label(firsts[0]) and len(set(firsts)) == len(firsts)
    return labels and bool(thirds) and sum(is_label(t) for t in thirds) >= _SHARE * len(thirds)


def _plain(cell: Cell) -> str:
    return re.sub(r"\s+", " ", cell.text).strip()


_CAPTION = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]\s*\S")
"""编制：人事行政部 李四, 指标：准时率（目标≥92%）, 版次：A/0."""


def opens(rows: Sequence[Row], index: int) -> bool:
    """Nothing above but titles, a form's name with its code and version, and lines that tell of the whole table."""
    above = [r for i, r in enumerate(rows[:index]) if any(map(_plain, r)) and not is_masthead(rows, i)]
    return not any(len({_plain(c) for c in r} - {""}) > 1 and not _is_caption(r) for r in above)


def _is_caption(row: Row) -> bool:
    """Whether a row's cells tell, each with its label, of the table below: who made it, when, which goal."""
    told = [t for t in {_plain(c) for c in row} if t and not _FORM_NAME.search(t)]
    return bool(told) and sum(bool(_CAPTION.match(t)) or _is_mark(t) for t in told) >= _SHARE * len(told)


def above_header(row: Row, below: Row | None, is_label: Callable[[str], bool]) -> bool:
    """目标名称 | 交付周期 | 单位 | 天 over a much wider row of headings: labels with their values."""
    filled = [t for t in map(_plain, row) if t]
    wide = [t for c in below or () if (t := _plain(c)) and not c.merged]
    paired = len(filled) in (2, 4) and all(map(is_label, filled[0::2])) and not any(c.merged for c in row)
    return paired and len(wide) >= len(filled) + 3 and not any(map(is_value, wide))


_SIGNING = re.compile(r"(?:编制|编写|制表|填表|填报|拟制|审核|复核|审批|批准|核准|会签)(?:人|者)?[：:]?$")


def signs_off(texts: Sequence[str], above: Sequence[Row]) -> bool:
    """批准 | 李四（总经理） | 2025-02-20 below a list: who signed the whole list and when."""
    filled = [t for i, t in enumerate(texts) if t and (i == 0 or t != texts[i - 1])]
    if not 2 <= len(filled) <= 3 or filled[0] != texts[0] or not _SIGNING.match(texts[0]):
        return False
    listed = [t for r in above if (t := _plain(r[0])) and not _SIGNING.match(t)]
    named = is_person(re.sub(r"[（(].*?[)）]|[\s\d年月日.\-/]", "", filled[1]))
    return len(listed) >= 2 and named and all(find_dates(t) or re.search("签", t) for t in filled[2:])

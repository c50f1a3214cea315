"""Clause references in questions and sentences, and (re-exported) clause numbers at the head of lines."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from .clause_marks import HeadingMark, MarkKind, canonical, heading
from .clause_names import NamedDocument, named_documents
from .clause_units import UNIT
from .normalize import flat_width
from .numerals import HAN_NUMERAL, parse_numeral

__all__ = ["ClauseKind", "ClauseReference", "HeadingMark", "MarkKind", "canonical", "heading", "parse_reference"]

ClauseKind = Literal["decimal", "part", "chapter", "section", "article", "annex", "annex_decimal"]


class ClauseReference(NamedTuple):
    """A clause somebody refers to. ``start``–``end`` (exclusive) is where it stands in the text."""

    canonical: str
    """``5.2``, ``第五章``, ``第三十二条``, ``附录A``, ``A.1``: the smallest unit that documents number as a clause."""
    kind: ClauseKind
    start: int
    end: int
    text: str
    parents: tuple[str, ...] = ()
    """Larger units said with it: 第二章第五节 → (``第二章``,)."""
    detail: str | None = None
    """Smaller unit inside it: ``第二款``, ``第三项``, ``a``."""
    document: str | None = None
    """Standard, law or document named with it, as written, without 书名号."""
    edition: str | None = None
    """Year of the edition where said."""


class _Found(NamedTuple):
    canonical: str
    kind: ClauseKind
    start: int
    end: int
    detail: str | None = None


_NUMERAL = rf"(?:{HAN_NUMERAL}(?: {HAN_NUMERAL})*|\d{{1,3}})"
_UNIT_KINDS: dict[str, ClauseKind] = {
    "编": "part",
    "篇": "part",
    "部分": "part",
    "章": "chapter",
    "节": "section",
    "条": "article",
}
_LABELLED = re.compile(
    rf"第\s?(?P<number>{_NUMERAL})\s?(?P<unit>编|篇|部分|章|节|条)(?P<extra>之{HAN_NUMERAL})?"
    r"(?!课|车厢|意见|建议|经验|线|路|理由|原因|措施|消息|记录|目)(?<!\d条(?=款))"
    rf"(?P<detail>(?:\s?第\s?{_NUMERAL}\s?[款项目])*)"
)
_ANNEX = re.compile(
    r"附\s?(?P<what>[录件])\s?(?P<label>[A-Za-z](?![A-Za-z])|[一二三四五六七八九十]+|\d{1,2}(?!\d))(?P<rest>(?:\.\d{1,2})*)"
)
_ANNEX_DECIMAL = re.compile(r"(?<![A-Za-z0-9./-])[A-H](?:\.\d{1,2}){1,4}(?![\dA-Za-z.%-]|\s?(?:版|次))")
_DECIMAL = re.compile(r"(?<![\d.A-Za-z])(?<![^\d\s]-)(?P<number>\d{1,2}(?:\.\d{1,3}){1,5})(?!\d)")
_WIDE_STOP = re.compile(r"(?<!\d)\d{1,2}(?:。\d{1,2}){1,3}(?=\s?(?:条|款))")
"""7。9条款: the full stop of a Chinese keyboard for the dot."""
_SPOKEN = re.compile(r"(?P<number>[一二三四五六七八九十]{1,3}(?:点[一二三四五六七八九十]{1,3}){1,4})")
_SPOKEN_DIGIT = re.compile(r"(?<![\d.])(?P<number>\d{1,2}(?:点\d{1,2}){1,4})(?![\d.])")
_PLAIN_NUMBER = re.compile(
    r"(?:条款号?|条文)\s?(?P<after>\d{1,2})(?![\d.])|第\s?(?P<before>\d{1,2})\s?(?:条款|款(?!项))"
)
_MONEY = re.compile(
    r"(?:[¥￥$€≥≤<>=＝±+~～*×]|约|约为|大约|达到?|近|超过?|高于|低于|不少于|不低于|不超过|得分|分值|评分|系数|比率|比例|均值"
    r"|提高|增长|下降|降低|增加|减少|百分之|版本号?|[Vv]er\.?|[Vv]ersion|[Vv])(?:为|是|到|至|了|：|:)?\s?$"
)
_STRONG_BEFORE = re.compile(r"(?:条款号?|条文|标准|章节|第|clause|section)\s?$", re.I)
_STRONG_AFTER = re.compile(r"\s?(?:条款|条(?!件|码)|款(?!项)|章(?!程)|节(?!约)|小节)")
_LATIN_NAME = re.compile(r"(?P<word>[A-Za-z][A-Za-z+#]*)\s?$")
_DAY_PART = re.compile(r"(?:上午|下午|早上|晚上|凌晨|中午|傍晚|清晨|之|差)\s?$")
_SPOKEN_UNIT = re.compile(r"[分刻半钟线点百千万亿]")
_LINK_AFTER = re.compile(r"\s?(?:条款|条)?\s?(?:是|在|出自|属于|来自)\s?《?$")
_DAY_AFTER = re.compile(r"\s?(?:晚会|大促|活动|事件|起(?!草)|发布|生效|实施|开会|会议|召开|那天|当天|以前|以后|期间)")
_OUTER: tuple[ClauseKind, ...] = ("part", "chapter", "section")


def parse_reference(text: str) -> list[ClauseReference]:
    """Clauses referred to in ``text``, in order; dates, amounts, versions, times and quantities are left alone."""
    flat = _WIDE_STOP.sub(lambda match: match[0].replace("。", "."), flat_width(text))
    names = named_documents(flat)
    blocked = [(name.start, name.end) for name in names]
    found: list[_Found] = []
    for candidate in _candidates(flat):
        if not _overlaps(candidate, blocked):
            found.append(candidate)
            blocked.append((candidate.start, candidate.end))
    found.sort(key=lambda item: item.start)
    return list(_joined(text, flat, found, names))


def _candidates(flat: str) -> Iterator[_Found]:
    yield from _labelled(flat)
    yield from _annexes(flat)
    yield from _decimals(flat)
    yield from _spoken(flat)
    for match in _PLAIN_NUMBER.finditer(flat):
        yield _Found(match["after"] or match["before"], "decimal", match.start(), match.end())


def _overlaps(item: _Found, blocked: list[tuple[int, int]]) -> bool:
    return any(item.start < end and start < item.end for start, end in blocked)


def _labelled(flat: str) -> Iterator[_Found]:
    for match in _LABELLED.finditer(flat):
        number = canonical(f"第{match['number'].replace(' ', '')}{match['unit']}{match['extra'] or ''}")
        detail = re.sub(r"\s", "", match["detail"]) or None
        yield _Found(number, _UNIT_KINDS[match["unit"]], match.start(), match.end(), detail)


def _annexes(flat: str) -> Iterator[_Found]:
    for match in _ANNEX.finditer(flat):
        label = match["label"].upper()
        if match["rest"]:
            yield _Found(f"{label}{match['rest']}", "annex_decimal", match.start(), match.end())
        else:
            yield _Found(canonical(f"附{match['what']}{label}"), "annex", match.start(), match.end())
    for match in _ANNEX_DECIMAL.finditer(flat):
        yield _Found(match[0], "annex_decimal", match.start(), match.end())


def _decimals(flat: str) -> Iterator[_Found]:
    for match in _DECIMAL.finditer(flat):
        parts = match["number"].split(".")
        before, after = flat[max(0, match.start() - 16) : match.start()], flat[match.end() : match.end() + 8]
        if _is_clause(parts, before, after):
            end = match.end()
            start = match.start()
            if re.search(r"第\s?$", before):
                start = flat.rindex("第", 0, match.start())
                end += len(strong[0]) if (strong := _STRONG_AFTER.match(after)) else 0
            yield _Found(".".join(parts), "decimal", start, end, _letter(after))


def _letter(after: str) -> str | None:
    match = re.match(r"\s?(?:的\s?)?[（(]?([a-z])(?:[)）]|项|\s?款)", after)
    return match[1] if match else None


def _is_clause(parts: list[str], before: str, after: str) -> bool:
    if any(len(part) > 1 and part.startswith("0") for part in parts) or "0" in parts[1:]:
        return False
    strong = bool(_STRONG_BEFORE.search(before) or _STRONG_AFTER.match(after))
    if strong and not UNIT.match(after):
        return True
    if len(parts) == 2 and int(parts[0]) <= 12 and int(parts[1]) <= 31 and _DAY_AFTER.match(after):
        return False
    latin = _LATIN_NAME.search(before)
    if (latin and latin["word"].lower() not in {"clause", "section", "iso", "gb", "and", "or", "to", "vs"}) or re.match(
        r"[A-Za-z/_]|-\s?[A-Za-z\d]+(?![\d.])|:\d|\.\d", after
    ):
        return False
    plausible = parts[0] != "0" and int(parts[0]) <= 30 and all(int(part) < 100 for part in parts)
    return plausible and not UNIT.match(after) and not _MONEY.search(before)


def _spoken(flat: str) -> Iterator[_Found]:
    for match in _SPOKEN.finditer(flat):
        values = [parse_numeral(part) for part in match["number"].split("点")]
        before, after = flat[max(0, match.start() - 4) : match.start()], flat[match.end() : match.end() + 6]
        blocked = _DAY_PART.search(before) or _SPOKEN_UNIT.match(after) or UNIT.match(after) or _MONEY.search(before)
        if None not in values and not blocked:
            start = match.start() - (1 if before.endswith("第") else 0)
            yield _Found(".".join(map(str, values)), "decimal", start, match.end(), None)
    for match in _SPOKEN_DIGIT.finditer(flat):
        parts = match["number"].split("点")
        before, after = flat[max(0, match.start() - 4) : match.start()], flat[match.end() : match.end() + 6]
        clock = len(parts) == 2 and (len(parts[1]) > 1 or parts[1] == "0")
        if not (clock or _DAY_PART.search(before) or _SPOKEN_UNIT.match(after) or UNIT.match(after)):
            yield _Found(".".join(parts), "decimal", match.start(), match.end())


def _joined(text: str, flat: str, found: list[_Found], names: list[NamedDocument]) -> Iterator[ClauseReference]:
    """Join 第二章第五节 into one reference and give each its named document."""
    parents: tuple[_Found, ...] = ()
    for item, following in zip(found, [*found[1:], None], strict=False):
        if following and _contains(item, following) and re.fullmatch(r"\s?的?\s?", flat[item.end : following.start]):
            parents = (*parents, item)
            continue
        start = parents[0].start if parents else item.start
        name = _document(flat, start, item.end, names)
        yield ClauseReference(
            canonical=item.canonical,
            kind=item.kind,
            start=start,
            end=item.end,
            text=text[start : item.end],
            parents=tuple(parent.canonical for parent in parents),
            detail=item.detail,
            document=name.name if name else None,
            edition=name.edition if name else None,
        )
        parents = ()


def _contains(outer: _Found, inner: _Found) -> bool:
    ranks: dict[ClauseKind, int] = {"part": 0, "chapter": 1, "section": 2, "article": 3}
    return outer.kind in _OUTER and inner.kind in ranks and ranks[outer.kind] < ranks[inner.kind]


def _document(flat: str, start: int, end: int, names: list[NamedDocument]) -> NamedDocument | None:
    """The last document named before, or one directly tied to it behind (``4.4.3 在 GB/T 23001 里``)."""
    before = [name for name in names if name.end <= start]
    behind = next((name for name in names if name.start >= end), None)
    if behind and _LINK_AFTER.fullmatch(flat[end : behind.start]):
        return behind
    return before[-1] if before else None

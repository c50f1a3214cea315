"""Facts about a document from its cover, headers, first tables and name, each with the words it was seen in."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from ..domain.document import DocumentKind, LoadedFile
from ..text.dates import find_dates, first_day
from ..text.normalize import flat_width
from .document_kinds import document_kind
from .document_titles import find_title
from .headings import Head
from .labelled import Labelled, Place, labelled, places
from .lines import Composed

T = TypeVar("T")
_EVENTS = frozenset({"record", "form", "register"})
"""Papers of these kinds do not come into force; dates on them belong to what they tell."""


class Fact(NamedTuple, Generic[T]):
    """A value, the words that show it and where they stand."""

    value: T
    quote: str
    where: str


class DocumentFacts(NamedTuple):
    """What is known about a document; None where nothing shows it."""

    title: Fact[str]
    kind: Fact[DocumentKind]
    code: Fact[str] | None = None
    version: Fact[str] | None = None
    edition: Fact[str] | None = None
    """Year of a standard or law, ``2017``; for other documents the version says it."""
    effective_on: Fact[date] | None = None
    released_on: Fact[date] | None = None
    issuer: Fact[str] | None = None
    supersedes: tuple[Fact[str], ...] = ()
    """Documents or versions this one says it replaces."""


_CODE_LABEL = re.compile(
    r"(?:文件|制度|表单|表格|记录|标准|体系文件|受控)?(?:编号|编码|代号|号)|表号|表单|表格|表样|docno\.?|no\.?"
)
_CODE = re.compile(
    r"(?<![A-Za-z0-9])(?:Q/[A-Z0-9]+\s?[A-Z]{0,3}\s?\d+(?:\.\d+)*(?:-\d{4})?|(?=[A-Z0-9./-]*\d)[A-Z][A-Z0-9]{0,7}(?:[-/][A-Z0-9][A-Z0-9.]{0,9}){1,5})(?![A-Za-z0-9])"
)
_ISSUE_NUMBER = re.compile(r"[\u4e00-\u9fff×A-ZＸ]{2,14}\s?[〔\[【（(](?:19|20)\d{2}[〕\]】）)]\s?第?\d{1,4}号")
_STANDARD = re.compile(
    r"(?<![A-Za-z/])(?P<code>(?:GB/?[TZ]?|GJB|ISO(?:/IEC)?|IEC|IATF|DB\d{2}/?T?|T/[A-Z]{2,8}|[A-Z]{2}/[TZ])\s?\d{3,5}(?:\.\d+)?)\s?[-—–:：]\s?(?P<year>(?:19|20)\d{2})"
)
_VERSION_LABEL = re.compile(
    r"(?:文件|当前|现行)?(?:版本|版次|版号|版本号|版本状态|版本/状态|版本/修订|版本/修改状态|版本及修订|修订状态|修改状态|rev\.?)"
)
_VERSION = re.compile(
    r"(?<![A-Za-z0-9/-])(?:[A-Z]\s?/\s?\d{1,2}|[Vv]\s?\d{1,2}(?:\.\d{1,2}){0,2}版?|第?[A-Z]\d?版|第[一二三四五六七八九十\d]{1,3}版(?:第[一二三四五六七八九十\d]{1,2}次修[订改])?"
    r"|(?:19|20)\d{2}\s?年?(?:修订|修正|版))(?![A-Za-z0-9/-])"
)
_EFFECTIVE_LABEL = re.compile(r"(?:实施|生效|施行|执行)(?:日期|时间|日)?|发布实施日期|发布/实施日期")
_RELEASE_LABEL = re.compile(r"(?:发布|颁布|印发|批准|公布|签发)(?:日期|时间|日)?")
_EFFECTIVE_TEXT = re.compile(r"自[^。；，\n]{0,30}?(?:之日)?起[^。；，\n]{0,6}?(?:施行|实施|执行|生效|试行)")
_SUFFIXED = re.compile(r"\s*(?P<what>发布|颁布|公布|印发|通过|实施|施行|生效|执行)")
_ISSUER_LABEL = re.compile(
    r"(?:发布|颁布|编制|制定|起草|归口|主管|发文)(?:单位|部门|机关|机构)|归口管理部门|公司名称|企业名称|单位名称|受审核方"
)
_ORGANISATION = re.compile(
    r"[\u4e00-\u9fffA-Za-z（）()·]{2,40}?(?:有限责任公司|股份有限公司|有限公司|集团公司|集团|公司|工厂|研究院|研究所|委员会|总局|联盟|工作组|工业和信息化部|国务院)"
)
_REPLACES = re.compile(
    r"(?:代替|替代|取代|废止)\s*[:：]?\s*(?P<what>《[^》]{2,40}》|[A-Z]{1,5}(?:/[A-Z]+)?[\s/]?[\dA-Z][\w./—-]*)"
)


def document_facts(
    loaded: LoadedFile, composed: Composed, heads: Sequence[Head], skipped: frozenset[int], file: str
) -> DocumentFacts:
    """Facts of one loaded file. ``skipped`` are lines of contents; ``file`` is the name the document is kept under."""
    body = [line for index, line in enumerate(composed.lines) if index not in skipped]
    first = next((head.line for head in heads if head.number), len(composed.lines))
    title, seen = find_title(loaded, body, first, file)
    found = places(loaded, composed, max(first, 12))
    name = re.split(r"[/\\]", file)[-1]
    pairs = labelled(loaded, found)
    standard = _standard_code(found, title, name)
    code = standard or _code(pairs, found, name)
    kind = document_kind(loaded, body, heads, title, code.value if code else None, file)
    return DocumentFacts(
        title=Fact(title, title, seen),
        kind=Fact(kind.kind, kind.quote, kind.where),
        code=code,
        version=_version(pairs, found, name),
        edition=_edition(standard, kind.kind, [Place(title, seen), *found, Place(name, "文件名")]),
        effective_on=None if kind.kind in _EVENTS else _effective(pairs, found, composed.text),
        released_on=_dated(pairs, found, _RELEASE_LABEL, frozenset({"发布", "颁布", "公布", "印发", "通过"})),
        issuer=_issuer(pairs, found),
        supersedes=tuple(_supersedes(found)),
    )


def _first(pairs: Iterable[Labelled], label: re.Pattern[str], value: re.Pattern[str]) -> Fact[str] | None:
    for pair in pairs:
        if label.fullmatch(pair.label) and (match := value.search(flat_width(pair.value))):
            return Fact(match[0].strip(), pair.quote, pair.where)
    return None


def _code(pairs: Sequence[Labelled], found: Sequence[Place], name: str) -> Fact[str] | None:
    return (
        _first(pairs, _CODE_LABEL, _CODE) or _issue_number(found) or next(_codes([*found, Place(name, "文件名")]), None)
    )


def _issue_number(found: Iterable[Place]) -> Fact[str] | None:
    """发文字号: ``××发〔2025〕12号``."""
    matches = ((place, _ISSUE_NUMBER.fullmatch(place.text.strip())) for place in found)
    return next((Fact(match[0], place.text, place.where) for place, match in matches if match), None)


def _codes(found: Iterable[Place]) -> Iterator[Fact[str]]:
    """Codes that stand on a short line of their own, not inside a sentence or behind 《…》."""
    for place in found:
        flat = flat_width(place.text)
        match = _CODE.search(flat)
        if not match or len(flat) > 70 or "》" in flat[: match.start()]:
            continue
        if match.start() == 0 or not re.search("[。；，,]", flat):
            code = match[0].rstrip(".")
            yield Fact(_without_serial(code) if place.where == "文件名" else code, place.text, place.where)


def _without_serial(code: str) -> str:
    """``JL-7.2-01-2025-03`` in a file name is the third record of 2025 on form ``JL-7.2-01``."""
    short = re.sub(r"-(?:19|20)\d{2}(?:-\d{1,3})*$", "", code)
    return short if re.search(r"\d", short) else code


def _standard_code(found: Sequence[Place], title: str, name: str) -> Fact[str] | None:
    """The document's own standard number: alone on a cover line, or in the title or file name at the front."""
    for place in [Place(title, "标题"), *found, Place(name, "文件名")]:
        match = _STANDARD.search(flat_width(place.text).upper())
        rest = place.text[: match.start()] + place.text[match.end() :] if match else ""
        own = match and (match.start() <= 2 or not rest.strip()) and not re.search("依据|引用|代替|按照|符合", rest)
        if match and own and len(rest) <= 60:
            return Fact(f"{match['code'].strip()}-{match['year']}", place.text, place.where)
    return None


def _version(pairs: Sequence[Labelled], found: Sequence[Place], name: str) -> Fact[str] | None:
    labelled_version = _first(
        pairs, _VERSION_LABEL, re.compile(rf"{_VERSION.pattern}|^\d{{1,2}}(?:\.\d{{1,2}})*$|^[A-Z]\d?$")
    )
    if labelled_version or (labelled_version := _first(pairs, _CODE_LABEL, _VERSION)):
        return labelled_version
    for place in [*found, Place(re.sub(r"\.\w+$", "", name), "文件名")]:
        flat = re.sub(r"(?:代替|替代|取代)\S*", "", flat_width(place.text))
        match = _VERSION.search(flat)
        fronted = bool(match and _CODE.match(flat[: match.start()]))
        if match and len(flat) <= 70 and (fronted or not re.search("[。；，,]", flat)):
            return Fact(re.sub(r"\s", "", match[0]), place.text, place.where)
    return None


def _edition(standard: Fact[str] | None, kind: DocumentKind, found: Iterable[Place]) -> Fact[str] | None:
    if standard:
        return Fact(standard.value[-4:], standard.quote, standard.where)
    if kind != "standard":
        return None
    for place in found:
        if match := re.search(r"((?:19|20)\d{2})\s?年?\s?(?:修订|修正|版)", flat_width(place.text)):
            return Fact(match[1], place.text, place.where)
    return None


def _effective(pairs: Sequence[Labelled], found: Sequence[Place], text: str) -> Fact[date] | None:
    stated = _dated(pairs, found, _EFFECTIVE_LABEL, frozenset({"实施", "施行", "生效", "执行"}))
    if stated:
        return stated
    clauses = list(_EFFECTIVE_TEXT.finditer(text))
    for match in reversed(clauses):
        if day := first_day(match[0]):
            return Fact(day, match[0], "正文")
    return None


def _dated(
    pairs: Sequence[Labelled], found: Sequence[Place], label: re.Pattern[str], words: frozenset[str]
) -> Fact[date] | None:
    for pair in pairs:
        if label.fullmatch(pair.label) and (day := first_day(pair.value)):
            return Fact(day, pair.quote, pair.where)
    for place in found:
        for mention in find_dates(place.text):
            suffix = _SUFFIXED.match(place.text, mention.end)
            if mention.precision == "day" and suffix and suffix["what"] in words:
                return Fact(mention.first, place.text, place.where)
    return None


def _issuer(pairs: Sequence[Labelled], found: Sequence[Place]) -> Fact[str] | None:
    value = re.compile(r"[\u4e00-\u9fffA-Za-z（）()]{2,40}")
    company = _whole(found)
    return company or _first(pairs, _ISSUER_LABEL, value)


def _whole(found: Sequence[Place]) -> Fact[str] | None:
    """An organisation's name alone on a line, or at the front of a header."""
    for place in found:
        text = place.text.strip()
        match = _ORGANISATION.fullmatch(text) or _ORGANISATION.match(text)
        headed = match and place.where == "页眉页脚" and text[match.end() :][:1].isspace()
        if match and (headed or match.end() == len(text)):
            return Fact(match[0], place.text, place.where)
    return None


def _supersedes(found: Sequence[Place]) -> Iterator[Fact[str]]:
    for place in found:
        for match in _REPLACES.finditer(flat_width(place.text)):
            yield Fact(match["what"].strip("《》"), place.text, place.where)

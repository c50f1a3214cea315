"""Standards, laws and documents named in a question, with the edition where it is said."""

import re
from typing import NamedTuple

_FAMILY = (
    r"(?:GB/?[TZ]|GB|GJB|ISO(?:/IEC)?|IEC|IATF|IEEE|ITU|BS|EN|ANSI|AIITRE|DB\d{2}/?T?|T/[A-Z]{2,8}|Q/[A-Z0-9]{1,8}"
    r"|(?:AQ|CB|CJ|DL|GA|HB|HG|HJ|JB|JJF|JJG|JR|JT|LB|LS|MH|MT|NB|NY|QB|QC|RB|SB|SC|SH|SJ|SL|SN|SY|TB|TD|TY|WB|WS|XF|YB|YC|YD|YS|YY)"
    r"(?:/[TZ])?)"
)
_CODE = re.compile(
    rf"(?<![A-Za-z0-9])(?P<code>{_FAMILY}\s?[-—]?\s?\d{{3,5}}(?:\.\d{{1,2}})?)"
    r"(?:\s?[-—–:：]\s?(?P<edition>(?:19|20)\d{2}))?(?!\d)",
    re.I,
)
_BARE_CODE = re.compile(
    r"(?<![A-Za-z0-9./-])(?P<code>\d{4,5}(?:\.\d{1,2})?)(?:\s?[-—–:：]\s?(?P<edition>(?:19|20)\d{2})(?!\d)"
    r"|(?=\s?(?:标准|体系|的|中|里|第|条款|要求)))(?!\s?[年元万吨个人])"
)
_TITLE = re.compile(r"《(?P<name>[^《》\n]{1,60}(?:《[^《》\n]{1,40}》[^《》\n]{0,20})?)》")
_KINDS = (
    "法典|基本法|法|条例|规定|办法|规则|细则|规程|制度|手册|程序文件|程序|标准|准则|规范|指南|守则|章程|通则|决定|公约|解释|修正案"
    "|方案|通知|意见"
)
_PLAIN = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{1,24}}?(?:{_KINDS}))"
    r"(?=\s*(?:[（(]|的|中|里|第|附录|\d|[一二三四五六七八九十]+点|(?:19|20)\d{2}))"
)
_LEAD = re.compile(
    r".*(?:请问|请|根据|按照|依据|依照|按|对照|违反|符合|关于|什么是|查一下|查|解释一下|解释|看看|看|我国|那么"
    r"|问一下|想问|想知道|知道|帮我|说说|告诉我|年版|修订版|版|我们|你们|公司|哪些|哪个|以及|[在和与及跟到从把让的了吗呢对])(?=[\u4e00-\u9fff]{2})"
)
_THIS = re.compile(r"(?:该|本|此|这[个部份]|那[个部份]|上述|前述)(?=[\u4e00-\u9fff]{2})")
_EDITION = re.compile(
    r"[（(]?\s?((?:19|20)\d{2})\s?年(?=第)|[（(]?\s?((?:19|20)\d{2})\s?年?\s?(?:版|修订|修正|修改)(?:本|版)?\s?[）)]?|[（(]\s?((?:19|20)\d{2})\s?[）)]"
)
_GENERIC = re.compile(
    rf"(?:[该本此哪那这]?[个份本些项]?(?:{_KINDS})|.*(?:做|方|看|想|说|(?<!适)用|无|设|依|合|违)法|.*(?:有关|相关|如何|怎么|怎样)规定)"
)


class NamedDocument(NamedTuple):
    """A document as the asker wrote it, without 书名号; ``start``–``end`` covers name and edition."""

    name: str
    edition: str | None
    start: int
    end: int


def named_documents(flat: str) -> list[NamedDocument]:
    """Named standards, laws and documents in order of appearance; ``flat`` has ASCII widths (``flat_width``)."""
    found: list[NamedDocument] = []
    for pattern in (_CODE, _TITLE, _BARE_CODE, _PLAIN):
        for match in pattern.finditer(flat):
            named = _named(match, flat)
            if named and not any(named.start < other.end and other.start < named.end for other in found):
                found.append(named)
    return sorted(found, key=lambda named: named.start)


def _named(match: re.Match[str], flat: str) -> NamedDocument | None:
    groups = match.groupdict()
    if code := groups.get("code"):
        if match.re is _BARE_CODE and _is_year(code, groups.get("edition")):
            return None
        return _with_edition(NamedDocument(_tidy_code(code), groups.get("edition"), match.start(), match.end()), flat)
    name, start = match["name"], match.start()
    if match.re is _PLAIN:
        lead = _LEAD.match(name)
        name, start = (name[lead.end() :], start + lead.end()) if lead else (name, start)
        if this := _THIS.match(name):
            name, start = name[this.end() :], start + this.end()
        if _GENERIC.fullmatch(name) or len(name) < 2:
            return None
    return _with_edition(NamedDocument(name.strip(), None, start, match.end()), flat)


def _is_year(code: str, edition: str | None) -> bool:
    return edition is None and len(code) == 4 and code[:2] in {"19", "20"} and not code.startswith("1900")


def _tidy_code(code: str) -> str:
    tidy = re.sub(r"\s+", "", code).upper().replace("GBT", "GB/T")
    return re.sub(r"(?<=[A-Z])[-—]?(?=\d)", " ", tidy, count=1) if re.match(r"[A-Z]", tidy) else tidy


def _with_edition(named: NamedDocument, flat: str) -> NamedDocument:
    if named.edition:
        return named
    after = _EDITION.match(flat, named.end) or _EDITION.match(flat, _skip(flat, named.end))
    if after:
        return named._replace(edition=next(filter(None, after.groups())), end=after.end())
    before = next(reversed(list(_EDITION.finditer(flat, max(0, named.start - 12), named.start))), None)
    if before and before[2] and flat[before.end() : named.start].strip() in {"", "的"}:
        return named._replace(edition=before[2])
    return named


def _skip(flat: str, position: int) -> int:
    while position < len(flat) and flat[position] in " 》的,，":
        position += 1
    return position

"""Numbers of a text that the facts do not know. Clause numbers, list numbers, ids and fixed names do not count."""

import re
import unicodedata
from typing import NamedTuple

from ..domain.enterprise import FactTable

_BRACKET = re.compile(r"【[^】]*】")
_STANDARD = re.compile(
    r"(?:GB/?[TZ]?|GJB|T/[A-Z]+|ISO(?:/IEC)?|IATF|IEC|YY/?T?|ITU-T\s*Y\.?)\s*\d[\d.]*(?:\s*[-:]\s*(?:19|20)\d\d)?"
)
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d\d)\s*(?:年|[-/.])\s*(\d{1,2})(?:\s*(?:月|[-/.])\s*(\d{1,2})\s*日?|\s*月)?(?![\d%])"
)
_CLAUSE = re.compile(r"第\s*\d{1,2}(?:\.\d{1,2})*\s*[条章节]|条款\s*\d{1,2}(?:\.\d{1,2})*")
_LIST = re.compile(r"(?m)^(\s*(?:[#>*|-]\s*)*)\(?\d{1,2}(?:\.\d{1,2}){0,3}\s*(?:[.、)](?!\d)|(?=\s*\|)|\s+)")
_ID = re.compile(r"[A-Za-z]+(?:[-_/.]?[A-Za-z]*\d+)+(?:[-_/.][A-Za-z0-9]+)*")
_FIXED = re.compile(r"(?<![A-Za-z0-9])(?:5W1H|4M1E|[2356]S|PDCA|B2[BC]|O2O)(?![A-Za-z0-9])")
_NUMBER = re.compile(r"(?<![\d.])\d+(?:,\d{3})*(?:\.\d+)*")
_CHINESE = re.compile(r"百分之[一二三四五六七八九十百零点两]+|[一二三四五六七八九]成(?=以上|左右|的)")


class Foreign(NamedTuple):
    """A number the facts do not know, with the words around it."""

    token: str
    context: str


def foreign_numbers(text: str, facts: FactTable) -> list[Foreign]:
    """Numbers and dates in ``text`` that stand nowhere in the facts; open points and blanks are not read."""
    said = _flat("\n".join(_strings(facts.model_dump(exclude={"unknown", "conflicts"}))))
    known_days, known = _days(said), _numbers(_DATE.sub(" ", said))
    known |= {str(day[0]) for day in known_days}
    plain = _STANDARD.sub(" ", _FIXED.sub(" ", _BRACKET.sub(" ", _flat(text))))
    found = [
        Foreign(match[0].strip(), _around(match))
        for match in _DATE.finditer(plain)
        if 1 <= int(match[2]) <= 12 and _day(match) not in known_days
    ]
    rest = _LIST.sub(r"\1", _CLAUSE.sub(" ", _DATE.sub(" ", plain)))
    rest = _ID.sub(lambda match: " " if match[0] in said or _is_code(match[0]) else match[0], rest)
    found += [Foreign(m[0], _around(m)) for m in _NUMBER.finditer(rest) if _canonical(m[0]) not in known]
    found += [Foreign(m[0], _around(m)) for m in _CHINESE.finditer(rest) if m[0] not in said]
    return found


def _is_code(token: str) -> bool:
    """Document and record codes (JL-02), not words with an amount glued on."""
    return bool(re.fullmatch(r"(?:[A-Z]{2,6}(?:[-/][A-Z]{1,6})*[-/.]?|[A-Z][-/])\d{1,3}(?:[-/]\d{1,3})*", token))


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _strings(item)]
    if isinstance(value, (list, tuple)):
        return [text for item in value for text in _strings(item)]
    return [] if value is None else [f"{value:g}" if isinstance(value, float) else str(value)]


def _flat(text: str) -> str:
    flat = unicodedata.normalize("NFKC", text)
    return re.sub("[—–−~―]", "-", flat)


def _days(text: str) -> set[tuple[int, int, int | None]]:
    found = {_day(match) for match in _DATE.finditer(text)}
    return found | {(year, month, None) for year, month, _ in found}


def _day(match: re.Match[str]) -> tuple[int, int, int | None]:
    return int(match[1]), int(match[2]), int(match[3]) if match[3] else None


def _numbers(text: str) -> set[str]:
    return {_canonical(match[0]) for match in _NUMBER.finditer(text)}


def _canonical(token: str) -> str:
    plain = token.replace(",", "")
    return f"{float(plain):g}" if plain.count(".") <= 1 else plain


def _around(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 14) : match.end() + 12].replace("\n", " ⏎ ")

"""Family D, counts: findings of an audit and the score of a self-assessment as other papers tell them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ..domain.facts import Line, Record, Source
from ..text.dates import chinese_int
from .case import Case
from .family_d import findings_shown
from .registry import Hit, Parameters, detector

_N = r"(\d{1,2}|[一二两三四五六七八九十])"
_COUNT = re.compile(
    rf"(?:不符合|不合格)(?:项|报告)?\s*[|：:共计为]*\s*{_N}\s*[项个份]|"
    rf"(?<![第\d]){_N}\s*[项个份](?:一般|轻微)?(?:不符合|不合格)|(?<=月)\s*{_N}\s*[项个份]"
)
_STATED = re.compile(
    rf"(?:开具|开出|开列|发现|提出|共有?|共计|形成|签发)[^，。；]{{0,14}}?(?:不符合|不合格)(?:项|报告)?\s*[共计]?\s*{_N}\s*[项个份]|"
    rf"^不符合项?[\s|：:]*{_N}\s*[项个份]|{_N}\s*[项个份](?:一般|轻微)?(?:不符合|不合格)"
)
_TELLS = ("review_input", "review_minutes", "management_review", "meeting", "monitoring")
_ELSE = re.compile(
    "外审|外部|质量|环境|安全体系|三体系|认证|监督|上次|上年|去年|往年|观察|关闭|其余|其中|复查|预防|潜在"
)


class _Audit(NamedTuple):
    """An audit with the number of nonconformities its report states."""

    record: Record
    on: date
    stated: int
    place: Source
    borne_out: bool
    """Whether its own checklist and slips, where known, show as many: else that is told of the report."""


@detector("D5", "findings-told")
def findings_told(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """The number of nonconformities of an audit another paper tells, against the audit's own report."""
    reports = _reports(case)
    for record in case.heads if reports else []:
        day = record.filled_on or record.event_on
        if record.topic not in _TELLS or day is None:
            continue
        for line in case.lines(case.papers[record.paper]):
            if line.text in record.text and re.search("审核|内审", line.text):
                yield from _against_reports(line, record, day, reports)


def _reports(case: Case) -> list[_Audit]:
    found: list[_Audit] = []
    for record in case.heads:
        if record.topic != "audit_report" or record.event_on is None:
            continue
        told = [(m, x) for x in case.lines(case.papers[record.paper]) if (m := _STATED.search(x.text))]
        told = [(m, x) for m, x in told if not _ELSE.search(x.text[max(0, m.start() - 8) : m.start()])]
        if told and (count := _number(told[0][0])) is not None:
            shown = findings_shown(record, case)[0]
            own = shown is None or shown == count
            found.append(_Audit(record, record.event_on, count, _place(record, told[0][1]), own))
    return sorted(found, key=lambda a: a.on)


def _against_reports(line: Line, record: Record, day: date, reports: Sequence[_Audit]) -> Iterator[Hit]:
    for sentence in re.split(r"[。；;|\n]", line.text):
        begin = 0
        for match in _COUNT.finditer(sentence) if re.search("不符合|不合格", sentence) else ():
            about, begin = sentence[begin : match.start()], match.end()
            told = _number(match)
            if told is None or _ELSE.search(about) or _ELSE.match(sentence[match.end() :].lstrip("不符合项均已，")):
                continue
            near = re.split("[，,]", about)[-1] + match[0]
            audits = _meant(near, day, reports) or _meant(_IN_ALL.sub("", about), day, reports)
            stated = sum(a.stated for a in audits)
            if audits and stated != told and all(a.borne_out for a in audits):
                yield Hit(
                    object=f"{audits[-1].record.title}不符合项数：{stated} / {told}",
                    root=f"finding-count:{audits[-1].record.paper}",
                    document=audits[-1].place,
                    record=_place(record, line),
                    values={"one": f"审核报告{stated}项", "other": f"{record.title}{told}项"},
                )


def _meant(words: str, day: date, reports: Sequence[_Audit]) -> list[_Audit]:
    """The audits a phrase is about: by month, half-year, number or count; none where it does not say."""
    held = [a for a in reports if a.on <= day and (day - a.on).days <= _YEAR]
    if _IN_ALL.search(words):
        return held if len(held) >= 2 else []
    if month := re.search(r"(?<!\d)(1[0-2]|[1-9])月", words):
        return _only([a for a in held if a.on.month == int(month[1])])
    if half := re.search("([上下])半年", words):
        return _only([a for a in held if (a.on.month <= _JUNE) == (half[1] == "上")])
    if number := re.search(r"(\d{2,6})次", words):
        return _only([a for a in held if number[1] in a.record.title])
    if nth := re.search("第([一二三1-3])次", words):
        of_year = [a for a in held if a.on.year == day.year]
        at = (chinese_int(nth[1]) or 1) - 1
        return of_year[at : at + 1]
    return []


_IN_ALL = re.compile("(?<!第)[两二2]次|全年|年度|合计|累计")
_YEAR = 366
_JUNE = 6


def _only(found: list[_Audit]) -> list[_Audit]:
    return found if len(found) == 1 else []


def _number(match: re.Match[str]) -> int | None:
    return next((chinese_int(g) for g in match.groups() if g), None)


def _place(record: Record, line: Line) -> Source:
    return Source(file=record.paper, locator=line.locator, quote=line.quote, rule="count/2")


_TOTAL = re.compile(
    r"(?<!去年)(?<!上年)(?<!集成)(?:总(?:得|评)?分|综合得分|总体得分|(?<![一-鿿])得分|[今本]年)(?:为|是|[：:|\s])*(\d{2,3}(?:\.\d+)?)"
)
_SCORE = re.compile(
    r"(?:评估|自评|诊断)(?P<between>[^。；;\d]*(?:\d{1,2}[月日][^。；;\d]*)*?)(?P<v>\d{2,3}(?:\.\d+)?)\s*分?(?![\d月日年%％])"
)
_OTHER_SCORE = re.compile(
    "集成|基础|单项|协同|创新|效益|管控|上年|去年|提高|比|目标|要求|满分|培训|考核|供应商|服务商|满意|问卷|第|上次|低于|高于"
)


@detector("D5", "score-told")
def score_told(case: Case, parameters: Parameters) -> Iterator[Hit]:
    """The total score of a self-assessment another paper tells, against the assessment's own report."""
    scores = list(_scores(case))
    for record in case.heads:
        day = record.filled_on or record.event_on
        if record.topic == "appraisal" or day is None:
            continue
        for line in case.lines(case.papers[record.paper]):
            match = _SCORE.search(line.text) if line.text in record.text else None
            if match is None or _OTHER_SCORE.search(line.text[max(0, match.start() - 6) : match.start("v")]):
                continue
            meant = _assessed(line.text[max(0, match.start() - 12) : match.start("v")], day, scores)
            if meant and abs(meant[1] - float(match["v"])) > _ROUNDED and record.paper != meant[0].paper:
                yield Hit(
                    object=f"{meant[0].title}得分：{meant[1]:g} / {match['v']}",
                    root=f"score:{meant[0].paper}",
                    document=meant[2],
                    record=_place(record, line),
                    values={"one": f"{meant[1]:g}分", "other": f"{match['v']}分"},
                )


_ROUNDED = 0.051


def _scores(case: Case) -> Iterator[tuple[Record, float, Source]]:
    for record in case.heads:
        lines = case.lines(case.papers[record.paper]) if record.topic == "appraisal" and record.event_on else ()
        for line in lines:
            match = _TOTAL.search(line.text)
            if match and not re.search("计划|通知|方案", record.title):
                yield record, float(match[1]), _place(record, line)
                break


def _assessed(
    words: str, day: date, scores: Sequence[tuple[Record, float, Source]]
) -> tuple[Record, float, Source] | None:
    """The one assessment of the year the words name, or of the last months."""
    year = re.search(r"(20\d\d)年", words)
    held = [s for s in scores if s[0].event_on and s[0].event_on <= day and (day - s[0].event_on).days <= _YEAR]
    held = [s for s in held if not year or s[0].event_on and s[0].event_on.year == int(year[1])]
    return held[0] if len(held) == 1 else None

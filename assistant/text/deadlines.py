"""Limits of time told from an event: 末次会议后10个工作日内, 会议召开10日前, 自发布至实施不少于5个工作日."""

import re

from ..domain.facts import Deadline, DeadlineUnit
from .dates import chinese_int
from .spoken_time import plain_time

_N = r"(?<![\d.])(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)"
_U = r"(?P<u>个?工作日|个?自然日|个?日历日|小时|个月|(?<=半)月|周|个?星期|日|天|年)"
_EVENT = r"(?P<e>[^，。；;：:、（）()\n|]{1,24}?)"
_N2, _U2, _EVENT2 = (p.replace(f"?P<{g}>", f"?P<{g}2>") for p, g in ((_N, "n"), (_U, "u"), (_EVENT, "e")))
_AFTER = re.compile(
    rf"{_EVENT}(?:之?后|以后|之日起|日起|起|完毕|届满)(?:的)?(?:，)?(?P<gap>不(?:得|应)?(?:超过|晚于|迟于)|应?在|最迟)?(?:的|第)?{_N}{_U}(?:之?内|以内|前|(?=$|[，。；;、（）()]|出具|形成|编制|提交|完成))"
)
_SPAN = re.compile(
    rf"{_EVENT}(?:完成|结束|终了|完毕|完了?(?:会|单子?|货|工|账|活|事)?|[批签定](?:下来|了|完)|批准|到货|发生|下达){_N}{_U}(?:之?内|以内)"
)
_THEN = re.compile(rf"(?<=[，,、])(?:在|于|并在|并于|再|又)?{_N}{_U}(?:之?内|以内)")
"""末次会议后3个工作日内开出…，7个工作日内提交…: another limit told from the same event."""
_WITHIN = re.compile(
    rf"(?:应|须|必须|要求|限|在|于|^|(?<!间隔)(?<!间隔期)不(?:得|应|能)?(?:超过|晚于|迟于)"
    rf"(?=[^，。；]{{1,8}}(?:[（(，]?自))){_N}{_U}(?:之?内|以内|(?=[（(，]?自))|"
    rf"(?:时限|(?<!保存)(?<!保管)(?<!留存)期限)(?:为|是|：)?{_N2}{_U2}(?=$|[，。；;、（）()内])"
)
_SHORT = re.compile(rf"(?<![后起在于应须]){_N}(?P<u>个?工作日|小时)(?:之?内|以内)")
_PLAIN = re.compile(rf"(?<![后起前在于应须间期\d]){_N}(?P<u>天|日|周|个?星期)(?:之内|以内|内)")
_BEFORE = re.compile(
    rf"{_EVENT}(?:(?<!提)前|之前|以前)(?:至少|不少于)?{_N}{_U}|"
    rf"{_EVENT2}(?:前)?(?:提前|至少提前)?{_N2}{_U2}(?:之?前|以前)"
)
_AHEAD = re.compile(rf"(?:至少)?提前(?:至少)?{_N}{_U}")
_INTERVAL = re.compile(
    rf"(?:自|从)?(?P<a>发布|批准|颁布|签发|下发)[^，。；]{{0,8}}?(?:至|到|与|和|之间)[^，。；]{{0,4}}?(?P<b>实施|生效|施行|执行)[^，。；]{{0,12}}?"
    rf"(?:不(?:得|应|宜)?(?:少于|低于|短于)|至少|应有|应留|预留|留出|间隔|相隔)[^，。；\d一二三五十]{{0,6}}{_N}{_U}"
)
_LATER = re.compile(
    rf"(?P<a>发布|批准|颁布|签发)后(?:至少|不少于|满|经过?)?{_N}{_U}(?:以?后)?(?:方可|以上|才|方能|再)[^，。；]{{0,8}}?(?:实施|生效|施行|执行)|"
    rf"(?P<a2>发布|批准|颁布|签发)后(?:至少|不少于|满){_N2}{_U2}[^，。；]{{0,8}}?(?:实施|生效|施行|执行)"
)
_WAITS = re.compile(
    rf"(?:发布|颁布|签发|印发|下发)(?:之?日起|之?日|之?后|日期)?[^。；]{{0,8}}?(?:间隔|相隔|至少|不(?:得|应|宜)?(?:少于|低于|短于|早于)|满|留足|留出|预留|晚)"
    rf"[^，。；\d一二三五十]{{0,8}}{_N}{_U}[^。；]{{0,8}}?(?:实施|生效|施行|执行)|"
    rf"(?:实施|生效|施行|执行)(?:之?日|日期)?[^。；]{{0,6}}?(?:晚于|迟于|距|与|较|比|不早于)[^。；\d]{{0,4}}(?:发布|颁布|签发|印发)[^。；\d一二三五十]{{0,14}}{_N2}{_U2}"
)
"""自批准发布之日起间隔不少于7个工作日方可实施, 实施日期应晚于发布日期5天以上."""
_WAIT = re.compile(
    r"(?:签(?:了|完|好)?字?|签发|批(?:准|了|下来)|贴(?:了|出来?|出去)|发(?:了|下去|出来?)|公布|印发|拍板)(?:后|以后|之后)?[，,]?"
    r"(?:至少|起码|最少|得|要|必须|先)*(?:等|过|隔|放|留|空|公示|满|缓)(?:出|上|够|足|至少|起码)*"
    rf"{_N}{_U}(?:以上|以后|之后|后)?[，,]?(?:再|才|方)[^，。；]{{0,4}}(?:执行|实施|施行|生效|照(?:着|此|这)|开始|算数|用)"
)
"""签了字，过五天以上再执行: the wait between signing and effect, as people say it."""
_CODED = re.compile(r"[（(][A-Z][^（）()]{0,30}[)）]|[《》]")
"""Codes and versions behind the name of a form, and its title marks: they part the event from its limit."""


_WAITED = re.compile(
    r"满(?:半|\d{1,3}|[一二两三四五六七八九十]{1,3})个?(?:月|季度?|年|周|星期|工作日|日|天)$|[\d一二两三四六九十]个月$"
)
"""不符合关闭满3个月: the limit runs from a day later than the event, which the text alone does not tell."""


def find_deadlines(text: str) -> list[Deadline]:
    """All limits in reading order, each with the event it runs from (empty where the text names none)."""
    squeezed = plain_time(_CODED.sub("", re.sub(r"\s+", "", text)))
    found: list[Deadline] = []
    interval = _interval(squeezed)
    if interval:
        parts = interval.groupdict()
        amount, unit = parts["n"] or parts.get("n2") or "", parts["u"] or parts.get("u2") or ""
        found.append(_make(amount, unit, "发布", interval[0], at_least=True))
    for clause in re.split(r"[。；;]", squeezed):
        found += _of_clause(clause)
    return found


def _interval(text: str) -> re.Match[str] | None:
    return _INTERVAL.search(text) or _LATER.search(text) or _WAITS.search(text) or _WAIT.search(text)


def _of_clause(clause: str) -> list[Deadline]:
    if _interval(clause):
        return []
    found: list[Deadline] = []
    after = [*_AFTER.finditer(clause)] or [*_SPAN.finditer(clause)]
    for match in after:
        if not _WAITED.search(match["e"]):
            found.append(_make(match["n"], match["u"], _event(match["e"]), match[0]))
    if after and not found:
        return []
    if found:
        rest = _THEN.finditer(clause, after[-1].end())
        return found + [_make(m["n"], m["u"], found[-1].event, m[0]) for m in rest]
    for match in _BEFORE.finditer(clause):
        amount, unit, event = match["n"] or match["n2"], match["u"] or match["u2"], match["e"] or match["e2"]
        if _is_calendar(match[0], event):
            continue
        found.append(_make(amount, unit, _event(event), match[0], before=True))
    if not found:
        short = _SHORT.search(clause) or _PLAIN.search(clause)
        if short:
            return [_make(short["n"], short["u"], "", short[0])]
        ahead = _AHEAD.search(clause)
        within = _WITHIN.search(clause)
        if ahead:
            found.append(_make(ahead["n"], ahead["u"], "", ahead[0], before=True))
        elif within:
            found.append(_make(within["n"] or within["n2"], within["u"] or within["u2"], "", within[0]))
    return found


def _is_calendar(matched: str, event: str) -> bool:
    """每月5日前 and 11月30日前 are days of the calendar, not limits told from an event."""
    return bool(re.search(r"(?:月第?|每周|年)$", event) or re.search(r"月(?:的)?\d{1,2}[日号]之?前", matched))


_MARK = re.compile(r"^(?:第[一二三四五六七八九十百\d]+[条章款]|\d{1,2}(?:\.\d{1,2}){1,4}|\d{1,2}[.．](?=\D))")


def _event(words: str) -> str:
    words = _MARK.sub("", words)
    words = re.sub(r"^.*?(?:时限|期限|时间)(?:为|是|：|:)", "", words)
    words = re.sub(r"^.*?(?:应当|应|须|必须|在|于|自|从|至少|由)(?=[^应须在于自从由]*$)", "", words)
    return words.strip("的，、")


def _make(amount: str, unit: str, event: str, text: str, *, before: bool = False, at_least: bool = False) -> Deadline:
    number = 15 if amount == "半" and "月" in unit else chinese_int(amount) or 0
    kind: DeadlineUnit = "day"
    if "工作日" in unit:
        kind = "workday"
    elif unit == "小时":
        kind = "hour"
    elif "月" in unit and amount != "半":
        kind = "month"
    elif "周" in unit or "星期" in unit:
        kind = "week"
    elif unit == "年":
        kind, number = "month", number * 12
    return Deadline(amount=number, unit=kind, event=event, before=before, at_least=at_least, text=text)

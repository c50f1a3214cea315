"""Versions of forms that a document itself switches, beside the register."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from ..domain.facts import FormEntry, Line, Paper, Source
from ..text.dates import find_dates
from .identity import codes_in, fold_version


def switched_forms(papers: Sequence[Paper]) -> list[FormEntry]:
    """Versions a document itself switches: 《…表》A/1版自2025年7月1日起启用，A/0版同日作废."""
    found: list[FormEntry] = []
    for paper in papers:
        if paper.kind not in ("manual", "procedure", "work_instruction", "record"):
            continue
        for line in paper.lines:
            entry = _switch(line, paper)
            if entry:
                found.append(entry)
    return found


def _lasting(line: Line, paper: Paper) -> FormEntry | None:
    """（ZY-R-0502 B版，A版可用至2025年3月31日）: the old version lives to a day told."""
    match = re.search(
        r"(?P<new>[A-Z](?:/\d{1,2})?|[Vv]\d(?:\.\d)*)版?[，,；;、]\s*(?P<old>[A-Z](?:/\d{1,2})?|"
        r"[Vv]\d(?:\.\d)*)版?(?:表)?(?:可)?(?:继续)?(?:使用|沿用|用)至(?P<day>[^，。；）)]{6,14})",
        line.text,
    )
    if not match:
        return None
    days = [m.first for m in find_dates(match["day"]) if m.precision == "day"]
    codes = codes_in(line.text[: match.start()])
    name = re.findall(r"《([^《》]{2,40})》", line.text[: match.start()])
    if not days or not (codes or name):
        return None
    return FormEntry(
        code=codes[-1] if codes else "",
        name=name[-1] if name else "",
        version=fold_version(match["new"]),
        effective_on=paper.effective_on,
        withdrawn=((fold_version(match["old"]), days[0] + timedelta(days=1)),),
        source=Source(file=paper.file, locator=line.locator, quote=line.quote, rule="switch/1"),
    )


_VERSION = r"(?:[A-Z]/\d{1,2}|[Vv]\d(?:\.\d)*)"
_DIES = re.compile(rf"(?P<v>{_VERSION})版?(?:[^，。；A-Z]{{0,10}})(?:作废|停用|停止使用|废止|不再使用|收回|失效)")
_REPLACED = re.compile(
    rf"(?:由|从|将|把)?(?P<old>{_VERSION})版?\s*(?:改为|改成|改用|升为|升到|升级为|升至|换为|换成|更换为|变更为|更新为|替换为|→|->)"
    rf"\s*(?P<new>{_VERSION})"
)
_SWITCHES = re.compile(rf"启用|换版|改版|更新为|升版|{_REPLACED.pattern}")
_SAME_DAY = re.compile("同日|同时|当日|即日|同步|一并")


def _switch(line: Line, paper: Paper) -> FormEntry | None:
    lasting = _lasting(line, paper)
    if lasting or not _DIES.search(line.text) or not _SWITCHES.search(line.text):
        return lasting
    text = _own_sentences(line.text)
    versions = re.findall(rf"(?<![A-Za-z0-9])({_VERSION})", text)
    name, codes = re.search(r"《([^《》]{2,40})》", text), codes_in(text)
    dead, day = _DIES.search(text), _switch_day(text, line.text, paper)
    if len(set(versions)) != 2 or day is None or dead is None or not (name or codes):
        return None
    return FormEntry(
        code=codes[0] if codes else "",
        name=name[1] if name else "",
        version=fold_version(next(v for v in versions if v != dead["v"])),
        effective_on=day,
        withdrawn=((fold_version(dead["v"]), day),),
        source=Source(file=paper.file, locator=line.locator, quote=line.quote, rule="switch/1"),
    )


def _own_sentences(text: str) -> str:
    """The sentence that tells a version dies, with the one before where it names no form itself: a paragraph of
    revisions speaks of other changes and other days too."""
    sentences = [s for s in re.split(r"(?<=[。；;])", text) if s.strip()]
    at = next((i for i, s in enumerate(sentences) if _DIES.search(s)), 0)
    own = sentences[at]
    versions = set(re.findall(_VERSION, own))
    whole = len(versions) == 2 and ("《" in own or codes_in(own))
    return own if whole or at == 0 else sentences[at - 1] + own


def _switch_day(own: str, paragraph: str, paper: Paper) -> date | None:
    """The day the sentence names; 同日 is the day named from which the change before it holds, or the document does."""
    days = [m.first for m in find_dates(own) if m.precision == "day"]
    if days or not _SAME_DAY.search(own):
        return days[0] if days else None
    before = paragraph[: paragraph.index(own)]
    from_then = [
        m.first for m in find_dates(before) if m.precision == "day" and before[m.end :].lstrip().startswith("起")
    ]
    return from_then[-1] if from_then else paper.effective_on

"""Versions of forms that a document itself switches, beside the register."""

import re
from collections.abc import Sequence
from datetime import timedelta

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
        source=Source(file=paper.file, locator=line.locator, quote=line.text, rule="switch/1"),
    )


def _switch(line: Line, paper: Paper) -> FormEntry | None:
    lasting = _lasting(line, paper)
    if (
        lasting
        or not re.search("作废|停用|停止使用|废止", line.text)
        or not re.search("启用|换版|改版|更新为|升版", line.text)
    ):
        return lasting
    versions = re.findall(r"(?<![A-Za-z0-9])([A-Z]/\d{1,2}|[Vv]\d(?:\.\d)*)", line.text)
    days = [m.first for m in find_dates(line.text) if m.precision == "day"]
    name = re.search(r"《([^《》]{2,40})》", line.text)
    if len(set(versions)) != 2 or not days or not (name or codes_in(line.text)):
        return None
    dead = re.search(r"([A-Z]/\d{1,2}|[Vv]\d(?:\.\d)*)版?(?:[^，。；A-Z]{0,10})(?:作废|停用|停止使用|废止)", line.text)
    old = dead[1] if dead else sorted(set(versions))[0]
    new = next(v for v in versions if v != old)
    codes = codes_in(line.text)
    return FormEntry(
        code=codes[0] if codes else "",
        name=name[1] if name else "",
        version=fold_version(new),
        effective_on=days[0],
        withdrawn=((fold_version(old), days[0]),),
        source=Source(file=paper.file, locator=line.locator, quote=line.text, rule="switch/1"),
    )

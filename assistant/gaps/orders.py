"""Orders of steps as rules prescribe them: what must come first, and what may come only then."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from ..domain.facts import Prescription, Source
from .acts import Act, acts_in
from .case import Case


class Order(NamedTuple):
    """``first`` must come before ``then``: the words a rule has for each, and where it stands."""

    first: str
    then: str
    source: Source
    duty: Prescription | None = None
    since: date | None = None

    @property
    def approved(self) -> bool:
        """Whether it is the approval of the first that the second waits for."""
        return re.search("(?<!分)批(?![次量号])|审定|同意|签字", self.first) is not None

    @property
    def finished(self) -> bool:
        """Whether the first must be over and its paper done, not only begun."""
        return re.search("前(?:完成|做完|提交|出具|办完)", self.source.quote) is not None


_ONLY = r"(?:方可|方能|方得|方准|才能|才可以?|才准|才许|才让|才)"
_NEVER = r"(?:不得|不能|不许|不准|不可|不允许|严禁|禁止)"
_MUST = r"(?:应当?|须|必须|要|需|由|先|做好|完成|组织|进行|安排|提交|取得|编制)"
_PATTERNS = tuple(
    re.compile(p)
    for p in (
        rf"(?P<a>[^。；]{{2,60}}?)(?:之后|以后|后)[，,]?[^，。；]{{0,8}}?(?:{_ONLY}|再)(?P<b>[^，。；]{{2,20}})",
        rf"(?P<a>[^。；]{{2,40}}?(?:合格|通过|批准|同意|齐全|完成?|结束|完|好|会|过|到位|签字|签批|认可|确认|手续))了?的?[，,]?{_ONLY}(?P<b>[^，。；]{{2,20}})",
        rf"(?:未经?|没有?|不)(?:通过|完成|做|经过|组织|进行|取得)?(?P<a>[^，。；]{{2,16}}?)(?:的|就)?[，,]?[^，。；]{{0,6}}?{_NEVER}(?P<b>[^，。；]{{2,16}})",
        rf"(?P<a>[^，。；]{{2,20}}?(?:未|没有?|不)[^，。；]{{1,5}}?)(?:的|就|时)?[，,]?[^，。；]{{0,6}}?{_NEVER}(?P<b>[^，。；]{{2,16}})",
        rf"(?P<a>[^，。；]{{2,20}}?)(?:之前|以前|前)[，,]?(?:一律|均|都)?{_NEVER}(?P<b>[^，。；]{{2,16}})",
        r"(?P<b>[^，。；|]{2,16}?)(?:应|须|必须|要|放|安排)*在(?P<a>[^。；|]{2,30}?)(?:之后|以后|后)(?:进行|开展|组织|做|召开|举行|$)",
        r"(?P<a>[^，。；|]{2,24}?)(?:应当?|须|必须|要|都?得)?(?:在|于)(?P<b>[^，。；|]{2,16}?)(?:之前|以前|前)(?:完成|做完|进行|结束|组织|开展|通过|取得|出具|批准|办完)",
        rf"(?P<b>[^，。；|]{{2,24}}?)(?:之前|以前|前)[，,]?[^，。；]{{0,14}}?{_MUST}(?P<a>[^。；]{{2,30}})",
        r"先(?P<a>[^，。；]{2,16}?)[，,、]?(?:再|然后|之?后)(?P<b>[^，。；]{2,16})",
        r"(?P<a>[^，。；]{2,16})(?:报告|合格|通过|完成)?是(?P<b>[^，。；]{2,16}?)的(?:前提|前置条件|必要条件|必备条件)",
        r"[凭持](?P<a>[^，。；]{2,20}?)(?:办理|进行|方可|才能|才可)(?P<b>[^，。；]{2,16})",
    )
)
_FREE = re.compile("可先|可以先|紧急|特殊情况|应急|除外")
"""Where a rule lets the order be turned."""
_CELL = re.compile(r"^(?:在)?(?P<o>[^。；|]{2,30}?)(?P<w>之后|以后|后|之前|以前|前)(?:完成|进行)?$")
_CHAIN = re.compile(
    r"(?:依次|顺序|次序|流程|步骤|程序)[^。；]{0,12}?[：:为是按]?(?P<s>[^。；：:]{2,20}(?:→|—>|->|－>|⇒)[^。；]+)"
)


def orders(case: Case) -> list[Order]:
    """All orders of the papers in force, read once."""
    if "orders" not in case.memo:
        told = [Order(a, b, d.source, d, d.effective_from) for d in case.facts.prescriptions for a, b in _spans_of(d)]
        case.memo["orders"] = [*told, *(o for source, since in other_lines(case) for o in _of_line(source, since))]
    return case.memo["orders"]


def _of_line(source: Source, since: date | None) -> Iterator[Order]:
    return (Order(a, b, source, None, since) for a, b in spans(source.quote))


def other_lines(case: Case) -> list[tuple[Source, date | None]]:
    """Lines of documents in force that no duty was read from: 没有验收单的一律不准上线 names nobody."""
    if "other_lines" not in case.memo:
        quoted: dict[str, str] = {}
        for duty in case.facts.prescriptions:
            quoted[duty.paper] = quoted.get(duty.paper, "") + "\n" + duty.source.quote
        case.memo["other_lines"] = [
            (Source(file=p.file, locator=x.locator, quote=x.quote, rule="line/1"), p.effective_on)
            for p in case.facts.normative
            if not p.superseded
            for x in case.lines(p)
            if x.kind in ("text", "heading") and re.search("[，。；]", x.text) and x.text not in quoted.get(p.key, "")
        ]
    return case.memo["other_lines"]


def _spans_of(duty: Prescription) -> Iterator[tuple[str, str]]:
    quote = re.sub(r"\s*\n\s*", "", duty.source.quote)
    if duty.source.rule.startswith("table-row"):
        cells = quote.split(" | ")
        own = next((c for c in (duty.process, *cells) if re.search("[一-鿿]{2}", c)), duty.action)
        for cell in cells:
            match = _CELL.match(cell.strip())
            if match:
                yield (match["o"], own) if "后" in match["w"] else (own, match["o"])
    yield from spans(quote)


def spans(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of words, the first of which a text puts before the second."""
    for clause in re.split("[。；;|]", re.sub(r"\s+", "", text)):
        if _FREE.search(clause):
            continue
        chain = _CHAIN.search(clause)
        if chain:
            yield from pairwise(re.split("→|—>|->|－>|⇒", chain["s"]))
        for pattern in _PATTERNS:
            yield from ((m["a"], m["b"]) for m in pattern.finditer(clause))


def pairs_of(order: Order) -> list[tuple[Act, Act]]:
    """The acts an order is about: each of those told first, with the one that waits for them."""
    then = acts_in(order.then)
    return [(first, then[0]) for first in acts_in(order.first) if then and first != then[0]]

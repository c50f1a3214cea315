"""Rules meet functions: every rule names one of the checks registered here."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..domain.draft import Place, Violation
from ..domain.enterprise import FactTable
from ..domain.errors import CorpusError
from ..domain.goal_slots import Slot
from ..domain.rule import Rule
from ..domain.value import Value
from .paper import Line, Paper
from .report_roles import reports_in


class Context(Value):
    """What a check may look at beside the paper."""

    facts: FactTable | None = None
    slots: tuple[Slot, ...] = ()
    own_names: tuple[str, ...] = ()
    others: tuple[Paper, ...] = ()
    """Other papers of the same enterprise to be consistent with."""


class Hit(Value):
    """A place that breaks the rule; ``values`` fill the rule's message and suggestion beside ``quote``."""

    locator: str
    quote: str = ""
    values: Mapping[str, str] = {}
    unsure: bool = False
    """The paper may say it in words that were not recognised: an error becomes a warning that says so."""
    sure: bool = False
    """An empty cell in a column that others fill: a warning becomes an error."""


Check = Callable[[Paper, Mapping[str, Any], Context], Iterator[Hit]]

_CHECKS: dict[str, Check] = {}
_DOUBT = "（文中有相近的内容，也可能是写法没有认出，请人工核对）"


def check(name: str) -> Callable[[Check], Check]:
    """Register a check under the name that rules use."""

    def register(function: Check) -> Check:
        _CHECKS[name] = function
        return function

    return register


def at(line: Line, quote: str | None = None, **values: str) -> Hit:
    """A hit at a line, quoting it whole or in part."""
    return Hit(locator=line.locator, quote=line.text if quote is None else quote, values=values)


def missing(**values: str) -> Hit:
    """A hit for something that stands nowhere in the paper."""
    return Hit(locator="全文", values=values)


def names() -> frozenset[str]:
    """All registered checks."""
    return frozenset(_CHECKS)


def run(paper: Paper, rules: Sequence[Rule], context: Context) -> tuple[Violation, ...]:
    """Every violation of every rule that applies to this kind of paper, errors first, then in reading order."""
    found = [
        _violation(rule, hit) for rule in rules if rule.applies_to(paper.kind) for hit in _hits(rule, paper, context)
    ]
    order = {"error": 0, "warning": 1, "hint": 2}
    return tuple(sorted(dict.fromkeys(found), key=lambda violation: order[violation.severity]))


def _hits(rule: Rule, paper: Paper, context: Context) -> Iterator[Hit]:
    """The hits of a rule; of rules for reports on nonconformities, those of every report in the paper."""
    if rule.scopes != ("corrective_action",):
        yield from _function(rule)(paper, rule.parameters, context)
        return
    for part in reports_in(paper):
        place, quote = part.kept.get("quote", ("", ""))
        for hit in _function(rule)(part, rule.parameters, context):
            yield hit.model_copy(update={"locator": place, "quote": quote}) if place else hit


def _function(rule: Rule) -> Check:
    if rule.check not in _CHECKS:
        raise CorpusError(f"规则用了不存在的检查 {rule.check}", rule.id, f"可用的检查：{'、'.join(sorted(_CHECKS))}")
    return _CHECKS[rule.check]


def _violation(rule: Rule, hit: Hit) -> Violation:
    values = {"quote": hit.quote, **hit.values}
    doubt = hit.unsure and rule.severity == "error"
    return Violation(
        rule=rule.id,
        severity="warning" if doubt else "error" if hit.sure and rule.severity == "warning" else rule.severity,
        where=Place(locator=hit.locator, quote=hit.quote),
        message=rule.message.format_map(values) + (_DOUBT if doubt else ""),
        suggestion=rule.suggestion.format_map(values),
    )

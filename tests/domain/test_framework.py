"""Look-ups in a standard."""

from assistant.domain.framework import Framework, Requirement

AUDIT = Requirement(key="audit", number="9.4", alternative_numbers=("9.3",), title="内部审核", number_confidence="low")
MONITOR = Requirement(key="monitor", number="9.3", title="监视与测量", parent="eval")
STANDARD = Framework(
    id="demo",
    code="DEMO 1",
    title="示范",
    edition="2020",
    requirements=(Requirement(key="eval", number="9", title="评测"), MONITOR, AUDIT),
)


def test_a_doubtful_number_is_shown_as_doubtful() -> None:
    assert AUDIT.shown_number == "9.4（待核对）"
    assert MONITOR.shown_number == "9.3"


def test_a_clause_is_found_by_its_stable_key() -> None:
    assert STANDARD.find("audit") == AUDIT
    assert STANDARD.find("absent") is None
    assert STANDARD.children("eval") == (MONITOR,)


def test_a_printed_number_goes_before_a_possible_one() -> None:
    assert STANDARD.numbered("9.3") == (MONITOR,)
    assert STANDARD.numbered("9.9") == ()


def test_a_number_that_only_may_be_printed_leads_to_its_clause() -> None:
    alone = STANDARD.model_copy(update={"requirements": (AUDIT,)})
    assert alone.numbered("9.3") == (AUDIT,)

"""Every rule's own examples: ``ok`` must pass it, ``bad`` must break it."""

from pathlib import Path

import pytest

from assistant.adapters.facts_yaml import parse_facts
from assistant.adapters.file_limits import Limits
from assistant.adapters.file_loader import FileLoader
from assistant.adapters.file_source import Source
from assistant.adapters.rules_yaml import load_goal_slots, load_rules
from assistant.checks.paper import paper_of
from assistant.checks.registry import Context, names, run
from assistant.workflows import check as _register  # noqa: F401

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "rules"
RULES = load_rules(CORPUS / "checks")
SLOTS = load_goal_slots(CORPUS / "goal_slots.yaml")
EXAMPLES = [(rule, kind, example) for rule in RULES for kind in ("ok", "bad") for example in getattr(rule, kind)]


def violations(rule, example):
    scope = next(scope for scope in rule.scopes)
    paper = paper_of(loaded(example.text), "policy" if scope == "any" else scope)
    facts = parse_facts(example.facts) if example.facts else None
    others = tuple(paper_of(loaded(text), "any") for text in example.others)
    return run(paper, [rule], Context(facts=facts, slots=SLOTS, others=others))


def loaded(text):
    return FileLoader().read(Source("示例.md", text.encode(), Limits(), None, None))


@pytest.mark.parametrize(("rule", "kind", "example"), EXAMPLES, ids=[f"{r.id}-{k}" for r, k, _ in EXAMPLES])
def test_the_example_meets_or_breaks_its_rule(rule, kind, example):
    found = violations(rule, example)
    assert bool(found) == (kind == "bad")
    for violation in found:
        assert "{" not in violation.message + violation.suggestion
        assert violation.where.quote in example.text or " | " in violation.where.quote


def test_every_rule_names_a_registered_check():
    assert {rule.check for rule in RULES} <= names()

"""The drafting data of the corpus and the invented enterprises, loaded once for the tests of this folder."""

from functools import lru_cache

from assistant.adapters.facts_yaml import parse_facts
from assistant.workflows.draft import draft, draft_kinds
from evals.drafting.drafts import drafting_deps, enterprises, text_of


@lru_cache(maxsize=1)
def deps():
    return drafting_deps()


@lru_cache(maxsize=1)
def tables():
    return enterprises()


@lru_cache(maxsize=1)
def kinds():
    return tuple(draft_kinds(deps().material))


@lru_cache(maxsize=512)
def made(name, kind):
    return draft(kind, tables()[name], deps())


def drafted(kind, **facts):
    return draft(kind, parse_facts(facts), deps())


def text(name, kind):
    return text_of(made(name, kind))

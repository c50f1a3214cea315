"""Prompts: places, revision, values inserted once."""

import pytest

from assistant.adapters.answer_parts import load_answer_prompts
from assistant.domain.errors import CorpusError
from assistant.prompts import read_prompt

from .world import PROJECT


def test_the_prompts_of_the_product_have_the_places_the_code_fills() -> None:
    prompts = load_answer_prompts(PROJECT / "prompts")
    assert prompts.system.places == {"audience"}
    assert all(len(revision) == 12 for _, revision in prompts.revisions)


def test_another_text_is_another_revision() -> None:
    one, other = (read_prompt("p", text, frozenset({"name"})) for text in ("你好 $name", "您好 $name"))
    assert one.revision != other.revision


def test_a_place_in_a_value_is_not_filled() -> None:
    prompt = read_prompt("p", "问：$question", frozenset({"question"}))
    assert prompt.fill(question="$secret 是什么") == "问：$secret 是什么"


def test_wrong_places_are_refused() -> None:
    with pytest.raises(CorpusError):
        read_prompt("p", "$other", frozenset({"name"}))
    with pytest.raises(CorpusError):
        read_prompt("p", "$name", frozenset({"name"})).fill(wrong="x")

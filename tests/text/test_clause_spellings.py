"""Clause numbers as keyboards and people write them."""

import pytest

from assistant.text.clauses import parse_reference


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第 十 二 章讲什么", "第十二章"),
        ("第１２章讲什么", "第十二章"),
        ("7。9条款怎么理解", "7.9"),
        ("２３００１的１１．２", "11.2"),
    ],
)
def test_the_number_is_read(text: str, number: str) -> None:
    assert [reference.canonical for reference in parse_reference(text)] == [number]


@pytest.mark.parametrize("text", ["做了5。3天后交", "他排第 一 我排第 二"])
def test_a_full_stop_or_a_rank_is_no_clause(text: str) -> None:
    assert not parse_reference(text)

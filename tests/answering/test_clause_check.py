"""Numbers that do not exist: the nearest real ones come from the edition in force."""

import pytest

from assistant.answering.clause_check import missing_clause
from assistant.answering.clause_range import chapter_beyond
from assistant.ports import ClauseEntry
from assistant.text.clauses import parse_reference


def _entry(number: str, edition: str) -> ClauseEntry:
    return ClauseEntry(edition, f"要求（{edition}）", edition, number, "标题", superseded=edition == "2014")


def test_nearest_clauses_are_of_the_edition_in_force():
    entries = [_entry("5.8", "2014"), _entry("5.4", "2017"), _entry("5.3", "2017"), _entry("9.1", "2017")]
    missing = missing_clause(parse_reference("5.9 条讲什么"), entries, ())
    assert missing is not None
    assert [entry.edition for entry in missing.near] == ["2017"] * 3
    assert missing.near[0].number == "5.4"


def test_nearest_clauses_of_an_old_edition_when_nothing_else_is_there():
    missing = missing_clause(parse_reference("5.9 条讲什么"), [_entry("5.8", "2014")], ())
    assert missing is not None
    assert missing.near[0].number == "5.8"


CHAPTERS = [ClauseEntry(str(number), "GB/T 23001 要求", "2017", f"{number}.1", "标题") for number in range(4, 11)]


@pytest.mark.parametrize(
    "text",
    [
        "标准的4到12章说什么",
        "标准4～12章",
        "标准第四章到第十二章",
        "标准里的十一章讲啥",
        "23001的第4-11章",
        "标准的４至１２章",
    ],
)
def test_a_range_or_a_bare_chapter_beyond_the_last_is_missing(text: str):
    reference = chapter_beyond(text, "GB/T 23001", lambda: CHAPTERS)
    assert reference is not None
    assert missing_clause([reference], CHAPTERS, ()) is not None


@pytest.mark.parametrize("text", ["标准的4到10章说什么", "标准里的十章讲啥", "写了11到12章的小说", "标准培训要4到12天"])
def test_what_exists_or_is_no_chapter_is_not(text: str):
    assert chapter_beyond(text, "GB/T 23001", lambda: CHAPTERS) is None

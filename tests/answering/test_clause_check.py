"""Numbers that do not exist: the nearest real ones come from the edition in force."""

from assistant.answering.clause_check import missing_clause
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

"""A quote is a citation only where it stands, and support only where it carries the claim."""

from assistant.domain.evidence import Citation, Quote, UnverifiedQuote
from assistant.grounding import cite, supports, verify, verify_claim

from .world import chunks, passage

SOURCES = {chunk.id: passage(chunk) for chunk in chunks()}


def claim(text: str, *quotes: str) -> tuple[int, list[str]]:
    made = verify_claim(text, [Quote(chunk_id="c1", text=quote) for quote in quotes], SOURCES)
    return len(made.citations), [item.reason for item in made.unverified]


def test_a_quote_is_found_across_width_blanks_and_quotation_marks() -> None:
    found = verify(Quote(chunk_id="c1", text="管理评审由 最高管理者主持 ，每年至少开一次"), SOURCES)
    assert isinstance(found, Citation)
    assert found.quote == "管理评审由最高管理者主持，每年至少开一次"


def test_invented_words_and_unknown_chunks_are_no_citations() -> None:
    made_up = verify(Quote(chunk_id="c1", text="管理评审由质量经理主持"), SOURCES)
    unknown = verify(Quote(chunk_id="c99", text="管理评审由最高管理者主持"), SOURCES)
    assert isinstance(made_up, UnverifiedQuote)
    assert isinstance(unknown, UnverifiedQuote)
    assert (made_up.reason, unknown.reason) == ("text_not_found", "unknown_chunk")


def test_a_claim_about_something_else_is_not_supported_by_a_true_quote() -> None:
    assert claim("服务器要放在恒温机房", "管理评审由最高管理者主持") == (0, ["not_supported"])


def test_a_claim_with_another_number_is_not_supported() -> None:
    assert claim("管理评审每年至少开 3 次", "每年至少开一次") == (0, ["not_supported"])


def test_a_claim_turned_round_is_not_supported() -> None:
    quote = "切忌只念材料、没有结论"
    assert claim("评审会只念材料没有结论就行", quote) == (0, ["not_supported"])
    assert claim("评审会切忌只念材料没有结论", quote) == (1, [])


def test_support_needs_the_words_of_the_claim() -> None:
    source = SOURCES["c1"]
    whole = [cite(source, 0, len(source.chunk.text))]
    assert supports("管理评审由最高管理者主持", whole)
    assert not supports("管理评审由质量部门每月组织召开一次电话会议", whole)

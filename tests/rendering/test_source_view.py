"""A place of a document with its section around it."""

from assistant.domain.document import BlockSpan, Section
from assistant.rendering.source_view import pages_of, place_of, source_view, text_view
from tests.builders import make_document

TEXT = "1 目的\n规范内部审核。\n2 要求\n每半年至少一次内部审核。\n3 记录\n保存三年。"


def document():
    made, _ = make_document("程序.txt", TEXT)
    starts = [TEXT.index(head) for head in ("1 目的", "2 要求", "3 记录")] + [len(TEXT)]
    sections = tuple(
        Section(number=str(n), title=title, level=1, path=(f"{n} {title}",), start=starts[n - 1], end=starts[n])
        for n, title in enumerate(("目的", "要求", "记录"), start=1)
    )
    spans = tuple(BlockSpan(index=n, start=starts[n], end=starts[n + 1], page=n + 1) for n in range(3))
    return made.model_copy(update={"sections": sections, "spans": spans})


def test_a_passage_is_shown_inside_its_own_section_only():
    start = TEXT.index("每半年")
    view = source_view(document(), start, start + 5)
    assert (view.section, view.passage) == ("2 要求", "每半年至少"[:5])
    assert view.before == "2 要求\n"
    assert view.after.strip() == "一次内部审核。"
    assert not view.cut_before
    assert not view.cut_after


def test_a_passage_over_two_sections_is_shown_whole():
    start, end = TEXT.index("每半年"), TEXT.index("三年") + 2
    assert source_view(document(), start, end).passage == TEXT[start:end]


def test_pages_are_those_the_passage_stands_on_then_the_one_it_was_cited_by():
    start, end = TEXT.index("每半年"), TEXT.index("三年")
    assert pages_of(document(), start, end, 7) == [2, 3, 7]
    assert pages_of(document(), start, start + 3, None) == [2]


def test_a_quote_is_found_whole_or_by_its_longest_cell():
    assert TEXT[slice(*place_of(TEXT, "每半年 至少一次"))] == "每半年至少一次"
    assert TEXT[slice(*place_of(TEXT, "表头 | 保存三年 | 没有"))] == "保存三年"
    assert place_of(TEXT, "没有这句话") == (0, 0)


def test_lines_around_a_passage_of_a_plain_text_are_cut_and_told_so():
    text = "甲" * 1000 + "乙" + "丙" * 1000
    view = text_view(text, 1000, 1001)
    assert (view.passage, len(view.before), len(view.after)) == ("乙", 420, 420)
    assert view.cut_before
    assert view.cut_after

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.normalize import fold, fold_text, locate


def test_widths_blanks_quotes_dashes_and_case_do_not_count():
    assert fold_text("ＧＢ／Ｔ　23001—2017 “要\u200b求”") == fold_text('gb/t23001-2017"要求"')


def test_locate_gives_offsets_of_the_original():
    text = "前文。两 化\n融合“管理”体系——要求。"
    found = locate(text, '两化融合"管理"体系')
    assert found is not None
    assert text[slice(*found)] == "两 化\n融合“管理”体系"


def test_a_literal_match_wins_over_an_earlier_folded_one():
    assert locate("Ａ项 和 A项", "A项") == (5, 7)


@pytest.mark.parametrize("needle", ["", "  \u200b", "没有的话"])
def test_nothing_is_located_for_blank_or_absent_needles(needle: str):
    assert locate("体系文件", needle) is None


def test_a_character_that_folds_to_several_keeps_its_one_offset():
    folded = fold("等…①")
    assert folded.text == "等...1"
    assert list(folded.offsets) == [0, 1, 1, 1, 2]
    assert folded.locate("..1") == (1, 3)


@given(st.text(max_size=80))
def test_fold_and_fold_text_agree_and_offsets_rise(text: str):
    folded = fold(text)
    assert folded.text == fold_text(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)


@given(st.text(alphabet="甲乙丙，。 　“”ａA1\n", min_size=1, max_size=40), st.data())
def test_every_slice_of_a_text_is_located_in_it(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start : data.draw(st.integers(start + 1, len(text)))]
    found = locate(text, piece)
    if fold_text(piece):
        assert found is not None
        assert fold_text(text[slice(*found)]) == fold_text(piece)

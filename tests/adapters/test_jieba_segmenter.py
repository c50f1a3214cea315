import pytest

from assistant.adapters.jieba_segmenter import JiebaSegmenter


@pytest.fixture(scope="module")
def segmenter():
    return JiebaSegmenter(["两化融合", "两化融合管理体系", "管代", "新型能力"])


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("见4.2.1的规定", "4.2.1"),
        ("第5条", "第五条"),
        ("第　三十二　条", "第三十二条"),
        ("附录 A 与 A.1", "附录A"),
        ("附录 A 与 A.1", "a.1"),
        ("填写 QP-09", "qp-09"),
        ("ABC-B-7.3-01《记录》", "abc-b-7.3-01"),
        ("GB/T 23001-2017", "gb/t23001-2017"),
        ("ＧＢ／Ｔ　２３００１－２０１７", "gb/t23001-2017"),
    ],
)
def test_numbers_are_one_term(segmenter, text, term):
    assert term in segmenter.terms(text)


def test_a_standard_is_found_without_year_or_prefix(segmenter):
    terms = segmenter.terms("GB/T 23001-2017")
    assert {"gb/t23001", "23001"} <= set(terms)
    assert set(segmenter.terms("GBT23001")) <= set(terms)


def test_field_words_stay_whole_and_give_the_field_words_inside_them(segmenter):
    terms = segmenter.terms("两化融合管理体系的管代")
    assert {"两化融合管理体系", "两化融合", "管理", "体系", "管代"} <= set(terms)


def test_punctuation_is_no_term(segmenter):
    assert segmenter.terms("《》，。 ：") == []


def test_other_words_give_another_revision(segmenter):
    assert segmenter.revision != JiebaSegmenter(["贯标"]).revision
    assert JiebaSegmenter(["贯标"]).revision == JiebaSegmenter(["贯标", "贯标"]).revision

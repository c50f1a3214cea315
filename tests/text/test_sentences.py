import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.sentences import sentences


def cut(text: str, **options: bool) -> list[str]:
    return [text[start:end] for start, end in sentences(text, **options)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("每年3.5次。见4.2.1条！“好。”他说。", ["每年3.5次。", "见4.2.1条！", "“好。”", "他说。"]),
        ("提出“重视数据！”的部门；其他部门。", ["提出“重视数据！”的部门；", "其他部门。"]),
        ("按《总则；附则。细则》执行。完毕", ["按《总则；附则。细则》执行。", "完毕"]),
        ("记录（含：甲；乙。）归档。下一句", ["记录（含：甲；乙。）归档。", "下一句"]),
        ("序号 | 要求。说明；备注\n正文。", ["序号 | 要求。说明；备注", "正文。"]),
        ("1. 目的\n2. 范围", ["1. 目的", "2. 范围"]),
        ("2025.3.12发布．归口部门为信息部．由其解释", ["2025.3.12发布．", "归口部门为信息部．", "由其解释"]),
        ("This is v1.2 today. Next one, e.g. No. 5 here", ["This is v1.2 today.", "Next one, e.g. No. 5 here"]),
        ("为什么？！因为……所以", ["为什么？！", "因为……所以"]),
        ("他问：“为何？如何？”然后走了。", ["他问：“为何？如何？”", "然后走了。"]),
        ("参见http://a.cn/b?c=1;d 一文。", ["参见http://a.cn/b?c=1;d 一文。"]),
        ("（一）甲；\n（二）乙。", ["（一）甲；", "（二）乙。"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, pieces: list[str]):
    assert cut(text) == pieces


def test_semicolons_can_be_left_alone():
    assert cut("甲；乙。丙", semicolons=False) == ["甲；乙。", "丙"]


def test_a_bracket_that_never_closes_does_not_swallow_the_text():
    assert cut("甲（乙。丙。" + "丁" * 200) == ["甲（乙。", "丙。", "丁" * 200]


@given(st.text(alphabet="甲乙。；？“”（）《》 |\n1.aA", max_size=120))
def test_nothing_but_white_space_is_left_out(text: str):
    spans = sentences(text)
    position = 0
    for start, end in spans:
        assert text[position:start].strip() == ""
        assert text[start:end].strip() == text[start:end] != ""
        position = end
    assert text[position:].strip() == ""

"""Nearness of single sentences by the token vectors kept of their chunk."""

import pytest

from assistant.adapters.index_stamp import IndexStamp
from assistant.adapters.onnx_embedder import OnnxEmbedder
from assistant.adapters.ranker_file import read_codec
from assistant.adapters.sentence_nearness import SentenceNearness
from assistant.adapters.token_store import TokenStore
from assistant.answering.units import Unit, units_of
from assistant.domain.document import Chunk
from assistant.domain.evidence import Passage
from assistant.retrieval.fields import passage_text
from tests.answering.world import CORPUS, passage

TEXT = "➤ 盘点　ＡＢＣ\n\n仓库的物资每月核对一次账目。食堂的菜单由工会张贴。\n\n**车辆**——出车前检查轮胎和刹车。"


@pytest.fixture(scope="module")
def embedder(models_dir):
    return OnnxEmbedder(models_dir)


def told() -> Passage:
    chunk = Chunk(
        id="c", document_id="d", version_id="v", workspace="w", ordinal=0, text=TEXT, start=0, end=len(TEXT),
        path=("后勤", "杂项"),
    )  # fmt: skip
    return passage(chunk)


@pytest.fixture
def nearness(embedder, tmp_path):
    codec = read_codec(CORPUS / "ranker")
    store = TokenStore(tmp_path / "tokens.db", codec.code_bytes, IndexStamp("e", 384, "s", "c", "f"))
    one = told()
    (rows,) = embedder.passage_tokens([passage_text(one.document, one.chunk.path, one.chunk.text)])
    store.put(["c"], [codec.encode(rows)])
    return SentenceNearness(store, embedder, codec)


def nearest(nearness, question: str) -> Unit:
    units = units_of(told())
    (found,) = nearness([question], units)
    return units[max(range(len(units)), key=lambda at: found[at].own)]


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("库房多久对一回账？", "仓库"),
        ("饭堂吃什么谁来公布？", "食堂"),
        ("开车以前看哪里？", "车辆"),
    ],
)
def test_the_sentence_on_the_matter_is_nearest_though_in_other_words(nearness, question, begins):
    assert nearest(nearness, question).text.startswith(begins)


def test_titles_bring_a_sentence_nearer_never_farther(nearness):
    (found,) = nearness(["盘点怎么做"], units_of(told()))
    assert all(near.headed >= near.own for near in found)
    assert any(near.headed > near.own for near in found)


def test_without_kept_vectors_nothing_is_known(embedder, tmp_path):
    codec = read_codec(CORPUS / "ranker")
    empty = TokenStore(tmp_path / "tokens.db", codec.code_bytes, IndexStamp("e", 384, "s", "c", "f"))
    found = SentenceNearness(empty, embedder, codec)(["盘点", "核对"], units_of(told()))
    assert [set(each) for each in found] == [{None}, {None}]


def test_tokens_begin_where_their_words_stand_whatever_width_and_blanks(embedder):
    text = "管理　　评审  ＡＢＣ ① ㎏。"
    starts = embedder.token_starts(text)
    assert len(starts) == len(embedder.passage_tokens([text])[0])
    assert starts == sorted(starts)
    assert "评审" in {text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)}

"""The three disposable indexes: workspaces, changes, deletes, versions."""

import numpy as np
import pytest

from assistant.adapters.chroma_index import ChromaIndex, collection_name
from assistant.adapters.index_stamp import IndexStamp
from assistant.adapters.jieba_segmenter import JiebaSegmenter
from assistant.adapters.tantivy_index import TantivyIndex
from assistant.adapters.token_store import TokenStore
from assistant.domain.errors import IndexMismatchError, StoreBusyError
from tests.builders import make_document

STAMP = IndexStamp("model/1", 4, "jieba-1", "chunks-1", "1")
SEGMENTER = JiebaSegmenter(["管代"])


def chunks_of(text, workspace):
    document, chunks = make_document("程序.docx", text, workspace=workspace, title="内部审核控制程序")
    return document, chunks


def unit(*values):
    vector = np.array(values, np.float32)
    return vector / np.linalg.norm(vector)


def test_vectors_of_another_workspace_never_come_back(tmp_path):
    index = ChromaIndex(tmp_path, STAMP)
    _, mine = chunks_of("甲", "客户甲")
    _, theirs = chunks_of("乙", "客户乙")
    index.upsert([*mine, *theirs], np.stack([unit(1, 0, 0, 1), unit(1, 0, 0, 0)]))
    question = unit(1, 0, 0, 0)
    assert [key for key, _ in index.query(question, ["客户甲"], 10)] == [mine[0].id]
    assert [key for key, _ in index.query(question, ["客户甲", "客户乙"], 10)] == [theirs[0].id, mine[0].id]
    assert index.query(question, ["没有这个客户"], 10) == []
    assert index.query(question, [], 10) == []
    assert set(index.rows([mine[0].id, theirs[0].id], ["客户甲"])) == {mine[0].id}


def test_similarities_are_cosines(tmp_path):
    index = ChromaIndex(tmp_path, STAMP)
    _, chunks = chunks_of("一\n二", "w")
    index.upsert(chunks, np.stack([unit(1, 1, 0, 0), unit(0, 0, 1, 0)]))
    scores = dict(index.query(unit(1, 0, 0, 0), ["w"], 10))
    assert scores[chunks[0].id] == pytest.approx(0.7071, abs=1e-3)
    assert index.rows([chunks[0].id], ["w"])[chunks[0].id] == pytest.approx(unit(1, 1, 0, 0), abs=1e-3)


def test_vectors_can_be_replaced_deleted_and_survive_a_restart(tmp_path):
    index = ChromaIndex(tmp_path, STAMP)
    _, chunks = chunks_of("一\n二", "w")
    index.upsert(chunks, np.stack([unit(1, 0, 0, 0), unit(0, 1, 0, 0)]))
    index.upsert(chunks[:1], unit(0, 1, 0, 0)[None])
    index.delete([chunks[1].id, "unknown"])
    again = ChromaIndex(tmp_path, STAMP)
    assert again.ids() == {chunks[0].id}
    assert again.query(unit(0, 1, 0, 0), ["w"], 5)[0][1] == pytest.approx(1.0, abs=1e-3)
    again.take_over(again.beside())
    assert again.ids() == set()


@pytest.mark.parametrize("change", [{"embedding": "model/2"}, {"tokeniser": "jieba-2"}, {"chunker": "chunks-2"}])
def test_an_index_of_other_versions_is_refused_with_the_command_that_mends_it(tmp_path, change):
    _, chunks = chunks_of("一", "w")
    ChromaIndex(tmp_path / "v", STAMP).upsert(chunks, unit(1, 0, 0, 0)[None])
    TantivyIndex(tmp_path / "k", SEGMENTER, STAMP).upsert(chunks, ["题"])
    TokenStore(tmp_path / "t.db", 2, STAMP).put([chunks[0].id], [np.zeros((3, 2), np.uint8)])
    other = STAMP._replace(**change)
    for index in (
        ChromaIndex(tmp_path / "v", other),
        TantivyIndex(tmp_path / "k", SEGMENTER, other),
        TokenStore(tmp_path / "t.db", 2, other),
    ):
        with pytest.raises(IndexMismatchError, match="guanbiao reindex"):
            index.check()
        index.take_over(index.beside())
        index.check()


def test_a_query_against_an_index_of_another_model_is_refused(tmp_path):
    _, chunks = chunks_of("一", "w")
    ChromaIndex(tmp_path, STAMP).upsert(chunks, unit(1, 0, 0, 0)[None])
    other = ChromaIndex(tmp_path, STAMP._replace(embedding="model/2"))
    with pytest.raises(IndexMismatchError):
        other.query(unit(1, 0, 0, 0), ["w"], 1)


def test_a_workspace_name_of_any_script_gives_a_name_chromadb_accepts():
    assert collection_name("示例精密") != collection_name("示例精工")
    assert collection_name("示例精密").isascii()


def test_keywords_of_another_workspace_never_come_back(tmp_path):
    index = TantivyIndex(tmp_path, SEGMENTER, STAMP)
    _, mine = chunks_of("管代负责内部审核\n培训记录保存三年", "客户甲")
    _, theirs = chunks_of("管代负责内部审核", "客户乙")
    index.upsert([*mine, *theirs], ["程序"] * 3)
    assert [key for key, _ in index.query("管代", ["客户甲"], 10)] == [mine[0].id]
    assert index.query("管代", [], 10) == []
    assert {key for key, _ in index.query("管代", ["客户甲", "客户乙"], 10)} == {mine[0].id, theirs[0].id}


def test_clause_and_form_numbers_are_found_by_keyword(tmp_path):
    index = TantivyIndex(tmp_path, SEGMENTER, STAMP)
    _, chunks = chunks_of("4.2.1 总则\n4.2.2 范围\n填写 QP-09-01 记录", "w")
    index.upsert(chunks, ["手册"] * 3)
    assert index.query("4.2.2", ["w"], 1)[0][0] == chunks[1].id
    assert index.query("qp-09-01", ["w"], 1)[0][0] == chunks[2].id


def test_the_title_of_the_document_is_searched_too(tmp_path):
    index = TantivyIndex(tmp_path, SEGMENTER, STAMP)
    _, chunks = chunks_of("每年一次\n每季一次", "w")
    index.upsert(chunks, ["内部审核控制程序", "管理评审程序"])
    assert index.query("内部审核多久一次", ["w"], 2)[0][0] == chunks[0].id


def test_keywords_can_be_replaced_deleted_and_are_seen_by_a_second_reader(tmp_path):
    writer, reader = TantivyIndex(tmp_path, SEGMENTER, STAMP), TantivyIndex(tmp_path, SEGMENTER, STAMP)
    _, chunks = chunks_of("管代\n方针", "w")
    writer.upsert(chunks, ["a", "a"])
    assert reader.ids() == {chunk.id for chunk in chunks}
    writer.upsert(chunks, ["b", "b"])
    assert len(reader.query("管代", ["w"], 10)) == 1
    writer.delete([chunks[0].id, "unknown"])
    assert reader.ids() == {chunks[1].id}
    writer.take_over(writer.beside())
    assert TantivyIndex(tmp_path, SEGMENTER, STAMP).ids() == set()


def test_rare_terms_weigh_more(tmp_path):
    index = TantivyIndex(tmp_path, SEGMENTER, STAMP)
    _, chunks = chunks_of("管代 审核\n审核\n审核", "w")
    index.upsert(chunks, ["t"] * 3)
    words, pairs = index.rarities("管代审核")
    assert words["管代"] > words["审核"]
    assert pairs["管代"] > pairs["审核"]


def test_a_second_writer_is_told_to_wait(tmp_path):
    index = TantivyIndex(tmp_path, SEGMENTER, STAMP)
    _, chunks = chunks_of("一", "w")
    index.upsert(chunks, ["t"])
    held = index._opened().writer(heap_size=20_000_000, num_threads=1)
    with pytest.raises(StoreBusyError, match="另一个进程"):
        TantivyIndex(tmp_path, SEGMENTER, STAMP).upsert(chunks, ["t"])
    del held


def test_token_vectors_come_back_as_they_were_put(tmp_path):
    store = TokenStore(tmp_path / "t.db", 2, STAMP)
    codes = np.arange(10, dtype=np.uint8).reshape(5, 2)
    store.put(["a", "b"], [codes, codes[:0]])
    store.put(["a"], [codes[1:]])
    found = TokenStore(tmp_path / "t.db", 2, STAMP).get(["b", "a", "unknown"])
    assert set(found) == {"a", "b"}
    assert found["a"].tolist() == codes[1:].tolist()
    store.delete(["a", "unknown"])
    assert store.ids() == {"b"}

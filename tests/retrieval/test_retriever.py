"""The whole of retrieval over fake indexes: what is asked of them, and what comes back."""

import numpy as np
import pytest

from assistant.retrieval.deps import RetrieverDeps
from assistant.retrieval.retriever import Retriever
from tests.builders import make_document


class Words:
    revision = "words"

    def terms(self, text):
        return list(text)


class World:
    """Documents with one chunk a line; similarity is the share of the question's characters in the chunk."""

    name, dimension, revision = "fake", 2, "fake"

    def __init__(self):
        self.found, self.documents, self.asked = {}, {}, []

    def add(self, file, text, *, workspace="w", clause=None, superseded_by=None, **facts):
        document, chunks = make_document(file, text, workspace=workspace, clause=clause, **facts)
        document = document.model_copy(update={"superseded_by": superseded_by})
        self.documents[document.version_id] = document
        self.found.update({chunk.id: chunk for chunk in chunks})
        return chunks

    # embedder
    def query(self, *arguments):
        if len(arguments) == 1:
            self.last = arguments[0]
            return self._marks(arguments[0]) / len(arguments[0])
        return self._ranked(*arguments)

    def passages(self, texts):
        return np.ones((len(texts), 2), np.float32)

    # indexes
    def _ranked(self, question, workspaces, limit):
        text = question if isinstance(question, str) else self.last
        self.asked.append((text, tuple(workspaces)))
        allowed = [chunk for chunk in self.found.values() if chunk.workspace in workspaces]
        scored = [(chunk.id, self._share(text, chunk)) for chunk in allowed]
        return sorted(scored, key=lambda hit: (-hit[1], hit[0]))[:limit]

    @staticmethod
    def _marks(text):
        marks = np.zeros(4099, np.float32)
        np.add.at(marks, [ord(character) % 4099 for character in text], 1.0)
        return marks

    @staticmethod
    def _share(text, chunk):
        return sum(character in chunk.text for character in text) / len(text)

    def rows(self, chunk_ids, workspaces):
        return {key: np.minimum(self._marks(self.found[key].text), 1.0) for key in chunk_ids}

    def rarities(self, text):
        return dict.fromkeys(text, 1.0), {text[i : i + 2]: 1.0 for i in range(len(text) - 1)}

    # reader
    def chunks(self, chunk_ids, workspaces):
        return [self.found[key] for key in chunk_ids if self.found[key].workspace in workspaces]

    def by_clause(self, number, workspaces):
        return [c for c in self.found.values() if c.clause == number and c.workspace in workspaces]

    def clauses(self, workspaces):
        return []

    def neighbours(self, *_):
        return []

    def heads(self, version_ids):
        return {key: self.documents[key] for key in version_ids}


@pytest.fixture
def world():
    return World()


def retriever(world, **deps):
    parts = {"reader": world, "vectors": world, "keywords": world, "embedder": world, "segmenter": Words()}
    return Retriever(RetrieverDeps(**parts, **deps))


def texts(passages):
    return [passage.chunk.text for passage in passages]


def test_the_best_passage_comes_first_with_the_legs_that_found_it(world):
    world.add("a", "内部审核每年一次\n培训记录保存三年\n采购合同")
    best = retriever(world).search("内部审核多久一次", ["w"])[0]
    assert best.chunk.text == "内部审核每年一次"
    assert set(best.found_by) == {"dense", "keyword", "rerank"}
    assert {"cosine", "bm25", "coverage"} <= {name for name, _ in best.features}


def test_a_clause_that_is_named_comes_before_better_matches(world):
    world.add("手册", "职责和权限的说明，职责和权限", title="管理手册", clause="5.3")
    world.add("程序", "随便什么", title="审核程序", clause="5.2")
    found = retriever(world).search("《审核程序》5.2里职责和权限怎么写", ["w"])
    assert found[0].chunk.clause == "5.2"
    assert found[0].score == 1.0
    assert "lookup" in found[0].found_by


def test_every_question_to_an_index_names_one_allowed_workspace(world):
    world.add("a", "甲的秘密", workspace="甲")
    world.add("b", "乙的秘密", workspace="乙")
    assert texts(retriever(world).search("秘密", ["甲"])) == ["甲的秘密"]
    assert {workspaces for _, workspaces in world.asked} == {("甲",)}
    assert retriever(world).search("秘密", []) == []


def test_superseded_editions_are_left_out_unless_asked_for(world):
    world.add("old", "管理评审旧规定", superseded_by="new")
    world.add("new", "管理评审新规定")
    search = retriever(world).search
    assert texts(search("管理评审", ["w"])) == ["管理评审新规定"]
    shown = search("管理评审", ["w"], include_superseded=True)
    assert {passage.superseded for passage in shown} == {True, False}


def test_other_wordings_are_searched_too(world):
    world.add("a", "不符合的纠正\n毛病")
    retriever(world).search("毛病", ["w"], extra_queries=["不符合"])
    assert {text for text, _ in world.asked} == {"毛病", "不符合"}


def test_what_a_question_means_is_searched_and_counts_in_the_order(world):
    world.add("a", "会开完了，大家都走了")
    world.add("b", "决议应当在限定时间内跟踪落实")
    search = retriever(world).search
    assert texts(search("会开完没下文", ["w"]))[0] == "会开完了，大家都走了"
    meant = [("决议应当在限定时间内跟踪落实", 1.0)]
    assert texts(search("会开完没下文", ["w"], meant=meant))[0] == "决议应当在限定时间内跟踪落实"


def test_what_another_library_says_to_a_question_helps_to_find_the_own_passage(world):
    world.add("own", "会开完了，大家都走了\n决议应在限定时间内跟踪落实")
    world.add("article", "评审形成的决议应跟踪落实", workspace="library")
    search = retriever(world, passage_mean=world.query("会了的")).search
    told = search("会开完没下文", ["library"])
    assert texts(search("会开完没下文", ["w"]))[0] == "会开完了，大家都走了"
    found = search("会开完没下文", ["w"], beside=told)
    assert texts(found)[0] == "决议应在限定时间内跟踪落实"
    assert {passage.chunk.workspace for passage in found} == {"w"}


def test_without_the_mean_of_all_passages_another_library_says_nothing(world):
    world.add("own", "会开完了，大家都走了\n决议应在限定时间内跟踪落实")
    world.add("article", "评审形成的决议应跟踪落实", workspace="library")
    search = retriever(world).search
    told = search("会开完没下文", ["library"])
    assert texts(search("会开完没下文", ["w"], beside=told)) == texts(search("会开完没下文", ["w"]))


def test_an_empty_question_finds_nothing(world):
    world.add("a", "文字")
    assert retriever(world).search("  ", ["w"]) == []


def test_the_limit_holds_and_scores_fall(world):
    world.add("a", "\n".join(f"审核第{i}项内容" for i in range(30)))
    found = retriever(world).search("审核内容", ["w"], 5)
    assert len(found) == 5
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)


def test_a_cross_encoder_has_the_last_word(world):
    class Backwards:
        name = "fake"

        def scores(self, question, texts):
            return [float("培训" in text) * 10 for text in texts]

    world.add("a", "内部审核每年一次\n培训\n采购")
    assert retriever(world, reranker=Backwards()).search("内部审核多久一次", ["w"])[0].chunk.text == "培训"


def test_without_ranking_the_fused_order_stays(world):
    world.add("a", "内部审核每年一次\n培训记录")
    plain = retriever(world).without_ranking().search("内部审核", ["w"])
    assert texts(plain)[0] == "内部审核每年一次"
    assert plain[0].found_by == ("dense", "keyword")
    assert plain[0].features == ()

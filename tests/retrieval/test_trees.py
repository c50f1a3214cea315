import numpy as np

from assistant.adapters.ranker_file import read_trees
from assistant.retrieval.features import FEATURES, Candidate, Rarity, feature_rows, longest_common_run
from assistant.retrieval.trees import Trees
from tests.conftest import PROJECT


def stump(threshold, low, high):
    return Trees(
        names=("x",),
        feature=np.array([[0, 0, 0]], np.int32),
        threshold=np.array([[threshold, 0.0, 0.0]]),
        left=np.array([[1, 1, 2]], np.int32),
        right=np.array([[2, 1, 2]], np.int32),
        value=np.array([[0.0, low, high]]),
        depth=1,
        revision="t",
    )


def test_a_value_at_the_threshold_goes_left():
    scores = stump(0.5, -1.0, 2.0).scores(np.array([[0.4], [0.5], [0.6]], np.float32))
    assert scores.tolist() == [-1.0, -1.0, 2.0]


def test_the_shipped_trees_read_the_features_that_are_computed():
    assert read_trees(PROJECT / "corpus" / "ranker").names == FEATURES


def test_the_shipped_trees_prefer_a_candidate_that_is_better_in_everything():
    question = "内部审核由谁策划"
    candidates = [candidate("内部审核由管理者代表策划", 0.9, 0), candidate("培训记录", 0.7, 9)]
    rows = feature_rows(question, candidates, rarity(question), list)
    better, worse = read_trees(PROJECT / "corpus" / "ranker").scores(rows)
    assert better > worse


def test_features_say_how_much_of_the_question_a_candidate_covers():
    candidates = [candidate("审核计划每年编制", 0.9, 0), candidate("其他", 0.8, 1)]
    rows = feature_rows("审核计划", candidates, rarity("审核计划"), list)
    named = [dict(zip(FEATURES, row, strict=True)) for row in rows.tolist()]
    assert named[0]["coverage"] == 1.0
    assert named[1]["coverage"] == 0.0
    assert round(named[0]["longest_run"] * 10) == 4


def test_no_candidates_give_no_rows():
    assert feature_rows("问", [], rarity("问"), list).shape == (0, len(FEATURES))


def test_longest_common_run():
    assert longest_common_run("管理评审由谁主持", "最高管理者主持管理评审会议") == 4
    assert longest_common_run("甲", "乙") == 0


def candidate(text, cosine, rank):
    return Candidate(text, "程序", "d", cosine, rank, 10.0 - rank, rank, 0.2 / (1 + rank))


def rarity(text):
    return Rarity(dict.fromkeys(text, 1.0), {text[i : i + 2]: 1.0 for i in range(len(text) - 1)})

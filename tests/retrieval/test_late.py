import numpy as np
import pytest

from assistant.retrieval.late import fit_codec, max_similarities


@pytest.fixture
def tokens():
    rng = np.random.default_rng(3)
    rows = rng.normal(size=(4000, 64)) * np.linspace(2.0, 0.2, 64) + 5.0
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_four_bits_keep_what_distinguishes_tokens(tokens):
    codec = fit_codec(tokens, 48, 0.25, 2.6, "t")
    exact = codec.project(tokens[:50])
    packed = codec.decode(codec.encode(tokens[:50]))
    assert codec.encode(tokens[:50]).shape == (50, 24)
    cosines = (exact * packed).sum(axis=1) / np.linalg.norm(packed, axis=1)
    assert cosines.min() > 0.97


def test_a_passage_that_holds_the_tokens_of_the_question_scores_highest(tokens):
    codec = fit_codec(tokens, 48, 0.25, 2.6, "t")
    question = tokens[:6]
    codes = {"same": codec.encode(tokens[:20]), "other": codec.encode(tokens[100:120])}
    same, other = max_similarities(question, ["same", "other"], codes, codec)
    assert same is not None
    assert other is not None
    assert same > 0.9 > other


def test_a_candidate_without_token_vectors_has_no_score(tokens):
    codec = fit_codec(tokens, 48, 0.25, 2.6, "t")
    codes = {"known": codec.encode(tokens[:5]), "empty": codec.encode(tokens[:0])}
    scores = max_similarities(tokens[:3], ["unknown", "known", "empty"], codes, codec)
    assert scores[0] is None
    assert scores[1] is not None
    assert scores[2] is None

from assistant.retrieval.fusion import Leg, fuse


def test_what_two_legs_agree_on_beats_the_top_of_one_leg():
    dense = Leg("dense", [("a", 0.9), ("both", 0.8)])
    keyword = Leg("keyword", [("b", 30.0), ("both", 20.0)])
    fused = fuse([dense, keyword])
    assert fused[0].chunk_id == "both"
    assert fused[0].found_by == ("dense", "keyword")


def test_scores_of_a_leg_do_not_matter_only_ranks_do():
    small = fuse([Leg("dense", [("a", 0.2), ("b", 0.1)]), Leg("keyword", [("c", 1.0)])])
    large = fuse([Leg("dense", [("a", 900.0), ("b", 1.0)]), Leg("keyword", [("c", 1.0)])])
    assert [item.chunk_id for item in small] == [item.chunk_id for item in large]


def test_a_leg_of_lower_weight_counts_less():
    fused = fuse([Leg("dense", [("a", 1.0)], 0.5), Leg("keyword", [("b", 1.0)])])
    assert [item.chunk_id for item in fused] == ["b", "a"]

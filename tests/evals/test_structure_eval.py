from pathlib import Path

import pytest

from evals.structure import compare, legal_dc, wanted_articles

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench" / "legal_dc"


def test_bags_are_compared_with_their_counts():
    counts = compare(["第一条", "第二条", "第二条"], ["第二条", "第三条"])
    assert counts == (1, 3, 2)
    assert counts.precision == pytest.approx(1 / 3)
    assert counts.recall == pytest.approx(1 / 2)


def test_nothing_found_and_nothing_wanted_is_no_figure():
    assert compare([], []).precision is None
    assert compare([], []).recall is None


def test_pieces_of_one_long_article_count_once():
    units = [{"clause": ""}, {"clause": "第1条"}, {"clause": "第一条"}, {"clause": "第二条"}, {"clause": ""}]
    assert wanted_articles(units) == ["第一条", "第二条"]


@pytest.mark.bench
@pytest.mark.slow
def test_articles_of_published_regulations_are_found():
    if not BENCH.exists():
        pytest.skip("需要公开数据集 legal_dc（../shared/bench/legal_dc）")
    figures = legal_dc(BENCH)
    assert figures["article_recall"] >= 0.99
    assert figures["article_precision"] >= 0.97

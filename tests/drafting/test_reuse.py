"""A text copied from another client is noticed; neither the client nor the words are shown."""

from assistant.drafting.reuse import fingerprint, masked, most_reused, reuse_violation, similarity

OTHER = (
    "仓储部每日核对库位与账面数量，差异当日查明原因并报财务部调整；盘点由两人进行，一人点数一人记录，结果双方签认后归档备查。"
    * 2
)
OWN = (
    "技术中心在图纸发布前组织工艺、采购和装配人员走查，走查意见逐条答复；变更单编号与物料清单版本一致后才能下达车间执行。"
    * 2
)


def test_a_renamed_copy_shares_most_of_its_shingles_and_is_reported_without_showing_it():
    copied = OTHER.replace("仓储部", "物流部")
    reuse = most_reused(fingerprint(copied), [fingerprint(OTHER)])
    (violation,) = reuse_violation(reuse, "--template")
    assert reuse.share > 0.5
    assert violation.where.quote == ""
    assert "库位" not in violation.message + violation.suggestion


def test_an_own_text_is_not_reported():
    assert reuse_violation(most_reused(fingerprint(OWN), [fingerprint(OTHER)]), "模板") == ()


def test_words_of_the_library_count_for_nobody():
    assert most_reused(fingerprint(OTHER), [fingerprint(OTHER)], common=fingerprint(OTHER)).share == 0


def test_short_texts_say_nothing():
    short = fingerprint("目的和范围如下所示内容说明")
    assert reuse_violation(most_reused(short, [short]), "模板") == ()


def test_names_and_numbers_do_not_count_in_a_comparison():
    one = fingerprint(masked("禾屿公司2026年交付周期由计划部负责统计并报送" * 3, ["禾屿公司"]))
    other = fingerprint(masked("澜织公司2027年交付周期由计划部负责统计并报送" * 3, ["澜织公司"]))
    assert similarity(one, other) == 1
    assert similarity(frozenset(), frozenset()) == 0

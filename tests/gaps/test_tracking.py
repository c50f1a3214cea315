"""Findings over runs: the same finding keeps its id through small changes, different ones never share one."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.finding import Finding, Side
from assistant.gaps.tracking import identified, recognised


def finding(
    kind="B1", obj="2025年上半年 演练记录", document="每半年一次", record="第二次演练", files=("a.docx", "b.docx")
):
    return Finding.model_validate({
        "id": "x", "type": kind, "title": "标题", "severity": "high", "verdict": "suspected", "detector": "d/1",
        "document": document and Side(file=files[0], locator="1", quote=document),
        "record": record and Side(file=files[1], locator="1", quote=record),
        "object": obj, "explanation": "说明", "suggestion": "建议",
    })  # fmt: skip


def again(old: Finding, new: Finding) -> bool:
    return recognised([old], [new]) == {0: 0}


def test_ids_follow_from_content_and_never_collide():
    one, twin, other = identified([finding(), finding(), finding(obj="2025年下半年 演练记录")])
    assert len({one.id, twin.id, other.id}) == 3
    assert identified([finding()])[0].id == one.id
    assert identified([finding(obj="２０２５年上半年演练记录")])[0].id == one.id


def test_a_finding_is_known_again_when_its_files_are_renamed():
    assert again(finding(), finding(files=("a（终稿2）.docx", "新建文件夹/b.docx")))


def test_a_finding_is_known_again_when_one_side_is_reworded():
    assert again(finding(), finding(document="每半年至少一次"))
    assert again(finding(), finding(record="首页"))


def test_a_finding_is_known_again_when_its_object_is_worded_a_little_differently():
    before = finding("F2", "设备数据采集率：缺基线、计算方法", "采集率 | 90%", None)
    assert again(before, finding("F2", "设备数据采集率：缺计算方法", "采集率 | 72% | 90%", None))


def test_another_period_is_another_finding_even_with_the_same_words_on_both_sides():
    assert not again(finding(), finding(obj="2025年下半年 演练记录"))
    assert not again(finding(), finding(obj="2024年上半年 演练记录"))


def test_another_type_is_another_finding():
    assert not again(finding(), finding(kind="B2"))


def test_of_two_candidates_the_likelier_is_taken():
    old = [finding(record="甲"), finding(record="乙")]
    assert recognised(old, [finding(record="乙"), finding(record="甲")]) == {0: 1, 1: 0}


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("甲乙"), st.sampled_from("12")), max_size=7))
def test_matching_is_one_to_one(kinds):
    found = [finding(kind, obj, record=record) for kind, obj, record in kinds]
    pairs = recognised(list(reversed(found)), found)
    assert len(set(pairs.values())) == len(pairs) == len(found)

"""What a question takes for granted, compared with one sentence of a source."""

import pytest

from assistant.answering.analysis import content_terms
from assistant.answering.contrast import plainly, presupposed
from assistant.answering.matching import weigh
from assistant.answering.premise import contradiction
from assistant.answering.scoring import Scored
from assistant.answering.units import units_of

from .world import chunks, deps, passage, rules


def contradicted(question: str, source: str) -> bool:
    world, known = deps(), rules()
    assert known.contrast
    where = passage(chunks()[0].model_copy(update={"text": source, "path": ("一、总则",)}))
    scored = [Scored(unit, 1.0, 1.0, 0) for unit in units_of(where)]
    for said in presupposed(question, known.contrast):
        weighted = weigh(content_terms(said, known.types, world.glossary, world.segmenter), [where])
        if contradiction(said, scored, weighted, known.contrast):
            return True
    return False


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("供方评价放在合同签订之后做，没记错吧？", "供方评价应当在合同签订之前完成。"),
        ("年度计划由财务部批，对吧？", "年度计划应报总经理批准。"),
        ("内部检查是质检部派人来做的，那时间归他们定吗？", "内部检查由审核组策划、实施。"),
        ("既然一次检查能把问题全部解决，我们排三天行吗？", "一次检查不能解决问题的全部根源。"),
    ],
)
def test_the_other_order_person_or_a_denial_contradicts(question: str, source: str) -> None:
    assert contradicted(question, source)


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("供方评价放在合同签订之前做，没记错吧？", "供方评价应当在合同签订之前完成。"),
        ("年度计划由总经理批，对吧？", "年度计划应报总经理批准。"),
        ("内部检查是定量的，那打个分不就行了？", "确定内部检查人选时切忌局限于两三个人。"),
    ],
)
def test_the_same_or_another_matter_does_not(question: str, source: str) -> None:
    assert not contradicted(question, source)


@pytest.mark.parametrize(
    ("false", "true", "source"),
    [
        (
            "先交申请表，范围等人来了再定，书上是这么排的吧？",
            "先定范围再交申请表，书上是这么排的吧？",
            "申请前应确定本次申请的范围。",
        ),
        (
            "既然合同签完再评价供方，我们下月评行吗？",
            "既然评价完供方再签合同，我们下月签行吗？",
            "合同签订前应评价供方。",
        ),
        (
            "头一个看工具好不好，人怎么想放在其次，对吧？",
            "头一个看人的想法，工具放在其次，对吧？",
            "人的想法是最关键的因素，其次才是工具问题。",
        ),
        (
            "验收只看最后一张表就够了，对吧？",
            "验收不能只看最后一张表，对吧？",
            "验收不应单纯看最后一张表，还要看过程。",
        ),
        ("供方评价可以省掉，对吧？", "供方评价每年都要做，对吧？", "每年应当开展供方评价。"),
        ("巡检和点检是一回事，对吧？", "巡检和点检是有区别的，对吧？", "巡检与点检的对象不同。"),
        (
            "拿了奖班子就可以散了，是吧？",
            "拿了奖班子不能散，是吧？",
            "往往存在一种错误认识，那就是拿了奖班子就可以散了。",
        ),
        (
            "教材不是说每张表都必须打印了吗，那得多少纸？",
            "教材不是说不必每张表都打印吗，那怎么留？",
            "表格根据自身情况决定是否打印，不必都打印。",
        ),
        ("改善都是突破式的，对吧？", "改善不是突破式的，对吧？", "改善往往是渐进式的。"),
    ],
)
def test_each_way_of_contradicting_is_told_from_the_true_saying(false: str, true: str, source: str) -> None:
    assert contradicted(false, source)
    assert not contradicted(true, source)


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("两化融合的手册可以单独成册，对吧？", "两化融合的手册写明范围。"),
        ("刚开始跑不要急着改表格，对吧？", "跑完以后应当调整表格。"),
        ("年度评价由咨询公司做，对吧？", "年度评价由咨询方实施。"),
        ("自查要拿到第一手资料再填，对吧？", "自查切忌凭印象填。"),
        ("表格发出去以后要留几天再用，对吧？", "表格发布后、正式使用前留几天。"),
    ],
)
def test_names_haste_other_words_and_times_between_contradict_nothing(question: str, source: str) -> None:
    assert not contradicted(question, source)


def test_what_is_asked_in_the_middle_of_a_question_is_taken_for_granted_too() -> None:
    rules_of = rules().contrast
    assert rules_of
    assert "师傅的课随便哪家办的都认" in presupposed("师傅的课随便哪家办的都认，对吧？那我就近报。", rules_of)


def test_whether_words_are_read_as_what_they_ask_about() -> None:
    assert plainly("管体系适不适宜、符合不符合") == "管体系适宜、符合"
    assert plainly("不能只看结果") == "不能只看结果"

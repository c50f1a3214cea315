"""What a question takes for granted, compared with one sentence of a source."""

import pytest

from assistant.answering.analysis import content_terms
from assistant.answering.premise import contradiction, presupposed
from assistant.answering.scoring import Scored, weigh
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

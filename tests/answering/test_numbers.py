"""A question for a number is led by the sentence that tells it."""

import pytest

from assistant.answering.analysis import analyse
from assistant.answering.examining import examine
from assistant.answering.sufficiency import asked_number, numbers_first, tells_number
from assistant.domain.answer import Question
from assistant.workflows.answer import answer
from assistant.workflows.answer_deps import tools

from .world import chunks, deps, passage

WORLD = deps()


def told(question: str, text: str) -> tuple[bool, str]:
    one = passage(chunks()[0].model_copy(update={"text": text, "start": 0, "end": len(text)}))
    rules = WORLD.rules
    analysis = analyse(question, rules.types, WORLD.glossary, WORLD.segmenter, rules.spoken)
    scored = examine(analysis, [one], tools(WORLD, ("w",)), None).scored
    first = numbers_first(analysis, scored, rules.evidence)[0]
    return tells_number(analysis, scored, rules.evidence), first.unit.text


def test_the_sentence_with_the_number_leads() -> None:
    text = "内审是一面镜子，内审员要用好检查表。内审一般每半年一次，由管理者代表组织。"
    assert told("内审多久做一次？", text) == (True, "内审一般每半年一次，由管理者代表组织。")


@pytest.mark.parametrize(
    "text",
    ["内审应定期开展，由管理者代表组织。", "评估每半年一次，由信息部组织。"],
)
def test_neither_a_vague_word_nor_the_number_of_another_thing_tells_it(text: str) -> None:
    assert not told("内审多久做一次？", text)[0]


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("一个班组每月最少要交几张记录？", "张"),
        ("方针最多能写多少个字？", "字"),
        ("记录表要填几个字段？", ""),
        ("记录要写清几个方面？", ""),
        ("集团下面有几个分公司？", ""),
    ],
)
def test_a_least_or_a_most_is_a_number_of_its_unit(question: str, unit: str) -> None:
    assert asked_number(question, WORLD.rules.evidence) == unit


@pytest.mark.parametrize(
    ("question", "text", "tells"),
    [
        ("管理评审会要开几个钟头？", "管理评审会的报告在会后一到两周内由总经理批准。", False),
        ("管理评审会要开几个钟头？", "管理评审会一般开半天到一天，不少于3小时。", True),
        ("班组每月要交几张记录？", "班组的记录和制度对不上，就是两张皮。", False),
        ("班组每月要交几张记录？", "班组每月交两张记录。", True),
    ],
)
def test_hours_are_no_weeks_and_two_skins_are_no_sheets(question: str, text: str, tells: bool) -> None:
    assert told(question, text)[0] == tells


def test_a_question_for_no_number_is_left_as_it_is() -> None:
    assert told("内审由谁组织？", "内审应定期开展，由管理者代表组织。")[0]


def test_the_number_is_said_in_the_answer() -> None:
    given = answer(Question(text="管理评审每年至少开几次？", workspace="w"), WORLD)
    assert "每年至少开一次" in given.text.split("\n")[0]


@pytest.mark.parametrize(
    ("telling", "asking"),
    [
        ("发现有几份记录是后补的，该怎么处理？", "一共要有几份记录？"),
        ("漏了几张点检表没填，能不能补？", "点检表每月要交几张？"),
        ("会开过几次，文件也写了，该先做什么？", "会每年要开几次，该谁来开？"),
    ],
)
def test_a_number_that_only_tells_is_not_asked_for(telling: str, asking: str) -> None:
    assert not asked_number(telling, WORLD.rules.evidence)
    assert asked_number(asking, WORLD.rules.evidence)

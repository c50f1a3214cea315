"""The kind of thing a question asks for stands in the first sentence."""

from dataclasses import replace

import pytest

from assistant.answering.analysis import Analysis, analyse, asks_meaning
from assistant.answering.asked import asked_kinds, is_told, tells, told_first, unnamed
from assistant.answering.examining import Evidence, examine
from assistant.answering.scoring import defining
from assistant.answering.units import units_of
from assistant.workflows.answer_deps import tools

from .world import chunks, deps, passage

WORLD = deps()
RULES = WORLD.rules.connectives
HANDS = tools(WORLD, ("w",))


def read(text: str) -> Analysis:
    return analyse(text, WORLD.rules.types, WORLD.glossary, WORLD.segmenter, WORLD.rules.spoken)


def looked_at(question: str, text: str) -> Evidence:
    one = passage(chunks()[0])
    chunk = one.chunk.model_copy(update={"id": "t", "text": text, "path": ("册",)})
    return examine(read(question), [one.model_copy(update={"chunk": chunk})], HANDS, None)


def holds(question: str, text: str) -> bool:
    evidence = looked_at(question, text)
    unit = units_of(evidence.passages[0])[0]
    return all(tells(kind, evidence.analysis, unit, RULES) for kind in asked_kinds(question, RULES))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("管理评审由谁主持？", "管理评审由最高管理者主持。"),
        ("方针谁来批？", "方针经总经理审批后发布。"),
        ("内审什么时候做？", "内审在试运行结束后进行。"),
        ("没写检查表会怎样？", "检查表没写全，审核容易流于形式。"),
        ("管理评审没有决议行不行？", "管理评审会一定要有决议。"),
    ],
)
def test_a_sentence_that_holds_what_is_asked_is_known(question: str, text: str) -> None:
    assert holds(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("管理评审由谁主持？", "管理评审一定要有决议，各部门事先准备。"),
        ("方针谁来批？", "方针由办公室起草后在公司网站公布。"),
        ("内审什么时候做？", "内审要查清体系是否符合要求。"),
        ("没写检查表会怎样？", "审核组不足两人，内审容易流于形式。"),
        ("管理评审由谁主持？", "内审由内审员负责实施。"),
        ("管理评审没有决议行不行？", "决议的落实应向最高管理者汇报，切忌拖延。"),
    ],
)
def test_its_neighbour_is_not(question: str, text: str) -> None:
    assert not holds(question, text)


def test_the_sentence_that_tells_who_leads() -> None:
    text = "管理评审要开得有准备，管理评审的材料要写实。管理评审由最高管理者主持。"
    found = looked_at("管理评审由谁主持？", text)
    assert told_first(found.analysis, found.scored, RULES)[0].unit.text == "管理评审由最高管理者主持。"


@pytest.mark.parametrize(
    ("question", "meaning"),
    [
        ("什么是两张皮？", True), ("两张皮是什么？", True), ("两张皮是什么意思？", True),
        ("两张皮的危害是什么？", False), ("两张皮怎么避免？", False),
    ],
)  # fmt: skip
def test_what_a_word_means_leads_only_where_that_is_asked(question: str, meaning: bool) -> None:
    assert asks_meaning(read(question), WORLD.rules.types) == meaning


def test_the_sentence_that_tells_the_meaning_leads() -> None:
    evidence = looked_at("什么是两张皮？", "两张皮的根子在认识，要靠一把手。两张皮是指写的和做的不是一套。")
    ranked = sorted(evidence.scored, key=lambda item: item.unit.position)
    level = [replace(item, score=1.0 - 0.1 * at) for at, item in enumerate(ranked)]
    means = lambda item: defining(item.unit, evidence.analysis) > 0  # noqa: E731
    assert told_first(evidence.analysis, level, RULES, means)[0].unit.text.startswith("两张皮是指")
    far = [replace(item, score=1.0 - 0.5 * at) for at, item in enumerate(ranked)]
    assert told_first(evidence.analysis, far, RULES, means)[0] == far[0]


def test_an_example_does_not_lead() -> None:
    text = "例如：管理评审由总经理主持。管理评审由最高管理者主持。"
    found = looked_at("管理评审由谁主持？", text)
    assert told_first(found.analysis, found.scored[::-1], RULES)[0].unit.text == "管理评审由最高管理者主持。"


def test_nothing_moves_where_no_such_thing_is_asked() -> None:
    found = looked_at("管理评审的目的是什么？", "管理评审由最高管理者主持。管理评审是为了改进。")
    assert told_first(found.analysis, found.scored, RULES) == found.scored


def test_a_question_after_a_person_nobody_names_is_not_answered() -> None:
    found = looked_at("质检员什么时候参加培训？", "全体员工每年参加培训。")
    assert unnamed(found.analysis, found.scored) == ("质检员",)
    assert not is_told(found.analysis, found.scored, RULES)


def test_one_is_told_of_whom_somebody_speaks() -> None:
    found = looked_at("内审员什么时候参加培训？", "内审员每年参加培训。")
    assert is_told(found.analysis, found.scored, RULES)

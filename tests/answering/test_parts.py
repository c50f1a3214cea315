"""Several questions in one, and the clause that asks."""

import pytest

from assistant.answering.analysis import Analysis, analyse
from assistant.answering.parts import asking_parts, focused, parts_of
from assistant.answering.units import units_of
from assistant.domain.answer import Answer, Question
from assistant.domain.evidence import Passage
from assistant.workflows.answer import answer

from .world import chunks, deps, passage

WORLD = deps()
TYPES = WORLD.rules.types


def read(text: str) -> Analysis:
    return analyse(text, TYPES, WORLD.glossary, WORLD.segmenter, WORLD.rules.spoken)


def parts(text: str) -> list[str]:
    return [part.text for part in parts_of(read(text), TYPES, WORLD.glossary, WORLD.segmenter, WORLD.rules.spoken)]


def ask(text: str) -> Answer:
    return answer(Question(text=text, workspace="w"), WORLD)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("内审员怎么选？管理评审由谁主持？", 2),
        ("文件批准后要留多久，方针又由谁来定", 2),
        ("内审查出的问题谁来验证？评审的决议谁来跟踪？培训有哪几类？", 3),
    ],
)
def test_every_clause_that_asks_is_a_part(text: str, count: int) -> None:
    assert len(parts(text)) == count


@pytest.mark.parametrize(
    "text",
    [
        "管理评审由谁主持？",
        "我们厂没什么经验，内审该怎么做？",
        "方针交给办公室写，行不行？",
        "车间里那几个人都不愿意当内审员，怎么办？",
        "调研和自评估有什么区别，各用什么方法？",
        "“谁来做、怎么做”写在程序文件的哪里？",
    ],
)
def test_one_question_is_not_cut(text: str) -> None:
    assert parts(text) == []


def test_what_stands_before_a_clause_belongs_to_it() -> None:
    assert asking_parts("试运行满三个月了，内审谁来做，管理评审什么时候开？", TYPES) == (
        "试运行满三个月了，内审谁来做",
        "管理评审什么时候开？",
    )


def test_each_part_is_answered_under_its_own_words() -> None:
    text = ask("内审员应该怎么选？管理评审由谁主持？").text
    assert "“内审员应该怎么选”——" in text
    assert "“管理评审由谁主持”——" in text
    assert "内审员由各部门轮流担任" in text
    assert "管理评审由最高管理者主持" in text


def test_nothing_is_told_twice() -> None:
    claims = ask("管理评审由谁主持？管理评审每年至少开几次？").claims
    quotes = [citation.quote for claim in claims for citation in claim.citations]
    assert len(quotes) == len(set(quotes))


def test_words_around_the_asking_clause_count_less() -> None:
    asking = "内审员由哪些部门的人担任？"
    whole = read(f"车间设备更新了一批，{asking}")
    lighter = {
        term.word
        for term, before in zip(focused(whole, TYPES).terms, whole.terms, strict=True)
        if term.weight < before.weight
    }
    assert lighter == {term.word for term in whole.terms if term.word not in asking}
    assert lighter


def test_a_bare_asking_clause_leaves_the_words_before_it_alone() -> None:
    whole = read("管理评审开完就没动静了，这可怎么办？")
    assert focused(whole, TYPES) == whole


def test_a_remark_in_brackets_stays_with_its_sentence_and_marks_alone_are_none() -> None:
    text = "内审应按计划进行。（集团可以分批。）\n.....\n检查表由组长批准。"
    chunk = chunks()[0].model_copy(update={"text": text, "start": 0, "end": len(text)})
    found: Passage = passage(chunk)
    assert [unit.text for unit in units_of(found)] == ["内审应按计划进行。（集团可以分批。）", "检查表由组长批准。"]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("管理评审由谁主持，多久开一次？", "管理评审，多久开一次？"),
        ("数据备份多久一次，谁负责？", "数据备份，谁负责？"),
        ("内审员由谁来选，没选上会怎样？", "内审员，没选上会怎样？"),
    ],
)
def test_a_short_second_half_is_about_what_the_first_is_about(text: str, second: str) -> None:
    assert parts(text)[1] == second


def test_a_second_half_with_its_own_subject_keeps_it() -> None:
    assert parts("管理评审由谁主持，方针由谁定？")[1] == "方针由谁定？"


def test_a_half_that_nothing_answers_is_said_plainly() -> None:
    given = ask("管理评审由谁主持，决议没落实会怎样？")
    assert "管理评审由最高管理者主持" in given.text
    assert "关于“决议没落实会怎样”，资料中没有找到依据。" in given.text
    assert given.status == "partial"


def test_a_half_that_asks_a_number_nobody_wrote_does_not_cost_the_other_half() -> None:
    given = ask("管理评审由谁主持，会务费要多少钱？")
    assert given.status == "partial"
    assert "管理评审由最高管理者主持" in given.text
    assert "关于“会务费要多少钱”，资料中没有找到依据。" in given.text


def test_someone_no_passage_names_is_not_answered_for() -> None:
    text = ask("新来的质检员什么时候参加内审员培训？管理评审由谁主持？").text
    assert "关于“新来的质检员什么时候参加内审员培训”，资料中没有找到依据。" in text


def test_two_halves_that_are_answered_stay_grounded() -> None:
    given = ask("内审员由谁担任？管理评审由谁主持？")
    assert given.status == "grounded"
    assert "没有找到依据" not in given.text

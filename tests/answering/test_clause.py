"""A question about a clause is answered with the clause."""

from assistant.answering.analysis import Analysis, analyse
from assistant.answering.blocks import Block
from assistant.answering.clause_answer import clause_blocks
from assistant.answering.matching import weigh
from assistant.answering.preference import by_evidence, merged, readable
from assistant.answering.scoring import Scored, Signs, score_units
from assistant.answering.selection import Room
from assistant.domain.evidence import Passage

from .world import chunks, glossary, passage, rules, segmenter


def found(index: int, document: str, workspace: str, *, number: str = "5.2") -> Passage:
    chunk = chunks()[index].model_copy(update={"clause": number, "workspace": workspace})
    return passage(chunk).model_copy(update={"document": document, "found_by": ("lookup",)})


ANALYSIS = analyse("5.2 讲什么？", rules().types, glossary(), segmenter())


def scored(analysis: Analysis, passages: list[Passage]) -> list[Scored]:
    known = rules()
    return score_units(analysis, passages, weigh(analysis.terms, passages), known.ranker, Signs(known.connectives.cues))


def blocks(passages: list[Passage]) -> tuple[Block, ...]:
    return clause_blocks(ANALYSIS, passages, scored(ANALYSIS, passages), rules().connectives.phrases, Room())


def test_the_clause_is_named_and_told_in_reading_order() -> None:
    made = blocks([found(3, "某标准", "library")])
    assert made[0].intro.startswith("《某标准》")
    assert made[0].points[0].text.startswith("两化融合方针应随着战略")
    assert [block.style for block in made] == ["plain", "bullets"]


def test_without_a_looked_up_clause_there_is_no_clause_answer() -> None:
    assert blocks([passage(chunks()[3])]) == ()


def test_a_number_without_a_document_means_ones_own_paper_then_the_standard() -> None:
    ours, standard, other = (
        found(0, "手册", "w"),
        found(3, "GB/T 23001-2017 要点", "library"),
        found(1, "ISO", "library"),
    )
    assert readable([other, standard, ours], ANALYSIS, "GB/T 23001", "library") == [ours]
    assert readable([other, standard], ANALYSIS, "GB/T 23001", "library") == [standard]


def test_superseded_editions_are_left_out_where_there_is_a_current_one() -> None:
    old = passage(chunks()[0]).model_copy(update={"superseded": True})
    new = passage(chunks()[1])
    plain = analyse("内审由谁做？", rules().types, glossary(), segmenter())
    assert readable([old, new], plain, "GB/T 23001", "library") == [new]
    assert readable([old], plain, "GB/T 23001", "library") == [old]


def test_merging_keeps_each_passage_once_and_the_leading_list_first() -> None:
    one = [passage(chunk) for chunk in chunks()[:3]]
    two = [passage(chunk) for chunk in chunks()[2:5]]
    assert [item.chunk.id for item in merged(one, two, 10)] == ["c0", "c1", "c2", "c3", "c4"]


def test_the_passage_with_the_best_sentence_comes_first_and_look_ups_stay_in_front() -> None:
    question = analyse("管理评审由谁主持？", rules().types, glossary(), segmenter())
    passages = [passage(chunks()[4]), passage(chunks()[1]), found(0, "手册", "w")]
    assert [item.chunk.id for item in by_evidence(passages, scored(question, passages))] == ["c0", "c1", "c4"]

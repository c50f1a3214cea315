"""Answers built from slices of the source."""

import pytest

from assistant.answering.analysis import Analysis, Term, analyse
from assistant.answering.blocks import claims_of, point_of
from assistant.answering.compose import compose, hedged
from assistant.answering.examining import examine
from assistant.answering.lists import best_group
from assistant.answering.matching import weigh
from assistant.answering.outline import outline
from assistant.answering.units import lines_of, units_of
from assistant.domain.answer import Answer, Question
from assistant.workflows.answer import answer
from assistant.workflows.answer_deps import tools

from .world import SOURCE, chunks, deps, passage


def ask(text: str, **options: object) -> Answer:
    return answer(Question(text=text, workspace="w", **options), deps())  # pyright: ignore[reportArgumentType]


def test_every_quote_is_an_exact_slice_of_the_source_at_its_offsets() -> None:
    for text in ("内审的关键点有哪些？", "管理评审由谁主持？", "什么是过渡期？", "调研和自评估有什么区别？"):
        given = ask(text)
        assert given.status == "grounded"
        for claim in given.claims:
            assert claim.citations
            assert all(SOURCE[c.start : c.end] == c.quote for c in claim.citations)


def test_citation_marks_count_the_citations_in_order() -> None:
    given = ask("内审的关键点有哪些？")
    quotes = list(dict.fromkeys(c.quote for claim in given.claims for c in claim.citations))
    assert all(f"[{number}]" in given.text for number in range(1, len(quotes) + 1))
    assert f"[{len(quotes) + 1}]" not in given.text


def test_a_list_is_complete_and_numbered() -> None:
    text = ask("要组织哪几类培训？").text
    assert "共 4 项" in text
    assert all(name in text for name in ("标准宣贯培训", "文件编写培训", "内审员培训", "文件实施培训"))


def test_headings_make_a_list_with_their_first_sentences() -> None:
    text = ask("内部审核有哪些关键点？").text
    assert "共 3 项" in text
    assert "1. 选人：内审员由各部门轮流担任" in text
    assert "3. 跟踪：" in text


def test_a_definition_comes_first() -> None:
    assert ask("什么是过渡期？").text.startswith("过渡期——从批准发布到正式生效之间的一段时间")


def test_both_sides_of_a_comparison_are_told() -> None:
    text = ask("调研和自评估有什么区别？").text
    assert "调研是为了定性地" in text
    assert "自评估是为了定量地" in text


def test_a_direct_no_where_the_source_forbids_what_was_asked() -> None:
    text = ask("内审员固定由质量科两个人包办行不行？").text
    assert text.startswith("不可以")
    assert "切忌固定由质量科两个人包办" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("既然两化融合方针发布后就不能再改，那要一次写到位吗？", "适时调整"),
        ("材料规定内审员培训由企业内培训师讲解，对吧？", "外部咨询师"),
        ("按材料的说法，自评估是定性的，那写段文字就行？", "定量"),
    ],
)
def test_a_false_premise_is_corrected_first(text: str, said: str) -> None:
    given = ask(text)
    assert given.status != "refused"
    assert given.text.startswith("题目里的说法与原文不符")
    assert said in given.text.splitlines()[0]


def test_a_true_premise_is_not_called_false() -> None:
    for text in ("既然方针要适时调整，那由谁参与制定？", "管理评审由最高管理者主持，对吧？"):
        assert "与资料不符" not in ask(text).text


def test_the_audience_changes_what_is_told() -> None:
    plain = ask("管理评审怎么开？").text
    boss = ask("管理评审怎么开？", audience="决策层").text
    assert len(boss) <= len(plain)


def test_the_answer_is_no_page_dump() -> None:
    for text in ("管理评审由谁主持？", "文件批准后为什么不能马上实施？"):
        assert len(ask(text).text) < 420


def test_units_keep_their_place_and_their_heading() -> None:
    section = passage(chunks()[0])
    for unit in units_of(section):
        assert section.chunk.text[unit.start : unit.end].replace("**", "") == unit.text
    assert units_of(section)[0].headings == ("选人",)
    assert [line.role for line in lines_of(section)][:2] == ["heading", "text"]


@pytest.mark.parametrize(
    ("below", "headings"),
    [("一把手工程是指最高管理者亲自推动的工作。", ("一把手工程",)), ("它由最高管理者亲自推动。", ("两张皮",))],
)
def test_a_word_on_a_line_of_its_own_heads_what_begins_with_it(below: str, headings: tuple[str, ...]) -> None:
    text = f"两张皮\n两张皮是指写的和做的不是一套。\n一把手工程\n{below}"
    section = passage(chunks()[0].model_copy(update={"text": text}))
    assert units_of(section)[-1].headings == headings


def test_items_under_a_lead_in_hang_together() -> None:
    root = outline([passage(chunks()[2])])
    lead = next(node for node in root.walk() if node.kind == "lead")
    assert [item.title for item in lead.items] == ["标准宣贯培训", "文件编写培训", "内审员培训", "文件实施培训"]


def test_a_list_whose_items_have_sections_of_their_own_is_told_complete() -> None:
    texts = ("第二节 素质\n1. 有道德\n公正可靠。", "2. 明断\n及时得出结论。", "3. 自立\n独立工作。")
    paths = (("第五章", "第二节 素质", "1. 有道德"), ("第五章", "第二节 素质"), ("第五章", "第二节 素质", "3. 自立"))
    parts = [
        passage(chunk.model_copy(update={"text": text, "path": path}))
        for chunk, text, path in zip(chunks(), texts, paths, strict=False)
    ]
    weighted = weigh([Term(word="素质", weight=1.0, names=("素质",))], parts)
    analysis = Analysis(text="有哪些素质", kinds=("list",), terms=weighted.terms)
    group = best_group(analysis, parts[:1], weighted, lambda _: [parts[:1], parts])
    assert group is not None
    assert [node.title for node in group.items] == ["有道德", "明断", "自立"]


def test_where_the_library_speaks_the_users_own_sentence_is_cited_too() -> None:
    own, other = chunks()[0], chunks()[1]
    text = "管理评审由最高管理者主持。"
    library = passage(
        other.model_copy(update={"workspace": "library", "text": f"{text}会后形成决议。", "path": ("评审",)})
    )
    mine = passage(own.model_copy(update={"text": "本公司管理评审由总经理主持。", "path": ("评审",)}), 1)
    world = tools(deps(), ("w", "library"))
    analysis = Analysis(
        text="管理评审由谁主持", kinds=("who",), terms=(Term(word="管理评审", weight=1.0, names=("管理评审",)),)
    )
    told = claims_of(compose(examine(analysis, [library, mine], world, None), world))
    assert told[0].text == text
    assert any(claim.text == "本公司管理评审由总经理主持。" for claim in told)
    alone = claims_of(compose(examine(analysis, [library], world, None), world))
    assert all(claim.citations[0].quote in library.chunk.text for claim in alone)


def _asking_leave(text: str, source: str, *names: str) -> str:
    """What the composer says to a question for leave; ``names`` are the words of the question."""
    one = passage(chunks()[0].model_copy(update={"text": source, "path": ("职责",)}))
    world = tools(deps(), ("w",))
    terms = tuple(Term(word=name, weight=1.0, names=(name,)) for name in names)
    analysis = Analysis(text=text, kinds=("yes_no",), terms=terms, permission=True)
    blocks = compose(examine(analysis, [one], world, None), world)
    return blocks[0].intro + blocks[0].points[0].text


def test_a_line_that_only_points_on_leads_no_answer() -> None:
    source = "与仓管员相关的术语有盘点、台账。\n仓管员不得自己盘点自己管的物料。"
    assert "不得自己盘点" in _asking_leave("仓管员能盘点自己的物料吗", source, "仓管员", "盘点")


def test_a_no_is_said_only_where_all_that_was_asked_about_is_forbidden() -> None:
    source = "仓管员不得把钥匙交给他人保管。"
    assert _asking_leave("仓管员能把钥匙交给他人吗", source, "仓管员", "钥匙").startswith("不可以")
    assert not _asking_leave("仓管员能兼任质检员吗", source, "仓管员", "质检员").startswith("不可以")


def test_an_answer_beside_the_question_says_so() -> None:
    world = tools(deps(), ("w",))
    one = passage(chunks()[0].model_copy(update={"text": "仓管员每月盘点一次。", "path": ("职责",)}))
    analysis = Analysis(text="盘点", kinds=("general",), terms=(Term(word="盘点", weight=1.0, names=("盘点",)),))
    blocks = hedged(compose(examine(analysis, [one], world, None), world), world)
    assert blocks[0].intro == world.connectives.phrases.partial
    assert blocks[0].points[0].text == "仓管员每月盘点一次。"


def test_a_sentence_that_sets_both_sides_apart_leads_a_comparison() -> None:
    text = "调研看的是能力。自评估看的是水平。调研不等于自评估：一个定性，一个定量。"
    one = passage(chunks()[0].model_copy(update={"text": text, "start": 0, "end": len(text)}))
    world = tools(deps(), ("w",))
    rules = deps().rules
    analysis = analyse("调研和自评估一样吗？", rules.types, deps().glossary, deps().segmenter, rules.spoken)
    told = claims_of(compose(examine(analysis, [one], world, None), world))
    assert told[0].text.startswith("调研不等于自评估")


@pytest.mark.parametrize(("prefix", "front"), [("一、跟踪", True), ("内审员由谁担任？", False), ("", False)])
def test_a_question_is_no_title_of_its_answer(prefix: str, front: bool) -> None:
    unit = next(u for c in chunks() for u in units_of(passage(c)) if u.text.startswith("内审员由"))
    assert point_of(unit, prefix).text == (f"{prefix}：{unit.text}" if front else unit.text)

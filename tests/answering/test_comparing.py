"""Two things told apart: each side by a sentence that is about it."""

from assistant.answering.analysis import analyse
from assistant.answering.compose import compose
from assistant.answering.examining import Evidence, examine
from assistant.answering.words import words
from assistant.domain.evidence import Passage
from assistant.workflows.answer_deps import tools

from .world import chunks, deps, passage

WORLD = deps()
HANDS = tools(WORLD, ("w",))
AUDIT = "内部审核是为了查清体系符不符合要求。内部审核由内审员负责实施，每半年一次。"
REVIEW = "管理评审是为了判断体系还适不适用。管理评审由最高管理者主持，每年一次。"
CHECK = "符合性审核是在管理评审之后、内部审核之外由咨询方实施的一次预演，管理评审和内部审核的问题都要回头看。"


def passages(*texts: str) -> list[Passage]:
    base = passage(chunks()[0])
    made = [base.chunk.model_copy(update={"id": f"t{n}", "text": t, "path": ("册",)}) for n, t in enumerate(texts)]
    return [base.model_copy(update={"chunk": chunk}) for chunk in made]


def looked_at(question: str, *texts: str) -> Evidence:
    analysis = analyse(question, WORLD.rules.types, WORLD.glossary, WORLD.segmenter, WORLD.rules.spoken)
    return examine(analysis, passages(*texts), HANDS, None)


def told(question: str, *texts: str) -> list[tuple[str, list[str]]]:
    return [(b.intro, [p.text for p in b.points]) for b in compose(looked_at(question, *texts), HANDS)]


def test_a_sentence_that_names_a_side_in_passing_does_not_tell_it() -> None:
    _, first = told("管理评审和内审有什么区别？", CHECK, AUDIT, REVIEW)[0]
    assert first == ["管理评审是为了判断体系还适不适用。", "内审：内部审核是为了查清体系符不符合要求。"]


def test_a_longer_name_is_not_the_side_it_begins_with() -> None:
    staff = "内审员每个部门至少培养一名，内审员不审自己的部门。"
    _, first = told("内审和管理评审有什么区别？", staff, AUDIT, REVIEW)[0]
    assert first[0] == "内审：内部审核是为了查清体系符不符合要求。"


def test_what_both_sides_are_told_of_stands_side_by_side() -> None:
    aspects = {aspect.label for aspect in WORLD.rules.connectives.aspects}
    blocks = [(i, p) for i, p in told("管理评审和内审有什么区别？", AUDIT, REVIEW) if i in aspects]
    assert blocks[0][1] == ["管理评审由最高管理者主持，每年一次。", "内审：内部审核由内审员负责实施，每半年一次。"]


def test_what_only_one_side_is_told_of_is_not_set_beside_something_else() -> None:
    aspects = {aspect.label for aspect in WORLD.rules.connectives.aspects}
    alone = "内部审核是为了查清体系符不符合要求。内部审核要有检查表。"
    for other in ("", "内审员培训（外部咨询师讲解，内审员参加）。内审员由各部门选派。"):
        assert not [i for i, _ in told("管理评审和内审有什么区别？", alone + other, REVIEW) if i in aspects]


def test_a_sentence_that_tells_of_both_comes_first() -> None:
    both = "方针是指路的牌子，目标是路上的里程碑。方针要随战略调整。目标要能量化。"
    _, first = told("方针和目标有什么区别？", both)[0]
    assert first[0] == "方针是指路的牌子，目标是路上的里程碑。"
    assert not words(WORLD.rules.types.apart).within(first[0])


def test_a_side_no_passage_names_is_said_to_be_without_a_source() -> None:
    blocks = told("管理评审和飞行检查有什么区别？", REVIEW, "内部审核要有检查表。")
    assert blocks[0][1] == ["管理评审是为了判断体系还适不适用。"]
    assert blocks[1] == ("关于“飞行检查”，资料中没有找到依据。", [])
    assert not [i for i, _ in told("管理评审和内审有什么区别？", AUDIT, REVIEW) if "没有找到依据" in i]


def test_a_word_that_only_stands_in_the_question_is_no_side() -> None:
    blocks = told("现在开管理评审，跟我们前些年上 ERP 那种项目，着眼点有什么不同？", REVIEW)
    assert not [i for i, _ in blocks if "没有找到依据" in i]


def test_the_users_own_sentence_on_a_side_comes_before_that_of_the_library() -> None:
    question = "管理评审和内审有什么区别？"
    evidence = looked_at(question, "管理评审是指最高管理者评审体系并作出改进决定的活动。", AUDIT, REVIEW)
    shelf = tools(WORLD, ("w",))
    library = [p.chunk.model_copy(update={"workspace": shelf.library}) for p in evidence.passages[:1]]
    mixed = [evidence.passages[0].model_copy(update={"chunk": library[0]}), *evidence.passages[1:]]
    blocks = compose(examine(evidence.analysis, mixed, shelf, None), shelf)
    assert blocks[0].points[0].text == "管理评审是为了判断体系还适不适用。"

from assistant.retrieval.deps import Candidate
from assistant.retrieval.fusion import Fused
from assistant.retrieval.ranking import Ranked
from assistant.retrieval.weaving import falling, weave
from tests.builders import make_document


def ranked(name, score, role="guidance", **features):
    document, (chunk,) = make_document(name, name, role=role)
    return Ranked(Candidate(chunk, document, Fused(chunk.id, score, ("dense",)), False), score, features)


def names(items):
    return [item.candidate.chunk.text for item in items]


def test_added_knowledge_comes_before_the_library_whatever_the_scores():
    own = [ranked(f"o{i}", 0.5 - i / 100, max_sim=0.4) for i in range(7)]
    library = [ranked(f"l{i}", 0.9 - i / 100, max_sim=0.5) for i in range(3)]
    assert names(weave([own, library])) == ["o0", "o1", "o2", "o3", "o4", "l0", "o5", "l1", "o6", "l2"]


def test_a_clients_papers_take_turns_with_the_library():
    own = [ranked("o0", 0.5, "client", max_sim=0.4), ranked("o1", 0.4, "client", max_sim=0.4)]
    library = [ranked("l0", 0.9, max_sim=0.5), ranked("l1", 0.8, max_sim=0.5), ranked("l2", 0.7, max_sim=0.5)]
    assert names(weave([own, library])) == ["o0", "l0", "o1", "l1", "l2"]


def test_own_passages_that_have_nothing_to_do_with_the_question_lose_their_place():
    own = [ranked("o0", 0.99, max_sim=0.2)]
    library = [ranked("l0", 0.9, max_sim=0.5), ranked("l1", 0.8, max_sim=0.5)]
    assert names(weave([own, library])) == ["l0", "l1", "o0"]


def test_one_list_stays_as_it_is():
    own = [ranked("o0", 0.9), ranked("o1", 0.8)]
    assert weave([own]) == own
    assert weave([own, []]) == own
    assert weave([[], own]) == own
    assert weave([]) == []


def test_shown_scores_never_rise():
    assert falling([0.5, 0.9, 0.3, 0.4]) == [0.5, 0.5, 0.3, 0.3]

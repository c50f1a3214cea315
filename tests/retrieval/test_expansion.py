from assistant.domain.glossary import Glossary, Term
from assistant.retrieval.expansion import asked_editions, explained

GLOSSARY = Glossary(
    terms=(
        Term(id="mr", term="管理者代表", definition="由最高管理者任命的人。", spoken=("管代",)),
        Term(id="ia", term="内部审核", definition="自己查自己。", spoken=("内审",)),
    )
)


def test_spoken_words_get_their_written_name():
    assert explained("管代要管内审吗", GLOSSARY) == "管代（管理者代表）要管内审（内部审核）吗"


def test_a_question_in_written_words_stays_as_it_is():
    assert explained("管理者代表负责内部审核吗", GLOSSARY) == "管理者代表负责内部审核吗"
    assert explained("管代", None) == "管代"


def test_editions_are_read_from_the_question():
    assert asked_editions("GB/T 23001-2014 和现在的有什么区别") == {"2014"}
    assert asked_editions("管理评审多久一次") == frozenset()

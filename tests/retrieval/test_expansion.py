from assistant.adapters.ranker_file import read_spoken_words
from assistant.domain.glossary import Glossary, Term
from assistant.retrieval.expansion import asked_editions, explained
from tests.conftest import PROJECT

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


SPOKEN = {"咋": ("怎么",), "咋整": ("怎么处理",), "摸底": ("调研", "评估")}


def test_general_spoken_words_get_written_ones_behind_the_question():
    assert explained("管代咋摸底", GLOSSARY, SPOKEN) == "管代（管理者代表）咋摸底（怎么，调研，评估）"


def test_the_longest_spoken_word_wins_and_nothing_is_said_twice():
    assert explained("这咋整", None, SPOKEN) == "这咋整（怎么处理）"
    assert explained("摸底就是调研评估", None, SPOKEN) == "摸底就是调研评估"


def test_the_shipped_list_leaves_plain_written_questions_alone():
    spoken = read_spoken_words(PROJECT / "corpus" / "ranker")
    questions = ("管理者代表的职责有哪些？", "数字化转型与两化融合的关系", "表单由谁批准", "内部审核的频次如何规定")
    for question in questions:
        assert explained(question, None, spoken) == question

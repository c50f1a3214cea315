"""Looking words up in a glossary."""

from assistant.domain.glossary import Distinction, Glossary, Term

TERMS = (
    Term(id="boss", term="最高管理者", definition="最高管理者是指……。", spoken=("一把手",)),
    Term(id="boss_project", term="一把手工程", definition="一把手工程是指……。", related=("最高管理者",)),
    Term(
        id="nc",
        term="不符合",
        definition="不符合是指……。",
        aliases=("不符合项",),
        spoken=("NC",),
        not_same_as=(Distinction(term="一把手工程", why="两回事。"),),
    ),
)
GLOSSARY = Glossary(terms=TERMS)


def test_a_spoken_word_is_expanded_to_the_written_term():
    assert GLOSSARY.expand("我们一把手不来行不行") == ("最高管理者",)


def test_names_that_already_stand_in_the_text_are_not_added():
    assert GLOSSARY.expand("一把手就是最高管理者吗") == ()


def test_the_longest_name_wins_over_a_shorter_one_inside_it():
    assert GLOSSARY.canonical("为什么叫一把手工程") == ("一把手工程",)


def test_latin_abbreviations_match_only_as_whole_words_in_any_case_and_width():
    assert GLOSSARY.canonical("CNC 机床") == ()
    assert GLOSSARY.canonical("这个nc怎么关") == ("不符合",)
    assert GLOSSARY.canonical("ＮＣ怎么关") == ("不符合",)


def test_a_text_without_terms_expands_to_nothing():
    assert GLOSSARY.expand("今天吃什么") == ()
    assert GLOSSARY.expand("") == ()


def test_each_term_is_mentioned_once_in_the_order_of_the_text():
    found = GLOSSARY.mentions("NC 报给一把手，又一个不符合项")
    assert [mention.term.id for mention in found] == ["nc", "boss"]
    assert found[0].word == "nc"


def test_get_finds_a_term_by_any_of_its_names():
    assert GLOSSARY.get(" 一把手 ") is TERMS[0]
    assert GLOSSARY.get("二把手") is None


def test_words_lists_every_name_once():
    assert GLOSSARY.words() == ("最高管理者", "一把手", "一把手工程", "不符合", "不符合项", "NC")


def test_look_alikes_name_the_term_and_the_difference():
    [(term, pair)] = GLOSSARY.look_alikes("NC 是什么")
    assert (term.id, pair.term, pair.why) == ("nc", "一把手工程", "两回事。")


def test_two_equal_glossaries_stay_equal_after_a_look_up():
    other = Glossary(terms=TERMS)
    other.expand("一把手")
    assert other == GLOSSARY


def test_a_name_that_only_lengthens_a_known_one_is_left_out_of_the_expansion():
    names = {"term": "管理评审", "aliases": ("管理评审会",), "spoken": ("管评",)}
    review = Term(id="review", definition="管理评审是指……。", **names)
    glossary = Glossary(terms=(review,))
    assert glossary.expand("管评何时开") == ("管理评审",)
    assert glossary.expand("管理评审何时开") == ("管评",)
    assert glossary.expand("管理评审会何时开") == ("管评",)


def test_general_words_are_mentioned_but_prove_no_subject():
    glossary = Glossary(terms=(*TERMS, Term(id="ai", term="人工智能", definition="……。", spoken=("AI",), general=True)))
    assert glossary.canonical("AI 能当一把手吗") == ("人工智能", "最高管理者")
    assert [mention.term.id for mention in glossary.specific("AI 能当一把手吗")] == ["boss"]

from assistant.domain.evidence import Passage
from assistant.retrieval.near_duplicates import copies_last
from tests.builders import make_document


def passage(file, text, role="client"):
    document, (chunk,) = make_document(file, text)
    return Passage(chunk=chunk, document=document.title, role=role, score=0.5)


def test_a_copy_waits_behind_the_distinct_passages():
    first = passage("a", "管理评审由最高管理者主持，每十二个月不少于一次。")
    copy = passage("b", "管理评审由最高管理者主持，每十二个月不少于一次")
    other = passage("c", "内部审核每年至少进行一次。")
    assert copies_last([first, copy, other], 9) == [first, other, copy]


def test_the_same_words_in_norm_and_client_file_are_both_shown_in_place():
    norm = passage("a", "管理评审由最高管理者主持。", "norm")
    client = passage("b", "管理评审由最高管理者主持。")
    other = passage("c", "内部审核每年至少进行一次。")
    assert copies_last([norm, client, other], 9) == [norm, client, other]


def test_one_changed_number_in_a_short_rule_is_no_copy():
    assert len({p.chunk.id for p in copies_last([passage("a", "每年一次"), passage("b", "每季一次")], 9)[:2]}) == 2

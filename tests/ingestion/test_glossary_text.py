"""The glossary as blocks of a document."""

from assistant.domain.glossary import Distinction, Glossary, Term
from assistant.ingestion.glossary_text import glossary_blocks

GLOSSARY = Glossary(
    terms=(
        Term(
            id="audit",
            term="内部审核",
            definition="内部审核是指自查。",
            topic="评测",
            spoken=("内审",),
            related=("管理评审",),
            not_same_as=(Distinction(term="管理评审", why="内审找问题，管评作决策。"),),
            keys=("eval.audit", "eval.none"),
            confidence="low",
        ),
        Term(id="review", term="管理评审", definition="管理评审是指评审。", topic="评测"),
    )
)


def test_each_term_is_a_heading_under_its_topic_followed_by_sentences():
    blocks = glossary_blocks(GLOSSARY)
    headings = [(block.level, block.text) for block in blocks if block.kind == "heading"]
    assert headings == [(1, "两化融合贯标术语表"), (2, "评测"), (3, "内部审核"), (3, "管理评审")]
    sentences = [block.text for block in blocks if block.kind == "paragraph"]
    assert "内部审核是指自查。" in sentences
    assert "内部审核也叫内审。" in sentences
    assert "内部审核不等于管理评审：内审找问题，管评作决策。" in sentences
    assert all(text.endswith("。") for text in sentences)


def test_clauses_are_named_only_where_the_caller_knows_them():
    texts = [block.text for block in glossary_blocks(GLOSSARY, {"eval.audit": "9.4 内部审核（编号待核对）"})]
    assert "内部审核涉及的标准条款：9.4 内部审核（编号待核对）。" in texts
    assert not any("eval." in text for text in texts)
    assert not any("涉及的标准条款" in block.text for block in glossary_blocks(GLOSSARY))


def test_an_entry_of_low_confidence_says_so():
    texts = [block.text for block in glossary_blocks(GLOSSARY)]
    assert sum("待核对" in text for text in texts) == 1

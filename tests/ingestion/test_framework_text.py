"""Standards as text: honest headings, whole sentences, practice never passed off as requirement."""

from assistant.domain.document import Block
from assistant.domain.framework import DocumentedInformation, Framework, Obligation, Relation, Requirement
from assistant.domain.subject import Entry, Field, Subject
from assistant.ingestion.framework_text import framework_blocks, framework_title, subject_blocks

CHAPTER = Requirement(key="eval", number="9", title="评测")
GENERAL = Requirement(key="eval.general", number="9.1", title="总则", parent="eval", intent="本条要求统筹安排。")
AUDIT = Requirement(
    key="eval.audit",
    number="9.4",
    alternative_numbers=("9.3",),
    title="内部审核（方案）",
    parent="eval",
    number_confidence="low",
    content_confidence="low",
    intent="本条要求查体系。企业先编方案。审核员看抽样。",
    obligations=(
        Obligation(who="审核组", what="实施审核", when="每年；必要时", evidence="检查表"),
        Obligation(who="管理者代表", what="编制方案", practice=True),
    ),
    documented_information=(
        DocumentedInformation(name="审核结果", mode="retain"),
        DocumentedInformation(name="审核程序", mode="maintain", practice=True),
    ),
    typical_nonconformities=("内审员审本部门", "没有抽样"),
    audit_questions=("抽了什么样本？", "怎样关闭？"),
    advice=("每年做一次。",),
    relations=(Relation(to="iso", clauses=("9.2",)),),
)
ISO = Framework(
    id="iso",
    code="ISO 9001:2015",
    title="质量",
    edition="2015",
    requirements=(Requirement(key="i", number="9.2", title="内部审核", number_confidence="low"),),
)


def framework(*requirements: Requirement) -> Framework:
    return Framework(id="demo", code="GB/T 1-2017", title="要求", edition="2017", requirements=requirements)


DEMO = framework(CHAPTER, GENERAL, AUDIT)


def headings(blocks: tuple[Block, ...]) -> list[tuple[int | None, str | None, str]]:
    return [(block.level, block.number, block.text) for block in blocks if block.kind == "heading"]


def body(blocks: tuple[Block, ...]) -> str:
    return "\n".join(block.text for block in blocks if block.kind == "paragraph")


def test_the_title_says_that_the_text_is_our_own() -> None:
    assert framework_title(DEMO) == "GB/T 1-2017 条款要点（自述，非标准原文）"
    assert framework_blocks(DEMO)[0].text == framework_title(DEMO)


def test_each_clause_is_one_heading_with_its_number_and_depth() -> None:
    assert headings(framework_blocks(DEMO))[1:] == [
        (1, "9", "评测"),
        (2, "9.1", "总则"),
        (2, "9.4", "内部审核（方案）（条款号待核对）"),
    ]


def test_a_doubtful_title_shows_too() -> None:
    doubtful = CHAPTER.model_copy(update={"title_confidence": "low"})
    assert headings(framework_blocks(framework(doubtful)))[1][2] == "评测（标题待核对）"


def test_the_intent_names_its_clause_so_that_it_can_be_quoted_alone() -> None:
    text = body(framework_blocks(DEMO))
    assert "“评测总则”一条要求统筹安排。" in text
    assert "“内部审核”一条（正式条文未见，按通行理解）要求查体系。" in text
    assert "在“内部审核”方面，企业先编方案。" in text
    assert "审核“内部审核”时，审核员看抽样。" in text


def test_an_intent_without_its_clause_is_led_by_code_and_number() -> None:
    bare = GENERAL.model_copy(update={"intent": "统筹安排各项评测。"})
    text = body(framework_blocks(framework(CHAPTER, bare)))
    assert "GB/T 1-2017 的 9.1 总则：统筹安排各项评测。" in text


def test_an_obligation_is_one_whole_sentence() -> None:
    assert "审核组实施审核（时机：每年，必要时；证据：检查表）。" in body(framework_blocks(DEMO))


def test_every_sentence_of_practice_is_marked() -> None:
    text = body(framework_blocks(DEMO))
    for sentence in ("管理者代表编制方案。", "每年做一次。", "内部审核一般还有要保持更新的文件：审核程序。"):
        assert f"实务建议：{sentence}" in text


def test_practice_stays_out_of_the_obligations_and_the_proof() -> None:
    lines = body(framework_blocks(DEMO)).split("\n")
    required = [line for line in lines if line.startswith(("谁来做", "怎样证明"))]
    assert required
    assert not [line for line in required if "编制方案" in line or "审核程序" in line]


def test_a_doubtful_number_is_explained_with_its_alternatives() -> None:
    assert "编号 9.4 待核对，也可能是 9.3，" in body(framework_blocks(DEMO))


def test_a_relation_shows_code_number_and_title_and_the_doubt_of_the_other_number() -> None:
    assert "对应 ISO 9001:2015 的 9.2 内部审核（条款号待核对）" in body(framework_blocks(DEMO, (ISO,)))


def test_a_superseded_edition_says_so() -> None:
    old = DEMO.model_copy(update={"current": False})
    assert "旧版" in body(framework_blocks(old))


def test_no_paragraph_is_empty_or_unfinished() -> None:
    blocks = framework_blocks(DEMO, (ISO,))
    assert all(block.text and block.text[-1] in "。？！" for block in blocks if block.kind == "paragraph")


SUBJECT = Subject(
    id="phases",
    title="阶段",
    intro="分几步走。",
    entries=(
        Entry(
            id="PH1",
            name="启动",
            text="先开会。",
            confidence="low",
            practice=True,
            fields=(Field(key="outputs", label="交付物", values=("签到表", "讲话稿")),),
        ),
    ),
)


def test_a_subject_is_a_document_with_one_section_an_entry() -> None:
    blocks = subject_blocks(SUBJECT)
    assert headings(blocks) == [(1, None, "阶段（贯标助手自编资料）"), (2, None, "启动（待核对）")]
    assert [block.text for block in blocks if block.kind == "paragraph"] == [
        "分几步走。",
        "阶段共 1 项：启动。",
        "实务建议：先开会。",
        "启动的交付物：签到表、讲话稿。",
    ]


def test_an_entry_names_the_clauses_it_bears_on_when_the_standard_is_given() -> None:
    entry = SUBJECT.entries[0].model_copy(update={"keys": ("eval", "eval.audit", "elsewhere")})
    blocks = subject_blocks(SUBJECT.model_copy(update={"entries": (entry,)}), DEMO)
    assert blocks[-1].text == "启动涉及 GB/T 1-2017 的 9 评测、9.4 内部审核（方案）（条款号待核对）。"

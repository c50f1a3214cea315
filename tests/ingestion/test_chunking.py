from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.document import Block
from assistant.ingestion.asides import ASIDES
from assistant.ingestion.chunk_check import problems
from assistant.ingestion.chunking import cut
from assistant.ingestion.pieces import HARD, LONG
from assistant.ingestion.rows import rows
from assistant.text.normalize import fold_text
from tests.document_builders import lines, read, table

SENTENCE = "各部门应当按照规定的时限和格式提交数据，由归口部门汇总后报管理者代表审批。"


def texts(source, **more):
    return [chunk.text for chunk in read(source, **more)[1]]


def test_each_clause_is_a_chunk_of_its_own_with_its_breadcrumb():
    _, chunks = read("第一章 总则\n第一条 为规范管理，制定本办法。\n第二条 本办法适用于公司各部门。")
    assert [chunk.clause for chunk in chunks] == ["第一条", "第二条"]
    assert chunks[1].path == ("第一章 总则", "第二条")
    assert chunks[1].locator == "第一章 总则 › 第二条"


def test_a_heading_without_text_goes_with_its_first_child():
    assert texts("4 职责\n4.1 企管部\n负责组织。\n4.2 信息部\n负责维护。") == [
        "4 职责\n4.1 企管部\n负责组织。",
        "4.2 信息部\n负责维护。",
    ]


def test_a_last_heading_without_text_goes_with_the_chunk_before():
    assert texts("1 目的\n规范管理。\n2 记录")[-1].endswith("2 记录")


def test_the_document_title_goes_with_the_first_section():
    _, chunks = read("文件控制程序\n1 目的\n规范管理。\n2 范围\n全公司。")
    assert [chunk.text for chunk in chunks] == ["文件控制程序\n1 目的\n规范管理。", "2 范围\n全公司。"]
    assert chunks[0].path == ("1 目的",)


def test_a_heading_alone_on_its_slide_is_told_not_cut():
    text = (
        "第一节 特点\n一、异同\n方法相似。\n第一节 特点\n二、借鉴\n方法可学。\n"
        "第一节 特点\n三、流程\n第二节 启动\n一、大会\n全员参加。"
    )
    document, chunks = read(text)
    assert all("三、流程" not in chunk.text for chunk in chunks)
    assert any("三、流程" in warning for warning in document.warnings)
    assert any(section.title == "流程" for section in document.sections)


def test_repeated_headings_stand_in_no_chunk_but_in_the_text():
    text = "第一节 培训\n一、组织\n➤ 宣贯\n面向全员。\n第一节 培训\n一、组织\n➤ 解读\n面向骨干。"
    document, chunks = read(text)
    assert document.text.count("第一节 培训") == 2
    assert "".join(chunk.text for chunk in chunks).count("第一节 培训") == 1
    assert chunks[1].path[:2] == ("第一节 培训", "一、组织")


def test_small_neighbouring_sections_are_grouped_and_long_ones_are_not():
    small = "\n".join(f"➤ 要点{n}\n{SENTENCE}" for n in "甲乙丙")
    long = "\n".join(f"➤ 要点{n}\n{SENTENCE * 12}" for n in "丁戊")
    found = texts(f"一、做法\n{small}\n{long}")
    assert [("要点甲" in t, "要点丙" in t) for t in found] == [(True, True), (False, False), (False, False)]


def test_a_new_section_never_shares_a_chunk_with_the_one_before():
    point = f"➤ 要点\n{SENTENCE}"
    found = texts(f"第一章 方法\n第一节 访谈\n{point}\n第二节 诊断\n{point}")
    assert len(found) == 2
    assert "第二节" not in found[0]


def test_points_below_sections_are_no_clauses():
    _, chunks = read("第一节 素质\n1. 有道德\n公正可靠。\n2. 明断\n及时得出结论。\n第二节 知识\n懂标准。")
    assert [chunk.clause for chunk in chunks] == ["第一节", "第二节"]
    _, chunks = read("1. 目的\n规范采购。\n2. 范围\n全公司。")
    assert [chunk.clause for chunk in chunks] == ["1", "2"]


def test_grouping_never_joins_two_clauses():
    found = texts("1 目的\n规范。\n2 范围\n全公司。\n3 职责\n领导。")
    assert len(found) == 3


def test_a_list_stays_with_its_lead_in():
    items = "\n".join(
        f"{c}) 与本过程有关的第{n}项资料和必要说明，由责任部门提供；" for n, c in enumerate("abcdefghij", 1)
    )
    found = texts(f"5 输入\n{SENTENCE * 8}\n评审输入应当包括：\n{items}")
    assert [t for t in found if "评审输入应当包括" in t][0].count("项资料") == 10


def test_a_question_stays_with_its_answer():
    text = "\n".join(f"问题{n}：应当怎样做？\n{SENTENCE * 5}" for n in range(9))
    assert all(t.startswith("问题") and t.endswith("。") for t in texts("一、问答\n" + text)[1:])


def test_long_paragraphs_are_cut_between_sentences_only():
    found = texts("一、概述\n" + SENTENCE * 60)
    assert len(found) > 3
    assert all(text.endswith("。") and len(text) <= 500 for text in found)


def test_lines_broken_by_their_width_are_not_cut_apart():
    wrapped = [SENTENCE[i : i + 30] for i in range(0, 30, 30)] + [SENTENCE[30:]]
    found = texts("一、概述\n" + "\n".join(wrapped * 40))
    assert all(text.endswith("。") for text in found)


def test_a_short_table_is_whole_and_a_long_one_names_its_header_in_the_path():
    header = ("序号", "过程", "责任部门", "时机")
    row = ("1", "策划年度内部审核并报管理者代表批准", "企管部", "每年二月底前")
    _, short = read([*lines("3 过程"), table(header, *[row] * 5)])
    assert len(short) == 1
    document, chunks = read([*lines("3 过程"), table(header, *[row] * 60)])
    assert len(chunks) > 1
    assert chunks[0].path == ("3 过程",)
    assert all(chunk.path == ("3 过程", "序号 | 过程 | 责任部门 | 时机") for chunk in chunks[1:])
    assert all(chunk.text.splitlines()[0].count(" | ") == 3 for chunk in chunks[1:])
    assert document.text.count("序号") == 1


def test_unchanged_chunks_keep_their_ids_when_the_file_changes():
    before = read("1 目的\n规范管理。\n2 职责\n总经理负责。")[1]
    after = read("1 目的\n规范管理。\n2 职责\n副总经理负责。\n3 记录\n保存三年。")[1]
    assert before[0].id == after[0].id
    assert before[0].sha256 == after[0].sha256
    assert before[1].id != after[1].id
    assert before[0].version_id != after[0].version_id


def test_equal_texts_in_one_document_have_different_ids():
    _, chunks = read([
        table(("甲",), ("乙",), sheet="一"),
        *lines("第一条 略。\n第二条 略。"),
        table(("甲",), ("乙",), sheet="一"),
    ])
    assert len({chunk.id for chunk in chunks}) == len(chunks)


def test_pages_come_from_the_blocks():
    blocks = [
        Block(kind="paragraph", text="1 目的", page=1),
        Block(kind="paragraph", text="规范。", page=1),
        Block(kind="paragraph", text="2 职责", page=2),
        Block(kind="paragraph", text="负责。", page=2),
    ]
    assert [chunk.page for chunk in read(blocks)[1]] == [1, 2]


def test_a_split_that_lost_text_is_found_out():
    document, chunks = read("1 目的\n规范管理。\n2 职责\n总经理负责。")
    assert problems(document, chunks, rows(document)) == []
    assert problems(document, chunks[:1], rows(document))
    assert problems(document, (chunks[0], chunks[0]), rows(document))


def test_an_empty_document_has_no_chunks():
    assert read([])[1] == ()


PIECES = st.one_of(
    st.builds(
        lambda n, t: f"{n} {t}",
        st.sampled_from(["1", "2", "2.1", "2.2", "3", "3.1.1", "10"]),
        st.sampled_from(["目的", "职责"]),
    ),
    st.builds(lambda n: f"第{n}条 为规范管理，制定本办法。", st.sampled_from("一二三四五六")),
    st.builds(lambda n, t: f"第{n}章 {t}", st.sampled_from("一二三"), st.sampled_from(["总则", "附则"])),
    st.builds(
        lambda n, t: f"{n}{t}",
        st.sampled_from(["一、", "二、", "（一）", "1. ", "a) ", "◆ ", "➤ ", "- "]),
        st.sampled_from(["要点", SENTENCE]),
    ),
    st.sampled_from([
        "目录",
        "附录A",
        "A.1 概述",
        "第一章 总则..........3",
        "评审输入包括：",
        "2025.3.12 发布",
        "第五条规定的要求",
        "3",
    ]),
    st.builds(lambda n: SENTENCE * n, st.integers(1, 40)),
    st.text(alphabet="甲乙，。；：（）| \t1.aⅠ\u3000\u200b", min_size=1, max_size=60),
    st.builds(lambda n: "无标点" * n, st.integers(1, 900)),
)
BLOCKS = st.lists(
    st.one_of(
        st.builds(lambda t: Block(kind="paragraph", text=t), PIECES),
        st.builds(lambda t: Block(kind="heading", text=t[:40], level=1 + len(t) % 3), PIECES),
        st.builds(lambda n: table(("项目", "内容"), *[("策划", SENTENCE)] * n), st.integers(1, 40)),
        st.builds(lambda t: Block(kind="header", text=t[:30], page=1), PIECES),
    ),
    max_size=30,
)


@settings(max_examples=80, deadline=None)
@given(BLOCKS)
def test_any_file_is_cut_without_loss_overlap_or_endless_pieces(blocks):
    document, chunks = read(blocks)
    position = 0
    for ordinal, chunk in enumerate(chunks):
        assert chunk.ordinal == ordinal
        assert position <= chunk.start < chunk.end
        assert document.text[chunk.start : chunk.end] == chunk.text
        assert len(chunk.text) <= HARD
        position = chunk.end
    assert len({chunk.id for chunk in chunks}) == len(chunks)
    asides = [s for s in document.sections if s.title in ASIDES]
    kept = "".join(c for i, c in enumerate(document.text) if not any(s.start <= i < s.end for s in asides))
    inside = "".join(fold_text(chunk.text) for chunk in chunks)
    if not any("标题下没有正文" in warning for warning in document.warnings):
        assert inside == fold_text(kept)


@settings(max_examples=40, deadline=None)
@given(BLOCKS)
def test_cutting_again_gives_the_same_chunks(blocks):
    document, chunks = read(blocks)
    assert cut(document).chunks == chunks


@pytest.mark.parametrize("count", [1, 5, 30])
def test_no_chunk_is_longer_than_a_list_may_be_unless_it_is_one_sentence(count):
    text = "\n".join(f"{n} 章节{n}\n{SENTENCE * count}" for n in range(1, 6))
    assert all(len(chunk) <= LONG for chunk in texts(text))


@pytest.mark.slow
def test_a_megabyte_of_numbered_clauses_is_cut_in_seconds():
    text = "\n".join(f"{n // 100 + 1}.{n // 10 % 10 + 1}.{n % 10 + 1} {SENTENCE}" for n in range(20_000))
    started = process_time()
    _, chunks = read(text)
    assert len(chunks) == 20_000
    assert process_time() - started < 20

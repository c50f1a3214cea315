from assistant.domain.document import FileFacts, Segment
from assistant.ingestion.segments import read_segments

FACTS = FileFacts(name="集.jsonl", size=1, sha256="a" * 64, media="jsonl")
SEGMENTS = (
    Segment(id="u1", title="甲办法", path=("第一章 总则",), clause="第1条", text="第一条 为规范管理，\n制定本办法。"),
    Segment(id="u2", title="甲办法", path=("第一章 总则",), clause="第二条", text="第二条 适用于各部门。"),
    Segment(id="u3", title="乙规定", text="适用于各部门。" * 300),
)


def test_each_segment_is_one_chunk_with_its_own_id_and_text():
    document, chunks = read_segments(FACTS, SEGMENTS, workspace="w")
    assert [chunk.source_id for chunk in chunks] == ["u1", "u2", "u3"]
    assert [chunk.text for chunk in chunks] == [segment.text for segment in SEGMENTS]
    assert all(document.text[chunk.start : chunk.end] == chunk.text for chunk in chunks)
    assert len({chunk.id for chunk in chunks}) == 3


def test_paths_name_title_and_clause_and_clauses_are_canonical():
    _, chunks = read_segments(FACTS, SEGMENTS, workspace="w")
    assert chunks[0].path == ("甲办法", "第一章 总则", "第1条")
    assert [chunk.clause for chunk in chunks] == ["第一条", "第二条", None]


def test_a_common_title_is_the_document_s():
    document, chunks = read_segments(FACTS, SEGMENTS[:2], workspace="w")
    assert document.title == "甲办法"
    assert chunks[1].path == ("第一章 总则", "第二条")


def test_sections_hold_the_clause_numbers():
    document, _ = read_segments(FACTS, SEGMENTS, workspace="w", role="client")
    assert [section.number for section in document.sections] == ["第1条", "第二条", None]
    assert (document.role, document.title) == ("client", "集")


def test_equal_segments_get_different_chunk_ids():
    twice = (SEGMENTS[1], SEGMENTS[1].model_copy(update={"id": "u9"}))
    _, chunks = read_segments(FACTS, twice, workspace="w")
    assert chunks[0].id != chunks[1].id

import pytest

from assistant.ports import ClauseEntry
from assistant.retrieval.lookup import look_up, name_match
from tests.builders import make_document


class Reader:
    """Clauses of a few documents, one chunk each."""

    def __init__(self, *entries):
        self._heads, self._chunks = {}, []
        for title, clause, role, path in entries:
            document, chunks = make_document(f"{title}.docx", f"{clause}的文字", clause=clause, title=title, role=role)
            version = f"{document.version_id}"
            self._heads[version] = document.model_copy(update={"code": None})
            self._chunks += [chunk.model_copy(update={"path": path}) for chunk in chunks]

    def by_clause(self, number, workspaces):
        return [chunk for chunk in self._chunks if chunk.clause == number and chunk.workspace in workspaces]

    def clauses(self, workspaces):
        return [ClauseEntry(c.version_id, "", None, c.clause or "", "") for c in self._chunks]

    def heads(self, version_ids):
        return {key: self._heads[key] for key in version_ids}


def titles(reader, found):
    return [reader.heads([item.chunk.version_id])[item.chunk.version_id].title for item in found]


@pytest.fixture
def reader():
    return Reader(
        ("两化融合管理体系 要求", "5.2", "norm", ()),
        ("内部审核控制程序", "5.2", "client", ()),
        ("劳动合同法", "第十条", "norm", ()),
        ("合同法", "第十条", "norm", ()),
        ("两化融合管理体系 要求", "7.1", "norm", ()),
    )


def test_a_named_document_decides_which_clause_is_meant(reader):
    found = look_up("《内部审核控制程序》第5.2条写了什么", reader, ["w"])
    assert titles(reader, found) == ["内部审核控制程序"]
    assert found[0].certain


def test_the_exact_name_wins_over_a_longer_name_that_ends_alike(reader):
    assert titles(reader, look_up("合同法第十条的内容是什么", reader, ["w"])) == ["合同法"]
    assert titles(reader, look_up("劳动合同法第10条规定了什么", reader, ["w"])) == ["劳动合同法"]


def test_a_bare_number_gives_all_bearers_norms_first_and_is_not_certain(reader):
    found = look_up("5.2讲的是什么", reader, ["w"])
    assert titles(reader, found) == ["两化融合管理体系 要求", "内部审核控制程序"]
    assert not any(item.certain for item in found)


def test_a_clause_of_a_document_that_does_not_have_it_finds_nothing(reader):
    assert look_up("《内部审核控制程序》第7.1条", reader, ["w"]) == []


def test_nothing_is_looked_up_in_other_workspaces(reader):
    assert look_up("合同法第十条", reader, ["someone-else"]) == []


def test_a_clause_without_own_text_gives_the_clauses_below_it():
    reader = Reader(("要求", "6.1", "norm", ()), ("手册", "6.2", "client", ()), ("附", "6.2.1", "client", ()))
    assert [item.chunk.clause for item in look_up("第6章中6.1和条款6讲什么", reader, ["w"])][0] == "6.1"


@pytest.mark.parametrize(
    ("said", "title", "expected"),
    [
        ("合同法", "中华人民共和国合同法", 4),
        ("民商法农民专业合作社法", "农民专业合作社法", 3),
        ("内部审核", "内部审核控制程序", 2),
        ("培训程序", "内部审核控制程序", 0),
    ],
)
def test_names_match_by_degrees(said, title, expected):
    document, _ = make_document("a", "x", title=title)
    assert int(name_match(said, document)) == expected


def test_of_titles_that_end_alike_the_longest_is_meant():
    reader = Reader(("仲裁法", "第十条", "norm", ()), ("劳动争议调解仲裁法", "第十条", "norm", ()))
    found = look_up("诉讼与非诉讼程序法劳动争议调解仲裁法第十条的内容是什么", reader, ["w"])
    assert titles(reader, found) == ["劳动争议调解仲裁法"]


def test_a_named_edition_must_be_that_of_the_document():
    document, _ = make_document("a", "x", title="GB/T 23001-2017 要求")
    assert name_match("GB/T 23001", document, "2017") > 0
    assert name_match("GB/T 23001", document, "2014") == 0

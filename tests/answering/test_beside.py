"""What stands beside a sentence counts: its passage, and what the built-in library says to the question."""

import pytest

from assistant.answering.examining import examine
from assistant.answering.understanding import understand
from assistant.domain.answer import Question
from assistant.domain.document import Chunk
from assistant.domain.evidence import Passage
from assistant.workflows.answer import answer
from assistant.workflows.answer_deps import tools
from tests.answering.world import SharedCharacters, deps, passage


class Listening(SharedCharacters):
    """Knows both workspaces, and remembers what it was told stands beside the question."""

    def __init__(self) -> None:
        super().__init__()
        self.beside: list[tuple[tuple[str, ...], int]] = []

    def search(self, query, workspaces, limit=10, *, extra_queries=(), meant=(), beside=()):
        self.beside.append((tuple(workspaces), len(beside)))
        found = super().search(query, ["w"], limit, extra_queries=extra_queries, meant=meant)
        return [moved(item, workspaces[0]) for item in found]


def moved(item: Passage, workspace: str, **features: float) -> Passage:
    chunk = item.chunk.model_copy(update={"workspace": workspace, "id": f"{workspace}-{item.chunk.id}"})
    return item.model_copy(update={"chunk": chunk, "features": (*item.features, *features.items())})


@pytest.mark.parametrize("scope", ["all", "workspace"])
def test_own_documents_are_searched_with_what_the_library_says(scope):
    search = Listening()
    answer(Question(text="管理评审由谁主持？", workspace="w", scope=scope), deps(retriever=search))
    assert search.beside[0] == (("library",), 0)
    assert search.beside[1][0] == ("w",)
    assert search.beside[1][1] > 0


def text_of(text: str, key: str, workspace: str = "w") -> Passage:
    chunk = Chunk(
        id=key, document_id="d", version_id="v", workspace=workspace, ordinal=0, text=text, start=0, end=len(text),
        path=("贯标手册",),
    )  # fmt: skip
    return passage(chunk)


def leading(question: str, *passages: Passage) -> str:
    given = deps()
    asked = understand(
        Question(text=question, workspace="w"),
        given.rules,
        given.glossary,
        given.segmenter,
        given.intent,
        given.meaning,
    )
    return examine(asked.analysis, passages, tools(given, ("w",)), None).scored[0].unit.passage.chunk.id


def test_a_passage_on_the_matter_leads_one_that_names_it_in_passing():
    passing = text_of("供应商评价表由采购部保管，整改的验证见附表。食堂的安排另行通知。", "passing")
    whole = text_of("审核发现的问题要分析原因后整改。整改由责任部门完成，验证由审核组负责。", "whole")
    assert leading("整改的验证由谁负责？", passing, whole) == "whole"


def test_the_sentence_that_holds_the_question_leads_although_it_stands_alone():
    alone = text_of("整改的验证由审核组负责。食堂的安排另行通知。", "alone")
    often = text_of("整改要及时。整改的资料要归档。", "often")
    assert leading("整改的验证由谁负责？", often, alone) == "alone"


def test_of_two_like_passages_the_one_beside_the_library_leads():
    one, other = text_of("整改由责任部门完成。", "one"), text_of("整改由责任部门完成。", "other")
    assert leading("整改由谁完成？", one, moved(other, "w", beside=2.0)) == "w-other"
    assert leading("整改由谁完成？", one, moved(other, "w", beside=-2.0)) == "one"

"""A tiny library of our own: six sections of an invented handbook, a reader and a search over them."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.adapters.answer_parts import load_answer_prompts, load_answering_rules
from assistant.adapters.corpus_yaml import load_frameworks
from assistant.adapters.glossary_yaml import load_glossary
from assistant.adapters.jieba_segmenter import JiebaSegmenter
from assistant.answering.rules import AnsweringRules
from assistant.domain.document import Chunk, Document
from assistant.domain.evidence import Passage
from assistant.domain.framework import Framework
from assistant.domain.glossary import Glossary
from assistant.ports import ClauseEntry
from assistant.workflows.answer import AnswerDeps

PROJECT = Path(__file__).resolve().parents[2]
CORPUS = PROJECT / "corpus"

SECTIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("贯标手册", "第一节 内部审核", "内部审核的关键点"),
        "➤ 选人\n\n内审员由各部门轮流担任，切忌固定由质量科两个人包办。\n\n➤ 备表\n\n"
        "审核前要编好检查表，写明查什么、看什么证据。"
        "\n\n➤ 跟踪\n\n对查出的不符合，责任部门应在十五天内提出纠正措施，内审组负责验证效果。",
    ),
    (
        ("贯标手册", "第二节 管理评审", "管理评审怎么开"),
        "管理评审由最高管理者主持，每年至少开一次。会后必须形成决议，切忌只念材料、没有结论。"
        "决议的落实情况由贯标办公室跟踪，并向最高管理者报告。",
    ),
    (
        ("贯标手册", "第三节 培训", "四类培训"),
        "为使员工理解体系，应组织以下培训：\n\n- 标准宣贯培训\n- 文件编写培训\n- 内审员培训\n- 文件实施培训\n\n"
        "内审员培训由外部咨询师讲解，内审员参加。",
    ),
    (
        ("贯标手册", "第四节 方针", "方针的管理"),
        "两化融合方针应随着战略和环境的变化适时调整。因为方针体现决策层的想法，所以必须由领导亲自参与制定，"
        "不能交给办公室代笔。",
    ),
    (
        ("贯标手册", "第五节 文件", "文件的发布"),
        "文件批准之后要留出过渡期再实施。**过渡期**——从批准发布到正式生效之间的一段时间，用来培训和准备。"
        "过渡期一般不少于一个月。",
    ),
    (
        ("贯标手册", "第六节 评估与调研", "调研和自评估"),
        "调研是为了定性地了解管理现状，找到能力上的差距。自评估是为了定量地评价两化融合水平，与行业标杆比较。",
    ),
)


@cache
def chunks() -> tuple[Chunk, ...]:
    found: list[Chunk] = []
    at = 0
    for number, (path, text) in enumerate(SECTIONS):
        found.append(
            Chunk(
                id=f"c{number}", document_id="d", version_id="v", workspace="w", ordinal=number, text=text,
                start=at, end=at + len(text), path=path,
            )
        )  # fmt: skip
        at += len(text) + 1
    return tuple(found)


SOURCE = "\n".join(text for _, text in SECTIONS)


def passage(chunk: Chunk, rank: int = 0, *, likeness: float = 0.5) -> Passage:
    return Passage(
        chunk=chunk, document="贯标手册", role="guidance", score=1 / (1 + rank), found_by=("keyword",),
        features=(("cosine", 0.7 + likeness / 5), ("max_sim", likeness)),
    )  # fmt: skip


def passages() -> list[Passage]:
    return [passage(chunk, rank) for rank, chunk in enumerate(chunks())]


class SharedCharacters:
    """Fulfils ``Search``: sections by the pairs of characters they share with the question; records what was asked."""

    def __init__(self, workspace: str = "w") -> None:
        self.asked: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []
        self._workspace = workspace

    def search(
        self,
        query: str,
        workspaces: Sequence[str],
        limit: int = 10,
        *,
        extra_queries: Sequence[str] = (),
        meant: Sequence[tuple[str, float]] = (),
        beside: Sequence[Passage] = (),
    ) -> list[Passage]:
        self.asked.append((query, tuple(workspaces), tuple(extra_queries)))
        if self._workspace not in workspaces:
            return []
        wanted = _pairs(" ".join([query, *extra_queries]))
        share = {chunk.id: len(wanted & _pairs(" ".join([*chunk.path, chunk.text]))) for chunk in chunks()}
        ranked = sorted(chunks(), key=lambda chunk: -share[chunk.id])[:limit]
        return [
            passage(chunk, rank, likeness=min(1.0, 2.5 * share[chunk.id] / max(1, len(wanted))))
            for rank, chunk in enumerate(ranked)
        ]


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


class Shelf:
    """Fulfils ``ChunkReader`` over the sections; ``entries`` are the numbered clauses it knows."""

    def __init__(self, entries: Sequence[ClauseEntry] = ()) -> None:
        self._entries = list(entries)

    def chunks(self, chunk_ids: Sequence[str], workspaces: Sequence[str]) -> list[Chunk]:
        return [chunk for chunk in chunks() if chunk.id in chunk_ids]

    def by_clause(self, number: str, workspaces: Sequence[str]) -> list[Chunk]:
        return []

    def neighbours(self, chunk_id: str, before: int, after: int, workspaces: Sequence[str]) -> list[Chunk]:
        return [chunk for chunk in chunks() if chunk.id == chunk_id]

    def clauses(self, workspaces: Sequence[str]) -> list[ClauseEntry]:
        return self._entries

    def heads(self, version_ids: Sequence[str]) -> dict[str, Document]:
        return {}


@cache
def rules() -> AnsweringRules:
    return load_answering_rules(CORPUS)


@cache
def glossary() -> Glossary:
    return load_glossary(CORPUS / "glossary.yaml")


@cache
def frameworks() -> tuple[Framework, ...]:
    return load_frameworks(CORPUS / "frameworks")


@cache
def segmenter() -> JiebaSegmenter:
    return JiebaSegmenter(glossary().words())


def standard_entries() -> list[ClauseEntry]:
    framework = next(item for item in frameworks() if item.id == "gbt23001-2017")
    return [
        ClauseEntry("s", f"{framework.code} 条款要点", framework.edition, item.number, item.title)
        for item in framework.requirements
    ]


def deps(**changes: object) -> AnswerDeps:
    values: dict[str, object] = {
        "retriever": SharedCharacters(),
        "reader": Shelf(standard_entries()),
        "glossary": glossary(),
        "segmenter": segmenter(),
        "rules": rules(),
        "frameworks": frameworks(),
        "prompts": load_answer_prompts(PROJECT / "prompts"),
    }
    return AnswerDeps(**{**values, **changes})  # pyright: ignore[reportArgumentType]

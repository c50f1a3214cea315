"""Question → passages: look-up of clause numbers, keyword and dense search, fusion by rank, ranking, copies last."""

from collections.abc import Sequence

from ..domain.document import Document
from ..domain.evidence import FoundBy, Passage
from ..ports import Vectors
from .beside import LEADING, direction
from .deps import Candidate, Gathered, RetrieverDeps
from .expansion import asked_editions, explained
from .fusion import OWN_WORDS, Fused, Leg, fuse
from .lookup import LookedUp, look_up
from .near_duplicates import copies_last
from .question_vector import question_vector
from .ranking import Ranked, Ranker
from .weaving import falling, weave

POOL = 60
"""Candidates taken from the fused legs into ranking."""
_LEG_LIMIT = 100
_EXTRA_WEIGHT = 0.7
_LOOKUP_WEIGHT = 1.5


class Retriever:
    """Finds the passages that bear on a question, in the workspaces given and nowhere else."""

    def __init__(self, deps: RetrieverDeps, *, rerank: bool = True) -> None:
        """``rerank`` False: plain fusion by rank, for comparison and for slow machines."""
        self._deps = deps
        self._ranker = Ranker(deps) if rerank else None

    def without_ranking(self) -> "Retriever":
        """The same retriever with plain fusion by rank, for comparison."""
        return Retriever(self._deps, rerank=False)

    def search(
        self,
        query: str,
        workspaces: Sequence[str],
        limit: int = 10,
        *,
        extra_queries: Sequence[str] = (),
        meant: Sequence[tuple[str, float]] = (),
        beside: Sequence[Passage] = (),
        include_superseded: bool = False,
    ) -> list[Passage]:
        """At most ``limit`` passages, best first. ``workspaces``: the asker's own first, then what stands beside it.

        ``extra_queries`` are other wordings of the same question; each is a further leg of lower weight. ``meant`` are
        wordings that may say the same, with the chance that they do: legs too, and they count in ranking. ``beside``
        are passages of another library that answer the question, best first: what lies near them counts too.
        Superseded editions are left out unless ``include_superseded`` or the question names them. Raises
        IndexMismatchError.
        """
        groups = self.gather(
            query,
            workspaces,
            extra_queries=extra_queries,
            meant=meant,
            beside=beside,
            include_superseded=include_superseded,
        )
        ranked = [_best_first(self._rank(gathered)) for gathered in groups]
        return _passages(weave(ranked), limit, reranked=self._ranker is not None)

    def gather(
        self,
        query: str,
        workspaces: Sequence[str],
        *,
        extra_queries: Sequence[str] = (),
        meant: Sequence[tuple[str, float]] = (),
        beside: Sequence[Passage] = (),
        include_superseded: bool = False,
    ) -> list[Gathered]:
        """For each workspace, in the order given, its candidates before ranking, by fused score."""
        if not query.strip():
            return []
        looked_up = look_up(query, self._deps.reader, workspaces)
        certain = frozenset(item.chunk.id for item in looked_up if item.certain)
        editions = None if include_superseded else asked_editions(query)
        question = explained(query, self._deps.glossary, self._deps.spoken)
        groups: list[Gathered] = []
        others = [query, *extra_queries, *(wording for wording, _ in meant)]
        told = self._direction(beside)
        for workspace, legs in self._legs(question, others, looked_up, workspaces).items():
            if told is not None:
                legs.append(Leg("dense", self._deps.vectors.query(told, [workspace], _LEG_LIMIT), _EXTRA_WEIGHT))
            candidates = self._candidates(fuse(legs), certain, workspace, editions)[: _share(len(workspaces))]
            groups.append(Gathered(question, workspace, legs, candidates, meant, told))
        return groups

    def _direction(self, beside: Sequence[Passage]) -> Vectors | None:
        """The direction of the leading ones; None where their vectors or the mean of all are not known."""
        if self._deps.passage_mean is None or not beside:
            return None
        ids = [passage.chunk.id for passage in beside[:LEADING]]
        rows = self._deps.vectors.rows(ids, [passage.chunk.workspace for passage in beside[:LEADING]])
        return direction([rows[key] for key in ids if key in rows], self._deps.passage_mean)

    def _rank(self, gathered: Gathered) -> list[Ranked]:
        if self._ranker is not None:
            return self._ranker.rank(gathered)
        return [Ranked(candidate, candidate.fused.score, {}) for candidate in gathered.candidates]

    def _legs(
        self, question: str, others: Sequence[str], looked_up: Sequence[LookedUp], workspaces: Sequence[str]
    ) -> dict[str, list[Leg]]:
        """For each workspace its own legs: ranks only compare within one library, large or small."""
        wordings = [text for text in dict.fromkeys(others) if text.strip() and text != question]
        weighted = [(question, OWN_WORDS), *((text, _EXTRA_WEIGHT) for text in wordings)]
        vectors = [question_vector(self._deps.embedder, text, self._deps.question_mean) for text, _ in weighted]
        groups: dict[str, list[Leg]] = {}
        for workspace in dict.fromkeys(workspaces):
            hits = [(item.chunk.id, 1.0) for item in looked_up if item.chunk.workspace == workspace]
            legs = [Leg("lookup", hits[:_LEG_LIMIT], _LOOKUP_WEIGHT)]
            for (wording, weight), vector in zip(weighted, vectors, strict=True):
                legs.append(Leg("dense", self._deps.vectors.query(vector, [workspace], _LEG_LIMIT), weight))
                legs.append(Leg("keyword", self._deps.keywords.query(wording, [workspace], _LEG_LIMIT), weight))
            groups[workspace] = legs
        return groups

    def _candidates(
        self,
        fused: Sequence[Fused],
        certain: frozenset[str],
        workspace: str,
        editions: frozenset[str] | None,
    ) -> list[Candidate]:
        """Chunks with their documents, certain look-ups first; ``editions`` None: superseded ones too."""
        pool = {item.chunk_id: item for item in fused if item.chunk_id in certain}
        pool.update({item.chunk_id: item for item in fused[: 2 * POOL]})
        chunks = self._deps.reader.chunks(list(pool), [workspace])
        heads = self._deps.reader.heads(list(dict.fromkeys(chunk.version_id for chunk in chunks)))
        return [
            Candidate(chunk, heads[chunk.version_id], pool[chunk.id], chunk.id in certain)
            for chunk in chunks
            if chunk.version_id in heads and _wanted(heads[chunk.version_id], editions)
        ]


def _share(workspaces: int) -> int:
    """Candidates a workspace may send into ranking."""
    return POOL if workspaces == 1 else max(POOL // 2, 2 * POOL // (workspaces + 1))


def _wanted(head: Document, editions: frozenset[str] | None) -> bool:
    if editions is None or head.superseded_by is None:
        return True
    return any(edition in f"{head.edition or ''} {head.code or ''}" for edition in editions)


def _best_first(ranked: Sequence[Ranked]) -> list[Ranked]:
    return sorted(ranked, key=lambda item: (-item.score, item.candidate.chunk.id))


def _passages(ranked: Sequence[Ranked], limit: int, *, reranked: bool) -> list[Passage]:
    """Certain look-ups first, in the order of their text; then as ranked; near-copies last."""
    pinned = [item for item in ranked if item.candidate.certain]
    pinned.sort(key=lambda item: (item.candidate.chunk.version_id, item.candidate.chunk.ordinal))
    found = [_passage(item, 1.0, reranked) for item in pinned]
    others = [item for item in ranked if not item.candidate.certain]
    scores = falling([item.score for item in others])
    distinct = copies_last([_passage(item, score, reranked) for item, score in zip(others, scores, strict=True)], limit)
    return [*found, *distinct][:limit]


def _passage(item: Ranked, score: float, reranked: bool) -> Passage:
    candidate = item.candidate
    stages: tuple[FoundBy, ...] = (*candidate.fused.found_by, "rerank") if reranked else candidate.fused.found_by
    return Passage(
        chunk=candidate.chunk,
        document=candidate.head.title,
        role=candidate.head.role,
        kind=candidate.head.kind,
        edition=candidate.head.edition,
        superseded=candidate.head.superseded_by is not None,
        score=round(float(score), 6),
        found_by=stages,
        features=tuple(sorted(item.features.items())),
    )

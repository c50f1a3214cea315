"""Speed and size of search at 1k, 10k and 50k chunks of made-up text: ``python -m evals.bench [--sizes 1000 10000]``.

Texts are put together from words by this script. ``--embedded`` chunks really go through the model, which gives the
ingest rate; beyond them vectors are those of an earlier chunk with a little noise, because only their number matters
for the rest. Each size is asked in fresh processes, with ranking and without; memory is the peak of that process.
"""

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapters.jieba_segmenter import JiebaSegmenter
from assistant.adapters.onnx_embedder import Encoded, OnnxEmbedder, prepare
from assistant.adapters.ranker_file import read_codec, read_question_mean, read_trees
from assistant.adapters.search_index import SearchIndex
from assistant.domain.document import Chunk, Document
from assistant.retrieval.deps import RetrieverDeps
from assistant.retrieval.retriever import Retriever

from .retrieval_sets import WORKSPACE, BenchSet, MemoryReader, open_index

_ACTORS = ("管理者代表", "质量部", "信息中心", "各部门", "最高管理者", "内审员", "车间主任", "采购科", "人力资源部")
_ACTS = ("每月检查", "按季度汇总", "变更前评审", "于次月五日前上报", "批准", "登记", "归档", "跟踪整改")
_OBJECTS = ("设备台账", "供应商名录", "系统权限", "数据备份", "工艺文件", "培训计划", "监视结果", "项目进度")
_ENDS = ("并保存记录三年", "发现偏差时填写整改单", "结果报管理评审", "未经批准不得改动", "由专人负责", "形成书面报告")
_BATCH = 512
_QUESTIONS = 60


def sentence(rng: random.Random) -> str:
    """A rule as such documents have it."""
    number = rng.randint(1, 999)
    return f"{rng.choice(_ACTORS)}{rng.choice(_ACTS)}{number}号{rng.choice(_OBJECTS)}，{rng.choice(_ENDS)}。"


def made_up(count: int, seed: int = 7) -> BenchSet:
    """``count`` chunks of two to eight sentences in documents of forty."""
    rng = random.Random(seed)
    chunks: list[Chunk] = []
    for at in range(count):
        text = "".join(sentence(rng) for _ in range(rng.randint(2, 8)))
        key = f"d{at // 40}"
        chunks.append(
            Chunk(
                id=f"c{at}",
                document_id=key,
                version_id=key,
                workspace=WORKSPACE,
                ordinal=at,
                text=text,
                start=0,
                end=len(text),
                clause=f"{at % 9 + 1}.{at % 7 + 1}",
                path=(f"第{at % 9 + 1}章 {rng.choice(_OBJECTS)}",),
            )  # fmt: skip
        )
    return BenchSet("made-up", chunks, {key: _head(key, rng) for key in {c.version_id for c in chunks}}, [])


def _head(key: str, rng: random.Random) -> Document:
    title = f"{rng.choice(_OBJECTS)}管理程序 {key}"
    return Document(
        id=key, version_id=key, workspace=WORKSPACE, file=title, title=title, role="client", kind="procedure",
        sha256="", text="",
    )  # fmt: skip


class _Repeating:
    """An embedder that runs out of patience: after ``limit`` texts it repeats earlier results with noise."""

    def __init__(self, embedder: OnnxEmbedder, limit: int) -> None:
        self._embedder = embedder
        self._limit = limit
        self._pooled: list[Any] = []
        self._tokens: list[Any] = []
        self._rng = np.random.default_rng(7)
        self.seconds = 0.0
        self.embedded = 0

    def encode_passages(self, texts: Sequence[str], *, tokens: bool = True) -> Encoded:
        """Real vectors first, varied ones later."""
        if self.embedded < self._limit:
            started = time.perf_counter()
            encoded = self._embedder.encode_passages(texts)
            self.seconds += time.perf_counter() - started
            self.embedded += len(texts)
            self._pooled.extend(encoded.pooled)
            self._tokens.extend(encoded.tokens)
            return encoded
        picks = self._rng.integers(0, len(self._pooled), len(texts))
        pooled = np.stack([self._pooled[pick] for pick in picks])
        pooled = pooled + self._rng.normal(0, 0.01, pooled.shape).astype(np.float32)
        pooled /= np.linalg.norm(pooled, axis=1, keepdims=True)
        return Encoded(pooled.astype(np.float32), [self._tokens[pick] for pick in picks])


def build(folder: Path, size: int, options: argparse.Namespace) -> dict[str, float]:
    """Fill an index and say how fast."""
    bench = made_up(size)
    embedder = OnnxEmbedder(options.models)
    index = _open(folder, embedder, options)
    patient: Any = _Repeating(embedder, options.embedded)
    index.embedder = patient
    started = time.perf_counter()
    for start in range(0, size, _BATCH):
        part = bench.chunks[start : start + _BATCH]
        index.upsert(part, [bench.heads[chunk.version_id].title for chunk in part])
        print(f"{size}：{start + len(part)}", file=sys.stderr, flush=True)
    writing = time.perf_counter() - started - patient.seconds
    characters = sum(len(chunk.text) for chunk in bench.chunks[: patient.embedded])
    return {
        "characters a chunk": characters / patient.embedded,
        "embedded chunks a second": patient.embedded / patient.seconds,
        "embedded characters a second": characters / patient.seconds,
        "written chunks a second": size / writing,
        "index MB": _megabytes(folder),
    }


def _open(folder: Path, embedder: OnnxEmbedder, options: argparse.Namespace) -> SearchIndex:
    return open_index(folder, embedder, JiebaSegmenter(), read_codec(options.corpus / "ranker"), chunker="made-up")


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def probe(folder: Path, size: int, options: argparse.Namespace) -> dict[str, float]:
    """In a fresh process: opening, first answer, warm answers, memory."""
    started = time.perf_counter()
    embedder = OnnxEmbedder(options.models)
    index = _open(folder, embedder, options)
    ranker = options.corpus / "ranker"
    opened = time.perf_counter()
    reader = MemoryReader(made_up(size))
    made = time.perf_counter()
    deps = RetrieverDeps(
        reader=reader, vectors=index.vectors, keywords=index.keyword, embedder=embedder, segmenter=index.segmenter,
        tokens=index.tokens, token_embedder=embedder, codec=index.codec, question_mean=read_question_mean(ranker),
        trees=read_trees(ranker),
    )  # fmt: skip
    retriever = Retriever(deps, rerank=not options.plain)
    measured = [_timed(retriever, question) for question in questions()]
    times, processor = [wall for wall, _ in measured], [cpu for _, cpu in measured]
    return {
        "open s": opened - started,
        "first answer s": opened - started + times[0] / 1000,
        "p50 ms": statistics.median(times[1:]),
        "p95 ms": float(np.percentile(times[1:], 95)),
        "processor p50 ms": statistics.median(processor[1:]),
        "memory MB": _peak_megabytes(),
        "text in memory s": made - opened,
    }


def _peak_megabytes() -> float:
    """Peak resident memory of this process since it started; what a parent had does not count."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def questions(seed: int = 11) -> Iterator[str]:
    """Questions about the made-up rules."""
    rng = random.Random(seed)
    for _ in range(_QUESTIONS):
        yield f"{rng.choice(_OBJECTS)}由谁负责{rng.choice(_ACTS)}，{rng.choice(_ACTORS)}要做什么？"


def _timed(retriever: Retriever, question: str) -> tuple[float, float]:
    """Milliseconds on the clock and of the processor; the second says more on a busy machine."""
    started, used = time.perf_counter(), time.process_time()
    retriever.search(question, [WORKSPACE], 10)
    return (time.perf_counter() - started) * 1000, (time.process_time() - used) * 1000


def _probe_apart(folder: Path, size: int, plain: bool, options: argparse.Namespace) -> dict[str, float]:
    command = [
        sys.executable, "-m", "evals.bench", "--probe", str(folder), "--sizes", str(size), "--models",
        str(options.models), "--corpus", str(options.corpus), *(["--plain"] if plain else []),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def main() -> None:
    """Build and probe each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000, 50000])
    parser.add_argument("--embedded", type=int, default=2000, help="chunks that really go through the model")
    parser.add_argument("--models", type=Path, default=Path(".cache/models"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--work", type=Path, help="folder for the indexes; default: a temporary one")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--probe", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--plain", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.probe:
        print(json.dumps(probe(options.probe, options.sizes[0], options)))
        return
    prepare(options.models)
    results: dict[str, dict[str, dict[str, float]]] = {}
    for size in options.sizes:
        folder = Path(tempfile.mkdtemp(prefix="guanbiao-bench-", dir=options.work))
        try:
            built = build(folder, size, options)
            ranked, plain = (_probe_apart(folder, size, flag, options) for flag in (False, True))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        results[str(size)] = {"build": built, "ranked": ranked, "plain": plain}
        print(json.dumps({str(size): results[str(size)]}, ensure_ascii=False), flush=True)
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()

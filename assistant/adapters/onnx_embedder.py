"""The built-in embedding model: multilingual-e5-small, int8 through ONNX Runtime, converted once and kept.

Pooled vectors (mean over tokens, L2-normalised) and token vectors come from the same pass. Texts beyond 510 tokens are
cut into windows: the pooled vector is the mean over all tokens, the token vectors are those of all windows.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..domain.errors import ModelError
from ..ports import Progress, Vectors
from . import e5_file, e5_tokenizer

REVISION = "1"
_FOLDER = f"multilingual-e5-small-int8-{REVISION}"
_FILES = ("model.onnx", "pieces.json")
_WINDOW = 510
_BATCH_TOKENS = 4096
_BATCH_TEXTS = 64
_FIX = "运行 guanbiao doctor 查看状态，或删除该模型文件夹后重新运行任一命令以重新转换"


_KEPT = 256
"""Questions kept with their vectors: the written wordings and those asked of late (about 30 KB each)."""


class Encoded(NamedTuple):
    """``pooled`` (texts, dimension); ``tokens``: for each text (tokens, dimension); all rows L2-normalised."""

    pooled: Vectors
    tokens: list[Vectors]


def prepare(models_dir: Path, progress: Progress | None = None) -> Path:
    """Convert the bundled weights unless a sound copy is there; returns its folder.

    The files are written beside and renamed in one step. Raises ModelError when the weights are missing.
    """
    folder = models_dir / _FOLDER
    report = progress or _silent
    if _is_sound(folder):
        return folder
    report("转换嵌入模型", 0, 2)
    models_dir.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{_FOLDER}-", dir=models_dir))
    try:
        _convert(draft, report)
        _put_in_place(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


def _silent(_stage: str, _done: int, _total: int) -> None:
    return


def _convert(draft: Path, report: Progress) -> None:
    from . import e5_graph  # onnx is needed here only

    weights = e5_file.E5File(e5_file.bundled_path().read_bytes())
    (draft / "model.onnx").write_bytes(e5_graph.build(weights))
    report("转换嵌入模型", 1, 2)
    e5_tokenizer.save(weights.pieces, draft)
    sums = {name: _sha256(draft / name) for name in _FILES}
    (draft / "manifest.json").write_text(json.dumps(sums), encoding="utf-8")
    report("转换嵌入模型", 2, 2)


def _put_in_place(draft: Path, folder: Path) -> None:
    draft.chmod(0o755)
    if folder.exists() and not _is_sound(folder):
        shutil.rmtree(folder)
    try:
        os.rename(draft, folder)
    except OSError:
        if not _is_sound(folder):  # another process may have finished first
            raise


def _is_sound(folder: Path) -> bool:
    manifest = folder / "manifest.json"
    if not manifest.is_file():
        return False
    try:
        sums: dict[str, str] = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return all((folder / name).is_file() and sums.get(name) == _sha256(folder / name) for name in _FILES)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class OnnxEmbedder:
    """Fulfils ``Embedder`` and ``TokenEmbedder``; safe to share between threads."""

    name = f"multilingual-e5-small-int8/{REVISION}"
    dimension = 384

    def __init__(self, models_dir: Path, threads: int | None = None) -> None:
        """Open the copy that :func:`prepare` made; raises ModelError when it is not there."""
        folder = models_dir / _FOLDER
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise ModelError("内置嵌入模型尚未准备", str(folder), _FIX)
        self._session = _open_session(folder / "model.onnx", threads)
        self._tokenizer = e5_tokenizer.load(folder)
        self._question = lru_cache(maxsize=_KEPT)(lambda text: self._encode([text], "query", True))
        self._prefixes = {word: self._tokenizer.ids(f"{word}:") for word in ("query", "passage")}

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text, L2-normalised, shape (n, 384)."""
        return self.encode_passages(texts, tokens=False).pooled

    def query(self, text: str) -> Vectors:
        """Shape (384,)."""
        return self.encode_query(text).pooled[0]

    def passage_tokens(self, texts: Sequence[str]) -> list[Vectors]:
        """For each text an array (tokens, 384), rows L2-normalised."""
        return self.encode_passages(texts).tokens

    def query_tokens(self, text: str) -> Vectors:
        """Array (tokens, 384) of the question's own tokens."""
        return self.encode_query(text).tokens[0]

    def encode_passages(self, texts: Sequence[str], *, tokens: bool = True) -> Encoded:
        """Pooled and token vectors of passages from one pass; ``tokens=False`` saves their memory."""
        return self._encode(texts, "passage", tokens)

    def encode_query(self, text: str) -> Encoded:
        """Pooled and token vectors of one question from one pass; the last ones are kept."""
        return self._question(text)

    def count_tokens(self, text: str) -> int:
        """Tokens the model reads for ``text``, prefix and special tokens not counted."""
        return len(self._tokenizer.ids(text))

    def token_starts(self, text: str) -> list[int]:
        """Where in ``text`` the tokens of :meth:`passage_tokens` begin."""
        prefix = "passage: "
        own = len(self._prefixes["passage"])
        return [max(0, start - len(prefix)) for start in self._tokenizer.starts(prefix + text)[own:]]

    def _encode(self, texts: Sequence[str], prefix: str, with_tokens: bool) -> Encoded:
        own = len(self._prefixes[prefix])
        windows = [window for index, text in enumerate(texts) for window in self._windows(index, f"{prefix}: {text}")]
        sums = np.zeros((len(texts), self.dimension), np.float32)
        parts: list[list[tuple[int, Vectors]]] = [[] for _ in texts]
        for batch in _batches(windows):
            for window, states in zip(batch, self._run([window.ids for window in batch]), strict=True):
                sums[window.text] += states.mean(axis=0) * max(1, len(window.ids) - 2)
                if with_tokens:
                    inner = states[1 + (own if window.order == 0 else 0) : -1]
                    parts[window.text].append((window.order, _unit(inner)))
        return Encoded(_unit(sums), [_joined(part) for part in parts if part])

    def _windows(self, index: int, text: str) -> Iterator["_Window"]:
        ids = self._tokenizer.ids(text)
        for order, start in enumerate(range(0, max(1, len(ids)), _WINDOW)):
            part = ids[start : start + _WINDOW]
            yield _Window(index, order, [self._tokenizer.bos, *part, self._tokenizer.eos])

    def _run(self, batch: list[list[int]]) -> list[Vectors]:
        longest = max(map(len, batch))
        ids = np.full((len(batch), longest), self._tokenizer.pad, np.int64)
        mask = np.zeros((len(batch), longest), np.int32)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        states: NDArray[np.float32] = self._session.run(["states"], {"ids": ids, "mask": mask})[0]
        return [states[row, : len(tokens)] for row, tokens in enumerate(batch)]


class _Window(NamedTuple):
    text: int
    order: int
    ids: list[int]


def _joined(parts: list[tuple[int, Vectors]]) -> Vectors:
    return np.concatenate([rows for _, rows in sorted(parts, key=lambda part: part[0])])


def _batches(windows: list[_Window]) -> Iterator[list[_Window]]:
    """Windows of like length together, at most 4096 padded tokens and 64 windows a batch."""
    batch: list[_Window] = []
    for window in sorted(windows, key=lambda item: len(item.ids)):
        if batch and (len(batch) == _BATCH_TEXTS or (len(batch) + 1) * len(window.ids) > _BATCH_TOKENS):
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _unit(rows: Vectors) -> Vectors:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.maximum(norms, 1e-12)).astype(np.float32)


def _open_session(path: Path, threads: int | None) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or min(4, os.cpu_count() or 1)
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # idle threads leave the cores to others
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

"""Any sentence-transformers model, by local path or hub name; loading it takes seconds, so it happens on first use."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from ..domain.errors import ModelError
from ..ports import Vectors

_E5_PREFIXES = ("query: ", "passage: ")


class SentenceTransformerEmbedder:
    """Fulfils ``Embedder``. Prompts stored with the model are used; plain E5 models get their prefixes."""

    def __init__(self, model: str, *, offline: bool = True, batch_size: int = 32) -> None:
        """``model``: folder or hub name. ``offline``: hubs are never contacted."""
        self.name = f"sentence-transformers:{model}"
        self._model_name = model
        self._offline = offline
        self._batch_size = batch_size

    @property
    def dimension(self) -> int:
        """Length of a vector; loads the model."""
        return int(self._model.get_embedding_dimension())

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text, L2-normalised."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return self._encode(self._model.encode_document, self._prefixed(texts, 1))

    def query(self, text: str) -> Vectors:
        """Shape (dimension,)."""
        return self._encode(self._model.encode_query, self._prefixed([text], 0))[0]

    def _encode(self, encode: Callable[..., Any], texts: list[str]) -> Vectors:
        rows = encode(texts, batch_size=self._batch_size, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, np.float32)

    def _prefixed(self, texts: Sequence[str], side: int) -> list[str]:
        bare = not any((self._model.prompts or {}).values())
        prefix = _E5_PREFIXES[side] if bare and "e5" in Path(self._model_name).name.lower() else ""
        return [prefix + text for text in texts]

    @cached_property
    def _model(self) -> Any:
        return open_model(self._model_name, "嵌入模型", "GUANBIAO_EMBEDDING", offline=self._offline)


def open_model(name: str, label: str, variable: str, *, offline: bool, cross: bool = False) -> Any:
    """Load a model. Raises ModelError that says which setting to change; never falls back to another model."""
    from sentence_transformers import CrossEncoder, SentenceTransformer

    kind = CrossEncoder if cross else SentenceTransformer
    try:
        return kind(name, local_files_only=offline)
    except (OSError, ValueError, RuntimeError, ImportError) as error:
        way = f"把 {variable} 设为已下载模型的文件夹路径"
        fix = f"{way}；或设 GUANBIAO_OFFLINE=false 允许联网下载" if offline else f"检查名称与网络，或{way}"
        state = "（当前为离线模式）" if offline else ""
        raise ModelError(f"无法载入{label}{state}", name, fix) from error

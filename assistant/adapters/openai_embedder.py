"""Embeddings of any OpenAI-compatible endpoint (vLLM, Ollama, Xinference, SiliconFlow …)."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from ..domain.errors import ModelError
from ..ports import Vectors

_BATCH = 32


class OpenAIEmbedder:
    """Fulfils ``Embedder``."""

    def __init__(
        self, model: str, base_url: str | None, api_key: str | None = None, timeout_seconds: float = 60.0
    ) -> None:
        """``model`` as the server names it; ``api_key`` may be left out for local servers."""
        self.name = f"openai:{model}@{base_url or 'api.openai.com'}"
        self._model_name = model
        self._base_url = base_url
        self._api_key = api_key
        self._timeout = timeout_seconds

    @cached_property
    def dimension(self) -> int:
        """Length of a vector; asks the server once. Raises ModelError."""
        return int(self._embed(["维数"]).shape[1])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """One row a text, L2-normalised. Raises ModelError."""
        parts = [self._embed(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return np.concatenate(parts) if parts else np.zeros((0, self.dimension), np.float32)

    def query(self, text: str) -> Vectors:
        """Shape (dimension,). Raises ModelError."""
        return self._embed([text])[0]

    def _embed(self, texts: Sequence[str]) -> Vectors:
        from openai import OpenAIError

        try:
            reply = self._client.embeddings.create(model=self._model_name, input=list(texts), encoding_format="float")
        except OpenAIError as error:
            fix = "检查 GUANBIAO_EMBEDDING、GUANBIAO_EMBEDDING_BASE_URL、GUANBIAO_API_KEY 以及服务是否在运行"
            raise ModelError("嵌入服务没有给出向量", f"{self.name}：{str(error)[:200]}", fix) from error
        rows = np.array([item.embedding for item in sorted(reply.data, key=lambda item: item.index)], np.float32)
        if rows.ndim != 2 or len(rows) != len(texts):
            raise ModelError("嵌入服务返回的向量数目不对", self.name, "确认该模型是嵌入模型，或换一个服务")
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)

    @cached_property
    def _client(self) -> Any:
        from openai import OpenAI

        return OpenAI(base_url=self._base_url, api_key=self._api_key or "none", timeout=self._timeout, max_retries=2)

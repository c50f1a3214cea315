"""Any cross-encoder of sentence-transformers as a reranker, by local path or hub name."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from .sentence_transformer import open_model


class CrossEncoderReranker:
    """Fulfils ``Reranker``; the model is loaded on first use."""

    def __init__(self, model: str, *, offline: bool = True, batch_size: int = 16) -> None:
        """``model``: folder or hub name. ``offline``: hubs are never contacted."""
        self.name = f"cross-encoder:{model}"
        self._model_name = model
        self._offline = offline
        self._batch_size = batch_size

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Relevance of each text to the question, higher is better. Raises ModelError."""
        if not texts:
            return []
        pairs = [(question, text) for text in texts]
        judged = self._model.predict(pairs, batch_size=self._batch_size, show_progress_bar=False)
        return [float(value) for value in np.asarray(judged, np.float64).reshape(len(texts), -1)[:, -1]]

    @cached_property
    def _model(self) -> Any:
        return open_model(self._model_name, "重排模型", "GUANBIAO_RERANKER", offline=self._offline, cross=True)

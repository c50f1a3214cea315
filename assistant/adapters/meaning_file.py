"""The meaning model of ``corpus/meaning``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ..answering.meaning import MeaningModel
from .weights_file import read_weights, write_weights


def read_meaning_model(folder: Path) -> MeaningModel:
    """The fitted weights. Raises CorpusError when the file is missing or broken."""
    return read_weights(folder, "问法模型", _model)


def _model(data: Mapping[str, Any]) -> MeaningModel:
    return MeaningModel(
        wordings=tuple(str(wording) for wording in data["wordings"]),
        weights=data["weights"].astype(np.float32),
        mean=data["mean"].astype(np.float32),
    )


def write_meaning_model(model: MeaningModel, folder: Path) -> None:
    """Write what :func:`read_meaning_model` reads; weights in half precision."""
    write_weights(
        folder,
        wordings=np.array(model.wordings),
        weights=model.weights.astype(np.float16),
        mean=model.mean.astype(np.float16),
    )

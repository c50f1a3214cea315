"""The intent model of ``corpus/intent``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from ..answering.intent import IntentModel
from .weights_file import read_weights, write_weights


def read_intent_model(folder: Path) -> IntentModel:
    """The fitted weights. Raises CorpusError when the file is missing or broken."""
    return read_weights(folder, "意图模型", _model)


def _model(data: Mapping[str, Any]) -> IntentModel:
    vectors, pieces, signs = data["scales"].tolist()
    return IntentModel(
        names=tuple(str(name) for name in data["names"]),
        weights=data["weights"].astype(np.float32),
        mean=data["mean"].astype(np.float32),
        scales=(vectors, pieces, signs),
        refuse=float(data["refuse"]),
        certain=float(data["certain"]),
        doubt=float(data["doubt"]),
    )


def write_intent_model(model: IntentModel, folder: Path) -> None:
    """Write what :func:`read_intent_model` reads; weights in half precision."""
    write_weights(
        folder,
        names=np.array(model.names),
        weights=model.weights.astype(np.float16),
        mean=model.mean.astype(np.float16),
        scales=np.array(model.scales),
        refuse=np.array(model.refuse),
        certain=np.array(model.certain),
        doubt=np.array(model.doubt),
    )

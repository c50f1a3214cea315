"""The intent model from ``corpus/intent/model.npz``, a numpy archive (never a pickle)."""

import zipfile
from pathlib import Path

import numpy as np

from ..answering.intent import IntentModel
from ..domain.errors import CorpusError


def read_intent_model(folder: Path) -> IntentModel:
    """The fitted weights. Raises CorpusError when the file is missing or broken."""
    path = folder / "model.npz"
    try:
        with np.load(path, allow_pickle=False) as data:
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
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise CorpusError("意图模型文件缺失或损坏", str(path), "重新安装本程序，或从版本库恢复该文件") from error


def write_intent_model(model: IntentModel, folder: Path) -> None:
    """Write what :func:`read_intent_model` reads; weights in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / "model.npz",
        names=np.array(model.names),
        weights=model.weights.astype(np.float16),
        mean=model.mean.astype(np.float16),
        scales=np.array(model.scales),
        refuse=np.array(model.refuse),
        certain=np.array(model.certain),
        doubt=np.array(model.doubt),
    )

"""The meaning model from ``corpus/meaning/model.npz``, a numpy archive (never a pickle)."""

import zipfile
from pathlib import Path

import numpy as np

from ..answering.meaning import MeaningModel
from ..domain.errors import CorpusError


def read_meaning_model(folder: Path) -> MeaningModel:
    """The fitted weights. Raises CorpusError when the file is missing or broken."""
    path = folder / "model.npz"
    try:
        with np.load(path, allow_pickle=False) as data:
            return MeaningModel(
                wordings=tuple(str(wording) for wording in data["wordings"]),
                weights=data["weights"].astype(np.float32),
                mean=data["mean"].astype(np.float32),
            )
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise CorpusError("问法模型文件缺失或损坏", str(path), "重新安装本程序，或从版本库恢复该文件") from error


def write_meaning_model(model: MeaningModel, folder: Path) -> None:
    """Write what :func:`read_meaning_model` reads; weights in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        folder / "model.npz",
        wordings=np.array(model.wordings),
        weights=model.weights.astype(np.float16),
        mean=model.mean.astype(np.float16),
    )

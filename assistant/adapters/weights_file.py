"""Fitted weights that ship with the corpus: ``model.npz`` in a folder of its own, an archive, never a pickle."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from ..domain.errors import CorpusError

_NAME = "model.npz"
Model = TypeVar("Model")


def read_weights(folder: Path, what: str, build: Callable[[Mapping[str, Any]], Model]) -> Model:
    """The model ``build`` makes of the arrays. Raises CorpusError (``what``: its name) when they lack or are broken."""
    path = folder / _NAME
    try:
        with np.load(path, allow_pickle=False) as data:
            return build(data)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise CorpusError(f"{what}文件缺失或损坏", str(path), "重新安装本程序，或从版本库恢复该文件") from error


def write_weights(folder: Path, **arrays: Any) -> None:
    """Write what :func:`read_weights` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(folder / _NAME, **arrays)

"""Ranker weights from ``corpus/ranker``: token codec and trees, as numpy archives (never pickles)."""

import zipfile
from pathlib import Path
from typing import Any

import numpy as np

from ..domain.errors import CorpusError
from ..ports import Vectors
from ..retrieval.late import TokenCodec
from ..retrieval.trees import Trees


def read_codec(folder: Path) -> TokenCodec:
    """``token_codec.npz``. Raises CorpusError."""
    data = _arrays(folder / "token_codec.npz")
    return TokenCodec(data["mean"], data["basis"], data["step"], str(data["revision"]))


def read_question_mean(folder: Path) -> Vectors:
    """``question_mean.npz``: the average question vector of the built-in model. Raises CorpusError."""
    return _arrays(folder / "question_mean.npz")["mean"].astype(np.float32)


def read_passage_mean(folder: Path) -> Vectors:
    """``passage_mean.npz``: the average vector of the built-in library's passages. Raises CorpusError."""
    return _arrays(folder / "passage_mean.npz")["mean"].astype(np.float32)


def read_trees(folder: Path) -> Trees:
    """``trees.npz``. Raises CorpusError."""
    data = _arrays(folder / "trees.npz")
    return Trees(
        names=tuple(str(name) for name in data["names"]),
        feature=data["feature"].astype(np.int32),
        threshold=data["threshold"].astype(np.float64),
        left=data["left"].astype(np.int32),
        right=data["right"].astype(np.int32),
        value=data["value"].astype(np.float64),
        depth=int(data["depth"]),
        revision=str(data["revision"]),
    )


def read_spoken_words(folder: Path) -> dict[str, tuple[str, ...]]:
    """``spoken_words.tsv``: what people say, a tab, written words with spaces between. Raises CorpusError."""
    path = folder / "spoken_words.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError("口语词表缺失或损坏", str(path), "重新安装本程序，或从版本库恢复该文件") from error
    pairs = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    if any(len(pair) != 2 or not pair[1].split() for pair in pairs):
        raise CorpusError("口语词表有一行不是“口语<制表符>书面语”", str(path), "改正该行")
    return {said: tuple(written.split()) for said, written in pairs}


def _arrays(path: Path) -> dict[str, Any]:
    try:
        with np.load(path, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise CorpusError("排序权重文件缺失或损坏", str(path), "重新安装本程序，或从版本库恢复该文件") from error

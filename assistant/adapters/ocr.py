"""Text recognition with RapidOCR; its models come in its wheel, so no network is needed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple

from ..domain.errors import ModelError

Point = Sequence[float]
_SURE = 0.9
_DOUBTFUL = 0.8
_STRIP_HEIGHT = 100
_HUGE, _COMFORTABLE = 150, 70
"""Heights in pixels."""


class Piece(NamedTuple):
    """A recognised run of text and its upright bounding box in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    score: float = 1.0

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.bottom - self.top


@dataclass
class Ocr:
    """RapidOCR, started at the first image. ``score``: pieces less certain than this are left out."""

    threads: int = 2
    score: float = 0.5
    _engine: Any = field(default=None, repr=False)

    def lines(self, image: Any) -> list[str]:
        """Text lines of a PIL image in reading order; pieces of one line joined by a space."""
        pieces = self.pieces(image)
        if not is_upright(pieces):
            return [piece.text for piece in sorted(pieces, key=lambda item: (-round(item.right), item.top))]
        return [" ".join(piece.text for piece in line) for line in into_lines(pieces)]

    def pieces(self, image: Any) -> list[Piece]:
        """Recognised pieces in no certain order, of the image turned so that it reads best; none for an empty one."""
        found = self._recognise(image)
        if not found:
            return self._strip(image)
        found = self._shrunk(image, found)
        if _certainty(found) >= _SURE and is_upright(found):
            return found
        turns = (180, 90, 270) if is_upright(found) else (90, 270)
        best = found
        for turn in turns:
            turned = self._recognise(image.rotate(turn, expand=True))
            if is_upright(turned) and _certainty(turned) > max(_certainty(best) - 0.05, _DOUBTFUL):
                best = turned
            if best is turned and _certainty(best) >= _SURE:
                return best
        return best if _certainty(best) >= _DOUBTFUL else self._recognise(image, turn_lines=True)

    def standing(self, image: Any) -> list[Piece]:
        """Recognised pieces of the image as it stands, so that their boxes lie on it; none for one that is turned."""
        found = self._recognise(image)
        return found if _certainty(found) >= _DOUBTFUL and is_upright(found) else []

    def _shrunk(self, image: Any, found: list[Piece]) -> list[Piece]:
        """Huge letters fall apart in detection: read them again from a smaller picture, if that finds more."""
        height = median(min(piece.height, piece.right - piece.left) for piece in found)
        if height <= _HUGE:
            return found
        scale = _COMFORTABLE / height
        smaller = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
        again = self._recognise(smaller)
        return again if _letters(again) >= _letters(found) else found

    def _recognise(self, image: Any, turn_lines: bool = False) -> list[Piece]:
        """Pieces of ``image`` as it stands; ``turn_lines`` also tries each line upside down."""
        import numpy as np

        result = self._started()(np.asarray(image.convert("RGB"))[:, :, ::-1], use_det=True, use_cls=turn_lines)
        if result.txts is None or result.boxes is None:
            return []
        scores = result.scores or (1.0,) * len(result.txts)
        found = zip(result.txts, result.boxes, scores, strict=True)
        return _without_echoes([_piece(*item) for item in found if item[0].strip() and item[2] >= self.score])

    def _strip(self, image: Any) -> list[Piece]:
        """A small picture of a single line, in which no text area was found, read as one piece."""
        import numpy as np

        if image.height > _STRIP_HEIGHT or image.width < image.height:
            return []
        result = self._started()(np.asarray(image.convert("RGB"))[:, :, ::-1], use_det=False, use_cls=True)
        read = zip(result.txts or (), result.scores or (), strict=False)
        return [
            Piece(text, 0, 0, image.width, image.height, score)
            for text, score in read
            if text.strip() and score >= _DOUBTFUL
        ]

    def _started(self) -> Any:
        if self._engine is None:
            try:
                from rapidocr import RapidOCR
            except ImportError as error:
                raise ModelError("文字识别组件没有安装", "rapidocr", "请运行 pip install rapidocr") from error
            threads = {"intra_op_num_threads": self.threads, "inter_op_num_threads": 1}
            params = {f"EngineConfig.onnxruntime.{key}": value for key, value in threads.items()}
            self._engine = RapidOCR(params={"Global.log_level": "critical", **params})
        return self._engine


def _without_echoes(pieces: list[Piece]) -> list[Piece]:
    """Pieces but for those found a second time inside a larger one."""
    return [piece for piece in pieces if not any(_echoes(piece, other) for other in pieces if other is not piece)]


def _echoes(piece: Piece, other: Piece) -> bool:
    across = min(piece.right, other.right) - max(piece.left, other.left)
    down = min(piece.bottom, other.bottom) - max(piece.top, other.top)
    inside = across > 0.7 * (piece.right - piece.left) and down > 0.5 * piece.height
    return inside and len(piece.text) < len(other.text) and piece.text in other.text


def _letters(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _certainty(pieces: Sequence[Piece]) -> float:
    """Mean score, weighted by the length of the text."""
    letters = _letters(pieces)
    return sum(piece.score * len(piece.text) for piece in pieces) / letters if letters else 0.0


def _piece(text: str, box: Sequence[Point], score: float) -> Piece:
    across = [float(point[0]) for point in box]
    down = [float(point[1]) for point in box]
    return Piece(text, min(across), min(down), max(across), max(down), score)


def into_lines(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces grouped into lines, top to bottom, each from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda item: (item.top + item.bottom) / 2):
        line = lines[-1] if lines else None
        if line and _same_line(line, piece):
            line.append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda item: item.left) for line in lines]


def _same_line(line: Sequence[Piece], piece: Piece) -> bool:
    near = min(line, key=lambda item: abs(item.left - piece.left))
    offset = abs((near.top + near.bottom) - (piece.top + piece.bottom)) / 2
    apart = all(piece.left >= item.right - item.height or item.left >= piece.right - item.height for item in line)
    return offset < 0.5 * min(near.height, piece.height) and apart


def is_upright(pieces: Sequence[Piece]) -> bool:
    """Whether most text runs across: a page scanned sideways has pieces taller than wide."""
    tall = sum(1 for piece in pieces if len(piece.text) > 2 and piece.height > 1.5 * (piece.right - piece.left))
    return tall * 2 <= len(pieces)

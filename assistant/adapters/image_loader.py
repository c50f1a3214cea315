"""Pictures: text recognition of every frame, turned as their EXIF data says."""

import io
import warnings
from typing import Any

from ..domain.document import Block
from ..domain.errors import InputError, LimitError
from .file_source import PARSER_ERRORS, Parsed, Source, broken

_FRAMES = 50


def read_image(source: Source) -> Parsed:
    """A paragraph for each recognised line; raises InputError for broken images, LimitError for huge ones."""
    if source.ocr is None:
        raise InputError("图片需要文字识别，而 OCR 未启用", source.shown, "请启用 OCR，或改用含文字的文件")
    parsed = Parsed()
    found = frames(source)
    for number, frame in enumerate(found, 1):
        source.report("文字识别", number, len(found))
        lines = source.ocr.lines(frame)
        parsed.blocks.extend(Block(kind="paragraph", text=line, page=number) for line in lines if line.strip())
        parsed.warn(f"第 {number} 页为图片，已用 OCR" if lines else f"第 {number} 页为图片，OCR 未识别出文字")
    parsed.pages = len(found)
    return parsed


def frames(source: Source) -> list[Any]:
    """Frames of a picture as PIL images, upright; raises InputError for broken ones, LimitError for huge ones."""
    from PIL import Image, UnidentifiedImageError

    errors = (UnidentifiedImageError, Image.DecompressionBombError, *PARSER_ERRORS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(source.data))
    except Image.DecompressionBombError as error:
        raise LimitError("图片尺寸过大", source.shown, "请缩小后再导入") from error
    except errors as error:
        raise broken(source, "图片") from error
    if image.width * image.height > source.limits.image_pixels:
        raise LimitError(f"图片尺寸过大（{image.width}×{image.height}）", source.shown, "请缩小后再导入")
    try:
        count = min(getattr(image, "n_frames", 1), _FRAMES) if image.format == "TIFF" else 1
        return [_frame(image, index) for index in range(count)]
    except errors as error:
        raise broken(source, "图片") from error


def _frame(image: Any, index: int) -> Any:
    """One frame upright, transparent parts laid on the ground that sets off its content."""
    from PIL import Image, ImageOps

    if index:
        image.seek(index)
    upright = ImageOps.exif_transpose(image)
    if "A" not in upright.getbands() and "transparency" not in upright.info:
        return upright.convert("RGB")
    layered = upright.convert("RGBA")
    ink = layered.convert("L")
    alpha = layered.getchannel("A")
    light = _mean_under(ink, alpha) > 127
    ground = Image.new("RGBA", layered.size, (0, 0, 0, 255) if light else (255, 255, 255, 255))
    return Image.alpha_composite(ground, layered).convert("RGB")


def _mean_under(ink: Any, alpha: Any) -> float:
    """Mean brightness of the opaque pixels."""
    from PIL import ImageStat

    mask = alpha.point([0 if level < 128 else 255 for level in range(256)])
    return ImageStat.Stat(ink, mask).mean[0] if mask.getbbox() else 0.0

"""A page as a scanner leaves it: a grey image in a PDF, slightly turned, with specks. Needs a Chinese font."""

import random
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
_SIZE = (1240, 1754)
_MARGIN = 110
_LINE = 44


def scan_font() -> Path | None:
    """A Chinese font of this machine, or none."""
    return next((Path(name) for name in _FONTS if Path(name).is_file()), None)


def scan_bytes(text: str) -> bytes:
    """One scanned page of the text as PDF; raises FileNotFoundError without a Chinese font."""
    font_path = scan_font()
    if font_path is None:
        raise FileNotFoundError("没有中文字体，无法画出扫描页；请安装 fonts-wqy-zenhei 后再生成。")
    page = Image.new("L", _SIZE, 250)
    draw = ImageDraw.Draw(page)
    font = ImageFont.truetype(str(font_path), 28)
    y = _MARGIN
    for line in text.splitlines():
        for start in range(0, max(len(line), 1), 36):
            draw.text((_MARGIN, y), line[start : start + 36], font=font, fill=25)
            y += _LINE
    dice = random.Random(7)
    for _ in range(350):
        draw.point((dice.randrange(_SIZE[0]), dice.randrange(_SIZE[1])), fill=120)
    page = page.rotate(0.5, fillcolor=250, resample=Image.Resampling.BICUBIC)
    buffer = BytesIO()
    page.save(buffer, "PDF", resolution=150.0, quality=45)
    return buffer.getvalue()

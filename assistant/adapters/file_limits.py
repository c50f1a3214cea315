"""Safety limits for reading files that strangers wrote, and the checks made before any parser sees a byte."""

import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ..domain.errors import InputError, LimitError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much one file may cost. Sizes in bytes, time in seconds, images in pixels."""

    file_bytes: int = 200 * MEGABYTE
    text_bytes: int = 50 * MEGABYTE
    pages: int = 3000
    ocr_pages: int = 300
    zip_members: int = 5000
    zip_total_bytes: int = 600 * MEGABYTE
    zip_ratio: int = 300
    """Largest unpacked : packed ratio of a member above one megabyte."""
    xml_bytes: int = 80 * MEGABYTE
    image_pixels: int = 80_000_000
    sheet_rows: int = 20_000
    sheet_columns: int = 300
    blocks: int = 200_000
    seconds: float = 120.0
    """Longest silence of a worker process between two signs of progress (a page, a file)."""
    total_seconds: float = 3600.0
    """Longest time for one file in a worker process."""
    memory_bytes: int = 8192 * MEGABYTE
    """Address space of a worker process, where the system can limit it."""


def shown(name: str) -> str:
    """``name`` without control or direction characters, at most 80 characters, for messages."""
    clean = "".join("�" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") else char for char in name)
    return clean if len(clean) <= 80 else clean[:60] + "…" + clean[-18:]


def check_path(path: Path, limits: Limits) -> int:
    """Size of ``path`` in bytes; raises InputError unless it is a plain, non-empty file within the limits."""
    name = shown(path.name)
    try:
        info = path.lstat()
    except (OSError, ValueError) as error:
        raise InputError("找不到文件或没有读取权限", name, "请检查路径和权限") from error
    if stat.S_ISLNK(info.st_mode):
        raise InputError("这是符号链接，出于安全不读取", name, "请改用真实文件")
    if stat.S_ISDIR(info.st_mode):
        raise InputError("这是文件夹，不是文件", name, "请给出文件，或用文件夹方式导入")
    if not stat.S_ISREG(info.st_mode):
        raise InputError("这不是普通文件（设备、管道或套接字）", name, "请给出普通文件")
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in path.name):
        raise InputError("文件名含控制字符或无法显示的字符", name, "请改名后再导入")
    if info.st_size == 0:
        raise InputError("文件是空的（0 字节）", name, "请重新导出或重新下载该文件")
    if info.st_size > limits.file_bytes:
        raise too_large(name, info.st_size, limits.file_bytes)
    return info.st_size


def too_large(name: str, size: int, limit: int) -> LimitError:
    """The error for a file above its size limit; sizes in bytes."""
    what = f"文件过大（{size / MEGABYTE:.0f} MB，上限 {limit / MEGABYTE:.0f} MB）"
    return LimitError(what, name, "请拆分或压缩后再导入")

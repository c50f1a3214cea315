"""Old office formats through LibreOffice, where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ..domain.errors import InputError, LimitError
from .file_kind import LABELS
from .file_source import Parsed, Source

_TARGETS = {"doc": "docx", "xls": "xlsx", "ppt": "pptx", "rtf": "docx", "officexml": "docx", "odf": "docx"}
_PROGRAMS = ("soffice", "libreoffice")


def read_legacy(source: Source, media: str) -> Parsed:
    """Convert and read; raises InputError telling what to do where LibreOffice is absent or fails."""
    target = _target(source, media)
    program = find_program()
    if program is None:
        fix = f"请安装 LibreOffice，或用 Word/WPS 另存为 {target.upper()} 后再导入"
        raise InputError(f"{LABELS[media]} 需要 LibreOffice 转换，本机没有安装", source.shown, fix)
    data = convert(source, program, target)
    parsed = _read(source.renamed(source.name, data), target)
    parsed.warnings.insert(0, f"{LABELS[media]} 已由 LibreOffice 转换后读取，版式和自动编号可能与原件有出入")
    return parsed


def find_program() -> str | None:
    """Path of LibreOffice's command, None where it is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def convert(source: Source, program: str, target: str) -> bytes:
    """Bytes of ``source`` converted to ``target``; macros and links of the file are not run."""
    suffix = {"officexml": "xml"}.get(target, Path(source.name).suffix.lower().lstrip(".") or "doc")
    with tempfile.TemporaryDirectory(prefix="guanbiao-") as folder:
        root = Path(folder)
        original = root / f"input.{suffix if suffix.isalnum() else 'doc'}"
        original.write_bytes(source.data)
        command = [program, f"-env:UserInstallation={(root / 'profile').as_uri()}", "--headless", "--norestore",
                   "--nolockcheck", "--convert-to", target, "--outdir", str(root / "out"), str(original)]  # fmt: skip
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=source.limits.seconds, check=False, stdin=subprocess.DEVNULL
            )
        except subprocess.TimeoutExpired as error:
            raise LimitError("LibreOffice 转换超时", source.shown, "请用 Word/WPS 另存为新格式后再导入") from error
        except OSError as error:
            raise InputError("LibreOffice 无法启动", source.shown, "请检查 LibreOffice 的安装") from error
        result = root / "out" / f"input.{target}"
        if done.returncode != 0 or not result.is_file():
            raise InputError(
                "LibreOffice 无法转换该文件（可能已损坏或加密）", source.shown, "请用 Word/WPS 打开并另存后再导入"
            )
        return result.read_bytes()


def _target(source: Source, media: str) -> str:
    """Format to convert to: word processing, sheet or slides."""
    if media == "odf":
        return {"ods": "xlsx", "odp": "pptx"}.get(Path(source.name).suffix.lower().lstrip("."), "docx")
    if media == "officexml" and b"spreadsheet" in source.data[:4000].lower():
        return "xlsx"
    return _TARGETS[media]


def _read(source: Source, target: str) -> Parsed:
    if target == "xlsx":
        from .xlsx_loader import read_xlsx as read
    elif target == "pptx":
        from .pptx_loader import read_pptx as read
    else:
        from .docx_loader import read_docx as read
    return read(source)

"""Register files of either kind, by the ending of the name."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ..domain.errors import InputError
from ..domain.register import RegisterRow
from .registers_xlsx import read_xlsx, xlsx_bytes
from .registers_yaml import read_yaml, yaml_text

_YAML = (".yaml", ".yml")


def read_registers(path: Path, by: str = "", at: datetime | None = None) -> list[RegisterRow]:
    """What people said about facts in a file; without ``by`` and ``at`` the file speaks for itself."""
    if not path.is_file():
        raise InputError("找不到登记文件", str(path), "先用 guanbiao registers export 导出")
    moment = at or datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()
    if path.suffix.lower() in _YAML:
        return read_yaml(path, by or path.name, moment)
    if path.suffix.lower() == ".xlsx":
        return read_xlsx(path, by or path.name, moment)
    raise InputError("不支持这种登记文件", path.name, "请使用 .yaml 或 .xlsx")


def write_registers(path: Path, rows: Sequence[RegisterRow]) -> None:
    """All rows for a person to edit."""
    if path.suffix.lower() not in (*_YAML, ".xlsx"):
        raise InputError("不支持这种登记文件", path.name, "请使用 .yaml 或 .xlsx")
    data = xlsx_bytes(rows) if path.suffix.lower() == ".xlsx" else yaml_text(rows).encode()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError("登记文件无法写入", str(path), "请检查文件夹是否存在、文件是否正被打开") from error

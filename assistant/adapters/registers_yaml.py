"""``registers.yaml``: facts for a person to confirm, correct, reject or add; editable, kept beside the files."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from ..domain.errors import InputError
from ..domain.register import FactKind, RegisterRow
from ..facts.register_words import SHEETS
from .register_table import CONFIRMED, cells_of, key_of_head, kind_of_sheet, row_of

_HEAD = (
    "# 事实登记：属实的把 confirmed 写成 是，不对的写 否，要收回以前的确认写 撤回；直接改内容就是更正。\n"
    "# 补充的条目不写 id；有出处的写明 file 和 quote（逐字）。id 和 mark 供核对，请勿改动。\n"
    "# 导入：guanbiao registers import 本文件 企业资料/；也可以放在企业资料文件夹里，每次自动读取。\n"
)


def read_yaml(path: Path, by: str, at: datetime) -> list[RegisterRow]:
    """What was said in a file. Raises InputError with the place of what cannot be understood."""
    try:
        data: Any = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        raise InputError("registers.yaml 无法读取", path.name, "请检查缩进和冒号，并保存为 UTF-8") from error
    if not isinstance(data, Mapping):
        raise InputError("registers.yaml 的内容不是键值表", path.name, "请写成“posts: …”的形式，每部分一个列表")
    parts: dict[str, Any] = {str(key): value for key, value in data.items()}
    named = str(parts.pop("confirmed_by", "") or "") or by
    rows: list[RegisterRow] = []
    for part, entries in parts.items():
        kind = kind_of_sheet(part, path.name)
        rows += _rows(kind, part, entries, path.name, named, at)
    return rows


def _rows(kind: FactKind, part: str, entries: Any, file: str, by: str, at: datetime) -> list[RegisterRow]:
    if entries is None:
        return []
    if not isinstance(entries, Sequence) or isinstance(entries, str):
        raise InputError(f"“{part}”应是列表", file, "每条以“- ”开头")
    rows: list[RegisterRow] = []
    for number, entry in enumerate(entries, 1):
        place = f"{file} › {part} 第{number}条"
        if not isinstance(entry, Mapping):
            raise InputError(f"条目不完整：{entry}", place, "每条写成“名称: 内容”的形式")
        cells = {key_of_head(str(key), kind, place): _plain(value) for key, value in entry.items()}
        row = row_of(kind, cells, place, by, at)
        rows += [row] if row else []
    return rows


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple)):
        return "、".join(str(one) for one in value)
    return "" if value is None else str(value)


def yaml_text(rows: Sequence[RegisterRow]) -> str:
    """All rows as text for a person to edit."""
    data: dict[str, list[dict[str, str]]] = {key: [] for key, _ in SHEETS.values()}
    for row in rows:
        cells = cells_of(row)
        shown = {key: words for key, words in cells.items() if words or key == CONFIRMED or key in dict(row.values)}
        data[SHEETS[row.kind][0]].append(shown)
    return _HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)

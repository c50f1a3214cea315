"""Register rows as plain cells by column key, and back; shared by the YAML and the workbook."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from ..domain.errors import InputError
from ..domain.facts import Source
from ..domain.register import FactKind, RegisterRow, Standing
from ..facts.confirming import check
from ..facts.register_rows import added_id
from ..facts.register_words import COLUMNS, SHEETS

CONFIRMED = "confirmed"
META = {
    CONFIRMED: "确认", "file": "文件", "locator": "位置", "quote": "原文", "read_by": "读取方式", "confidence": "把握",
    "standing": "状态", "by": "确认人", "at": "确认时间", "id": "编号", "mark": "核对码",
}  # fmt: skip
"""Columns every kind has besides its fields: key in YAML → heading."""
_YES, _NO, _BACK = (
    ("是", "属实", "对", "y", "yes", "true", "√", "1"),
    ("否", "不对", "不是", "n", "no", "false", "×", "0"),
    ("撤回",),
)
_STANDING = {
    "extracted": "", "confirmed": "已确认", "corrected": "已更正", "rejected": "已否定", "added": "人工补充",
    "withdrawn": "已撤回",
}  # fmt: skip
_READ_BY = {
    "table-row": "表格行", "sentence": "语句", "record": "记录表头", "ledger-row": "台账行", "post": "任职表",
    "appointment": "任命文件", "organisation": "机构表", "register": "清单", "switch": "版本说明", "goal-row": "目标表",
    "alias": "别名说法", "person": "人工补充", "definition": "定义",
}  # fmt: skip


def cells_of(row: RegisterRow) -> dict[str, str]:
    """All cells of a row by key."""
    source = row.source or Source(file="", quote="")
    rule = source.rule.split("/")[0]
    return {
        CONFIRMED: {"confirmed": "是", "corrected": "是", "added": "是", "rejected": "否"}.get(row.standing, ""),
        **dict(row.values),
        "file": source.file, "locator": source.locator, "quote": source.quote, "read_by": _READ_BY.get(rule, rule),
        "confidence": f"{source.confidence:.2f}" if row.source else "",
        "standing": f"待复核：{row.review}" if row.review else _STANDING[row.standing],
        "by": row.by, "at": f"{row.at:%Y-%m-%d %H:%M}" if row.at else "",
        "id": row.id, "mark": f"{row.span}.{_sums(row.values)}",
    }  # fmt: skip


def row_of(kind: FactKind, cells: Mapping[str, str], place: str, by: str, at: datetime) -> RegisterRow | None:
    """What a person said in a row; None where nothing was said. Raises InputError naming the place."""
    identity, mark = cells.get("id", "").strip(), cells.get("mark", "").strip()
    columns = COLUMNS[kind][: _marked(mark) if identity and mark else None]
    values = tuple((column.key, cells.get(column.key, "").strip()) for column in columns)
    if not identity and not any(value for _, value in values):
        return None
    span, _, sums = mark.partition(".")
    edited = [key for key, words in values if not _is(sums, key, kind, words)]
    standing = _standing(cells.get(CONFIRMED, ""), identity, bool(edited), place)
    if standing == "extracted":
        return None
    own = not (edited and identity)  # an edited row is this person's, whoever spoke about it before
    row = RegisterRow(
        kind=kind, id=identity, values=values, source=_source(cells, identity), span=span, standing=standing,
        by=(cells.get("by", "").strip() if own else "") or by, at=(_moment(cells.get("at", "")) if own else None) or at,
    )  # fmt: skip
    if not identity:
        row = row.model_copy(update={"id": added_id(row)})
    if standing not in ("rejected", "withdrawn"):
        _checked(row, edited, place)
    return row


def _source(cells: Mapping[str, str], identity: str) -> Source | None:
    file, locator, quote = (cells.get(key, "").strip() for key in ("file", "locator", "quote"))
    rule = "" if identity else "person/1"
    return Source(file=file, locator=locator, quote=quote, rule=rule) if file or quote else None


def _standing(word: str, identity: str, edited: bool, place: str) -> Standing:
    said = word.strip().lower()
    if said and said not in (*_YES, *_NO, *_BACK):
        raise InputError(f"“确认”一栏的“{word.strip()}”不认识", place, "请填 是、否、撤回，或留空")
    if said in _BACK:
        return "withdrawn"
    if said in _NO:
        return "rejected"
    if not identity or identity[1:2] == "+":
        return "added"
    return "corrected" if edited else "confirmed" if said else "extracted"


def _checked(row: RegisterRow, edited: Sequence[str], place: str) -> None:
    if not any(value for _, value in row.values):
        raise InputError("这一行没有内容", place, "填写内容，或在“确认”一栏填“否”")
    try:
        check(row, edited)
    except ValueError as problem:
        raise InputError(str(problem), place, "改正后再导入") from problem


def kind_of_sheet(name: str, place: str) -> FactKind:
    """The kind of a YAML key or sheet name. Raises InputError."""
    for kind, names in SHEETS.items():
        if name in names:
            return kind
    known = "、".join(f"{sheet}（{key}）" for key, sheet in SHEETS.values())
    raise InputError(f"不认识的部分“{name}”", place, f"可用：{known}")


def key_of_head(head: str, kind: FactKind, place: str) -> str:
    """The column key of a YAML key or heading. Raises InputError."""
    columns = {column.head: column.key for column in COLUMNS[kind]} | {label: key for key, label in META.items()}
    if head not in columns and head not in columns.values():
        raise InputError(f"不认识的列“{head}”", place, f"可用：{'、'.join(columns)}")
    return columns.get(head, head)


def _moment(words: str) -> datetime | None:
    try:
        return datetime.strptime(words.strip(), "%Y-%m-%d %H:%M").astimezone() if words.strip() else None
    except ValueError:
        return None


def _sums(values: Sequence[tuple[str, str]]) -> str:
    """Four characters a field, to tell which ones a person changed."""
    return "".join(_sum(words) for _, words in values)


def _marked(mark: str) -> int:
    """How many columns there were when the row was written out: an older file knows nothing of newer ones."""
    return len(mark.partition(".")[2]) // 4


def _is(sums: str, key: str, kind: FactKind, words: str) -> bool:
    place = 4 * next(n for n, column in enumerate(COLUMNS[kind]) if column.key == key)
    return sums[place : place + 4] == _sum(words)


def _sum(words: str) -> str:
    return hashlib.sha256("".join(words.split()).encode()).hexdigest()[:4]

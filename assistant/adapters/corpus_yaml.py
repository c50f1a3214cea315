"""Reads ``corpus/frameworks`` and ``corpus/domain``: YAML files into checked values."""

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any, cast

import yaml
from pydantic import ValidationError

from ..domain.errors import CorpusError
from ..domain.framework import Framework
from ..domain.subject import Subject
from .corpus_checks import check_frameworks, check_subject

Mapping = dict[str, Any]

_FOLD = re.compile(r"(?<=[，。；：、？！）”]) +(?=\S)")
"""The space that YAML leaves where a folded Chinese text was broken after punctuation."""

_FIX_YAML = "按提示的行列修正缩进、引号或冒号后重试"


_FAULTS = {
    "missing": ("缺少必填字段", "补上该字段"),
    "extra_forbidden": ("没有这个字段", "改正拼写或删去"),
    "string_type": ("应当是文字", "编号等看起来像数的文字请加引号"),
    "tuple_type": ("应当是列表", "写成 [甲, 乙] 或每行一个“- ”"),
    "literal_error": ("取值不在允许范围内", "对照字段说明改成允许的取值"),
    "bool_parsing": ("应当是 true 或 false", "改成 true 或 false"),
    "model_type": ("应当是“键: 值”结构", "参照其他条目"),
}
"""What pydantic's error types mean to the person who edits the file, and what to do."""


class _UniqueKeyLoader(yaml.CSafeLoader):
    """YAML that refuses a mapping with the same key twice; plain YAML would keep the last one in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = cast(Hashable, self.construct_object(key_node, deep=True))
            if key in seen:
                raise yaml.MarkedYAMLError(problem=f"同一处出现重复的键“{key}”", problem_mark=key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep)


def load_frameworks(folder: Path) -> tuple[Framework, ...]:
    """All frameworks of ``folder`` (``*.yaml``), sorted by file name, checked one by one and against each other.

    Raises CorpusError naming file and key for broken YAML, wrong fields, duplicate keys or numbers, dangling parents
    and relations to unknown frameworks or clauses.
    """
    frameworks = tuple(_framework(path) for path in _files(folder, "标准数据"))
    check_frameworks(frameworks)
    return frameworks


def load_subjects(folder: Path, frameworks: tuple[Framework, ...] = ()) -> tuple[Subject, ...]:
    """All companion subjects of ``folder``; requirement keys are checked when ``frameworks`` are given.

    Raises CorpusError naming file and entry.
    """
    known = {requirement.key for framework in frameworks for requirement in framework.requirements}
    subjects = tuple(_subject(path) for path in _files(folder, "领域数据"))
    for subject in subjects:
        check_subject(subject, known)
    return subjects


def _files(folder: Path, what: str) -> list[Path]:
    if not folder.is_dir():
        raise CorpusError(f"找不到{what}文件夹", str(folder), "检查安装是否完整，或在设置中改正语料路径")
    return sorted(folder.glob("*.yaml"))


def _read(path: Path) -> Mapping:
    try:
        # a SafeLoader subclass: builds plain values only
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeyLoader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        spot = f"{path.name} 第 {mark.line + 1} 行第 {mark.column + 1} 列" if mark else path.name
        raise CorpusError(f"不是合法的 YAML（{error.problem}）", spot, _FIX_YAML) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CorpusError(f"文件读不出来（{error}）", path.name, "确认文件是 UTF-8 编码的 YAML") from error
    if not isinstance(data, dict):
        raise CorpusError("文件顶层应是“键: 值”结构", path.name, "参照同一文件夹中的其他文件")
    return cast(Mapping, _joined(data))


def _joined(value: object) -> object:
    """``value`` with the line breaks of folded Chinese text closed up, at any depth."""
    if isinstance(value, str):
        return _FOLD.sub("", value)
    if isinstance(value, list):
        return [_joined(item) for item in cast(list[object], value)]
    if isinstance(value, dict):
        return {key: _joined(item) for key, item in cast(dict[object, object], value).items()}
    return value


def _framework(path: Path) -> Framework:
    data = _read(path)
    try:
        framework = Framework.model_validate(data)
    except ValidationError as error:
        raise _field_error(path, data, "requirements", error) from error
    _same_name(path, framework.id)
    return framework


def _subject(path: Path) -> Subject:
    data = _read(path)
    labels = cast(dict[str, str], data.pop("labels", None) or {})
    entries = [_entry(path, cast(Mapping, item), labels) for item in cast(list[Any], data.get("entries") or [])]
    try:
        subject = Subject.model_validate({**data, "entries": entries})
    except ValidationError as error:
        raise _field_error(path, data, "entries", error) from error
    _same_name(path, subject.id)
    return subject


def _entry(path: Path, item: Mapping, labels: dict[str, str]) -> Mapping:
    """``fields: {outputs: [..]}`` with the file's ``labels`` becomes a list of labelled fields."""
    raw = cast(Mapping, item.get("fields") or {})
    unknown = sorted(set(raw) - set(labels))
    if unknown:
        raise CorpusError(
            f"字段“{'、'.join(unknown)}”没有中文名称", f"{path.name} › {item.get('id')}", "在文件的 labels 中补上该字段"
        )
    fields = [{"key": key, "label": labels[key], "values": _values(value)} for key, value in raw.items()]
    return {**item, "fields": fields}


def _values(value: object) -> list[object]:
    return cast(list[object], value) if isinstance(value, list) else [value]


def _same_name(path: Path, found: str) -> None:
    if path.stem != found:
        raise CorpusError(f"文件名与其中的 id“{found}”不一致", path.name, "让文件名（不含 .yaml）等于 id")


def _field_error(path: Path, data: Mapping, items: str, error: ValidationError) -> CorpusError:
    first = error.errors()[0]
    spot = " › ".join([path.name, *_readable(data, items, first["loc"])])
    what, fix = _FAULTS.get(first["type"], (f"不合要求：{first['msg']}", "对照字段说明改正"))
    return CorpusError(f"字段{what}", spot, fix)


def _readable(data: Mapping, items: str, loc: tuple[int | str, ...]) -> list[str]:
    """A pydantic location with the item's own key in place of its index."""
    parts = [str(part) for part in loc]
    if len(loc) > 1 and loc[0] == items and isinstance(loc[1], int):
        item = cast(list[Any], data[items])[loc[1]]
        name = cast(Mapping, item).get("key") or cast(Mapping, item).get("id") if isinstance(item, dict) else None
        parts[1] = str(name or f"第 {loc[1] + 1} 项")
    return parts

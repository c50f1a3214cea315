"""Reads ``enterprise.yaml``: window, as-of day, coverage declarations, exceptions. Everything in it is optional.

Values are taken as people write them; what is not understood becomes a note, a day or number that cannot be read is
refused with its key.
"""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ..domain.declaration import ApprovedException, Enterprise
from ..domain.errors import InputError
from ..text.dates import DateMention, find_dates

_KEYS = {
    "name": "企业名称 名称 企业 公司名称 公司",
    "aliases": "别名 简称 曾用名",
    "window": "期间 检查期间 对照期间 审查期间 period",
    "as_of": "截止日期 截止 判断截止日 截至",
    "headcount": "人数 员工人数 员工数 职工人数",
    "certified_on": "发证日期 获证日期 取证日期",
    "coverage": "材料完整性 提供情况 资料完整性 完整性",
    "exceptions": "例外 批准的例外",
    "authenticity": "真实性迹象 真实性",
}
_FAMILIES = {
    "default": "默认 其余 其他 全部 其余各类",
    "internal_audit": "内部审核 内审",
    "management_review": "管理评审 管评",
    "training": "培训",
    "monitoring": "监视与测量 监测 监视测量",
    "assessment": "考核 绩效考核",
    "corrective_action": "纠正措施 不符合与纠正措施",
    "document_control": "文件控制 文件管理",
    "appraisal": "评估与诊断 评估 诊断 自评估",
    "capability_project": "新型能力建设 能力建设 项目",
    "operation": "运行控制 运行 运行维护",
    "communication": "沟通 会议",
    "security": "信息安全 安全",
    "resources": "资源保障 资源",
}
_STATES = {
    "complete": "完整 齐全 全部 全 已全部提供 全部提供 是 full all true yes",
    "partial": "部分 不全 部分提供 不完整 some",
    "none": "无 没有 未提供 否 false no",
    "unknown": "未知 不清楚 未说明 不详",
}
_EXCEPTION = {
    "what": "例外事项 事项 内容", "reason": "原因 理由", "approved_by": "批准人 批准", "approved_on": "批准日期 日期"
}  # fmt: skip
_NO = ("", "否", "不", "无", "no", "false", "off", "0", "null", "~", "关")
_FROM, _TO = ("from", "start", "起", "开始", "自", "从"), ("to", "end", "止", "结束", "至", "到")


def read_enterprise(path: Path) -> Enterprise:
    """The values of one file; raises InputError with the key that cannot be understood. The rest becomes notes."""
    try:
        data: Any = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=yaml.BaseLoader)  # noqa: S506  (text only)
    except (yaml.YAMLError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise InputError("enterprise.yaml 无法读取", path.name, "请检查缩进和冒号，并保存为 UTF-8") from error
    if data in (None, ""):
        return Enterprise()
    if not isinstance(data, Mapping):
        raise InputError("enterprise.yaml 的内容不是键值表", path.name, "请写成“name: …”的形式")
    return _enterprise({str(key): value for key, value in data.items()}, path.name)


def _enterprise(raw: dict[str, Any], file: str) -> Enterprise:
    data, notes = _named(raw, _KEYS)
    names = _list(data.get("name"))
    coverage, more = _coverage(data.get("coverage"))
    return Enterprise(
        name=names[0] if names else "",
        aliases=tuple(dict.fromkeys((*names[1:], *_list(data.get("aliases"))))),
        window=_window(data.get("window"), file),
        as_of=_day(data.get("as_of"), file, "as_of", last=True),
        headcount=_count(data.get("headcount"), file),
        certified_on=_day(data.get("certified_on"), file, "certified_on"),
        coverage=coverage,
        exceptions=tuple(_exception(one, file) for one in _entries(data.get("exceptions"))),
        authenticity=_word(data.get("authenticity")).lower() not in _NO,
        notes=(*(f"未识别的项目：{key}" for key in notes), *more),
    )


def _named(raw: Mapping[str, Any], names: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """Values by our key, whichever name was used; and the keys that are none of ours."""
    known = {alias: key for key, aliases in names.items() for alias in (key, *aliases.split())}
    found = {known[str(key).strip()]: value for key, value in raw.items() if str(key).strip() in known}
    return found, [str(key) for key in raw if str(key).strip() not in known]


def _word(value: Any) -> str:
    text = "" if value is None or isinstance(value, (list, dict)) else str(value).strip()
    return "" if text in ("null", "~") else text


def _list(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else re.split(r"[、，,；;]", _word(value))
    return [word for one in parts if (word := _word(one))]


def _entries(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


# -- days --------------------------------------------------------------------------------------------------------------


def _window(value: Any, file: str) -> tuple[date, date] | None:
    if isinstance(value, Mapping):
        ends = {str(key).strip(): one for key, one in value.items()}
        first, last = (next((ends[k] for k in keys if _word(ends.get(k))), None) for keys in (_FROM, _TO))
        if first is None and last is None:
            return None
        if first is None or last is None:
            raise InputError("window 只写了一端", file, "请同时写明 from 与 to")
        return _ordered(_day(first, file, "window.from"), _day(last, file, "window.to", last=True), file)
    text = " 至 ".join(_list(value)) if isinstance(value, list) else _word(value)
    if not text:
        return None
    found = _mentions(text)
    if not found:
        raise InputError(f"window 不是期间：{text}", file, "请写成 window: {from: 2025-01-01, to: 2025-12-31}")
    return _ordered(found[0].first, found[-1].last, file)


def _ordered(first: date | None, last: date | None, file: str) -> tuple[date, date] | None:
    if first and last and last < first:
        raise InputError("window 的结束早于开始", file, "请检查 window.from 与 window.to")
    return (first, last) if first and last else None


def _day(value: Any, file: str, key: str, *, last: bool = False) -> date | None:
    """A day; of a month or year its first or last one."""
    text = _word(value)
    if not text:
        return None
    found = _mentions(text)
    if not found:
        raise InputError(f"{key} 不是日期：{text}", file, "请写成 2025-12-31 的形式")
    return found[0].last if last else found[0].first


def _mentions(text: str) -> list[DateMention]:
    bare = re.fullmatch(r"(?:19|20)\d\d", text)
    return [m for m in find_dates(f"{text}年" if bare else text) if not m.inferred]


# -- the rest ----------------------------------------------------------------------------------------------------------


def _coverage(value: Any) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """Declarations by family; words that are not understood count as not declared, with a note."""
    if not isinstance(value, Mapping):
        value = {"default": value} if _word(value) else {}
    found, strange = _named({str(key): one for key, one in value.items()}, _FAMILIES)
    states = {alias: key for key, aliases in _STATES.items() for alias in (key, *aliases.split())}
    notes = [f"coverage 里的“{key}”不是记录类别" for key in strange]
    pairs: list[tuple[str, str]] = []
    for family, words in found.items():
        state = states.get(_word(words).lower())
        if state is None:
            notes.append(f"coverage.{family} 的“{_word(words) or words}”不认识，按未说明处理")
        pairs.append((family, state or "unknown"))
    return tuple(pairs), notes


def _exception(entry: Any, file: str) -> ApprovedException:
    if not isinstance(entry, Mapping):
        return ApprovedException(what=_word(entry))
    data, _ = _named({str(key): one for key, one in entry.items()}, _EXCEPTION)
    return ApprovedException(
        what=_word(data.get("what")),
        reason=_word(data.get("reason")),
        approved_by=_word(data.get("approved_by")),
        approved_on=_day(data.get("approved_on"), file, "exceptions.approved_on"),
    )


def _count(value: Any, file: str) -> int | None:
    text = _word(value)
    if not text:
        return None
    match = re.search(r"\d[\d,，]*(?:\.\d+)?", text)
    if not match:
        raise InputError(f"headcount 不是人数：{text}", file, "请写成整数")
    return int(float(re.sub("[,，]", "", match[0])))

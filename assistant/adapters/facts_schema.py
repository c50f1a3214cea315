"""The JSON Schema of the fact table, published for editors, and the commented example."""

import json
from pathlib import Path
from typing import Any

from ..domain.errors import InputError

_TEXT: dict[str, Any] = {"type": ["string", "number", "null"]}


def facts_schema() -> dict[str, Any]:
    """Draft 2020-12. Loose on purpose: everything is optional, unknown keys are allowed."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "贯标助手事实表",
        "type": "object",
        "additionalProperties": True,
        "properties": {**_plain(), **_lists(), "goals": _list_of(_GOAL, "新型能力目标"), **_people()},
    }


def write_example(example: Path, target: Path) -> tuple[Path, Path]:
    """Write the commented example and its schema beside it. Raises InputError where a file is in the way."""
    schema = target.with_name("facts.schema.json")
    if target.exists():
        raise InputError("文件已经存在，没有覆盖", str(target), "换一个文件名，或先把原文件移走")
    try:
        target.write_text(example.read_text(encoding="utf-8"), encoding="utf-8")
        schema.write_text(schema_text(), encoding="utf-8")
    except OSError as error:
        raise InputError("写不进这个位置", str(target), "检查文件夹是否存在、有没有写权限") from error
    return target, schema


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(facts_schema(), ensure_ascii=False, indent=2) + "\n"


def _described(text: str) -> dict[str, Any]:
    return {**_TEXT, "description": text}


def _plain() -> dict[str, Any]:
    names = {
        "name": "企业全称",
        "industry": "所属行业",
        "vision": "愿景",
        "strategy": "发展战略",
        "policy": "两化融合方针的现行语句",
        "headcount": "员工人数",
    }
    aliases = {"type": ["array", "string", "null"], "items": _TEXT, "description": "简称"}
    texts = {key: _described(text) for key, text in {**names, "as_of": "本表的日期"}.items()}
    return {**texts, "aliases": aliases}


def _lists() -> dict[str, Any]:
    names = {
        "products": "主要产品和服务",
        "sites": "场所",
        "strengths": "优势",
        "weaknesses": "劣势",
        "opportunities": "机会",
        "threats": "威胁",
        "departments": "部门",
        "existing_systems": "其他管理体系",
        "information_systems": "信息系统",
        "processes": "业务流程",
    }
    item = {"name": _described("名称"), "id": _described("编号")}
    found = {key: _list_of(item, text) for key, text in names.items()}
    found["competitors_benchmarks"] = _list_of(_BENCHMARK, "标杆，只作对照")
    found["advantages"] = _list_of(_ADVANTAGE, "可持续竞争优势")
    found["capabilities"] = _list_of(_CAPABILITY, "新型能力")
    return found


def _list_of(properties: dict[str, Any], description: str) -> dict[str, Any]:
    item = {"type": "object", "properties": properties, "additionalProperties": True}
    return {"description": description, "type": ["array", "string", "null"], "items": {"anyOf": [_TEXT, item]}}


def _people() -> dict[str, Any]:
    person = {
        "type": ["object", "string", "null"],
        "properties": {"name": _described("姓名"), "title": _described("职务")},
    }
    return {"top_management": person, "management_representative": person}


_BENCHMARK = {
    "name": _described("标杆企业"),
    "indicator": _described("指标"),
    "value": _described("数值"),
    "unit": _described("单位"),
    "source": _described("出处和日期"),
}
_ADVANTAGE = {"id": _described("编号"), "name": _described("名称"), "policy_phrase": _described("对应方针语句")}
_CAPABILITY: dict[str, Any] = {
    "id": _described("编号"),
    "name": _described("名称"),
    "advantage": _described("所支撑优势的编号或名称"),
    "priority": _described("次序"),
    "description": _described("现状"),
    "current": _described("现状"),
    "processes": {"type": ["array", "string", "null"], "description": "涉及的流程"},
    "systems": {"type": ["array", "string", "null"], "description": "涉及的系统"},
}
_GOAL: dict[str, Any] = {
    "id": _described("编号"),
    "name": _described("目标名称"),
    "capability": _described("新型能力的编号或名称"),
    "indicator": _described("指标"),
    "policy_phrase": _described("对应方针语句"),
    "direction": _described("提高、降低或保持"),
    "formula": _described("计算公式"),
    "unit": _described("单位"),
    "baseline": _described("基线，打造之前的实际值"),
    "baseline_on": _described("基线日期"),
    "baseline_date": _described("基线日期"),
    "baseline_source": _described("基线出处"),
    "target": _described("目标值"),
    "due": _described("完成期限"),
    "stages": {"type": ["array", "object", "null"], "description": "阶段值"},
    "owner": _described("责任人"),
    "source": _described("数据来源"),
    "cadence": _described("监测频次"),
    "resources": _described("所需资源"),
}

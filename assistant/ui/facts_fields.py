"""The fields of the fact table, made from its schema, in the order a person fills them in."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..adapters.facts_form import FormField, Row, form_fields, lines_shown, rows_shown, with_rows, with_text
from .parts import kept_tabs, plain

_GROUPS = {
    "企业概况": ("name", "industry", "headcount", "as_of", "aliases", "products", "sites"),
    "战略与环境": (
        "strategy", "vision", "strengths", "weaknesses", "opportunities", "threats", "competitors_benchmarks"
    ),
    "方针、优势与新型能力": ("policy", "advantages", "capabilities"),
    "目标": ("goals",),
    "组织与系统": (
        "top_management", "management_representative", "departments", "processes", "information_systems",
        "existing_systems",
    ),
}  # fmt: skip
_HELP = {"person": "例如：总经理 李原", "lines": "一行一项"}


def filled_in(table: dict[str, Any], seen: str) -> dict[str, Any]:
    """All fields; the table as it stands in them now. ``seen`` tells one stored table from the next."""
    fields = form_fields()
    for name, tab in kept_tabs(list(_GROUPS), "fact_groups"):
        with tab:
            table = _group([fields[key] for key in _GROUPS[name]], table, seen)
    return table


def _group(fields: Sequence[FormField], table: dict[str, Any], seen: str) -> dict[str, Any]:
    pair: list[DeltaGenerator] = []  # made row by row: so the keyboard goes from field to field as the eye does
    for field in fields:
        key = f"fact-{field.key}-{seen}"
        if field.key == "goals":
            table = with_rows(table, field, _goals(field, rows_shown(table, field), key))
        elif field.kind == "rows":
            table = with_rows(table, field, _rows(field, rows_shown(table, field), key))
        elif field.kind == "long":
            table = with_text(table, field, st.text_area(field.label, lines_shown(table, field), 80, key=key))
        else:
            pair = pair or list(st.columns(2, gap="medium"))
            with pair.pop(0):
                table = with_text(table, field, _short(field, lines_shown(table, field), key))
    return table


def _short(field: FormField, shown: str, key: str) -> str:
    if field.kind == "lines":
        return st.text_area(f"{field.label}（一行一项）", shown, 110, key=key)
    return st.text_input(field.label, shown, key=key, placeholder=_HELP.get(field.kind))


def _rows(field: FormField, rows: Sequence[Row], key: str) -> list[Row]:
    labels = {**dict(field.columns), **{name: name for row in rows for name in row if name not in dict(field.columns)}}
    st.markdown(f"**{plain(field.label)}**")
    st.caption("在最后一行直接填写即新增；清空一整行即删去。")
    edited: Any = st.data_editor(
        {label: [row.get(name, "") for row in rows] or [""] for name, label in labels.items()},
        column_config={label: st.column_config.TextColumn(label) for label in labels.values()},
        num_rows="dynamic", hide_index=True, key=key, width="stretch", placeholder="",
    )  # fmt: skip
    count = max((len(values) for values in edited.values()), default=0)
    return [{name: _text(edited[label], at) for name, label in labels.items()} for at in range(count)]


def _text(values: Any, at: int) -> str:
    value = values[at]
    return "" if value is None else str(value)


def _goals(field: FormField, rows: Sequence[Row], key: str) -> list[Row]:
    """One frame a goal and an empty one for the next."""
    st.caption("目标不写“提高效率”之类的话：写清基线、目标值、期限、公式、数据来源和责任人。")
    kept: list[Row] = []
    for at, row in enumerate([*rows, {}]):
        title = f"{row.get('id', '')} {row.get('name', '')}".strip() if row else "新增一个目标"
        with st.expander(plain(title), expanded=False, icon=":material/flag:" if row else ":material/add:"):
            filled = _goal(field, row, f"{key}-{at}")
            if not (row and st.checkbox("删去这个目标", key=f"{key}-{at}-gone")):
                kept.append(filled)
    return kept


def _goal(field: FormField, row: Mapping[str, str], key: str) -> Row:
    labels = {**dict(field.columns), **{name: name for name in row if name not in dict(field.columns)}}
    columns = st.columns(3)
    hints = {"stages": "例如：2026-06：88%；2026-12：92%", "direction": "提高、降低或保持", "cadence": "每月、每季度……"}
    return {
        name: columns[at % 3].text_input(
            plain(label), row.get(name, ""), key=f"{key}-{name}", placeholder=hints.get(name, "")
        )
        for at, (name, label) in enumerate(labels.items())
    }  # fmt: skip

"""The facts a run was judged by, in tables a person confirms, corrects and adds to; the next run goes by them."""

import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from ..adapters.register_table import META, cells_of, row_of
from ..domain.errors import GuanbiaoError
from ..domain.finding import GapSubject
from ..domain.register import FactKind, RegisterRow
from ..facts.register_words import COLUMNS, SHEETS
from ..guarded import Guarded
from ..workflows.gaps import GapReport
from .media import taken_by
from .parts import empty, plain
from .session import assistant, files

_SHOWN = ("file", "locator", "quote", "standing", "by")
_HIDDEN = ("id", "mark")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(subject: GapSubject, report: GapReport) -> None:
    """One table a kind."""
    rows = _rows(subject)
    if not rows:
        empty("还没有读出事实；先做一次对照。")
        return
    st.caption(
        "这些是程序从文件里读出的规定、记录、任职等。“确认”栏填“是”表示属实；改了格子就是更正；填“否”表示读错了；"
        "在表尾可以补充。再次对照时以这里为准，原文一改，原先的确认自动待复核。"
    )
    _reviews(report)
    kinds: list[FactKind] = [kind for kind in SHEETS if kind == "exception" or any(row.kind == kind for row in rows)]
    counts = {kind: sum(row.kind == kind for row in rows) for kind in kinds}
    at = st.segmented_control(
        "事实", range(len(kinds)), format_func=lambda n: f"{SHEETS[kinds[n]][1]} {counts[kinds[n]]}", default=0,
        required=True, key="fact_kind", label_visibility="collapsed",
    )  # fmt: skip
    chosen = kinds[at]
    _table(subject, chosen, [row for row in rows if row.kind == chosen])
    _exchange(subject)


def _rows(subject: GapSubject) -> list[RegisterRow]:
    """The facts of the last run, what was said since in place of what it says of the same fact."""
    said = {row.id: row for row in assistant().registers.said(subject)}
    facts = assistant().registers.facts(subject)
    known = {row.id for row in facts}
    return [said.get(row.id, row) for row in facts] + [row for row in said.values() if row.id not in known]


def _reviews(report: GapReport) -> None:
    if report.facts_to_review:
        with st.expander(f":orange-badge[待复核] {len(report.facts_to_review)} 条", expanded=False):
            for row in report.facts_to_review:
                st.text(f"{SHEETS[row.kind][1]}：{next((v for _, v in row.values if v), row.id)}　{row.review}")


def _table(subject: GapSubject, kind: FactKind, rows: Sequence[RegisterRow]) -> None:
    may = assistant().may(subject.workspace, "confirm")
    heads = {"confirmed": META["confirmed"], **{column.key: column.head for column in COLUMNS[kind]}}
    heads |= {key: META[key] for key in (*_SHOWN, *_HIDDEN)}
    before = [cells_of(row) for row in rows]
    choice = st.column_config.SelectboxColumn(heads["confirmed"], options=["是", "否"], width="small")
    config: dict[str, Any] = {key: st.column_config.TextColumn(head) for key, head in heads.items()}
    config |= {key: st.column_config.TextColumn(heads[key], disabled=True) for key in (*_SHOWN, *_HIDDEN)}
    config |= dict.fromkeys(_HIDDEN) | {"confirmed": choice}
    edited: Any = st.data_editor(
        {key: [cells.get(key, "") for cells in before] for key in heads}, column_config=config, num_rows="dynamic",
        hide_index=True, disabled=not may, key=f"facts-{subject.name}-{kind}-{_stamp(rows)}", placeholder="",
        height=420,
    )  # fmt: skip
    if may and st.button("保存这张表", type="primary", icon=":material/save:", key=f"say-{kind}"):
        _say(subject, kind, before, _cells(edited))


def _stamp(rows: Sequence[RegisterRow]) -> str:
    """Another table than before once something was said."""
    return f"{len(rows)}-{max((f'{row.at}' for row in rows if row.at), default='')}"


def _cells(edited: Mapping[str, Sequence[Any]]) -> list[dict[str, str]]:
    count = max((len(values) for values in edited.values()), default=0)
    return [{key: _text(values[at]) for key, values in edited.items()} for at in range(count)]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _say(
    subject: GapSubject, kind: FactKind, before: Sequence[Mapping[str, str]], after: Sequence[dict[str, str]]
) -> None:
    """Only what this person changed is said in their name; a row taken out of the table is not said anything about."""
    known = {cells["id"]: cells for cells in before}
    changed = [cells for cells in after if _changed(cells, known.get(cells["id"]))]
    now, user = assistant().clock.now(), assistant().user.name
    try:
        told = [_taken_back(cells, known.get(cells["id"])) for cells in changed]
        said = [row_of(kind, cells, SHEETS[kind][1], user, now) for cells in told]
        assistant().registers.say(subject, [row for row in said if row])
    except GuanbiaoError as error:
        st.error(plain(error.message))
        return
    st.toast(f"已保存 {sum(row is not None for row in said)} 条；再次对照时生效。")
    st.rerun()


def _changed(cells: Mapping[str, str], known: Mapping[str, str] | None) -> bool:
    return any(text != (known or {}).get(key, "") for key, text in cells.items())


def _taken_back(cells: dict[str, str], known: Mapping[str, str] | None) -> dict[str, str]:
    """A confirmation that was blanked is taken back."""
    blanked = known is not None and known["confirmed"] and not cells["confirmed"]
    return {**cells, "confirmed": "撤回"} if blanked else cells


def _exchange(subject: GapSubject) -> None:
    with st.expander("导出到 Excel 填写，再导入", icon=":material/table:"):
        st.download_button(
            "导出事实登记", partial(_workbook, assistant(), subject), "事实登记.xlsx", _XLSX, on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip
        upload = st.file_uploader("填写过的事实登记", type=["xlsx", "yaml", "yml"], key="facts_back")
        if upload and st.button("导入", icon=":material/upload:", key="facts_in"):
            try:
                rows = assistant().registers.read(files().keep_upload(upload.name, upload.getvalue()), subject)
            except GuanbiaoError as error:
                st.error(plain(error.message))
                return
            st.toast(f"已导入 {len(rows)} 条；再次对照时生效。")
            st.rerun()


def _workbook(helper: Guarded, subject: GapSubject) -> bytes:
    taken_by(helper.user.name)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "事实登记.xlsx"
        helper.registers.export(subject, target)
        return target.read_bytes()

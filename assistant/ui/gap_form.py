"""What enterprise.yaml would say, as a form."""

from datetime import date

import streamlit as st

from ..domain.declaration import Enterprise
from ..rendering.gap_words import COVERAGE, COVERAGE_FAMILY
from .session import assistant


def declaration(key: str, known: Enterprise) -> Enterprise | None:
    """The form of what enterprise.yaml would say; prefilled from the folder's own."""
    name, as_of = st.columns([2, 1])
    company = name.text_input("企业名称", known.name, key=f"name-{key}")
    today = assistant().clock.now().date()
    day = as_of.date_input("截止日期", known.as_of or today, key=f"day-{key}", format="YYYY-MM-DD")
    window = known.window or (date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    period = st.date_input("对照期间", window, key=f"window-{key}", format="YYYY-MM-DD")
    coverage = _coverage(key, dict(known.coverage))
    authenticity = st.checkbox(
        "同时查看记录的真实性迹象", known.authenticity, key=f"signs-{key}",
        help="只用于企业自查；列出的是请核实的迹象，不是结论",
    )  # fmt: skip
    if len(period) != 2:
        st.caption("请选好对照期间的开始和结束两个日期。")
        return None
    changes = {
        "name": company.strip(), "as_of": day, "window": period, "coverage": coverage, "authenticity": authenticity
    }  # fmt: skip
    return known.model_copy(update=changes)


def _coverage(key: str, known: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """For each family of records whether all of them were provided; only then something can be missing."""
    with st.expander("各类记录提供得全不全（没有全部提供的，缺了也不算差距）"):
        columns = st.columns(3)
        found: dict[str, str] = {}
        for place, (family, title) in enumerate(COVERAGE_FAMILY.items()):
            options = list(COVERAGE)
            value = known.get(family, known.get("default", "unknown"))
            found[family] = columns[place % 3].selectbox(
                title, options, options.index(value) if value in options else len(options) - 1,
                format_func=COVERAGE.__getitem__, key=f"coverage-{family}-{key}",
            )  # fmt: skip
    return tuple(found.items())

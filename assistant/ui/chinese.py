"""Streamlit's own words in Chinese: a component without a face that renames them as they appear in the browser."""

import json
from pathlib import Path

from streamlit.components.v2 import component

_FOLDER = Path(__file__).parent
_WORDS = json.loads((_FOLDER / "chinese.json").read_text(encoding="utf-8"))
_COMPONENT = component(
    "guanbiao_chinese", html="<span></span>", js=(_FOLDER / "chinese.js").read_text(encoding="utf-8")
)


def apply() -> None:
    """Put it into the page."""
    _COMPONENT(key="chinese", data=_WORDS, height=1)

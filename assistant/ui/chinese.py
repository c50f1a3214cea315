"""Streamlit's own words in Chinese: a component without a face that renames them as they appear in the browser."""

import json
from pathlib import Path

from .components import own

_WORDS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
_COMPONENT = own("chinese", "<span></span>")


def apply() -> None:
    """Put it into the page."""
    _COMPONENT(key="chinese", data=_WORDS, height=1)

"""Components of our own: the script and the sheet lie beside this module under the component's name."""

from pathlib import Path

from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

_FOLDER = Path(__file__).parent


def own(name: str, html: str) -> ComponentRenderer:
    """The component ``name`` with its ``name.js`` and, where there is one, its ``name.css``."""
    sheet = _FOLDER / f"{name}.css"
    return component(
        f"guanbiao_{name}", html=html, css=sheet.read_text(encoding="utf-8") if sheet.is_file() else None,
        js=(_FOLDER / f"{name}.js").read_text(encoding="utf-8"),
    )  # fmt: skip

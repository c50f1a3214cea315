"""A text to be changed that tells what it says a moment after the last key, not only when it is left."""

from pathlib import Path

from streamlit.components.v2 import component

_FOLDER = Path(__file__).parent
_COMPONENT = component(
    "guanbiao_live_text",
    html='<label><span class="label"></span><textarea spellcheck="false"></textarea></label>',
    css=(_FOLDER / "live_text.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "live_text.js").read_text(encoding="utf-8"),
)


def live_text(label: str, text: str, key: str) -> str:
    """The field; what it says now."""
    told = _COMPONENT(
        key=key, data={"label": label, "text": text}, default={"text": text}, on_text_change=lambda: None
    )
    return str(told.get("text", text))

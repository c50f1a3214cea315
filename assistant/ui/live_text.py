"""A text to be changed that tells what it says a moment after the last key, not only when it is left."""

from .components import own

_COMPONENT = own("live_text", '<label><span class="label"></span><textarea spellcheck="false"></textarea></label>')


def live_text(label: str, text: str, key: str) -> str:
    """The field; what it says now."""
    told = _COMPONENT(key=key, data={"label": label, "text": text}, default={"text": text}, on_text_change=lambda: None)
    return str(told.get("text", text))

"""The button something is taken away with: made when it is clicked, by the person who saw it, and noted."""

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ..domain.account import Action
from .media import taken_by
from .session import assistant, workspace


def export_button(
    where: DeltaGenerator | None,
    label: str,
    make: Callable[[], str | bytes],
    name: str,
    *,
    mime: str | None = None,
    action: Action = "export",
    about: str | None = None,
    noted: bool = True,
) -> None:
    """``make`` runs outside of the page: it must hold all it needs and must not ask the session.

    ``noted`` False: ``make`` writes into the audit log itself.
    """
    helper, place = assistant(), workspace()

    def made() -> str | bytes:
        taken_by(helper.user.name)
        return helper.exported(make, place, name, action) if noted else make()

    (where or st).download_button(
        label, made, name, mime, key=f"export-{label}-{name}", on_click="ignore", icon=":material/download:",
        width="stretch", help=about,
    )  # fmt: skip

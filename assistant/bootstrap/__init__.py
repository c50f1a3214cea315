"""The composition root: Settings → Assistant. Nothing outside this package names adapters."""

from dataclasses import dataclass

from ..settings import Settings
from .asking import AskingWork, workspaces
from .care import CareWork
from .gaps import GapWork
from .papers import PaperWork
from .parts import SystemClock
from .recycling import RecyclingWork

__all__ = ["Assistant", "SystemClock", "open_assistant", "workspaces"]


@dataclass
class Assistant(GapWork, AskingWork, PaperWork, RecyclingWork, CareWork):
    """Everything the product does, on one data folder. Parts are built when first used."""


def open_assistant(settings: Settings) -> Assistant:
    """The assistant for these settings; nothing is read or built yet."""
    return Assistant(settings)

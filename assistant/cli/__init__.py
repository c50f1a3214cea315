"""The command line ``guanbiao``."""

from .main import main

__all__ = ["main"]

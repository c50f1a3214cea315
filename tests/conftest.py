"""Shared by all tests: the converted embedding model is prepared once and kept between runs."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Folder of the converted model (made on first use, about half a minute)."""
    from assistant.adapters.onnx_embedder import prepare

    folder = PROJECT / ".cache" / "models"
    prepare(folder)
    return folder

"""Shared by all tests: the converted model and a prepared data folder are made once and kept between runs."""

import gc
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

PROJECT = Path(__file__).resolve().parent.parent
CACHE = PROJECT / ".cache"


@pytest.fixture(scope="session")
def models_dir() -> Path:
    """Folder of the converted model (made on first use, about half a minute)."""
    from assistant.adapters.onnx_embedder import prepare

    folder = CACHE / "models"
    prepare(folder)
    return folder


@pytest.fixture(scope="session")
def prepared_home(models_dir: Path) -> Path:
    """A data folder with model and library ready; brought up to date where the corpus changed. Do not write to it."""
    from assistant.bootstrap import open_assistant
    from assistant.settings import load_settings

    home = CACHE / "home"
    assistant = open_assistant(load_settings(home, {"GUANBIAO_MODELS": str(models_dir)}))
    CACHE.mkdir(exist_ok=True)
    with FileLock(CACHE / "home.lock"):  # several test processes share it
        assistant.prepare()
    assistant.store.close()
    del assistant
    gc.collect()  # index files left open would vanish while they are copied
    return home


@pytest.fixture
def home(prepared_home: Path, tmp_path: Path) -> Path:
    """A copy of the prepared data folder that a test may change."""
    target = tmp_path / "数据"
    shutil.copytree(prepared_home, target, ignore=shutil.ignore_patterns("writer.lock"))
    return target


@pytest.fixture
def opened(home: Path, models_dir: Path):
    """The assistant on a copy of the prepared data folder."""
    from assistant.bootstrap import open_assistant
    from assistant.settings import load_settings

    return open_assistant(load_settings(home, {"GUANBIAO_MODELS": str(models_dir)}))

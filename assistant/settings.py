"""All configuration. The only module that reads the environment.

Order: command-line option > environment variable > ``settings.yaml`` in the data folder > default.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .domain.errors import InputError

PROJECT = Path(__file__).resolve().parent.parent
LIBRARY = "library"
"""Workspace of the built-in standards and guidance."""
DEFAULT_WORKSPACE = "default"


class Settings(BaseModel):
    """Everything that can be set; see README 设置."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    home: Path
    corpus_dir: Path = PROJECT / "corpus"
    prompts_dir: Path = PROJECT / "prompts"
    models_dir: Path
    """Where the converted embedding model lives; default ``<home>/models``."""
    embedding: str = "builtin"
    """``builtin``, a local path or hub name of a sentence-transformers model, or ``openai:NAME``."""
    embedding_base_url: str | None = None
    reranker: str | None = None
    """Path or hub name of a cross-encoder; none by default."""
    model: str | None = None
    """``openai:NAME`` or ``PROVIDER:NAME``; none = extractive answers."""
    base_url: str | None = None
    api_key: str | None = None
    model_timeout_seconds: float = 60.0
    workers: int = 2
    """Processes that parse files."""
    max_file_mb: int = 200
    session_idle_minutes: int = Field(default=60, ge=1)
    """Minutes without a click after which somebody signed in must sign in again."""
    session_hours: int = Field(default=12, ge=1)
    """Hours after which they must in any case."""
    recycle_days: int = Field(default=30, ge=0)
    """Days for which deleted documents, conversations and drafts can be put back."""
    offline: bool = True
    """True: model hubs are never contacted, not even for a model the user named."""


_VARIABLES = {
    "GUANBIAO_MODELS": "models_dir",
    "GUANBIAO_CORPUS": "corpus_dir",
    "GUANBIAO_EMBEDDING": "embedding",
    "GUANBIAO_EMBEDDING_BASE_URL": "embedding_base_url",
    "GUANBIAO_RERANKER": "reranker",
    "GUANBIAO_MODEL": "model",
    "GUANBIAO_BASE_URL": "base_url",
    "GUANBIAO_API_KEY": "api_key",
    "GUANBIAO_MODEL_TIMEOUT": "model_timeout_seconds",
    "GUANBIAO_WORKERS": "workers",
    "GUANBIAO_MAX_FILE_MB": "max_file_mb",
    "GUANBIAO_SESSION_IDLE_MINUTES": "session_idle_minutes",
    "GUANBIAO_SESSION_HOURS": "session_hours",
    "GUANBIAO_RECYCLE_DAYS": "recycle_days",
    "GUANBIAO_OFFLINE": "offline",
}


def load_settings(home: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings for a data folder. Raises InputError when ``settings.yaml`` or a variable cannot be used."""
    variables = os.environ if environment is None else environment
    folder = (home or Path(variables.get("GUANBIAO_HOME") or ".guanbiao")).expanduser().resolve()
    values: dict[str, object] = {"models_dir": folder / "models", **_from_file(folder / "settings.yaml")}
    values.update({field: variables[name] for name, field in _VARIABLES.items() if variables.get(name)})
    try:
        return Settings.model_validate({**values, "home": folder})
    except ValidationError as error:
        fields = "、".join(str(item["loc"][0]) for item in error.errors())
        fix = "对照 README“设置”一节改正"
        raise InputError(f"设置项无法使用：{fields}", str(folder / "settings.yaml"), fix) from error


def _from_file(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError("设置文件不是有效的 YAML", str(path), "改正格式，或删除该文件以恢复默认设置") from error
    return values if isinstance(values, dict) else {}

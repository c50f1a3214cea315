"""Reads ``corpus/templates`` into what drafts are made of."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from ..domain.errors import CorpusError, InputError
from ..domain.framework import Framework
from ..domain.subject import Subject
from ..drafting.material import Ask, Hints, Material, ProcedurePlan, Template

_STANDARD = "gbt23001-2017"


def load_material(folder: Path, frameworks: tuple[Framework, ...], subjects: tuple[Subject, ...]) -> Material:
    """All templates and hints. Raises CorpusError naming the file that is broken."""
    points = _read(folder / "points.yaml")
    plans = [
        _value(ProcedurePlan, {**item, "points": points.get(item["id"], ())}, "procedures.yaml")
        for item in _read(folder / "procedures.yaml")["procedures"]
    ]
    return Material(
        framework=next(framework for framework in frameworks if framework.id == _STANDARD),
        subjects={subject.id: subject for subject in subjects},
        templates={
            path.stem: _value(Template, _read(path), path.name) for path in sorted((folder / "kinds").glob("*.yaml"))
        },
        asks={key: _value(Ask, ask, "asks.yaml") for key, ask in _read(folder / "asks.yaml").items()},
        roles={role: tuple(patterns) for role, patterns in _read(folder / "roles.yaml").items()},
        industries=_hints(folder / "industries.yaml"),
        indicators=_hints(folder / "indicators.yaml"),
        capabilities=_hints(folder / "capabilities.yaml"),
        procedures={plan.id: plan for plan in plans},
        systems=_hints(folder / "systems.yaml"),
        duties=_hints(folder / "duties.yaml"),
        selves=_hints(folder / "selves.yaml"),
    )


def load_suspicions(path: Path) -> tuple[str, ...]:
    """Patterns of sentences that read like orders."""
    return tuple(_read(path)["patterns"])


def read_text_file(path: Path) -> str:
    """A text of the corpus as it stands."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError("读不到内置文件", str(path), "检查安装是否完整") from error


def _hints(path: Path) -> tuple[Hints, ...]:
    return tuple(_value(Hints, item, path.name) for item in _read(path))


def _read(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise CorpusError("模板文件读不出来", path.name, str(error).splitlines()[-1]) from error


def _value(kind: Any, data: Mapping[str, Any], name: str) -> Any:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        spot = " › ".join([name, *map(str, first["loc"])])
        raise CorpusError(f"模板写法不对：{first['msg']}", spot, "对照同类文件改正") from error

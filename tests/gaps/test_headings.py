"""A table says the same whatever name a column goes by: each heading in turn under its other names."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.adapters.work_calendar import is_workday
from assistant.domain.declaration import Enterprise
from assistant.gaps.case import Case
from assistant.gaps.nonconformities import nonconformities
from assistant.gaps.reviews import decisions
from assistant.gaps.trainings import evaluations, trainings

from .test_readings import docx, facts, xlsx

pytestmark = pytest.mark.slow  # every heading is a firm of its own
TABLES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "headings.yaml").read_text(encoding="utf-8")
)
PROBES: dict[str, Callable[[Case], object]] = {
    "trainings": lambda c: [(t.on, t.course, t.present) for t in trainings(c)],
    "evaluations": lambda c: [(t.on, t.trained_on, t.course) for t in evaluations(c)],
    "goals": lambda c: [(g.name, sorted(g.slots)) for g in c.facts.goals],
    "slips": lambda c: {k: (v.days, v.verifiers, bool(v.closed)) for k, v in nonconformities(c).items()},
    "decisions": lambda c: [(d.action, d.owner, d.due, d.done) for d in decisions(c)],
    "posts": lambda c: [(p.person, p.post, p.department, p.start, p.end) for p in c.facts.posts],
    "forms": lambda c: [(f.code, f.name, f.version, f.effective_on) for f in c.facts.forms],
    "steps": lambda c: [
        (d.process, d.actors, d.cadence and d.cadence.period, d.forms, d.approver) for d in c.facts.prescriptions
    ],
}


def told(folder: Path, key: str, rows: list[list[object]]) -> object:
    """What is read of a firm that has this one table."""
    folder.mkdir()
    name, title = TABLES[key]["file"], TABLES[key]["title"]
    if name.endswith(".docx"):
        cells = [[str(c) for c in row] for row in rows]
        docx(folder / name, [title, "文件编号：ZH-P-04　版本：A/0", "4 工作程序", cells])
    else:
        xlsx(folder / name, {"表": [[title], *rows]})
    window = (date(2025, 1, 1), date(2025, 12, 31))
    return PROBES[key](Case(facts(folder), Enterprise(name="示例"), window, date(2026, 1, 15), is_workday, True))


def named() -> Iterator[tuple[str, str, str]]:
    for key, table in TABLES.items():
        for head, words in table["names"].items():
            yield from ((key, head, word) for word in words.split())


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("usual")
    return {key: told(folder / key, key, table["rows"]) for key, table in TABLES.items()}


@pytest.mark.parametrize(("key", "head", "word"), named())
def test_a_column_is_known_by_its_other_names(key: str, head: str, word: str, usual: dict[str, object], tmp_path: Path):
    heads, *rows = TABLES[key]["rows"]
    assert usual[key]
    assert told(tmp_path / key, key, [[word if h == head else h for h in heads], *rows]) == usual[key]


@pytest.mark.parametrize("key", TABLES)
def test_columns_may_change_places(key: str, usual: dict[str, object], tmp_path: Path):
    assert told(tmp_path / key, key, [[*r[:-2], r[-1], r[-2]] for r in TABLES[key]["rows"]]) == usual[key]

"""What the gap workflow needs of the outside: files read ahead in worker processes, calendar, rules, registers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from ..domain.document import LoadedFile
from ..domain.errors import GuanbiaoError
from ..ports import Progress
from ..workflows.gaps import GapDependencies, enterprise_files
from .enterprise_yaml import read_enterprise
from .file_loader import FileLoader
from .gap_rules_yaml import read_gap_rules
from .parallel_loader import load_many
from .registers_yaml import read_registers
from .work_calendar import is_workday


def gap_dependencies(
    corpus: Path, folder: Path, workers: int, today: date, progress: Progress | None = None
) -> GapDependencies:
    """Dependencies for one run over ``folder``."""
    return GapDependencies(
        load=_read_ahead(folder, workers, progress),
        is_workday=is_workday,
        rules=read_gap_rules(corpus / "rules" / "gaps"),
        read_enterprise=read_enterprise,
        read_registers=read_registers,
        today=lambda: today,
    )


def _read_ahead(folder: Path, workers: int, progress: Progress | None) -> Callable[[Path], LoadedFile]:
    """A loader whose files are read in parallel before the first one is asked for."""
    results: dict[Path, LoadedFile | GuanbiaoError] = {}

    def load(path: Path) -> LoadedFile:
        if not results:
            results.update(load_many(enterprise_files(folder), workers, progress=progress))
        result = results.get(path) or FileLoader().load(path)
        if isinstance(result, GuanbiaoError):
            raise result
        return result

    return load

from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.enterprise_yaml import read_enterprise
from assistant.adapters.file_loader import FileLoader
from assistant.adapters.gap_rules_yaml import read_gap_rules
from assistant.adapters.register_files import read_registers
from assistant.adapters.work_calendar import is_workday
from assistant.workflows.gaps import GapDependencies

RULES = Path(__file__).parents[2] / "corpus" / "rules" / "gaps"


@pytest.fixture(scope="session")
def deps() -> GapDependencies:
    return GapDependencies(
        FileLoader().load, is_workday, read_gap_rules(RULES), read_enterprise, read_registers, lambda: date(2026, 1, 16)
    )

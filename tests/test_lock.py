"""What the lock file pins, beside the Python that users have."""

from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

LOCK = Path(__file__).parent.parent / "requirements.lock"
PINS = [line.split("==") for line in LOCK.read_text(encoding="utf-8").split() if "==" in line]


@pytest.mark.parametrize(("name", "version"), PINS, ids=[name for name, _ in PINS])
def test_every_pinned_package_is_installed_and_works_with_the_first_python_3_11(name: str, version: str):
    found = distribution(name)
    assert found.version.split("+")[0] == version  # torch tells its build behind a plus
    assert SpecifierSet(found.metadata.get("Requires-Python") or "").contains("3.11.0")

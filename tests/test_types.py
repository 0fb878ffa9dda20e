"""The annotations of the package hold: mypy finds nothing, as pyproject.toml sets it up."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest
from tracked import ROOT

OVERRIDES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"].get("overrides", [])


@pytest.mark.timeout(3600)  # without its cache mypy reads all libraries, minutes even where nothing else runs
def test_mypy_finds_nothing():
    done = subprocess.run(
        [sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_part_of_the_package_is_left_out():
    assert [entry for entry in OVERRIDES if "ignore_errors" in entry] == []

"""The made-up files, read once."""

from __future__ import annotations

import pytest

from mi_core.thermoelectrics.computed.example import example_files
from mi_core.thermoelectrics.computed.files import Reading, read_files


@pytest.fixture(scope="session")
def reading() -> Reading:
    return read_files(example_files())

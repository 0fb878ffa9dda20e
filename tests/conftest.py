"""Fixtures that all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Folder of the real tables; the test is skipped, visibly, without it."""
    folder = os.environ.get("MI_DATA_DIR")
    if not folder or not Path(folder).is_dir():
        pytest.skip("needs the real tables: set MI_DATA_DIR")
    return Path(folder)

"""Fixtures that all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

# Networks of test size are slower on two threads than on one: set before anything loads torch.
os.environ.setdefault("OMP_NUM_THREADS", "1")


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Folder of the real tables; the test is skipped, visibly, without it."""
    folder = os.environ.get("MI_DATA_DIR")
    if not folder or not Path(folder).is_dir():
        pytest.skip("needs the real tables: set MI_DATA_DIR")
    return Path(folder)


@pytest.fixture(scope="session")
def tiny_models(tmp_path_factory) -> Path:
    """Folder of small models trained in seconds on made-up labels, one per recipe that ships."""
    from tiny_models import make_tiny_models

    return make_tiny_models(tmp_path_factory.mktemp("models"), tmp_path_factory.mktemp("tables"))


@pytest.fixture
def with_tiny_models(tiny_models, monkeypatch) -> Path:
    """Let the product predict with the small models."""
    monkeypatch.setenv("MI_MODELS", str(tiny_models))
    return tiny_models

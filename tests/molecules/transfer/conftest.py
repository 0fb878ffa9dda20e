"""Few trees, so that tests are quick, and no real table of tasks."""

from __future__ import annotations

import pytest

from mi_core.molecules.transfer import candidates, study


@pytest.fixture(autouse=True)
def few_trees(monkeypatch):
    monkeypatch.setattr(candidates, "TREES", 10)
    monkeypatch.setattr(study, "tasks_table", lambda: None)

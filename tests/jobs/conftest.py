from __future__ import annotations

import pytest

from mi_core.jobs.home import new_workspace


@pytest.fixture
def workspace() -> str:
    return new_workspace()

"""What tests of potentials share: copper of the effective-medium potential, and an expansion that learned it."""

from __future__ import annotations

import pytest
from copper_frames import copper_frames
from small_expansion import KIND, learned_small

from mi_core.potentials import kinds


@pytest.fixture(scope="session")
def copper():
    return copper_frames(40)


@pytest.fixture
def small_expansion(monkeypatch):
    """The kind "ace" of small size, wherever it is looked up."""
    monkeypatch.setitem(kinds.KINDS, "ace", "mi_core.potentials.ace.kind")
    monkeypatch.setattr("mi_core.potentials.ace.kind.KIND", KIND)


@pytest.fixture(scope="session")
def learned(copper):
    return learned_small(copper)

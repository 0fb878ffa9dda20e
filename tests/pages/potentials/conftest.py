"""What tests of the Potentials page share: homes of their own, a workspace with a potential, jobs that only begin."""

from __future__ import annotations

import pytest
import streamlit as st
from copper_frames import copper_frames
from potential_pages import NAME
from small_expansion import learned_small

from mi_core.jobs.home import new_workspace, workspace_folder
from mi_core.potentials.store import own_potentials, save_potential


@pytest.fixture(scope="module")
def copper():
    return learned_small(copper_frames(40), NAME)


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("MI_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MI_POTENTIALS_MODELS", str(tmp_path / "none"))
    st.cache_resource.clear()


@pytest.fixture
def workspace(copper):
    """A workspace with a potential of its own."""
    name = new_workspace()
    save_potential(copper, own_potentials(workspace_folder(name)) / NAME)
    return name

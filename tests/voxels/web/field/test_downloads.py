"""What is offered of a density is computed when it is asked for."""

from __future__ import annotations

import pytest
import streamlit as st
from density_files import TRICLINIC, gaussians

from mi_core.densities.field import ScalarField
from mi_core.voxels.web.field import downloads, session
from mi_core.voxels.web.field.shown import Shown


@pytest.fixture
def offered(monkeypatch):
    """What was offered, by its label, and what was said."""
    found: dict = {}
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "download_button", lambda label, data, **_: found.update({label: data}))
    monkeypatch.setattr(st, "caption", lambda text: found.setdefault("said", []).append(text))
    return found


def shown_of(points: int) -> Shown:
    field = ScalarField("valence", "valence", TRICLINIC, gaussians(shape=(points,) * 3))
    (density,) = session.keep([("CHGCAR", [field])])
    return Shown(field, density, (0, ""), "CHGCAR")


def test_the_coefficients_are_computed_when_their_download_is(offered, monkeypatch):
    asked = []
    table = downloads.coefficients
    monkeypatch.setattr(downloads, "coefficients", lambda shown: asked.append(1) or table(shown))
    downloads.downloads(shown_of(24))
    assert asked == []
    lines = offered["Coefficients as CSV"]().decode("utf-8-sig").splitlines()
    assert asked == [1]
    assert lines[0].startswith("h,k,l,")
    assert lines[1].startswith("0,0,0,")


def test_what_a_coarse_grid_does_not_carry_is_said_and_not_offered(offered):
    downloads.downloads(shown_of(6))
    assert list(offered) == ["Field as cube", "Field as CHGCAR", "said", "Report (HTML)"]
    assert all("give a finer grid" in sentence for sentence in offered["said"])

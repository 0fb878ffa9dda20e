"""Leaving parts of the density out, of a model whose every answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from exact_network import EXACT, PEROVSKITE, exact_reading

from mi_core.voxels.explained import explain
from mi_core.voxels.models import Answer
from mi_core.voxels.occlusion import ATOM, PLACE, SHELL, agreement, occluded


@pytest.fixture(scope="module")
def rows():
    read = exact_reading(PEROVSKITE)
    return occluded(read, EXACT, explain(read, EXACT, orientations=2))


def test_atoms_places_and_shells_are_tried(rows):
    assert rows["what"].value_counts().to_dict() == {ATOM: 5, PLACE: 64, SHELL: 6}  # no vector below 1.6 Å⁻¹
    assert rows["where"].iloc[:3].tolist() == ["Sr 1", "Ti 1", "O 1"]


def test_a_perfect_model_answers_with_the_exact_change(rows):
    largest = rows["exact"].abs().max()
    np.testing.assert_allclose(rows["network"], rows["exact"], rtol=1e-3, atol=1e-4 * largest)
    assert agreement(rows, "exact") == pytest.approx(1, abs=1e-6)


def test_a_derivative_foretells_twice_what_leaving_a_shell_out_does(rows):
    """The energy is a square: to first order a shell left out takes away twice what it holds."""
    shells = rows[rows["what"] == SHELL]
    np.testing.assert_allclose(shells["foretold"], 2 * shells["exact"], rtol=1e-3)


def test_added_electrons_rank_as_the_derivative_foretells(rows):
    """All of them cost the same energy with themselves, beside that with the density."""
    places = rows[rows["what"] == PLACE]
    own = places["exact"] - places["foretold"]
    assert own.std() < 1e-3 * places["exact"].std()
    assert own.mean() > 0
    assert agreement(places) == pytest.approx(1, abs=1e-4)


def test_other_targets_have_no_exact_change():
    read = exact_reading(PEROVSKITE)
    other = Answer("exact", "e_form_ev_per_cell", 0)
    rows = occluded(read, other, explain(read, other, orientations=2))
    assert rows["exact"].isna().all()
    assert np.isnan(agreement(rows, "exact"))

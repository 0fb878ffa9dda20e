"""Predictions of models on voxels beside others: every model of a target answers or says why not."""

from __future__ import annotations

import numpy as np
import pytest
from exact_network import PEROVSKITE
from pymatgen.core import Lattice, Structure

from mi_core.pretrained.catalogue import Catalogue
from mi_core.pretrained.store import list_models
from mi_core.structures.material import Material
from mi_core.voxels.beside import predictions_beside
from mi_core.voxels.described import amounts
from mi_core.voxels.models import HARTREE, voxel_answers

SILICON = Structure.from_spacegroup("Fd-3m", Lattice.cubic(5.43), ["Si"], [[0, 0, 0]])


@pytest.fixture(scope="module")
def predicted(tiny_voxels):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MI_MODELS", str(tiny_voxels))
        catalogue = Catalogue()
        answers = voxel_answers(catalogue, {card.name: card for card in list_models()})
        frames = [
            predictions_beside(
                Material(id="it", formula=cell.composition.reduced_formula, source="test", structure=cell),
                answers,
                catalogue,
            )
            for cell in (PEROVSKITE, SILICON)
        ]
        yield dict(zip(("perovskite", "silicon"), frames, strict=True))


def test_models_on_voxels_come_first_and_others_beside_them(predicted):
    rows = predicted["perovskite"]
    energies = rows[rows["target"] == "e_form_ev_per_cell"]
    assert energies["model"].tolist() == ["voxel-formation-energy", "castelli-cgcnn"]
    assert (rows["error"] == "").all()


def test_only_what_depends_on_rotations_has_a_spread(predicted):
    rows = predicted["perovskite"].set_index("model")
    assert (rows.loc["voxel-formation-energy", "spread_of_one"] > 0).all()
    assert np.isnan(rows.loc["castelli-cgcnn", "spread_of_one"])
    assert (
        rows.loc["voxel-formation-energy", "spread_of_mean"]
        < rows.loc["voxel-formation-energy", "spread_of_one"]
    )


def test_the_exact_values_stand_beside(predicted):
    rows = predicted["perovskite"].set_index("target")
    exact = amounts(PEROVSKITE)
    assert rows.loc[HARTREE, "exact"] == pytest.approx(exact.hartree_ev_per_atom)
    assert rows.loc["volume_a3_per_atom", "exact"] == pytest.approx(PEROVSKITE.volume / 5)
    assert np.isnan(rows.loc["e_form_ev_per_cell", "exact"]).all()


def test_a_crystal_that_no_model_is_meant_for_gets_the_reasons(predicted):
    rows = predicted["silicon"]
    assert rows["value"].isna().all()
    assert rows["error"].str.len().min() > 10
    assert rows["model"].str.len().min() > 0
    assert rows["spread_of_one"].isna().all()

"""A crystal graph in few numbers: by hand for rock salt, the same for every cell."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Element, Lattice, Structure

from mi_core.descriptors.formula_graphs import FormulaGraphs
from mi_core.descriptors.graph import CrystalGraphs
from mi_core.descriptors.graph_statistics import NAMES, graph_statistics
from mi_core.regressors.combined.boosted_crystals import BoostedCrystals
from mi_core.structures.material import Material

A = 5.64
ROCK_SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(A), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
FLUORITE = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.46), ["Ca", "F"], [[0, 0, 0], [0.25] * 3])


def of(structure):
    (row,) = graph_statistics(CrystalGraphs(merge_atoms=True).transform([structure]))
    return dict(zip(NAMES, row, strict=True))


def test_rock_salt_by_hand():
    found = of(ROCK_SALT)
    assert found["min_nearest_distance"] == found["max_nearest_distance"] == pytest.approx(A / 2, abs=1e-4)
    assert found["mean_bond_length"] == pytest.approx(A / 2, abs=1e-4)
    assert found["deviation_bond_length"] == pytest.approx(0, abs=1e-4)
    assert found["mean_coordination"] == 6
    assert found["deviation_coordination"] == found["like_neighbours"] == 0
    difference = Element("Cl").X - Element("Na").X
    assert found["mean_electronegativity_difference"] == pytest.approx(difference)
    assert found["mean_distance_over_radii"] == pytest.approx(A / 2 / (1.66 + 1.02), abs=1e-3)  # Cordero 2008


def test_atoms_count_by_their_number():
    # around F are four Ca and, within 1.25 times their distance, six F
    assert of(FLUORITE)["mean_coordination"] == pytest.approx((8 + 2 * (4 + 6)) / 3)


def test_the_cell_does_not_matter():
    row, again = (list(of(s).values()) for s in (FLUORITE, FLUORITE.get_primitive_structure() * (1, 2, 1)))
    np.testing.assert_allclose(row, again, atol=1e-5)


@pytest.mark.parametrize("crystal", [ROCK_SALT, FLUORITE], ids=["rock salt", "fluorite"])
def test_atoms_that_move_a_little_change_little(crystal):
    moved = crystal * (2, 2, 2)
    moved.perturb(0.002, seed=0)
    row, again = (list(of(structure).values()) for structure in (crystal, moved))
    np.testing.assert_allclose(row, again, atol=0.02)


def test_no_crystals_are_no_rows():
    assert graph_statistics([]).shape == (0, len(NAMES))


def test_trees_tell_polymorphs_apart_and_are_what_they_save():
    random = np.random.default_rng(0)
    cells = [
        Material(f"{kind}{n}", formula="NaCl", structure=structure)
        for n in range(60)
        for kind, structure in (
            ("B1-", scaled(ROCK_SALT, random)),
            ("B2-", scaled(Structure(Lattice.cubic(3.4), ["Na", "Cl"], [[0, 0, 0], [0.5] * 3]), random)),
        )
    ]
    rows = FormulaGraphs(optional=("gap_ev",)).transform(cells)
    y = np.tile([1.0, -1.0], 60)
    model = BoostedCrystals(n_estimators=20, num_leaves=4, learning_rate=0.3).fit(rows[:80], y[:80])
    np.testing.assert_array_equal(np.sign(model.predict(rows[80:])[:, 0]), y[80:])
    again = BoostedCrystals().load_state(model.state())
    np.testing.assert_array_equal(again.predict(rows), model.predict(rows))


def scaled(structure, random):
    larger = structure.copy()
    larger.scale_lattice(structure.volume * random.uniform(0.9, 1.1))
    return larger

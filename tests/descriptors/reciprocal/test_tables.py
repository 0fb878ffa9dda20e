"""Energies of free atoms' densities beside crystals, and strained copies of one of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import make_split
from mi_core.descriptors.reciprocal.tables import (
    castelli_densities_table,
    density_energies,
    oxide_densities_table,
    strained_copy,
    strained_perovskites_table,
    valence_ewald_energy,
)
from mi_core.errors import InputError

PEROVSKITE = Structure.from_spacegroup(
    "Pm-3m", Lattice.cubic(3.905), ["Sr", "Ti", "O"], [[0, 0, 0], [0.5] * 3, [0.5, 0.5, 0]]
)
ENERGIES = ["hartree_ev_per_atom", "interatomic_hartree_ev_per_atom", "valence_hartree_ev_per_atom"]


def test_energies_per_atom_of_a_supercell_are_those_of_its_cell():
    one, two = density_energies(PEROVSKITE), density_energies(PEROVSKITE * (2, 1, 1))
    assert two == pytest.approx(one, rel=1e-6)


def test_point_charges_on_a_cubic_lattice_have_the_energy_of_a_wigner_lattice():
    sodium = Structure(Lattice.cubic(2.0), ["Na"], [[0, 0, 0]])
    assert valence_ewald_energy(sodium) == pytest.approx(-2.837297 / 2 * 14.399645 / 2.0, rel=1e-5)


def test_the_interatomic_part_differs_by_what_the_composition_tells():
    rng = np.random.default_rng(1)
    found = [density_energies(strained_copy(PEROVSKITE, rng)) for _ in range(3)]
    parts = [row["hartree_ev_per_atom"] - row["interatomic_hartree_ev_per_atom"] for row in found]
    assert parts == pytest.approx([parts[0]] * 3)
    assert np.ptp([row["interatomic_hartree_ev_per_atom"] for row in found]) > 1


def test_a_copy_keeps_the_atoms_and_is_strained():
    copy = strained_copy(PEROVSKITE, np.random.default_rng(0))
    assert copy.composition == PEROVSKITE.composition
    assert copy.lattice.abc == pytest.approx(PEROVSKITE.lattice.abc, rel=0.08)
    assert copy.lattice.angles != pytest.approx(PEROVSKITE.lattice.angles, abs=0.1)


def test_tables_stand_beside_the_rows_that_they_come_from():
    frame = pd.DataFrame({"id": ["a"], "formula": ["SrTiO3"], "cif": [PEROVSKITE.to(fmt="cif")]})
    table = castelli_densities_table(None, [frame], None)
    assert table["id"].tolist() == ["a"]
    assert dict(table.iloc[0][ENERGIES]) == pytest.approx(
        {name: density_energies(PEROVSKITE)[name] for name in ENERGIES}, rel=1e-4
    )


def test_of_structures_the_oxides_are_taken():
    metal = Structure(Lattice.cubic(2.9), ["Fe"], [[0, 0, 0]])
    labels = {
        "e_form_ev_per_atom": [-3.0, 0.0],
        "gap_pbe_ev": 2.0,
        "bulk_modulus_gpa": 170.0,
        "eps_total": 9.0,
    }
    cifs = [PEROVSKITE.to(fmt="cif"), metal.to(fmt="cif")]
    frame = pd.DataFrame({"id": ["a", "b"], "formula": ["SrTiO3", "Fe"], **labels, "cif": cifs})
    table = oxide_densities_table(None, [frame[::-1].reset_index(drop=True)], None)
    assert table["id"].tolist() == ["a"]
    assert table["e_form_ev_per_atom"].tolist() == [-3.0]
    assert "eps_total" not in table
    assert dict(table.iloc[0][ENERGIES]) == pytest.approx(
        {name: density_energies(PEROVSKITE)[name] for name in ENERGIES}, rel=1e-4
    )


def test_without_the_crystal_to_copy_is_one_sentence():
    frame = pd.DataFrame({"id": ["a"], "formula": ["BaTiO3"], "cif": [""]})
    with pytest.raises(InputError, match="holds no SrTiO3"):
        strained_perovskites_table(None, [frame], None)


def test_the_real_table_holds_out_what_castelli_holds_out(data_dir):
    frame, other = (load_dataset(name).frame for name in ("castelli_densities", "castelli_perovskites"))
    assert frame["id"].tolist() == other["id"].tolist()
    assert frame[ENERGIES].notna().all(axis=None)
    np.testing.assert_array_equal(make_split(frame).validation, make_split(other).validation)

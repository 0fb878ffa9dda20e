"""The density of a file has the voxels, coefficients and energies of its waves."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from density_files import TRICLINIC, gaussians
from pymatgen.core import Lattice, Structure

from mi_core.densities.comparison import promolecule_of
from mi_core.densities.field import ScalarField
from mi_core.densities.promolecule import promolecule_values
from mi_core.descriptors.reciprocal.form_factors import form_factor
from mi_core.errors import InputError
from mi_core.voxels.described import GRIDS, promolecule_voxels, voxel_values
from mi_core.voxels.example import A, silicon
from mi_core.voxels.of_fields import (
    check_coefficients,
    check_voxels,
    coefficients_of,
    field_voxels,
    spectrum_of,
    values_of,
)
from mi_core.voxels.reflections import MODULUS, STRENGTH, G, coefficient_table

SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
ATOMS = ScalarField(
    "all-electron", "free atoms", SALT, promolecule_values(SALT, (48, 48, 48), 14.0, form_factor)
)


@pytest.mark.parametrize("grid", GRIDS)
def test_free_atoms_in_a_file_have_the_voxels_of_free_atoms(grid):
    expected = voxel_values(SALT, grid)
    np.testing.assert_allclose(values_of(ATOMS, grid), expected, atol=1e-6 * expected.max())
    lost = values_of(ATOMS, grid).sum() - values_of(ATOMS, grid, middle=False).sum()
    assert lost * SALT.volume == pytest.approx(112, rel=1e-4)


def test_electrons_energy_and_coefficients_are_theirs_too():
    from mi_core.structures.material import Material

    found = field_voxels(ATOMS)
    expected = promolecule_voxels(Material("salt", "", SALT, "NaCl"))
    assert found.electrons == pytest.approx(expected.electrons)
    assert found.hartree_ev_per_atom == pytest.approx(expected.hartree_ev_per_atom)
    table, theirs = coefficients_of(ATOMS), coefficient_table(SALT)
    assert table[["h", "k", "l"]].equals(theirs[["h", "k", "l"]])
    np.testing.assert_allclose(table[MODULUS], theirs[MODULUS], atol=1e-9)


def test_noise_of_a_calculation_does_not_part_a_family():
    noise = 1e-7 * np.random.default_rng(0).normal(size=ATOMS.shape)
    noisy = ATOMS.with_values(ATOMS.values + noise * ATOMS.values.max())
    families, shells, allowed = spectrum_of(noisy, coefficients_of(noisy))
    assert families["multiplicity"].tolist()[:4] == [8, 6, 12, 24]
    assert shells["vectors"].sum() == 2 * (len(coefficients_of(noisy)) - 1)
    assert (families[STRENGTH] <= np.interp(families[G], allowed[G], allowed["in_phase"]) * 1.001).all()


@pytest.mark.parametrize("noise", [0.0, 1e-5])
def test_weak_reflections_of_one_length_are_told_apart_through_the_rounding_of_a_file(noise):
    field = silicon()  # 333 and 511 of the cubic cell are 4e-6 of the largest apart
    rounding = noise * field.values.max() * np.random.default_rng(0).uniform(-0.5, 0.5, field.shape)
    found = spectrum_of(field, coefficients_of(field.with_values(field.values + rounding)))[0]
    weak = found[(found[G] - 2 * np.pi / A * 27**0.5).abs() < 1e-3]
    assert sorted(weak["multiplicity"]) == [8, 24]
    strong = found[(found[G] - 2 * np.pi / A * 3**0.5).abs() < 1e-3]
    assert strong["multiplicity"].tolist() == [8]


def test_what_is_no_family_for_its_rounding_adds_nothing_to_its_shell():
    table = coefficients_of(ATOMS)
    beyond = table[G] > 4.0
    table.loc[beyond, MODULUS] = 5e-7 * table[MODULUS].max()
    families, shells, _ = spectrum_of(ATOMS, table)
    assert families[G].max() <= 4.0
    filled = shells[(shells[G] > 4.5) & (shells["vectors"] > 0)]
    assert len(filled)
    assert (filled[STRENGTH] == 0).all()


def test_valence_is_compared_with_valence_and_spins_with_nothing():
    valence = promolecule_of(ScalarField("valence", "x", SALT, np.full((48,) * 3, 32 / SALT.volume)))
    allowed = spectrum_of(valence, coefficients_of(valence))[2]
    assert allowed["in_phase"][0] == pytest.approx(32**2 / SALT.volume)
    spin = valence.with_values(valence.values, kind="spin")
    assert spectrum_of(spin, coefficients_of(spin))[2] is None


def test_potentials_have_no_voxels_and_coarse_grids_not_enough_waves():
    with pytest.raises(InputError, match="holds the local potential, and voxels are of electron densities"):
        field_voxels(ATOMS.with_values(ATOMS.values, kind="potential", title="local potential"))
    with pytest.raises(InputError, match=r"asked for; give a finer grid"):
        field_voxels(ScalarField("valence", "x", TRICLINIC, gaussians(shape=(6, 7, 8))))


@pytest.mark.parametrize("points", [6, 9, 10, 12, 16, 24])
@pytest.mark.parametrize("grid", GRIDS)
def test_what_a_grid_does_not_carry_is_known_before_it_is_computed(points, grid):
    field = ScalarField("valence", "x", TRICLINIC, gaussians(shape=(points,) * 3))
    for check, compute in (
        (partial(check_voxels, field, grid), partial(values_of, field, grid)),
        (partial(check_coefficients, field), partial(coefficients_of, field)),
    ):
        assert sentence(check) == sentence(compute)


def sentence(call) -> str:
    try:
        call()
    except InputError as problem:
        return str(problem)
    return ""

"""Fourier coefficients of free atoms: pymatgen's structure factors, Friedel, and what must not change them."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.analysis.diffraction.xrd import XRDCalculator
from pymatgen.core import Element, Lattice, Structure

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.cube import Cube
from mi_core.descriptors.reciprocal.form_factors import LARGEST_G, form_factor
from mi_core.descriptors.reciprocal.hartree import COULOMB_EV_A, hartree_energy
from mi_core.descriptors.reciprocal.lattice import half_space
from mi_core.descriptors.reciprocal.sphere import Sphere
from mi_core.errors import InputError

SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
CELLS = 1000
GRIDS = [Cube(), Cube(n=31), Sphere()]
#: Changes of the cell that keep the crystal and its orientation: rows of the new lattice in terms of the old.
CHOICES = (
    [[1, 1, 0], [0, 1, 0], [0, 0, 1]],
    [[0, 1, 0], [0, 0, 1], [1, 0, 0]],
    [[1, 0, -2], [0, 1, 1], [0, 0, 1]],
)


def random_cells(n: int):
    """Yield crystals of 1 to 7 atoms in cells of any shape."""
    rng = np.random.default_rng(0)
    while n:
        angles, lengths = rng.uniform(60, 120, 3), rng.uniform(2.5, 7.0, 3)
        if angles.sum() > 340 or 2 * angles.max() > angles.sum() - 5:  # no such cell, or a flat one
            continue
        atoms = int(rng.integers(1, 8))
        symbols = [Element.from_Z(int(z)).symbol for z in rng.integers(1, 93, atoms)]
        yield Structure(Lattice.from_parameters(*lengths, *angles), symbols, rng.random((atoms, 3)))
        n -= 1


def moduli_on(grid, crystal: Structure) -> np.ndarray:
    return grid.splat(*promolecule(crystal, grid.reach, sphere=isinstance(grid, Sphere)).points())


def with_cell(crystal: Structure, choice) -> Structure:
    lattice = Lattice(np.array(choice) @ crystal.lattice.matrix)
    return Structure(lattice, crystal.species, crystal.cart_coords, coords_are_cartesian=True)


def test_moduli_are_those_of_pymatgen_diffraction():
    found = promolecule(SALT, 6.0, sphere=True)
    norms = found.norms()
    pattern = XRDCalculator("MoKa").get_pattern(SALT, scaled=False, two_theta_range=(0, 38))
    for spacing, families, intensity, angle in zip(
        pattern.d_hkls, pattern.hkls, pattern.y, np.radians(pattern.x / 2), strict=True
    ):
        of_family = np.isclose(norms, 2 * np.pi / spacing, rtol=1e-6) & (np.abs(found.values) > 1e-9)
        strength = (np.abs(found.values[of_family]) ** 2).sum() * 2 * SALT.volume**2
        lorentz = (1 + np.cos(2 * angle) ** 2) / (np.sin(angle) ** 2 * np.cos(angle))
        assert of_family.sum() * 2 == sum(family["multiplicity"] for family in families)
        assert strength * lorentz == pytest.approx(intensity, rel=1e-6)


def test_the_mean_holds_all_electrons():
    assert promolecule(SALT, 6.4).total == pytest.approx(4 * (11 + 17), abs=1e-9)


@pytest.mark.parametrize("grid", GRIDS, ids=["cube", "odd cube", "sphere"])
def test_translation_cell_and_supercell_change_nothing(grid):
    rng = np.random.default_rng(1)
    for number, crystal in enumerate(random_cells(CELLS // len(GRIDS))):
        expected = moduli_on(grid, crystal)
        changed = crystal.copy()
        changed.translate_sites(range(len(crystal)), rng.random(3))
        changed = with_cell(changed, CHOICES[number % len(CHOICES)])
        if number % 4 == 0:
            changed.make_supercell([1, 2, 1], in_place=True)
        np.testing.assert_allclose(moduli_on(grid, changed), expected, rtol=0, atol=1e-6 * expected.max())


def test_both_of_a_pair_are_conjugate_and_one_is_kept():
    crystal = next(random_cells(1))
    index, g = half_space(crystal.lattice.matrix, 6.4)
    assert not {tuple(row) for row in index} & {tuple(row) for row in -index}
    found = promolecule(crystal, 6.4)
    mirrored = promolecule(Structure(crystal.lattice, crystal.species, -crystal.frac_coords), 6.4)
    np.testing.assert_allclose(mirrored.values, found.values.conj(), atol=1e-12)
    np.testing.assert_allclose(g, found.g)


@pytest.mark.parametrize("grid", GRIDS, ids=["cube", "odd cube", "sphere"])
def test_the_bins_hold_all_that_lies_well_inside(grid):
    crystal = next(random_cells(1))
    well = promolecule(crystal, grid.g_max * 0.9, sphere=True)
    expected = abs(well.mean) + 2 * np.abs(well.values).sum()
    assert grid.splat(*well.points()).sum() == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("grid", GRIDS[:2])
def test_a_cube_is_its_own_mirror_image(grid):
    cube = moduli_on(grid, next(random_cells(1)))
    np.testing.assert_array_equal(cube, cube[::-1, ::-1, ::-1])
    assert cube.shape == (grid.n,) * 3
    assert cube.dtype == np.float32


def test_a_rotation_changes_the_cube_and_not_the_hartree_energy():
    crystal = next(random_cells(1))
    turned = Structure(
        Lattice(crystal.lattice.matrix @ np.array([[0.6, 0.8, 0], [-0.8, 0.6, 0], [0, 0, 1]])),
        crystal.species,
        crystal.frac_coords,
    )
    assert np.abs(moduli_on(GRIDS[0], turned) - moduli_on(GRIDS[0], crystal)).max() > 1e-3
    energies = [hartree_energy(promolecule(c, 6.4, sphere=True)) for c in (crystal, turned)]
    assert energies[0] == pytest.approx(energies[1], rel=1e-9)


def test_homometric_crystals_have_one_cube():
    # A. L. Patterson, Phys. Rev. 65, 195 (1944): different sets of points on a line of eight with the same distances
    line = Lattice.orthorhombic(16.0, 4.0, 4.0)
    pair = [
        Structure(line, ["Si"] * 4, [[x / 8, 0, 0] for x in places])
        for places in ((0, 1, 3, 4), (0, 1, 2, 5))
    ]
    np.testing.assert_allclose(moduli_on(GRIDS[0], pair[0]), moduli_on(GRIDS[0], pair[1]), atol=1e-7)


def test_the_hartree_energy_of_one_wave_is_the_exact_one():
    crystal = Structure(Lattice.cubic(3.0), ["H"], [[0, 0, 0]])
    found = promolecule(crystal, 2.1, sphere=True)  # the six nearest vectors alone
    assert len(found.g) == 3
    k = 2 * np.pi / 3
    f = form_factor("H", np.array([k]))[0] / 27
    assert hartree_energy(found) == pytest.approx(27 / 2 * 6 * 4 * np.pi * COULOMB_EV_A * f**2 / k**2)


def test_form_factors_start_at_the_number_of_electrons_and_never_rise():
    g = np.linspace(0, 11.5, 200)
    for z in range(1, 99):
        f = form_factor(Element.from_Z(z).symbol, g)
        assert f[0] == pytest.approx(z)
        assert (f >= 0).all()
        assert (np.diff(f) < 0.02 * z).all()


def test_form_factors_agree_with_the_international_tables():
    import gemmi

    s = np.linspace(0, 0.9, 30)
    for symbol in ("C", "O", "Si", "Fe", "Sr", "Pb", "U"):
        table = gemmi.Element(symbol).it92
        expected = [table.calculate_sf(x * x) for x in s]
        np.testing.assert_allclose(
            form_factor(symbol, 4 * np.pi * s), expected, atol=0.02 * Element(symbol).Z
        )


def test_deuterium_scatters_as_hydrogen():
    g = np.linspace(0, 6, 5)
    np.testing.assert_array_equal(form_factor("D", g), form_factor("H", g))


def test_what_has_no_form_factor_is_one_sentence():
    with pytest.raises(
        InputError, match="no X-ray form factor of Lr; it is known for the elements from H to Cf"
    ):
        form_factor("Lr", np.zeros(1))
    with pytest.raises(InputError, match="hold up to"):
        form_factor("Fe", np.array([LARGEST_G + 1]))
    with pytest.raises(InputError, match="4 to 128 bins on a side; got 3"):
        Cube(n=3)

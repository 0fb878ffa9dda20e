"""Free atoms of the same electrons, and what remains when they are taken away."""

from __future__ import annotations

import numpy as np
import pytest
from density_files import TRICLINIC, gaussians
from pymatgen.core import Lattice, Structure

from mi_core.densities.comparison import difference, minus, promolecule_of
from mi_core.densities.field import ScalarField
from mi_core.densities.promolecule import promolecule_values
from mi_core.densities.valence import valence_atoms
from mi_core.descriptors.reciprocal.form_factors import form_factor
from mi_core.errors import InputError

PEROVSKITE = Structure.from_spacegroup(
    "Pm-3m", Lattice.cubic(3.9), ["Sr", "Ti", "O"], [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0]]
)


def flat(kind: str, electrons: float, structure: Structure = PEROVSKITE, shape=(24, 24, 24)) -> ScalarField:
    return ScalarField(kind, kind, structure, np.full(shape, electrons / structure.volume))


@pytest.mark.parametrize(("kind", "electrons"), [("valence", 40), ("valence", 39.7), ("all-electron", 84)])
def test_free_atoms_minus_themselves_are_nothing(kind, electrons):
    atoms = promolecule_of(flat(kind, electrons))
    assert atoms.integral == pytest.approx(electrons, abs=1e-9)
    assert atoms.kind == kind
    rest = difference(atoms)
    assert np.abs(rest.values).max() < 1e-10 * atoms.values.max()
    assert rest.kind == "difference"


def test_a_difference_holds_no_electrons_and_shows_what_was_added():
    atoms = promolecule_of(flat("valence", 40))
    x = np.arange(24) / 24
    wave = 0.01 * np.cos(2 * np.pi * 2 * x)[:, None, None]
    rest = difference(atoms.with_values(atoms.values + wave))
    np.testing.assert_allclose(rest.values, np.broadcast_to(wave, (24, 24, 24)), atol=1e-10)
    assert rest.integral == pytest.approx(0, abs=1e-9)
    assert "Sr 10, Ti 12, O 6" in rest.remarks[0]
    assert "shorter than 0.33 Å" in rest.remarks[1]


def test_free_atoms_of_all_electrons_leave_out_what_form_factors_do_not_know():
    fine = flat("all-electron", 84, shape=(48, 48, 48))
    rest = difference(fine)
    assert "shorter than 0.33 Å" in rest.remarks[-1]
    coarse = promolecule_values(PEROVSKITE, (24, 24, 24), 18.8, form_factor)
    assert coarse.mean() * PEROVSKITE.volume == pytest.approx(84)


def test_lost_electrons_are_told():
    assert "holds 80 electrons and the atoms 84" in promolecule_of(flat("all-electron", 80)).remarks[0]


@pytest.mark.parametrize("kind", ["core", "spin", "potential", "elf", "difference", "unknown", "states"])
def test_what_is_no_whole_density_has_no_free_atoms(kind):
    with pytest.raises(
        InputError, match="cannot be compared with free atoms; give electron density: valence or"
    ):
        difference(flat(kind, 1.0))


def test_partly_occupied_sites_have_no_free_atoms():
    mixed = Structure(Lattice.cubic(4), [{"Fe": 0.5, "Co": 0.5}], [[0, 0, 0]])
    with pytest.raises(InputError, match="partly occupied sites"):
        promolecule_of(flat("valence", 8.5, mixed))
    with pytest.raises(InputError, match="partly occupied sites"):
        promolecule_of(flat("all-electron", 26.5, mixed))


@pytest.mark.parametrize(
    ("symbols", "electrons", "expected"),
    [
        ("Ga As", 8, "Ga 3, As 5"),
        ("Ga As", 18, "Ga 13, As 5"),
        ("Li F", 10, "Li 3, F 7"),
        ("Cu Zn", 23, "Cu 11, Zn 12"),
        ("Gd N", 14, "Gd 9, N 5"),  # the f electrons in the core
        ("H Cl", 8, "H 1, Cl 7"),
        ("Na Cl", 8, "Na 1, Cl 7"),
        ("Na Cl", 14, "Na 7, Cl 7"),
        ("Na Cl", 8.2, "Na 1, Cl 7, all times 1.025"),
    ],
)
def test_the_shells_are_those_whose_electrons_the_file_has(symbols, electrons, expected):
    pair = Structure(Lattice.cubic(4), symbols.split(), [[0, 0, 0], [0.5, 0.5, 0.5]])
    atoms = valence_atoms(pair, electrons)
    assert atoms.sentence() == f"Valence electrons of the free atoms: {expected}."
    assert sum(atoms.factor(s.specie.symbol, np.zeros(1))[0] for s in pair) == pytest.approx(electrons)


def test_many_elements_are_chosen_among_in_time():
    symbols = ["La", "Sr", "Ba", "Ti", "Nb", "Fe", "Co", "Ga", "O", "K"]
    places = np.random.default_rng(0).random((len(symbols), 3))
    assert valence_atoms(Structure(Lattice.cubic(9), symbols, places), 90).scale == pytest.approx(1, abs=0.1)


def test_a_density_without_electrons_is_refused():
    with pytest.raises(InputError, match="holds 0 electrons"):
        difference(ScalarField("valence", "x", TRICLINIC, 0 * gaussians()))


def test_two_fields_of_one_kind_are_compared_point_by_point():
    first = ScalarField("valence", "first", TRICLINIC, gaussians())
    other = first.with_values(0.75 * first.values)
    rest = minus(first, other)
    assert (rest.kind, rest.integral) == ("difference", pytest.approx(2, abs=1e-6))
    np.testing.assert_allclose(rest.values, 0.25 * first.values)
    potentials = [ScalarField("potential", "x", TRICLINIC, gaussians() - shift) for shift in (3, 1)]
    assert minus(*potentials).kind == "potential"
    np.testing.assert_allclose(minus(*potentials).values, -2)


def test_a_fragment_in_the_same_cell_has_fewer_atoms():
    whole = ScalarField("valence", "whole", TRICLINIC, gaussians())
    part = ScalarField("valence", "part", Structure.from_sites([TRICLINIC[0]]), 0.1 * gaussians())
    assert len(minus(whole, part).structure) == 2


def test_what_is_not_alike_is_not_compared():
    field = ScalarField("valence", "x", TRICLINIC, gaussians())
    with pytest.raises(InputError, match="means nothing; give two fields of one kind"):
        minus(field, field.with_values(field.values, kind="all-electron"))
    with pytest.raises(InputError, match="means nothing"):
        minus(*[field.with_values(field.values, kind="elf")] * 2)
    spins = [
        field.with_values(field.values, kind="spin", title=f"spin density, along {axis}") for axis in "xy"
    ]
    with pytest.raises(
        InputError, match=r"spin density, along y means nothing; .* spins along one direction"
    ):
        minus(*spins)
    with pytest.raises(InputError, match=r"The grids differ, 14 × 16 × 18 and 7 × 8 × 9 points"):
        minus(field, field.with_values(field.values[::2, ::2, ::2]))
    longer = TRICLINIC.copy()
    longer.scale_lattice(1.1 * TRICLINIC.volume)
    with pytest.raises(InputError, match="The cells differ"):
        minus(field, field.with_values(field.values, structure=longer))

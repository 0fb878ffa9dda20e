"""The universal potential: its batches against its own calculator, and physics."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure
from pymatgen.io.ase import AseAtomsAdaptor

from mi_core.errors import InputError
from mi_core.structures.material import Material
from mi_core.universal.fitness import MOST_ATOMS, crystal_for, why_not
from mi_core.universal.offered import load_potential
from mi_core.universal.sevennet import SevenNet

SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.6), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
QUARTZ_LIKE = Structure(
    Lattice.hexagonal(4.9, 5.4),
    ["Si", "Si", "Si", *["O"] * 6],
    [
        [0.4697, 0, 0],
        [0, 0.4697, 0.6667],
        [0.5303, 0.5303, 0.3333],
        [0.4135, 0.2669, 0.1191],
        [0.7331, 0.1466, 0.4524],
        [0.8534, 0.5865, 0.7858],
        [0.2669, 0.4135, 0.5476],
        [0.1466, 0.7331, 0.8809],
        [0.5865, 0.8534, 0.2142],
    ],
)


@pytest.fixture(scope="module")
def potential():
    return load_potential()


def energy_and_forces(potential, structure):
    atoms = AseAtomsAdaptor.get_atoms(structure, msonable=False)
    atoms.calc = potential.calculator()
    return atoms.get_potential_energy(), atoms.get_forces()


def test_several_crystals_at_once_get_the_energies_of_the_calculator(potential):
    together = potential.energies([SALT, QUARTZ_LIKE])
    alone = [energy_and_forces(potential, structure)[0] for structure in (SALT, QUARTZ_LIKE)]
    np.testing.assert_allclose(together, alone, atol=1e-3)


def test_the_order_of_crystals_is_kept(potential):
    first, second = potential.environments([QUARTZ_LIKE, SALT])
    assert (len(first.energies), len(second.energies)) == (9, 8)
    assert first.features.shape == (9, SevenNet.n_features)


def test_forces_are_gradients_of_the_energy(potential):
    moved = QUARTZ_LIKE.copy()
    moved.translate_sites([3], [0.1, 0.05, 0], frac_coords=False)
    force = energy_and_forces(potential, moved)[1][3, 0]
    step, energies = 0.01, []
    for sign in (1, -1):
        shifted = moved.copy()
        shifted.translate_sites([3], [sign * step, 0, 0], frac_coords=False)
        energies.append(energy_and_forces(potential, shifted)[0])
    assert force == pytest.approx(-(energies[0] - energies[1]) / (2 * step), abs=0.02)


def test_energy_does_not_depend_on_order_origin_or_supercell(potential):
    permuted = Structure.from_sites(QUARTZ_LIKE.sites[::-1])
    shifted = QUARTZ_LIKE.copy()
    shifted.translate_sites(range(len(shifted)), [0.13, 0.27, 0.41])
    doubled = QUARTZ_LIKE.copy()
    doubled.make_supercell([2, 1, 1])
    energy, *others, twice = potential.energies([QUARTZ_LIKE, permuted, shifted, doubled])
    np.testing.assert_allclose(others, energy, atol=1e-3)
    assert twice == pytest.approx(2 * energy, abs=2e-3)


def test_features_are_invariant_under_rotation(potential):
    from pymatgen.core.operations import SymmOp

    turned = QUARTZ_LIKE.copy()
    turned.apply_operation(SymmOp.from_axis_angle_and_translation([1, 2, 3], 40))
    before, after = potential.environments([QUARTZ_LIKE, turned])
    np.testing.assert_allclose(before.features, after.features, atol=2e-3)


def test_the_elements_told_are_those_of_the_weights(potential):
    assert set(potential._model.type_map) == set(SevenNet.atomic_numbers)


@pytest.mark.parametrize(
    ("material", "words"),
    [
        (Material("a", "a.cif", formula="SiO2"), "no crystal structure"),
        (Material("a", "a.cif", Structure(Lattice.cubic(3.3), ["Po"], [[0, 0, 0]]), "Po"), "Po"),
        (
            Material("a", "a.cif", Structure(Lattice.cubic(4), [{"Na": 0.5, "K": 0.5}], [[0, 0, 0]]), "NaK"),
            "partly occupied",
        ),
    ],
)
def test_what_it_cannot_answer_for_has_its_sentence(material, words):
    assert words in why_not(material, "sevennet-0")
    with pytest.raises(InputError, match=words):
        crystal_for(material, SevenNet)


def test_a_cell_of_too_many_atoms_is_refused_before_anything_is_computed():
    large = SALT.copy()
    large.make_supercell(4)
    assert len(large) > MOST_ATOMS
    assert "512 atoms" in why_not(Material("a", "a.cif", large, "NaCl"), "sevennet-0")


def test_unknown_names_are_told():
    with pytest.raises(InputError, match="sevennet-0"):
        load_potential("sevenet")

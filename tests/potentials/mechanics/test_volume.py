"""Energy against volume: copper of ASE's EMT, whose equation of state ASE fits too."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ase.build import bulk, molecule
from ase.calculators.emt import EMT
from ase.eos import EquationOfState
from ase.units import GPa
from emt_potential import EmtPotential

from mi_core.errors import InputError
from mi_core.potentials.mechanics.volume import MOST_ATOMS, POINTS, RANGE, energy_volume


@pytest.fixture(scope="module")
def emt(learned):
    return replace(learned, potential=EmtPotential())


def test_the_equation_of_state_is_that_of_emt(emt):
    found = energy_volume(emt, bulk("Cu", "fcc", a=3.61))
    volumes = np.linspace(11.0, 12.2, 9)
    energies = []
    for volume in volumes:
        atoms = bulk("Cu", "fcc", a=(4 * volume) ** (1 / 3))
        atoms.calc = EMT()
        energies.append(atoms.get_potential_energy())
    volume, energy, modulus = EquationOfState(volumes, energies, eos="birchmurnaghan").fit()
    assert found.state.volume == pytest.approx(volume, rel=2e-3)
    assert found.state.energy == pytest.approx(energy, abs=5e-4)
    assert found.state.bulk_modulus == pytest.approx(modulus / GPa, rel=0.03)


def test_the_range_moves_to_the_lowest_point(emt):
    found = energy_volume(emt, bulk("Cu", "fcc", a=4.1))
    lowest = int(found.energies.argmin())
    assert 2 <= lowest < POINTS - 2
    assert found.volumes[-1] / found.volumes[0] == pytest.approx((1 + RANGE) / (1 - RANGE))
    assert found.state.volume == pytest.approx(11.56, abs=0.1)


def test_energies_are_of_an_atom_with_their_bounds(emt):
    small, large = (energy_volume(emt, bulk("Cu", "fcc", a=3.61).repeat(n)) for n in (1, (2, 1, 1)))
    assert large.energies == pytest.approx(small.energies, abs=1e-4)
    assert (small.bounds > 0).all()
    assert small.bounds == pytest.approx(emt.intervals.energy_bound(emt.potential.answer(bulk("Cu")).scales))


def test_volumes_at_which_the_potential_extrapolates_are_flagged(learned):
    assert energy_volume(learned, bulk("Cu", "diamond", a=6.0)).outside.any()


def test_atoms_move_to_rest(emt):
    atoms = bulk("Cu", "fcc", a=3.61, cubic=True)
    expected = energy_volume(emt, atoms).state.energy
    atoms.positions[0] += (0.1, 0.05, 0.0)
    assert energy_volume(emt, atoms).state.energy == pytest.approx(expected, abs=2e-3)


@pytest.mark.parametrize(
    ("atoms", "words"),
    [
        (molecule("O2"), "repeat in three directions"),
        (bulk("Cu").repeat(5), f"up to {MOST_ATOMS} atoms; this one has 125"),
        (bulk("Si"), "Cu"),
    ],
)
def test_what_is_no_small_crystal_of_its_elements_is_a_sentence(emt, atoms, words):
    with pytest.raises(InputError, match=words):
        energy_volume(emt, atoms)

"""Elastic constants of copper by ASE's EMT, against second derivatives of its energy."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from ase.build import bulk, molecule
from ase.calculators.emt import EMT
from ase.units import GPa
from emt_potential import EmtPotential
from scipy.spatial.transform import Rotation

from mi_core.errors import InputError
from mi_core.potentials.mechanics.elastic import elastic_constants


@pytest.fixture(scope="module")
def emt(learned):
    return replace(learned, potential=EmtPotential())


def curvature(direction: np.ndarray, edge: float) -> float:
    """Return the second derivative of EMT's energy by a strain, over the volume, GPa."""
    atoms = bulk("Cu", "fcc", a=edge)
    energies = []
    for size in (-0.004, 0.0, 0.004):
        strained = atoms.copy()
        strained.set_cell(atoms.cell.array @ (np.eye(3) + size * direction), scale_atoms=True)
        strained.calc = EMT()
        energies.append(strained.get_potential_energy())
    return (energies[0] - 2 * energies[1] + energies[2]) / 0.004**2 / atoms.get_volume() / GPa


def test_cubic_constants_are_curvatures_of_the_energy(emt):
    found = elastic_constants(emt, bulk("Cu", "fcc", a=3.61))
    edge = (4 * found.volume) ** (1 / 3)
    shear = np.array([[0, 0, 0], [0, 0, 0.5], [0, 0.5, 0]])
    c11, c12, c44 = found.constants[0, 0], found.constants[0, 1], found.constants[3, 3]
    assert c11 == pytest.approx(curvature(np.diag([1.0, 0, 0]), edge), rel=0.01)
    assert c44 == pytest.approx(curvature(shear, edge), rel=0.01)
    assert 3 * (c11 + 2 * c12) == pytest.approx(curvature(np.eye(3), edge), rel=0.01)
    assert found.cubic
    assert found.stable
    assert found.bulk == pytest.approx((c11 + 2 * c12) / 3, rel=1e-3)


def test_averages_follow_from_the_constants_as_hill_has_them(emt):
    found = elastic_constants(emt, bulk("Cu", "fcc", a=3.61))
    c11, c12, c44 = found.constants[0, 0], found.constants[0, 1], found.constants[3, 3]
    voigt = (c11 - c12 + 3 * c44) / 5
    reuss = 5 * (c11 - c12) * c44 / (4 * c44 + 3 * (c11 - c12))
    assert found.shear == pytest.approx((voigt + reuss) / 2, rel=1e-3)
    assert found.young == pytest.approx(2 * found.shear * (1 + found.poisson))


def test_a_turned_crystal_has_the_same_constants(emt):
    straight = bulk("Cu", "fcc", a=3.61)
    turned = straight.copy()
    turned.set_cell(
        straight.cell.array @ Rotation.from_rotvec([0.3, -0.5, 0.9]).as_matrix(), scale_atoms=True
    )
    first, second = (elastic_constants(emt, one).constants for one in (straight, turned))
    assert second == pytest.approx(first, abs=0.5)


def test_a_hexagonal_crystal_is_isotropic_in_its_plane(emt):
    found = elastic_constants(emt, bulk("Cu", "hcp", a=2.55, c=4.16))
    assert not found.cubic
    assert found.constants[5, 5] == pytest.approx(
        (found.constants[0, 0] - found.constants[0, 1]) / 2, rel=0.02
    )
    assert found.constants[3, 3] == pytest.approx(found.constants[4, 4], rel=0.02)


@pytest.mark.parametrize(
    ("atoms", "words"),
    [(molecule("O2"), "repeat in three directions"), (bulk("Cu").repeat(4), "up to 40"), (bulk("Si"), "Cu")],
)
def test_what_is_no_small_crystal_of_its_elements_is_a_sentence(emt, atoms, words):
    with pytest.raises(InputError, match=words):
        elastic_constants(emt, atoms)

"""The potentials of silicon that ship, held against what experiments and density-functional theory say of silicon."""

from __future__ import annotations

import numpy as np
import pytest
from ase.build import bulk
from ase.filters import FrechetCellFilter
from ase.optimize import BFGS
from ase.units import fs

from mi_core.potentials.calculator import PotentialCalculator
from mi_core.potentials.mechanics.elastic import elastic_constants
from mi_core.potentials.phases import phase_of
from mi_core.potentials.store import load_potential

LATTICE = 5.469  # Å, PBE: Haas, Tran & Blaha, Phys. Rev. B 79, 085104 (2009)
STEP = 0.01  # Å


@pytest.fixture(scope="module", params=["silicon-ace", "silicon-network"])
def learned(request):
    return load_potential(request.param)


@pytest.fixture(scope="module")
def diamond(learned):
    """The primitive cell at rest."""
    atoms = bulk("Si", a=LATTICE)
    atoms.calc = PotentialCalculator(learned.potential)
    BFGS(FrechetCellFilter(atoms), logfile=None).run(fmax=1e-3, steps=50)
    return atoms


def test_the_lattice_is_that_of_density_functional_theory(learned, diamond):
    assert np.sqrt(2) * diamond.cell.lengths()[0] == pytest.approx(LATTICE, abs=0.015)
    found = learned.predict(diamond)
    assert found.in_domain
    assert found.energy_upper - found.energy_lower < 0.02 * len(diamond)


def test_elastic_constants_are_of_the_right_size(learned, diamond):
    """PBE: 153, 57, 74 GPa (Zuo et al., J. Phys. Chem. A 124, 731 (2020)); C12 of both is higher."""
    c11, c12, c44 = (
        elastic_constants(learned, diamond).constants[place] for place in ((0, 0), (0, 1), (3, 3))
    )
    assert c11 == pytest.approx(153, abs=20)
    assert 50 < c12 < 100
    assert c44 == pytest.approx(74, abs=25)


def test_phonons_at_gamma_are_three_still_and_one_triplet(diamond):
    """The optical triplet is at 15.53 THz (Dolling 1963), in PBE at 15.1."""
    matrix = np.zeros((6, 6))
    for row in range(6):
        for sign in (1, -1):
            moved = diamond.copy()
            moved.calc = diamond.calc
            moved.positions[row // 3, row % 3] += sign * STEP
            matrix[row] -= sign * moved.get_forces().ravel() / (2 * STEP)
    assert matrix == pytest.approx(matrix.T, abs=0.01)
    squares = np.linalg.eigvalsh((matrix + matrix.T) / 2) / diamond.get_masses()[0]
    terahertz = np.sign(squares) * np.sqrt(np.abs(squares)) / (2 * np.pi) * 1000 * fs
    assert terahertz[:3] == pytest.approx(0, abs=0.5)
    assert terahertz[3:] == pytest.approx(15.3, abs=1.3)
    assert np.ptp(terahertz[3:]) < 0.05


def test_a_vacancy_costs_some_three_electron_volts(learned, diamond):
    """PBE: 3.6 eV in large cells (Corsetti & Mostofi, Phys. Rev. B 84, 035209 (2011)); these cells are small."""
    atom = diamond.get_potential_energy() / len(diamond)
    edge = np.sqrt(2) * diamond.cell.lengths()[0]
    atoms = bulk("Si", a=edge, cubic=True).repeat(2)
    del atoms[0]
    atoms.calc = diamond.calc
    BFGS(atoms, logfile=None).run(fmax=0.02, steps=60)
    assert 2.6 < atoms.get_potential_energy() - len(atoms) * atom < 3.9


@pytest.mark.parametrize("name", ["beta-tin", "simple-hexagonal", "simple-cubic", "bcc", "fcc", "hcp"])
def test_dense_phases_lie_above_diamond_and_are_flagged(learned, diamond, name):
    atom = diamond.get_potential_energy() / len(diamond)
    found = learned.predict(phase_of("Si", name, 2.352))
    atoms = len(found.outside)
    assert not found.in_domain
    assert 0.1 < found.answer.energy / atoms - atom < 1.0


def test_lonsdaleite_lies_just_above_diamond(learned, diamond):
    atom = diamond.get_potential_energy() / len(diamond)
    found = learned.predict(phase_of("Si", "lonsdaleite", 2.36))
    assert -0.005 < found.answer.energy / 4 - atom < 0.06

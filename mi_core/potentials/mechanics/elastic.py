"""Elastic constants of a crystal as a potential has them: stresses of small strains, atoms at rest in each cell.

Averages over directions: Hill, Proc. Phys. Soc. A 65, 349 (1952); axes: IEEE 176-1987; both as pymatgen has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.potentials.calculator import PotentialCalculator
from mi_core.potentials.mechanics.volume import at_rest, check_cell

if TYPE_CHECKING:
    from collections.abc import Callable

    from ase import Atoms

    from mi_core.potentials.learned import LearnedPotential

STRAIN = 0.005
MOST_ATOMS = 40
_FORCE, _STEPS = 0.002, 200  # eV/Å, also of the stress times the volume
_AT_REST = 0.02  # eV/Å
_VOIGT = ((0, 0), (1, 1), (2, 2), (1, 2), (0, 2), (0, 1))


@dataclass(frozen=True, slots=True)
class Elasticity:
    """Elastic constants at zero pressure.

    Attributes
    ----------
    constants : (6, 6)
        C_ij, GPa, in the order xx, yy, zz, yz, xz, xy, along the standard axes of the crystal.
    bulk, shear, young, poisson : float
        Averages of Hill over directions, GPa; the last without unit.
    cubic : bool
        Whether C11, C12 and C44 are all there is.
    stable : bool
        Whether each small strain costs energy (Born).
    volume : float
        Å³/atom of the cell at rest.
    outside : bool
        Whether the crystal, at rest or strained, is unlike those learned.
    """

    constants: np.ndarray
    bulk: float
    shear: float
    young: float
    poisson: float
    cubic: bool
    stable: bool
    volume: float
    outside: bool


def elastic_constants(
    learned: LearnedPotential, atoms: Atoms, *, say: Callable[[float], None] = lambda _share: None
) -> Elasticity:
    """Return the elastic constants of a crystal, whose cell and atoms first come to rest.

    InputError for what does not repeat in three directions, for large cells, for unknown elements and where the cell does
    not come to rest.
    """
    from ase.units import GPa

    check_cell(atoms, MOST_ATOMS, "Elastic constants")
    learned.predict(atoms)  # which says what elements it does not know
    resting = _cell_at_rest(learned, atoms)
    say(0.3)
    slopes, outside = np.zeros((6, 6)), not learned.predict(resting).in_domain
    for number, (row, column) in enumerate(_VOIGT):
        stresses = []
        for sign in (1, -1):
            strained = _strained(resting, row, column, sign * STRAIN)
            at_rest(learned, strained, _FORCE)
            found = learned.predict(strained)
            outside |= not found.in_domain
            assert found.answer.stress is not None
            stresses.append(np.array([found.answer.stress[place] for place in _VOIGT]))
        slopes[:, number] = (stresses[0] - stresses[1]) / (2 * STRAIN) / GPa
        say(0.3 + 0.7 * (number + 1) / len(_VOIGT))
    return _described((slopes + slopes.T) / 2, resting, outside)


def _cell_at_rest(learned: LearnedPotential, atoms: Atoms) -> Atoms:
    from ase.filters import FrechetCellFilter
    from ase.optimize import BFGS

    resting = atoms.copy()
    resting.set_constraint()
    resting.calc = PotentialCalculator(learned.potential)
    movable = FrechetCellFilter(resting)
    BFGS(movable, logfile=None, maxstep=0.05).run(fmax=_FORCE, steps=_STEPS)  # type: ignore[arg-type] # filters are for this
    left = float(np.abs(movable.get_forces()).max())
    if not left < _AT_REST:
        raise InputError(
            f"The cell does not come to rest in {_STEPS} steps on this potential (forces of {left:.2g} eV/Å are left), so "
            "it has no elastic constants; choose a crystal nearer to those that the potential learned."
        )
    resting.calc = None
    return resting


def _strained(atoms: Atoms, row: int, column: int, size: float) -> Atoms:
    """Return the cell with one strain of Voigt: of shears, both halves, so that the engineering strain is `size`."""
    strain = np.zeros((3, 3))
    strain[row, column] += size / 2
    strain[column, row] += size / 2
    strained = atoms.copy()
    strained.set_cell(atoms.cell.array @ (np.eye(3) + strain), scale_atoms=True)
    return strained


def _described(constants: np.ndarray, atoms: Atoms, outside: bool) -> Elasticity:
    from pymatgen.analysis.elasticity import ElasticTensor
    from pymatgen.io.ase import AseAtomsAdaptor
    from pymatgen.symmetry.analyzer import SpacegroupAnalyzer

    structure = AseAtomsAdaptor.get_structure(atoms)
    cubic = SpacegroupAnalyzer(structure, symprec=0.02).get_crystal_system() == "cubic"
    tensor = ElasticTensor.from_voigt(constants).convert_to_ieee(structure, initial_fit=False)
    stable = bool((np.linalg.eigvalsh(np.asarray(tensor.voigt)) > 0).all())
    bulk, shear = float(tensor.k_vrh), float(tensor.g_vrh)
    return Elasticity(
        np.asarray(tensor.voigt),
        bulk,
        shear,
        9 * bulk * shear / (3 * bulk + shear),
        (3 * bulk - 2 * shear) / (2 * (3 * bulk + shear)),
        cubic,
        stable,
        atoms.get_volume() / len(atoms),
        outside,
    )

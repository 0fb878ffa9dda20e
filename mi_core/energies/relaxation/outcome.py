"""What became of a crystal that was relaxed: how far it moved, and whether it is still the same crystal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.structures.analysis.symmetry import space_group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ase import Atoms
    from pymatgen.core import Structure

FAR_A = 1.0  # an atom that moved farther has left its site
RISE = 0.002  # eV/atom that forces of the size that is left may hide
EV_PER_A3 = 160.21766  # GPa
PARTS = ("molecules", "chains", "layers")  # by the dimensions in which they are bonded


@dataclass(frozen=True, slots=True)
class Step:
    """One step: energy of the cell (eV), largest force (eV/Å), pressure (GPa), volume (Å³)."""

    energy: float
    force: float
    pressure: float
    volume: float


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A crystal after relaxation.

    Attributes
    ----------
    structure : pymatgen Structure
    converged : bool
    steps : tuple of Step
        The first is the start.
    displacement : float
        Farthest that an atom moved against the others, Å, the deformation of the cell aside.
    groups : tuple of str
        Space groups before and after; "" where none was found.
    remarks : tuple of str
        What is odd in the course or the result, a sentence each.
    fault : str
        Why it was given up, so that crystal and energy mean nothing; "" else.
    """

    structure: Structure
    converged: bool
    steps: tuple[Step, ...]
    displacement: float
    groups: tuple[str, str]
    remarks: tuple[str, ...]
    fault: str = ""

    @property
    def energy_per_atom(self) -> float:
        """Energy of the potential, eV/atom: no formation energy."""
        return self.steps[-1].energy / len(self.structure)

    @property
    def volume_change(self) -> float:
        """Relative change of the volume."""
        return self.steps[-1].volume / self.steps[0].volume - 1


def outcome(
    start: Structure,
    atoms: Atoms,
    steps: Sequence[Step],
    *,
    converged: bool,
    pressure: float,
    remark: str,
    fault: str,
) -> Relaxed:
    """Return the relaxed crystal, compared with its start; `pressure` (GPa) is that on the cell."""
    from pymatgen.core import Structure

    end = Structure(atoms.cell.array, start.species, atoms.get_scaled_positions(wrap=False))
    displacement = largest_displacement(start, end)
    groups = (_group(start), _group(end))
    if fault:
        return Relaxed(end, False, tuple(steps), displacement, groups, (remark,) if remark else (), fault)
    said = [remark, other_crystal(start, end, displacement), _uphill(steps, len(start), pressure)]
    if not converged:
        said.append(
            f"It is not at rest after {len(steps) - 1} steps: forces up to {steps[-1].force:.2g} eV/Å and a pressure of "
            f"{steps[-1].pressure:.2g} GPa are left; allow more steps."
        )
    return Relaxed(end, converged, tuple(steps), displacement, groups, tuple(filter(None, said)))


def other_crystal(start: Structure, end: Structure, displacement: float) -> str:
    """Return "" or the sentence that says that the result is another crystal than the one given."""
    before, after = _dimensions(start), _dimensions(end)
    if after < before:
        return (
            f"The crystal falls apart: it was bonded in {before} dimension{'s' * (before > 1)} and is in {after} now, as "
            f"{PARTS[after]} are, so that it is another one than the one given."
        )
    if displacement > FAR_A:
        return (
            f"An atom moved by {displacement:.1f} Å, so the result is another crystal than the one given; compare both "
            "before trusting its energy."
        )
    return ""


def _dimensions(structure: Structure) -> int:
    """Return in how many dimensions a crystal is bonded (P. M. Larsen et al., Phys. Rev. Materials 3, 034003, 2019)."""
    from pymatgen.analysis.dimensionality import get_dimensionality_larsen
    from pymatgen.analysis.graphs import StructureGraph
    from pymatgen.analysis.local_env import JmolNN

    return int(get_dimensionality_larsen(StructureGraph.from_local_env_strategy(structure, JmolNN())))


def _uphill(steps: Sequence[Step], n_atoms: int, pressure: float) -> str:
    """Return "" or the sentence that says that the enthalpy rose."""
    rise = steps[-1].energy - steps[0].energy + pressure / EV_PER_A3 * (steps[-1].volume - steps[0].volume)
    if rise <= RISE * n_atoms:
        return ""
    return f"The energy rose by {rise / n_atoms:.3f} eV/atom, which it should not; start nearer to the crystal at rest."


def largest_displacement(start: Structure, end: Structure) -> float:
    """Return how far the atom that moved most did, Å, in the mean cell, the common drift of all atoms taken off."""
    moved = end.frac_coords - start.frac_coords
    moved -= np.rint(moved)
    vectors = moved @ ((start.lattice.matrix + end.lattice.matrix) / 2)
    return float(np.linalg.norm(vectors - vectors.mean(axis=0), axis=1).max())


def _group(structure: Structure) -> str:
    found = space_group(structure)
    return found[0] if found else ""

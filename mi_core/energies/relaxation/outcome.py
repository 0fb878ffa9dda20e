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
    """

    structure: Structure
    converged: bool
    steps: tuple[Step, ...]
    displacement: float
    groups: tuple[str, str]
    remarks: tuple[str, ...]

    @property
    def energy_per_atom(self) -> float:
        """Energy of the potential, eV/atom: no formation energy."""
        return self.steps[-1].energy / len(self.structure)

    @property
    def volume_change(self) -> float:
        """Relative change of the volume."""
        return self.steps[-1].volume / self.steps[0].volume - 1


def outcome(
    start: Structure, atoms: Atoms, steps: Sequence[Step], *, converged: bool, remarks: Sequence[str]
) -> Relaxed:
    """Return the relaxed crystal, compared with its start."""
    from pymatgen.core import Structure

    end = Structure(atoms.cell.array, start.species, atoms.get_scaled_positions(wrap=False))
    displacement = largest_displacement(start, end)
    groups = (_group(start), _group(end))
    said = [remark for remark in remarks if remark]
    if displacement > FAR_A:
        said.append(
            f"An atom moved by {displacement:.1f} Å, so the result is another crystal than the one given; compare both "
            "before trusting its energy."
        )
    if not converged and not said:
        said.append(
            f"Forces of {steps[-1].force:.2g} eV/Å are left after {len(steps) - 1} steps; allow more steps."
        )
    return Relaxed(end, converged, tuple(steps), displacement, groups, tuple(said))


def largest_displacement(start: Structure, end: Structure) -> float:
    """Return how far the atom that moved most did, Å, in the mean cell, the common drift of all atoms taken off."""
    moved = end.frac_coords - start.frac_coords
    moved -= np.rint(moved)
    vectors = moved @ ((start.lattice.matrix + end.lattice.matrix) / 2)
    return float(np.linalg.norm(vectors - vectors.mean(axis=0), axis=1).max())


def _group(structure: Structure) -> str:
    found = space_group(structure)
    return found[0] if found else ""

"""Frames with what a potential says of them, as extended XYZ."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ase import Atoms

    from mi_core.potentials.frames.frame import Frame


def with_prediction(
    frame: Frame,
    *,
    energy: float,
    energy_lower: float,
    energy_upper: float,
    forces: np.ndarray,
    atom_energies: np.ndarray,
    outside: np.ndarray | bool,
) -> Atoms:
    """Return the atoms of a frame with what a potential says of them.

    energy, energy_lower, energy_upper : eV, of the whole cell; forces : (n_atoms, 3), eV/Å; atom_energies : (n_atoms,), eV;
    outside : (n_atoms,), whether each atom is unlike all that was learned, or one answer for all. What the file said
    itself is kept as `energy_given` and `forces_given`.
    """
    from ase.calculators.singlepoint import SinglePointCalculator

    atoms = frame.atoms.copy()
    atoms.info = {"id": frame.id, "energy_lower": float(energy_lower), "energy_upper": float(energy_upper)}
    if frame.group:
        atoms.info["group"] = frame.group
    if frame.energy is not None:
        atoms.info["energy_given"] = float(frame.energy)
    if frame.forces is not None:
        atoms.set_array("forces_given", np.asarray(frame.forces, dtype=float))
    atoms.set_array("energy_of_atom", np.asarray(atom_energies, dtype=float))
    atoms.set_array("outside", np.broadcast_to(np.asarray(outside, dtype=bool), (len(atoms),)).copy())
    atoms.calc = SinglePointCalculator(atoms, energy=float(energy), forces=np.asarray(forces, dtype=float))
    return atoms


def extended_xyz(frames: Sequence[Atoms]) -> str:
    """Return atoms, with what their calculators hold, as the text of an extended XYZ file."""
    from ase.io.extxyz import write_extxyz

    text = StringIO()
    if frames:
        write_extxyz(text, list(frames))
    return text.getvalue()

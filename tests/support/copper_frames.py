"""Frames of copper, and of copper with gold, whose energies and forces ASE's effective-medium potential computes."""

from __future__ import annotations

import numpy as np
from ase.build import bulk
from ase.calculators.emt import EMT

from mi_core.potentials.frames.frame import Frame


def copper_frames(n: int = 40, *, gold: bool = False, seed: int = 0) -> list[Frame]:
    """Rattled, strained and defective cells of 3 to 8 atoms; every fourth atom is gold, on average, where asked for."""
    rng = np.random.default_rng(seed)
    frames = []
    for number in range(n):
        atoms = bulk("Cu", "fcc", a=3.6, cubic=True).repeat((2, 1, 1) if number % 2 else 1)
        if gold:
            atoms.symbols[rng.random(len(atoms)) < 0.25] = "Au"
            atoms.symbols[0], atoms.symbols[1] = "Au", "Cu"
            atoms.set_cell(atoms.cell * 1.06, scale_atoms=True)
        if number % 5 == 4:
            del atoms[-1]
        strain = np.eye(3) + rng.normal(0, 0.03, (3, 3))
        atoms.set_cell(atoms.cell.array @ strain, scale_atoms=True)
        atoms.positions += rng.normal(0, 0.08, atoms.positions.shape)
        group = ("vacancy" if number % 5 == 4 else "rattled") if n > 5 else ""
        frames.append(labelled(f"copper.extxyz {number + 1}", atoms, group))
    return frames


def labelled(name: str, atoms, group: str = "") -> Frame:
    """A frame with the energy and the forces of the effective-medium potential."""
    asked = atoms.copy()
    asked.calc = EMT()
    return Frame(name, atoms, float(asked.get_potential_energy()), asked.get_forces(), group)

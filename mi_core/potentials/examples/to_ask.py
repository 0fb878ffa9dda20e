"""Frames to ask a potential about that no calculation was made for: phases of its elements, defects, shaken cells.

Distances follow from the measured lattice of each element (as ASE lists them) by the rule of `mi_core.potentials.phases`, so
that phases which nobody made have the volume that the rule expects of them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.frames.frame import Frame
from mi_core.potentials.phases import PHASES, SOFTNESS, phase_of

if TYPE_CHECKING:
    from ase import Atoms

SOURCE = "made from published lattice parameters, without any calculation of energies"
_STRUCTURES = {"diamond": "diamond", "sc": "simple-cubic", "bcc": "bcc", "fcc": "fcc", "hcp": "hcp"}
_SHAKEN = 0.1  # Å, of each coordinate
_STRAINED = 0.04


def example_frames(elements: tuple[str, ...]) -> list[Frame]:
    """Return frames of each element: its phases, and of the first also defects and shaken cells; ids are their titles."""
    frames = []
    for element in elements:
        frames += [
            Frame(_named(element, PHASES[name].title), phase, group="phase")
            for name, phase in phases_of(element).items()
        ]
    first = elements[0]
    frames += [
        Frame(_named(first, title), atoms, group="defect") for title, atoms in _changed(measured(first))
    ]
    return frames


def phases_of(element: str) -> dict[str, Atoms]:
    """Return the primitive cell of an element in each phase, by the key of the phase; the one that it takes comes first."""
    distance, first = _four_neighbours(element), _taken(element)
    return {name: phase_of(element, name, distance) for name in dict.fromkeys((first, *PHASES))}


def measured(element: str) -> Atoms:
    """Return the primitive cell of the structure that an element takes; diamond where that is none of PHASES."""
    return phase_of(element, _taken(element), _four_neighbours(element))


def _taken(element: str) -> str:
    """Return the key of the phase that an element takes."""
    return _STRUCTURES.get(str((_reference(element) or {}).get("symmetry")), "diamond")


def _changed(cell: Atoms) -> list[tuple[str, Atoms]]:
    times = max(2, round((32 / len(cell)) ** (1 / 3)))
    large = cell.repeat(times)
    vacancy = large.copy()
    del vacancy[0]
    shaken = large.copy()
    shaken.positions += np.random.default_rng(0).normal(scale=_SHAKEN, size=shaken.positions.shape)
    strained = cell.copy()
    strained.set_cell(cell.cell.array @ np.diag([1 + _STRAINED, 1, 1 - _STRAINED]), scale_atoms=True)
    return [("vacancy", vacancy), ("surface", _surface(cell)), ("shaken", shaken), ("strained", strained)]


def _surface(cell: Atoms) -> Atoms:
    """Return a slab, cut across the third axis of the primitive cell, with vacuum on both sides."""
    slab = cell.repeat((1, 1, 6))
    slab.center(vacuum=6.0, axis=2)
    slab.pbc = (True, True, False)
    return slab


def _four_neighbours(element: str) -> float | None:
    """Return the distance (Å) to each of four neighbours that the measured lattice stands for; None where it is no phase."""
    lattice = _reference(element) or {}
    symmetry, edge = str(lattice.get("symmetry")), lattice.get("a")
    ratios = {
        "diamond": math.sqrt(3) / 4,
        "sc": 1.0,
        "bcc": math.sqrt(3) / 2,
        "fcc": math.sqrt(1 / 2),
        "hcp": 1.0,
    }
    if symmetry not in ratios or not edge:
        return None
    neighbours = PHASES[_STRUCTURES[symmetry]].neighbours
    return float(edge) * ratios[symmetry] - SOFTNESS * math.log(neighbours / 4)


def _reference(element: str) -> dict | None:
    from ase.data import atomic_numbers, reference_states

    return reference_states[atomic_numbers[element]]


def _named(element: str, title: str) -> str:
    return f"{element} {title}"

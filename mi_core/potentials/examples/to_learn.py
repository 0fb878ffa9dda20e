"""Frames to learn a first potential from: copper by ASE's effective-medium theory, which is a model and not nature."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ase import Atoms

FILE = "copper-emt.extxyz"
ABOUT = (
    "Sixty small cells of copper with energies and forces of ASE's effective-medium theory (Jacobsen, Stoltze & Nørskov, "
    "Surf. Sci. 366, 394 (1996)): a model of copper that is computed in a moment, and not nature."
)
COUNT = 60
_EDGE = 3.61  # Å, of copper


def example_frames_text() -> str:
    """Return the frames as extended XYZ with energies (eV), forces (eV/Å) and `config_type`."""
    from ase.io import write

    text = io.StringIO()
    write(text, _frames(), format="extxyz")
    return text.getvalue()


def _frames() -> list[Atoms]:
    from ase.calculators.emt import EMT

    rng, frames = np.random.default_rng(0), []
    for number in range(COUNT):
        kind, atoms = _KINDS[number % len(_KINDS)]
        one = atoms(rng)
        one.info["config_type"] = kind
        one.calc = EMT()
        one.get_forces()
        frames.append(one)
    return frames


def _shaken(atoms: Atoms, rng: np.random.Generator, scale: float) -> Atoms:
    atoms.positions += rng.normal(scale=scale, size=atoms.positions.shape)
    return atoms


def _strained(rng: np.random.Generator) -> Atoms:
    from ase.build import bulk

    atoms = bulk("Cu", "fcc", a=_EDGE, cubic=True)
    strain = np.eye(3) + rng.uniform(-0.06, 0.06) * np.eye(3) + rng.uniform(-0.03, 0.03, (3, 3))
    atoms.set_cell(atoms.cell.array @ strain, scale_atoms=True)
    return _shaken(atoms, rng, 0.03)


def _solid(rng: np.random.Generator) -> Atoms:
    from ase.build import bulk

    return _shaken(bulk("Cu", "fcc", a=_EDGE).repeat(2), rng, rng.uniform(0.05, 0.15))


def _vacancy(rng: np.random.Generator) -> Atoms:
    from ase.build import bulk

    atoms = bulk("Cu", "fcc", a=_EDGE, cubic=True).repeat((2, 1, 1))
    del atoms[int(rng.integers(len(atoms)))]
    return _shaken(atoms, rng, 0.08)


_KINDS = (("strained", _strained), ("shaken", _solid), ("vacancy", _vacancy))

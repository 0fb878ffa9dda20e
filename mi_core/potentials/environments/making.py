"""Frames of one element in many surroundings, without quantum mechanics: built, rattled, strained, melted, quenched.

Dynamics run on a potential of ours, so that what is melted is as that potential has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.calculator import PotentialCalculator
from mi_core.potentials.phases import PHASES, phase_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ase import Atoms

    from mi_core.potentials.potential import Potential

BOND = 2.352  # Å, of diamond silicon
_LEAST = 8  # atoms of a cell
_RATTLES = (0.0, 0.05, 0.15)  # Å
_STRAIN = 0.04
_TIME_STEP = 2.0  # fs
#: Temperatures (K) of dynamics of the solid, and of the melt.
SOLID, MELT = (300.0, 900.0, 1500.0), 3000.0
_SETTLE, _APART, _FRAMES = 300, 60, 22  # steps before the first frame and between frames; frames of a run
_QUENCH = 4000  # steps from the melt to 300 K


@dataclass(frozen=True, slots=True)
class Made:
    """One frame: where it comes from, in words, its atoms, and its name where it has one."""

    source: str
    atoms: Atoms
    id: str = ""


def make_frames(
    element: str,
    potential: Potential,
    *,
    bond: float = BOND,
    seed: int = 0,
    say: Callable[[str], None] = lambda _line: None,
) -> list[Made]:
    """Return frames of an element in phases, with surfaces and defects, hot, molten and glassy; some minutes.

    bond : distance (Å) to each of four neighbours.
    """
    rng = np.random.default_rng(seed)
    frames = []
    for part in (_phases, _surfaces, _defects):
        frames += list(part(element, bond, rng))
        say(f"{len(frames)} frames built")
    for made in _dynamics(element, bond, potential, rng):
        frames.append(made)
        say(f"{len(frames)} frames, the last one {made.source}")
    return frames


def _phases(element: str, bond: float, rng: np.random.Generator) -> Iterator[Made]:
    """Each phase as it is built, rattled and strained."""
    for name, phase in PHASES.items():
        cell = phase_of(element, name, bond)
        cell = cell.repeat(_times(len(cell)))
        for amount in _RATTLES:
            for _ in range(1 if amount == 0 else 4):
                atoms = cell.copy()
                if amount:
                    strain = rng.normal(0, _STRAIN / 2, (3, 3))
                    atoms.set_cell(atoms.cell.array @ (np.eye(3) + (strain + strain.T) / 2), scale_atoms=True)
                atoms.positions += rng.normal(0, amount, atoms.positions.shape)
                yield Made(phase.title if amount == 0 else f"{phase.title}, rattled", atoms)


def _times(n_atoms: int) -> int:
    times = 1
    while n_atoms * times**3 < _LEAST:
        times += 1
    return times


def _surfaces(element: str, bond: float, rng: np.random.Generator) -> Iterator[Made]:
    """Slabs of diamond with unreconstructed surfaces."""
    from ase.build import diamond100, diamond111

    edge = 4 * bond / np.sqrt(3)
    for title, build, size in (("(100)", diamond100, (2, 2, 9)), ("(111)", diamond111, (2, 2, 8))):
        for amount in _RATTLES:
            atoms = build(element, size, a=edge, vacuum=6.0)
            atoms.pbc = True
            atoms.positions += rng.normal(0, amount, atoms.positions.shape)
            yield Made(f"surface {title}", atoms)


def _defects(element: str, bond: float, rng: np.random.Generator) -> Iterator[Made]:
    """Vacancies and interstitials of diamond."""
    from ase import Atom

    whole = phase_of_cube(element, bond)
    edge = whole.cell.lengths()[0] / 2
    for amount in _RATTLES[1:] * 2:
        for title, gone in (("vacancy", [0]), ("divacancy", [0, 1])):
            atoms = whole.copy()
            del atoms[gone]
            atoms.positions += rng.normal(0, amount, atoms.positions.shape)
            yield Made(title, atoms)
        for title, place in (("tetrahedral", (0.5, 0.5, 0.5)), ("hexagonal", (0.625, 0.625, 0.375))):
            atoms = whole.copy()
            atoms.append(Atom(element, np.array(place) * edge))
            atoms.positions += rng.normal(0, amount, atoms.positions.shape)
            yield Made(f"interstitial, {title}", atoms)


def phase_of_cube(element: str, bond: float, times: int = 2) -> Atoms:
    """Return the cubic cell of diamond, repeated along each axis."""
    from ase.build import bulk

    return bulk(element, "diamond", a=4 * bond / np.sqrt(3), cubic=True).repeat(times)


def _dynamics(element: str, bond: float, potential: Potential, rng: np.random.Generator) -> Iterator[Made]:
    """The solid at several temperatures, the melt, and what it freezes into."""
    for kelvin in SOLID:
        atoms = _started(phase_of_cube(element, bond), potential, kelvin, rng)
        _run(atoms, kelvin, _SETTLE, rng)
        yield from _watched(atoms, kelvin, f"diamond, {kelvin:.0f} K", rng)
    atoms = _started(phase_of_cube(element, bond), potential, 2 * MELT, rng)
    atoms.set_cell(atoms.cell * 0.98, scale_atoms=True)  # silicon is denser when molten
    _run(atoms, MELT, 4 * _SETTLE, rng)
    yield from _watched(atoms, MELT, "liquid", rng, frames=2 * _FRAMES)
    for kelvin in np.linspace(MELT, 300.0, 20):
        _run(atoms, float(kelvin), _QUENCH // 20, rng)
    yield from _watched(atoms, 300.0, "amorphous", rng, frames=2 * _FRAMES)


def _started(atoms: Atoms, potential: Potential, kelvin: float, rng: np.random.Generator) -> Atoms:
    from ase.md.velocitydistribution import MaxwellBoltzmannDistribution

    atoms.calc = PotentialCalculator(potential)
    MaxwellBoltzmannDistribution(atoms, temperature_K=kelvin, rng=rng)
    return atoms


def _run(atoms: Atoms, kelvin: float, steps: int, rng: np.random.Generator) -> None:
    """Go on at a temperature, held by Langevin's thermostat."""
    from ase import units
    from ase.md.langevin import Langevin

    Langevin(
        atoms, _TIME_STEP * units.fs, temperature_K=kelvin, friction=0.02 / units.fs, rng=rng, fixcm=False
    ).run(steps)


def _watched(
    atoms: Atoms, kelvin: float, source: str, rng: np.random.Generator, frames: int = _FRAMES
) -> Iterator[Made]:
    for _ in range(frames):
        _run(atoms, kelvin, _APART, rng)
        still = atoms.copy()
        still.calc = None
        still.wrap()
        yield Made(source, still)

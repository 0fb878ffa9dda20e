"""Energy against volume of a crystal as a potential has it, and the equation of state through it.

Equation: Birch, Phys. Rev. 71, 809 (1947), eq. 12, of third order (Birch–Murnaghan), as ASE fits it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.errors import InputError
from mi_core.potentials.calculator import PotentialCalculator

if TYPE_CHECKING:
    from collections.abc import Callable

    from ase import Atoms

    from mi_core.potentials.learned import LearnedPotential

RANGE = 0.12  # of the volume, to either side
POINTS = 13
MOST_ATOMS = 64
_MOVES = 6  # how often the range is moved towards the lowest point
_FORCE, _STEPS = 0.02, 60  # eV/Å at which atoms rest within the cell, steps that they are given
_STILL = 1e-3  # eV/Å: atoms that symmetry holds in place


@dataclass(frozen=True, slots=True)
class EquationOfState:
    """What a fit through the points found: volume (Å³/atom) and energy (eV/atom) at rest, bulk modulus (GPa)."""

    volume: float
    energy: float
    bulk_modulus: float
    curve_volumes: np.ndarray
    curve_energies: np.ndarray


@dataclass(frozen=True, slots=True)
class EnergyVolume:
    """Energies of a crystal over its volume.

    Attributes
    ----------
    volumes : (n,)
        Å³/atom, rising.
    energies, bounds : (n,)
        eV/atom, and half the width of their intervals.
    outside : (n,) bool
        Whether the crystal, or an atom of it, is unlike those learned.
    state : EquationOfState or None
        None where no minimum lies among the points.
    """

    volumes: np.ndarray
    energies: np.ndarray
    bounds: np.ndarray
    outside: np.ndarray
    state: EquationOfState | None


class _Point(NamedTuple):
    volume: float
    energy: float
    bound: float
    outside: bool


def energy_volume(
    learned: LearnedPotential, atoms: Atoms, *, say: Callable[[float], None] = lambda _share: None
) -> EnergyVolume:
    """Return energies over ±12 % of the volume about the lowest of them; the shape of the cell is kept, atoms move to rest.

    InputError for what does not repeat in three directions, for large cells and for unknown elements.
    """
    check_cell(atoms, MOST_ATOMS, "Energy against volume")
    factors, centre = np.linspace(1 - RANGE, 1 + RANGE, POINTS), 1.0
    here: list[_Point] = []
    for move in range(_MOVES):
        here = [_point(learned, atoms, factor) for factor in factors * centre]
        lowest = int(np.argmin([point.energy for point in here]))
        say((move + 1) / _MOVES)
        if 2 <= lowest < POINTS - 2:
            break
        centre *= float(factors[lowest])
    return _of_points(here)


def check_cell(atoms: Atoms, most: int, what: str) -> None:
    """Raise InputError unless the cell repeats in three directions and is small enough."""
    if not atoms.pbc.all():
        raise InputError(
            f"{what} is of crystals, which repeat in three directions; this one does not. Choose one."
        )
    if len(atoms) > most:
        raise InputError(
            f"{what} is computed for cells of up to {most} atoms; this one has {len(atoms):,}. Bring a smaller cell."
        )


def _point(learned: LearnedPotential, atoms: Atoms, factor: float) -> _Point:
    scaled = atoms.copy()
    scaled.set_constraint()
    scaled.set_cell(atoms.cell.array * factor ** (1 / 3), scale_atoms=True)
    at_rest(learned, scaled)
    found = learned.predict(scaled)
    half = (found.energy_upper - found.energy_lower) / 2
    n = len(atoms)
    return _Point(scaled.get_volume() / n, found.answer.energy / n, half / n, not found.in_domain)


def at_rest(learned: LearnedPotential, atoms: Atoms, force: float = _FORCE) -> None:
    """Move atoms, in their cell, to where forces are small; those that symmetry holds in place stay."""
    from ase.optimize import BFGS

    atoms.calc = PotentialCalculator(learned.potential)
    if np.abs(atoms.get_forces()).max() > _STILL:
        BFGS(atoms, logfile=None, maxstep=0.05).run(fmax=force, steps=_STEPS)
    atoms.calc = None


def _of_points(points: list[_Point]) -> EnergyVolume:
    volumes, energies, bounds, outside = (np.array(column) for column in zip(*points, strict=True))
    return EnergyVolume(volumes, energies, bounds, outside, _fitted(volumes, energies))


def _fitted(volumes: np.ndarray, energies: np.ndarray) -> EquationOfState | None:
    from ase.eos import EquationOfState as Fit
    from ase.units import GPa

    if not 0 < int(np.argmin(energies)) < len(energies) - 1:
        return None
    try:
        fit = Fit(volumes, energies, eos="birchmurnaghan")
        volume, energy, modulus = fit.fit(warn=False)
    except (ValueError, RuntimeError):  # no minimum, or no fit, which the figure shows
        return None
    if not (volumes[0] < volume < volumes[-1] and modulus > 0):
        return None
    along = np.linspace(volumes[0], volumes[-1], 100)
    return EquationOfState(volume, energy, modulus / GPa, along, fit.func(along, *fit.eos_parameters))

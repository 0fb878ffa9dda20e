"""The highest driving force of a phase between the sampled points: what a grid alone cannot see.

A sampled grid has no liquid near the eutectic composition of seven elements: the minimiser's answer then looks right on
every sampled point and is hundreds of J/mol too high. Around the best sampled points of each solution phase that lies near
the plane, random steps of falling length climb towards its highest driving force.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.alloys.system import ElementSystem

STEPS = (0.6, 0.3, 0.15, 0.07)  # standard deviations of ln(site fraction), in turn
TRIES = 48  # per step
WITHIN = (
    3000.0  # J/mol: how far above the plane a phase's best sampled point may lie and still be climbed from
)
APART = 0.05  # mole fraction: a second climb starts at least so far from the first
LEAST = 1e-9  # site fraction


class Summit(NamedTuple):
    """The highest point found of a phase: driving force (J/mol) and site fractions (dof,)."""

    driving_force: float
    phase: str
    sites: np.ndarray


def highest_off_grid(
    system: ElementSystem, sample, below: np.ndarray, potentials: np.ndarray, temperature_k: float
) -> list[Summit]:
    """Return what was found between the sampled points, highest first.

    below : (rows,) driving forces of the sampled points against the plane of `potentials`, J/mol.
    """
    rng = np.random.default_rng(0)
    found = [
        _climbed(system, phase, sample.points[phase][row], potentials, temperature_k, rng)
        for phase, row in _starts(system, sample, below)
    ]
    return sorted(found, key=lambda summit: -summit.driving_force)


def _starts(system: ElementSystem, sample, below: np.ndarray) -> Iterator[tuple[str, int]]:
    """Yield phases with rows of theirs to climb from: the best, and the best of those that are far from it."""
    for phase, rows in sample.rows.items():
        own = below[rows]
        if not len(own) or not system.is_solution(phase) or own.max() < -WITHIN:
            continue
        first = int(np.argmax(own))
        yield phase, first
        composition = sample.composition[rows]
        far = np.abs(composition - composition[first]).max(axis=1) > APART
        if far.any() and own[far].max() >= -WITHIN:
            yield phase, int(np.argmax(np.where(far, own, -np.inf)))


def _climbed(system: ElementSystem, phase: str, sites, potentials, temperature_k: float, rng) -> Summit:
    """Return the highest point that random steps of falling length reach."""
    best, height = sites, -np.inf
    sizes = [len(sublattice) for sublattice in system.records.models[phase].constituents]
    for spread in STEPS:
        tries = np.vstack([best, np.abs(best) * np.exp(rng.normal(0, spread, (TRIES, len(best))))])
        forces = _driving_forces(system, phase, _normalised(tries, sizes), potentials, temperature_k)
        row = int(np.nanargmax(forces))
        best, height = _normalised(tries[row : row + 1], sizes)[0], float(forces[row])
    return Summit(height, phase, best)


def _normalised(sites: np.ndarray, sizes: list[int]) -> np.ndarray:
    """Return site fractions (n, dof) that sum to 1 on each sublattice."""
    parts = np.split(np.maximum(sites, LEAST), np.cumsum(sizes)[:-1], axis=1)
    return np.hstack([part / part.sum(axis=1, keepdims=True) for part in parts])


def _driving_forces(system: ElementSystem, phase: str, sites, potentials, temperature_k: float) -> np.ndarray:
    """Return (n,) J/mol atoms by which points of a phase lie below the plane."""
    energy, composition = system.energies(phase, sites, temperature_k)
    return composition @ potentials - energy

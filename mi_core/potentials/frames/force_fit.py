"""Energies from forces alone: a smooth field fitted to the forces of a set, and what it makes of the energies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.frames.smooth_functions import SmoothFunctions
from mi_core.potentials.neighbours import find_neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ase import Atoms

    from mi_core.potentials.frames.frame import Frame

_MOST_ATOMS = {1: 14_000, 2: 4_000}  # whose forces are fitted, by the number of elements: some seconds
FEWEST = 10  # frames, fewer of which tell nothing
_RIDGES = 10.0 ** np.arange(-10, 0)
_SEARCHED_A = (3.0, 6.0, 12.0)  # for the nearest neighbours


@dataclass(frozen=True, slots=True)
class ForceFit:
    """What a field fitted to forces alone says.

    Attributes
    ----------
    frames : list of int
        Those that were fitted, evenly spread over the set where it is large.
    energies : (n_fitted,)
        Of whole cells, up to a constant per atom of each element, in the unit of the forces times Å.
    errors : (n_fitted,)
        Root mean square error of the forces, in their own unit.
    explained : float
        Share of the variance of the forces that is met in frames held out, at most 1.
    """

    frames: list[int]
    energies: np.ndarray
    errors: np.ndarray
    explained: float


def fit_forces(frames: Sequence[Frame]) -> ForceFit | None:
    """Fit frames with forces, of one or two elements.

    None where no atom has a neighbour, or frames are so large that fewer than 10 can be fitted quickly.
    """
    nearest = typical_distance([frame.atoms for frame in frames])
    if nearest is None:
        return None
    elements = tuple(sorted({symbol for frame in frames for symbol in frame.atoms.get_chemical_symbols()}))
    functions = SmoothFunctions(elements, nearest)
    chosen = _spread(frames, _MOST_ATOMS[len(elements)])
    if len(chosen) < FEWEST:
        return None
    forces = [np.asarray(frames[i].forces).ravel() for i in chosen]
    summed = [functions(frames[i].atoms) for i in chosen]
    weights = _weights(forces)
    fields = _Fields([one.forces for one in summed], forces, weights)
    ridge, explained = fields.best_ridge()
    coefficients = fields.solve(ridge, np.ones(len(chosen), dtype=bool))
    errors = [
        np.sqrt(np.mean((one.forces @ coefficients - f) ** 2)) for one, f in zip(summed, forces, strict=True)
    ]
    energies = np.array([one.energies @ coefficients for one in summed])
    return ForceFit(chosen, energies, np.array(errors), explained)


def typical_distance(atoms: Sequence[Atoms]) -> float | None:
    """Return the median over frames of the median distance to the nearest neighbour, Å; None where there are none."""
    found = []
    for one in atoms:
        for cutoff in _SEARCHED_A:
            pairs = find_neighbours(one, cutoff)
            if len(pairs.first):
                nearest = np.full(len(one), np.inf)
                np.minimum.at(nearest, pairs.first, np.linalg.norm(pairs.vectors, axis=1))
                found.append(np.median(nearest[np.isfinite(nearest)]))
                break
    return float(np.median(found)) if found else None


def _spread(frames: Sequence[Frame], most_atoms: int) -> list[int]:
    """Return indices of frames, evenly spread, with no more atoms together than can be fitted quickly."""
    n_atoms = sum(len(frame.atoms) for frame in frames)
    n_chosen = max(1, int(len(frames) * min(1.0, most_atoms / n_atoms)))
    return np.unique(np.linspace(0, len(frames) - 1, n_chosen).round().astype(int)).tolist()


def _weights(forces: list[np.ndarray]) -> np.ndarray:
    """Return weights of frames by which no single one, with forces far larger than usual, rules the fit."""
    squares = np.array([np.mean(f**2) for f in forces])
    return 1 / (squares + np.median(squares) + np.finfo(float).tiny)


class _Fields:
    """Weighted normal equations of frames, kept one by one in a few parts so that some can be held out."""

    def __init__(self, designs: list[np.ndarray], forces: list[np.ndarray], weights: np.ndarray):
        self.grams = np.array([w * d.T @ d for d, w in zip(designs, weights, strict=True)])
        self.sides = np.array([w * d.T @ f for d, f, w in zip(designs, forces, weights, strict=True)])
        self.squares = np.array([w * f @ f for f, w in zip(forces, weights, strict=True)])

    def solve(self, ridge: float, used: np.ndarray) -> np.ndarray:
        """Return the coefficients of the frames used; each function is penalised in its own unit."""
        gram, side = self.grams[used].sum(axis=0), self.sides[used].sum(axis=0)
        scale = np.sqrt(np.diag(gram))
        scale[scale == 0] = 1.0
        scaled = gram / np.outer(scale, scale) + ridge * np.eye(len(scale))
        return np.linalg.solve(scaled, side / scale) / scale

    def best_ridge(self) -> tuple[float, float]:
        """Return the ridge that serves every third frame best, held out, and the share of their variance explained."""
        held_out = np.arange(len(self.squares)) % 3 == 0
        errors = []
        for ridge in _RIDGES:
            c = self.solve(ridge, ~held_out)
            by_frame = self.squares - 2 * self.sides @ c + np.einsum("i,nij,j->n", c, self.grams, c)
            errors.append(by_frame[held_out].sum())
        best = int(np.argmin(errors))
        return float(_RIDGES[best]), 1 - errors[best] / max(
            self.squares[held_out].sum(), np.finfo(float).tiny
        )

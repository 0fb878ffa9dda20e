"""Intervals of energies and forces, and the flag of atoms unlike those learned, calibrated on frames that were held out.

Half widths are quantiles of the errors of held-out frames over what the potential expected of them (split-conformal
prediction, `mi_core.evaluation.conformal`): of the energy per atom by frame, of forces by component.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.evaluation.conformal import ConformalIntervals, calibrate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.held_out import HeldOut
    from mi_core.potentials.potential import Scales

#: The shares of atoms in held-out frames, and of frames as wholes, that count as like those learned.
KNOWN_ATOMS, KNOWN_FRAMES = 0.9995, 0.98
#: The bounds of what is known, as cards name them.
KNOWN = ("known_atom", "known_frame", "known_mean")


@dataclass(frozen=True, slots=True)
class Intervals:
    """Calibrated intervals of one potential.

    Attributes
    ----------
    energy, force : ConformalIntervals
        Of the energy per atom (eV/atom), and of a component of a force (eV/Å).
    known_atom : float
        The largest `Scales.atoms` of an environment that counts as like those learned.
    known_frame, known_mean : float
        The largest `Scales.energy` of a frame that does, eV/atom, and the largest mean of `Scales.atoms`: where all atoms
        are a little strange in the same way, as in another phase, none of them need be stranger than single atoms of a melt.
    """

    energy: ConformalIntervals
    force: ConformalIntervals
    known_atom: float
    known_frame: float
    known_mean: float

    def energy_bound(self, scales: Scales) -> float:
        """Return the half width of the energy's interval, eV/atom."""
        return float(_half_width(self.energy, scales.energy))

    def difference_bound(self, scale: float, n_atoms: int) -> float:
        """Return the half width (eV) of the interval of the difference of two energies of cells of so many atoms.

        scale : as of `Potential.difference_scale`. Each of both energies adds its own floor.
        """
        return self.energy.quantile * (scale + 2 * n_atoms * self.energy.floor)

    def force_bounds(self, scales: Scales) -> np.ndarray:
        """Return the half width (n_atoms,) of the interval of each component of an atom's force, eV/Å."""
        return _half_width(self.force, scales.forces)

    def outside(self, scales: Scales) -> np.ndarray:
        """Return whether each atom's environment (n_atoms,) is unlike all that was learned."""
        return scales.atoms > self.known_atom

    def unlike(self, scales: Scales) -> bool:
        """Return whether a frame as a whole is unlike all that was learned."""
        return scales.energy > self.known_frame or float(scales.atoms.mean()) > self.known_mean

    def record(self) -> dict[str, Any]:
        """Return it as the card holds it."""
        return asdict(self)


def intervals_from(record: dict[str, Any]) -> Intervals:
    """Return the intervals of a card's record."""
    return Intervals(
        ConformalIntervals(**record["energy"]),
        ConformalIntervals(**record["force"]),
        *(record[key] for key in KNOWN),
    )


def calibrate_intervals(frames: Sequence[Frame], held_out: HeldOut) -> Intervals:
    """Return the intervals that hold nine tenths of the held-out truths; InputError for fewer than nine frames."""
    rows = np.arange(len(frames))
    novelty = np.concatenate([scales.atoms for scales in held_out.scales])
    return Intervals(
        _calibrated(*energy_columns(frames, held_out, rows)),
        _calibrated(*force_columns(frames, held_out, rows)),
        float(np.quantile(novelty, KNOWN_ATOMS)),
        float(np.quantile([scales.energy for scales in held_out.scales], KNOWN_FRAMES)),
        float(np.quantile([scales.atoms.mean() for scales in held_out.scales], KNOWN_FRAMES)),
    )


def held_out_coverage(frames: Sequence[Frame], held_out: HeldOut) -> dict[str, float]:
    """Return the share of energies and of forces within intervals that were calibrated on all other folds."""
    inside: dict[str, list[np.ndarray]] = {"energy": [], "force": []}
    for fold in np.unique(held_out.folds):
        here, rest = np.flatnonzero(held_out.folds == fold), np.flatnonzero(held_out.folds != fold)
        for key, columns in (("energy", energy_columns), ("force", force_columns)):
            intervals = _calibrated(*columns(frames, held_out, rest))
            true, predicted, scale = columns(frames, held_out, here)
            inside[key].append(np.abs(true - predicted) <= _half_width(intervals, scale))
    return {key: float(np.concatenate(found).mean()) for key, found in inside.items()}


def energy_columns(frames: Sequence[Frame], held_out: HeldOut, rows: np.ndarray):
    """Return true, predicted and expected error of the energy per atom (n_rows,) of these frames, eV/atom."""
    true = np.array([frames[row].energy_per_atom for row in rows])
    return true, held_out.energies[rows], np.array([held_out.scales[row].energy for row in rows])


def force_columns(frames: Sequence[Frame], held_out: HeldOut, rows: np.ndarray):
    """Return true, predicted and expected error of each force component (n,) of these frames, eV/Å."""
    true = np.concatenate([np.ravel(frames[row].forces) for row in rows])
    predicted = np.concatenate([held_out.forces[row].ravel() for row in rows])
    return true, predicted, np.concatenate([np.repeat(held_out.scales[row].forces, 3) for row in rows])


def _calibrated(true: np.ndarray, predicted: np.ndarray, scale: np.ndarray) -> ConformalIntervals:
    return calibrate(true, predicted, scale, np.full(len(true), ""))


def _half_width(intervals: ConformalIntervals, scale):
    return intervals.quantile * (np.asarray(scale) + intervals.floor)

"""Frames that a set holds more than once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.frames.frame import Frame

_DIGITS = 5  # of lengths in Å
_SAME_EV = 1e-4  # per atom
_SAME_EV_A = 1e-3


class Distinct(NamedTuple):
    """Frames without those that repeat an earlier one, and sentences about what was found."""

    frames: list[Frame]
    remarks: list[str]


def without_duplicates(frames: Sequence[Frame]) -> Distinct:
    """Return the frames, the first of each that is there twice, with a remark; one structure with two answers is told.

    Frames are the same when atoms stand in the same order at the same places, to 1e-5 Å.
    """
    kept: dict[bytes, Frame] = {}
    repeated: list[str] = []
    contradicted: list[str] = []
    frames_left: list[Frame] = []
    for frame in frames:
        first = kept.setdefault(_key(frame), frame)
        if first is not frame and _agree(first, frame):
            repeated.append(f"{frame.id} repeats {first.id}")
            continue
        if first is not frame:
            contradicted.append(f"{first.id} and {frame.id}")
        frames_left.append(frame)
    remarks = []
    if repeated:
        remarks.append(
            f"{counted(len(repeated), 'frame')} left out, being in the file already: {listed(repeated, 4)}."
        )
    if contradicted:
        remarks.append(
            f"The same structure stands with different energies or forces in {listed(contradicted, 4)}; keep the right one."
        )
    return Distinct(frames_left, remarks)


def _key(frame: Frame) -> bytes:
    atoms = frame.atoms
    lengths = np.concatenate([atoms.cell.array, atoms.positions]).round(_DIGITS) + 0.0  # no minus before zero
    return lengths.tobytes() + atoms.numbers.tobytes() + atoms.pbc.tobytes()


def _agree(one: Frame, other: Frame) -> bool:
    same_energy = abs(one.energy_per_atom - other.energy_per_atom) <= _SAME_EV
    return bool(same_energy and np.abs(np.asarray(one.forces) - np.asarray(other.forces)).max() <= _SAME_EV_A)

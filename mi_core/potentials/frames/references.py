"""Frames whose energies do not fit those of the others: single ones, or a part that has another reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.potentials.frames.structure_kinds import of_another_kind
from mi_core.words import counted, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.frames.robust_line import Line

_FAR = 8.0  # standard deviations of the frames that fit
_LEAST_SHIFT = 0.15  # eV/atom: a coarse field may misjudge a surface beside a bulk by two thirds of it
_LEAST_PART = 3
_COHERENT = 0.25  # spread over shift, of a part that was shifted as one


def energy_remarks(line: Line, compositions: np.ndarray, frames: Sequence[Frame]) -> list[str]:
    """Return a sentence naming frames whose energies do not fit; InputError where they are a part with another reference.

    line : of the energies per atom (eV) by those that the forces add up to; compositions : (n, n_elements), shares. Where
    the part is also another kind of structure, forces cannot tell its energy, and a sentence says what it may be.
    """
    ids = [frame.id for frame in frames]
    limit = max(_FAR * line.scale, _LEAST_SHIFT)
    far = np.flatnonzero(np.abs(line.residuals) > limit).tolist()
    if not far:
        return []
    shift = _common_shift(line.residuals[far], compositions[far])
    if shift is not None:
        said = (
            f"{len(far)} of {len(ids)} frames have energies that lie {abs(shift):.3g} eV/atom "
            f"{'above' if shift > 0 else 'below'} those of the others ({listed([ids[i] for i in far], 4)})"
        )
        if of_another_kind(frames, far):
            said += (
                ": they are another kind of structure, and may cost so much, or have another reference (code, functional, "
                "pseudopotential, energies of atoms); check that."
            )
            return [said]
        raise InputError(
            f"{said}, as if two references (codes, functionals, pseudopotentials or energies of atoms) were mixed. Learn "
            "from frames of one reference, or subtract their difference."
        )
    named = [f"{ids[i]} by {line.residuals[i]:+.3g} eV/atom" for i in far]
    what = counted(len(far), "frame")
    return [f"The energies of {what} do not fit those of the others ({_listed(named)}); check them."]


def force_remarks(errors: np.ndarray, forces: Sequence[np.ndarray], ids: Sequence[str]) -> list[str]:
    """Return a sentence naming frames whose forces do not follow from their positions as those of the others do.

    errors : (n,) root mean square errors of a field fitted to all; forces : those of each frame.
    """
    own = np.array([np.sqrt(np.mean(f**2)) for f in forces])
    far = np.flatnonzero(
        (errors > 5 * np.median(errors)) & (errors > 0.6 * own) & (errors > 0.05 * np.median(own))
    )
    if not len(far):
        return []
    what, named = counted(len(far), "frame"), listed([ids[i] for i in far.tolist()], 5)
    return [
        f"The forces of {what} do not follow from positions as those of the others do ({named}); check them."
    ]


def _listed(sentences: list[str], most: int = 5) -> str:
    """Return parts of a sentence, the first few in full."""
    rest = f" and {len(sentences) - most:,} more" if len(sentences) > most else ""
    return ", ".join(sentences[:most]) + rest


def _common_shift(residuals: np.ndarray, compositions: np.ndarray) -> float | None:
    """Return the mean shift of frames that were shifted as one, by a constant per atom or per element; None otherwise."""
    if len(residuals) < _LEAST_PART:
        return None
    middle = float(np.median(residuals))
    design = compositions if len(residuals) > 2 * compositions.shape[1] else np.ones((len(residuals), 1))
    per_element = residuals - design @ np.linalg.lstsq(design, residuals, rcond=None)[0]
    spread = min(float(np.median(np.abs(residuals - middle))), float(np.median(np.abs(per_element))))
    return middle if spread < _COHERENT * abs(middle) else None

"""Whether labelled frames, as a set, say one thing: units, references, energies beside forces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.potentials.frames.force_fit import FEWEST, fit_forces
from mi_core.potentials.frames.references import energy_remarks, force_remarks
from mi_core.potentials.frames.robust_line import fit_line
from mi_core.potentials.frames.units import check_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.frames.force_fit import ForceFit
    from mi_core.potentials.frames.frame import Frame

_LEAST_EXPLAINED = 0.6  # of the forces: below, a coarse field says nothing of energies
_UNEXPLAINED = 0.3  # of the forces: no set of one calculation was seen so low


def check_frames(frames: Sequence[Frame]) -> list[str]:
    """Return remarks on labelled frames of one or two elements as a set; they take a few seconds.

    InputError where energies and forces are in units that do not belong together, have the wrong sign, are per atom, come
    from two references, or are the same for different structures. Energies are compared with those that forces add up to,
    in a coarse field fitted to the forces alone; where it fits badly, or frames hardly differ, nothing is said.
    """
    _check_constant(frames)
    if len(frames) < FEWEST or not any(np.any(frame.forces) for frame in frames):
        return _without_forces(frames)
    fit = fit_forces(frames)
    if fit is None or fit.explained < _LEAST_EXPLAINED:
        return _unexplained(fit)
    fitted = [frames[i] for i in fit.frames]
    ids = [frame.id for frame in fitted]
    n_atoms = np.array([len(frame.atoms) for frame in fitted])
    energies = np.array([frame.energy for frame in fitted], dtype=float)
    compositions = _compositions(fitted)
    x = fit.energies / n_atoms
    line = fit_line(x, energies / n_atoms, compositions)
    check_units(line, fit_line(x, energies, compositions), n_atoms)
    return [
        *energy_remarks(line, compositions, fitted),
        *force_remarks(fit.errors, [np.asarray(frame.forces) for frame in fitted], ids),
    ]


def _check_constant(frames: Sequence[Frame]) -> None:
    energies = np.array([frame.energy_per_atom for frame in frames])
    moved = any(np.abs(np.asarray(frame.forces)).max() > 0.1 for frame in frames)
    if len(frames) > 2 and moved and np.ptp(energies) < 1e-9 * max(np.abs(energies).max(), 1.0):
        raise InputError(
            f"All {len(frames)} frames have the same energy per atom ({energies[0]:.6g} eV) although atoms move; give the "
            "energy that was computed for each."
        )


def _without_forces(frames: Sequence[Frame]) -> list[str]:
    if len(frames) and not any(np.any(frame.forces) for frame in frames):
        return ["All forces are zero; a potential learns from energies alone here."]
    return []


def _unexplained(fit: ForceFit | None) -> list[str]:
    if fit is None or fit.explained > _UNEXPLAINED:
        return []
    sentence = (
        "The forces do not follow from the positions, as far as a coarse field can tell; check that each atom stands beside "
        "its own force, and that all forces have one sign and one unit."
    )
    return [sentence]


def _compositions(frames: Sequence[Frame]) -> np.ndarray:
    """Return the share of each element in each frame, (n_frames, n_elements)."""
    symbols = [frame.atoms.get_chemical_symbols() for frame in frames]
    elements = sorted({symbol for one in symbols for symbol in one})
    return np.array([[one.count(element) / len(one) for element in elements] for one in symbols])

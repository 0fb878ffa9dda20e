"""What a potential says of frames, beside what the frames say themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.errors import InputError
from mi_core.potentials.frames.frame import Refused
from mi_core.potentials.frames.writing import extended_xyz, with_prediction

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.learned import LearnedPotential, Prediction

COLUMNS = (
    "frame", "id", "formula", "n_atoms", "energy_ev", "energy_lower", "energy_upper", "energy_given_ev",
    "force_rmse_ev_per_a", "largest_force_ev_per_a", "in_domain", "n_atoms_outside", "model", "error",
)  # fmt: skip


def evaluate(
    learned: LearnedPotential,
    frames: Sequence[Frame | Refused],
    *,
    say: Callable[[float], None] = lambda _share: None,
) -> tuple[pd.DataFrame, list[Prediction | None]]:
    """Return a row for each frame (COLUMNS) and the whole answer, None where there is none.

    `frame` counts from 0, as ASE does; `force_rmse_ev_per_a` is NaN where a frame has no forces of its own.
    """
    rows, predictions = [], []
    for number, frame in enumerate(frames):
        prediction, error = _asked(learned, frame)
        rows.append(
            {
                "frame": number,
                "id": frame.id,
                "model": learned.name,
                **_row(frame, prediction),
                "error": error,
            }
        )
        predictions.append(prediction)
        say((number + 1) / len(frames))
    return pd.DataFrame(rows, columns=list(COLUMNS)), predictions


def frames_with_answers(frames: Sequence[Frame | Refused], predictions: Sequence[Prediction | None]) -> str:
    """Return the frames that were answered, with energies, bounds and forces, as extended XYZ."""
    atoms = [
        with_prediction(
            frame,
            energy=prediction.answer.energy,
            energy_lower=prediction.energy_lower,
            energy_upper=prediction.energy_upper,
            forces=prediction.answer.forces,
            atom_energies=prediction.answer.atom_energies,
            outside=prediction.outside,
        )
        for frame, prediction in zip(frames, predictions, strict=True)
        if prediction is not None and not isinstance(frame, Refused)
    ]
    return extended_xyz(atoms)


def _asked(learned: LearnedPotential, frame: Frame | Refused) -> tuple[Prediction | None, str]:
    if isinstance(frame, Refused):
        return None, frame.error
    try:
        return learned.predict(frame.atoms), ""
    except InputError as error:
        return None, str(error)


def _row(frame: Frame | Refused, prediction: Prediction | None) -> dict:
    if isinstance(frame, Refused):
        return {}
    row = {
        "formula": frame.atoms.get_chemical_formula(empirical=True),
        "n_atoms": len(frame.atoms),
        "energy_given_ev": np.nan if frame.energy is None else frame.energy,
    }
    if prediction is None:
        return row
    return row | {
        "energy_ev": prediction.answer.energy,
        "energy_lower": prediction.energy_lower,
        "energy_upper": prediction.energy_upper,
        "force_rmse_ev_per_a": np.nan
        if frame.forces is None
        else float(np.sqrt(np.mean((prediction.answer.forces - frame.forces) ** 2))),
        "largest_force_ev_per_a": prediction.largest_force,
        "in_domain": prediction.in_domain,
        "n_atoms_outside": int(prediction.outside.sum()),
    }

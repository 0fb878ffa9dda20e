"""What a potential said of held-out frames, as the tables that are kept with it, and the errors that its card names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.evaluation.metrics import regression_metrics
from mi_core.potentials.intervals import energy_columns, force_columns, held_out_coverage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.held_out import HeldOut
    from mi_core.potentials.intervals import Intervals
    from mi_core.pretrained.card import Numbers

MOST_FORCES = 6000  # components of forces that are kept for figures


def frames_table(frames: Sequence[Frame], held_out: HeldOut, intervals: Intervals) -> pd.DataFrame:
    """Return a row per frame, the columns as of `LearnedPotential.held_out`."""
    rows = []
    for number, (frame, scales) in enumerate(zip(frames, held_out.scales, strict=True)):
        predicted, bound = held_out.energies[number], intervals.energy_bound(scales)
        assert frame.forces is not None
        rows.append(
            {
                "id": frame.id,
                "group": frame.group,
                "n_atoms": len(frame.atoms),
                "fold": int(held_out.folds[number]),
                "energy": frame.energy_per_atom,
                "predicted": predicted,
                "lower": predicted - bound,
                "upper": predicted + bound,
                "force_rmse": float(np.sqrt(np.mean((frame.forces - held_out.forces[number]) ** 2))),
                "in_domain": not (intervals.unlike(scales) or intervals.outside(scales).any()),
            }
        )
    return pd.DataFrame(rows)


def forces_table(frames: Sequence[Frame], held_out: HeldOut, intervals: Intervals) -> pd.DataFrame:
    """Return components of forces, a sample of all: true, predicted, bound, eV/Å."""
    true, predicted, _ = force_columns(frames, held_out, np.arange(len(frames)))
    bounds = np.concatenate([np.repeat(intervals.force_bounds(scales), 3) for scales in held_out.scales])
    chosen = np.sort(np.random.default_rng(0).permutation(len(true))[:MOST_FORCES])
    columns = {"true": true, "predicted": predicted, "bound": bounds}
    return pd.DataFrame({name: column[chosen].astype(np.float32) for name, column in columns.items()})


def held_out_metrics(frames: Sequence[Frame], held_out: HeldOut) -> dict[str, Numbers]:
    """Return the errors of energies (eV/atom) and forces (eV/Å) and the coverage of their intervals."""
    rows, coverage = np.arange(len(frames)), held_out_coverage(frames, held_out)
    found: dict[str, Numbers] = {}
    for key, columns in (("energy", energy_columns), ("force", force_columns)):
        true, predicted, _ = columns(frames, held_out, rows)
        found[key] = {**regression_metrics(true, predicted), "coverage": coverage[key]}
    return found

"""Errors of held-out frames by their groups, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

UNNAMED = "(no group)"


def errors_by_group(held_out: pd.DataFrame) -> pd.DataFrame:
    """Return a row per group of `LearnedPotential.held_out`, and a last one for all frames together.

    Columns: group, frames, mae_mev and rmse_mev (energy, meV/atom), force_rmse (eV/Å, over all components), coverage of the
    energy's intervals and the share of frames that are outside.
    """
    import pandas as pd

    named = held_out.assign(group=held_out["group"].where(held_out["group"] != "", UNNAMED))
    parts = [(str(group), part) for group, part in named.groupby("group", sort=False)]
    if len(parts) > 1:
        parts.append(("all", named))
    return pd.DataFrame([_row(group, part) for group, part in parts])


def _row(group: str, part: pd.DataFrame) -> dict:
    errors = 1000 * (part["predicted"] - part["energy"])
    held = (part["lower"] <= part["energy"]) & (part["energy"] <= part["upper"])
    squares = np.average(part["force_rmse"] ** 2, weights=part["n_atoms"])
    return {
        "group": group,
        "frames": len(part),
        "mae_mev": float(errors.abs().mean()),
        "rmse_mev": float(np.sqrt((errors**2).mean())),
        "force_rmse": float(np.sqrt(squares)),
        "coverage": float(held.mean()),
        "outside": float((~part["in_domain"]).mean()),
    }

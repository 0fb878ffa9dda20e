"""Losses of a small comparison of supports, made up: chosen tasks are better for two targets and worse for one."""

from __future__ import annotations

import pandas as pd

from mi_core.molecules.supports.arms import TITLES
from mi_core.molecules.supports.columns import COLUMNS


def support_losses() -> pd.DataFrame:
    """Return COLUMNS of two seeds."""
    rows = [
        [
            seed,
            arm,
            0,
            target,
            few,
            0,
            {"support-4": 0.4, "random-4": 0.5}.get(arm, 0.6) + 0.1 * (target == "hiv"),
        ]
        for seed in (0, 1)
        for arm in TITLES
        for target in ("esol_log_s", "hiv")
        for few in (50, 100)
    ]
    rows.append([0, "support-4", 0, "bbbp", 50, 0, 0.8])
    rows.append([0, "random-4", 0, "bbbp", 50, 0, 0.4])
    return pd.DataFrame(rows, columns=COLUMNS)

"""Small tables of affinities as they ship: among five tasks, in two seeds, made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from pathlib import Path

TASKS = ("esol_log_s", "lipophilicity_log_d", "bbbp", "sider_eye_disorders", "tox21_nr_ahr")
MATRIX = np.array(
    [
        [np.nan, 0.30, 0.10, -0.05, -0.20],
        [0.25, np.nan, 0.05, -0.10, -0.15],
        [0.08, 0.12, np.nan, 0.02, -0.02],
        [-0.01, 0.01, 0.03, np.nan, 0.02],
        [0.04, 0.02, -0.03, 0.01, np.nan],
    ]
)


def affinity_values(matrix=MATRIX, seeds=(0, 1)) -> pd.DataFrame:
    """Return a matrix as seed, task, beside, value; seeds differ by 0.01."""
    found = [
        [seed, task, beside, matrix[i][j] + 0.01 * seed]
        for seed in seeds
        for i, task in enumerate(TASKS)
        for j, beside in enumerate(TASKS)
        if np.isfinite(matrix[i][j])
    ]
    return pd.DataFrame(found, columns=["seed", "task", "beside", "value"])


def ship_affinities(folder: Path) -> Path:
    """Write all but the values of a joint training into a folder, and return it."""
    values = affinity_values()
    pairs = values.assign(loss=0.8 * (1 - values["value"])).drop(columns="value")
    alone = pd.DataFrame(
        [[seed, task, "", 0.8] for seed in (0, 1) for task in TASKS],
        columns=["seed", "task", "beside", "loss"],
    )
    pd.concat([alone, pairs]).to_parquet(folder / "losses.parquet", index=False)
    affinity_values(MATRIX.T, seeds=(0,)).to_parquet(folder / "twin.parquet", index=False)
    similar = affinity_values(np.abs(MATRIX) + 0.3, seeds=(0,))
    similar.assign(common=0.25).to_parquet(folder / "similarity.parquet", index=False)
    return folder

"""Scores of the evaluation: how close the recomputed proposals come to what was specified."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mi_core.alloys.specification.wishes import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scipy.spatial import cKDTree

    from mi_core.alloys.evaluation.cases import Case

NEW = 0.05  # wt%, largest difference in any element: further from every training alloy counts as new


def case_scores(case: Case, fractions: np.ndarray, known: cKDTree) -> list[dict[str, Any]]:
    """Return a row for each K of 1, 10, 100 that the case has proposals for.

    fractions : (k, t, p) of the engine, NaN where nothing converged (such a proposal does not meet its specification, and
    its other cells count for the error). known : the training alloys' wt%.
    """
    cells = case.condition.mask
    error = np.abs(fractions - case.condition.low)[:, cells]
    meets = np.nan_to_num(error, nan=1.0).max(axis=1) <= TOLERANCE
    there = np.isfinite(error)
    squares = np.square(np.where(there, error, 0)).sum(axis=1)
    rmse = np.where(there.any(axis=1), np.sqrt(squares / np.maximum(there.sum(axis=1), 1)), np.nan)
    gap = known.query(case.wt, p=np.inf)[0]  # largest difference in any element
    return [
        {
            "scenario": case.scenario,
            "alloy": case.alloy,
            "model": case.model,
            "variant": case.variant,
            "seed": case.seed,
            "k": k,
            "rmse_best": float(np.fmin.reduce(rmse[:k])),
            "rmse_mean": _mean(rmse[:k]),
            "share_proposals_met": float(meets[:k].mean()),
            "specification_met": float(meets[:k].any()),
            "diversity_wt": _diversity(case.wt[:k]),
            "novelty_wt": float(gap[:k].mean()),
            "share_new": float((gap[:k] > NEW).mean()),
            "seconds_per_proposal": case.seconds / len(case.wt),
        }
        for k in (1, 10, 100)
        if k <= len(case.wt)
    ]


def summary(rows: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return means over specifications per scenario, model, variant and K, and their spread over seeds where there are some.

    Errors are mole fractions, distances wt%, times seconds.
    """
    frame = pd.DataFrame(rows)
    keys = ["scenario", "model", "variant", "k"]
    numbers = [name for name in frame if name not in (*keys, "alloy", "seed")]
    by_seed = frame.groupby([*keys, "seed"], sort=False)[numbers].mean()
    table = by_seed.groupby(level=keys, sort=False).mean()
    table["specifications"] = frame.groupby(keys, sort=False)["alloy"].nunique()
    table["seeds"] = frame.groupby(keys, sort=False)["seed"].nunique()
    spread = by_seed.groupby(level=keys, sort=False).std()
    for name in ("rmse_best", "rmse_mean", "share_proposals_met", "specification_met"):
        table[f"{name}_spread"] = spread[name]
    return table.reset_index()


def _mean(values: np.ndarray) -> float:
    """Return the mean of the finite values, NaN where there are none."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")


def _diversity(wt: np.ndarray) -> float:
    """Return the mean Euclidean distance between two proposals, wt%."""
    if len(wt) < 2:
        return float("nan")
    distance = np.sqrt(np.square(wt[:, None] - wt[None]).sum(axis=2))
    return float(distance[np.triu_indices(len(wt), 1)].mean())

"""What a ranking saves: how many candidates must be computed, in order of prediction, to find the stable ones.

The question of J. Schmidt et al., Chem. Mater. 29, 5090 (2017): which share of DFT is saved when 99 % of the stable
compounds must be found? All functions take held-out rows: true and predicted energies above the hull, (n,) in eV/atom each.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from mi_core.errors import InputError

#: Energy above the hull up to which a compound counts as stable, eV/atom: about kT at room temperature.
STABLE = 0.025
RECALLS = (0.5, 0.9, 0.95, 0.99)
BEST_SHARE = 0.05


def recall_curve(true, predicted, *, threshold: float = STABLE) -> pd.DataFrame:
    """Return computed (share of rows, 0 … 1, in order of prediction) and recall (share of the stable ones among them).

    n + 1 rows, the first at (0, 0). Where predictions tie, the unstable ones are computed first: ties earn nothing.
    """
    stable = _in_order(true, predicted, threshold)
    found = np.concatenate([[0], np.cumsum(stable)])
    return pd.DataFrame(
        {"computed": np.arange(len(stable) + 1) / len(stable), "recall": found / stable.sum()}
    )


def computed_for_recall(true, predicted, recalls=RECALLS, *, threshold: float = STABLE) -> pd.DataFrame:
    """Return for each recall the share of rows that must be computed to reach it, and the share that is saved."""
    stable = _in_order(true, predicted, threshold)
    found = np.cumsum(stable)
    for recall in recalls:
        if not 0 < recall <= 1:
            raise InputError(f"A recall lies above 0 and up to 1; got {recall}.")
    needed = [int(np.ceil(round(recall * stable.sum(), 9))) for recall in recalls]
    computed = np.array([np.searchsorted(found, count) + 1 for count in needed]) / len(stable)
    return pd.DataFrame({"recall": list(recalls), "computed": computed, "saved": 1 - computed})


def enrichment(true, predicted, *, share: float = BEST_SHARE, threshold: float = STABLE) -> dict[str, float]:
    """Return how much richer in stable compounds the best-ranked share is than all rows.

    Keys: n_best, stable_share_best, stable_share_all, enrichment (their ratio), largest_possible (of a perfect ranking).
    """
    if not 0 < share <= 1:
        raise InputError(f"The best-ranked share lies above 0 and up to 1; got {share}.")
    stable = _in_order(true, predicted, threshold)
    n_best = max(1, round(share * len(stable)))
    best, overall = stable[:n_best].mean(), stable.mean()
    return {
        "n_best": n_best,
        "stable_share_best": float(best),
        "stable_share_all": float(overall),
        "enrichment": float(best / overall),
        "largest_possible": float(min(stable.sum(), n_best) / n_best / overall),
    }


def _in_order(true, predicted, threshold: float) -> np.ndarray:
    """Return (n,) bool, in order of prediction: whether the row is stable."""
    true, predicted = np.asarray(true, dtype=float), np.asarray(predicted, dtype=float)
    if true.shape != predicted.shape or not (np.isfinite(true).all() and np.isfinite(predicted).all()):
        raise InputError(
            f"True and predicted energies must be finite and as many of each; got {true.shape} and {predicted.shape}."
        )
    stable = true <= threshold
    if not stable.any():
        raise InputError(
            f"None of the {len(true)} rows lies at or below {threshold} eV/atom above the hull; raise the threshold."
        )
    return stable[np.lexsort((stable, predicted))]

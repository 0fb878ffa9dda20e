"""How well a generator's proposals meet random conditions according to the surrogate: quick, for choosing and for cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.models.random_condition import random_condition
from mi_core.alloys.specification.wishes import TOLERANCE

if TYPE_CHECKING:
    from mi_core.alloys.dataset.table import AlloyData
    from mi_core.alloys.models.generators.base import Generator
    from mi_core.alloys.models.surrogate import Surrogate


def quick_scores(
    generator: Generator,
    surrogate: Surrogate,
    data: AlloyData,
    *,
    hidden_share: float = 0.7,
    alloys: int = 200,
    n: int = 10,
    seed: int = 0,
) -> dict[str, float]:
    """Return shares and errors over conditions around random alloys of `data`, n proposals each.

    share_met : of conditions that some proposal meets within TOLERANCE in every cell; share_proposals_met : of proposals;
    rmse_best, rmse_mean : over the specified cells, mole fraction, averaged over conditions.
    """
    rng = np.random.default_rng(seed)
    met, met_each, best, mean = [], [], [], []
    for row in rng.permutation(len(data))[:alloys].tolist():
        if not np.isfinite(data.fractions[row]).all():
            continue
        condition = random_condition(rng, data.fractions[row], data.wt[row], hidden_share=hidden_share)
        found = surrogate.predict(generator.propose(condition, n, seed=row))
        error = np.abs(found - condition.low)[:, condition.mask]
        meets = error.max(axis=1) <= TOLERANCE
        rmse = np.sqrt(np.square(error).mean(axis=1))
        met.append(meets.any())
        met_each.append(meets.mean())
        best.append(rmse.min())
        mean.append(rmse.mean())
    names = ("share_met", "share_proposals_met", "rmse_best", "rmse_mean")
    return dict(zip(names, (float(np.mean(part)) for part in (met, met_each, best, mean)), strict=True)) | {
        "n": len(met)
    }

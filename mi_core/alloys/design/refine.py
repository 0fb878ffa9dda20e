"""Move proposals until the surrogate says that they meet the wishes: Levenberg–Marquardt on the amounts.

D. W. Marquardt, J. Soc. Ind. Appl. Math. 11, 431 (1963). The unknowns θ are the logarithms of the contents of the
elements that are there; which elements are there does not change. The residuals r are by how much each wish is
missed, in its scale; with their slopes J along θ (forward differences of the surrogate, one batched pass) each step
solves

    (JᵀJ + λ diag JᵀJ + ε) δ = −Jᵀ r

is limited in length, and is kept within the bounds of the composition; λ falls after a step that helps and grows
otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.design.refine_wishes import Residuals
from mi_core.alloys.models.generators.amounts import LEAST_WT, MOST_WT, within_bounds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.alloys.models.condition import Condition
    from mi_core.alloys.models.surrogate import Surrogate
    from mi_core.alloys.specification.wishes import Specification

STEPS = 12
STEP = 0.01  # of the forward differences, in ln wt%
LONGEST = 0.7  # change of ln wt% in one step
DAMPING = (1e-2, 0.3, 4.0)  # λ at the start, factor after a step that helps, after one that does not
RIDGE = 1e-4


def refine(
    wt: np.ndarray,
    spec: Specification,
    surrogate: Surrogate,
    condition: Condition,
    *,
    prices: Mapping[str, float] | None = None,
) -> np.ndarray:
    """Return compositions (n, 9) wt% nearer to the specification, or as near where nothing helped.

    condition : of the specification. prices : USD per kg, for a wished cost.
    """
    residuals = Residuals(spec, surrogate, prices)
    wt = within_bounds(np.asarray(wt, dtype=float), condition)
    if not len(wt) or not residuals.count:
        return wt
    r = residuals(wt)
    cost, damping = np.square(r).sum(axis=1), np.full(len(wt), DAMPING[0])
    for _ in range(STEPS):
        active = np.flatnonzero(cost > 1e-6)
        if not len(active):
            break
        trial = _stepped(wt[active], r[active], residuals, damping[active], condition)
        r_trial = residuals(trial)
        cost_trial = np.square(r_trial).sum(axis=1)
        better = cost_trial < cost[active]
        damping[active] *= np.where(better, DAMPING[1], DAMPING[2])
        kept = active[better]
        wt[kept], r[kept], cost[kept] = trial[better], r_trial[better], cost_trial[better]
    return wt


def _stepped(wt, r, residuals: Residuals, damping, condition) -> np.ndarray:
    """Return the compositions (n, 9) after one damped step."""
    there = wt > 0
    jacobian = _slopes(wt, r, residuals, there)
    normal = np.einsum("nik,nil->nkl", jacobian, jacobian)
    diagonal = np.einsum("nkk->nk", normal)
    k = np.arange(normal.shape[1])
    normal[:, k, k] += damping[:, None] * diagonal + RIDGE
    step = np.linalg.solve(normal, -np.einsum("nik,ni->nk", jacobian, r)[..., None])[..., 0]
    step *= np.minimum(1.0, LONGEST / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-12))
    moved = np.where(there, np.clip(wt * np.exp(step), LEAST_WT, MOST_WT), 0.0)
    return within_bounds(moved, condition)


def _slopes(wt, r, residuals: Residuals, there) -> np.ndarray:
    """Return (n, residuals, 9) slopes along ln wt%; 0 for absent elements."""
    alloy, element = np.nonzero(there)
    moved = wt[alloy]
    moved[np.arange(len(alloy)), element] *= np.exp(STEP)
    jacobian = np.zeros((*r.shape, wt.shape[1]))
    jacobian[alloy, :, element] = (residuals(moved) - r[alloy]) / STEP
    return jacobian

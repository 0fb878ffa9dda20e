"""Pairs of points that are alike at the input, and that a layer has taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.representations.measures.measure import scaled
from mi_core.representations.sampling import MOST_POINTS

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import ArrayLike

CLOSE = 0.01  # share of all pairs that count as close at the input


def separated_pairs(
    input_values: np.ndarray,
    layer_values: np.ndarray,
    groups: ArrayLike,
    n: int = 20,
    *,
    close: float = CLOSE,
) -> pd.DataFrame:
    """Return at most n pairs of different groups, close in the first layer and far in the other, the farthest first.

    Columns: first, second (positions of the points), input_distance, layer_distance (of `scaled` values, without unit),
    input_rank, layer_rank (share of pairs that are no farther apart, from 0 to 1). A point is in one pair only, so that one
    outlier does not fill the list.

    close : share of all pairs that count as close.
    InputError for more than 5,000 points, or fewer than two groups.
    """
    import pandas as pd
    from scipy.spatial.distance import pdist

    groups = np.unique(np.asarray(groups).astype(str), return_inverse=True)[1]
    if len(groups) > MOST_POINTS or groups.max(initial=0) == 0:
        raise InputError(
            f"Pairs are looked for among at most {MOST_POINTS:,} points of at least two groups; got {len(groups):,} "
            f"points of {len(np.unique(groups))}."
        )
    first, second = np.triu_indices(len(groups), k=1)
    others = groups[first] != groups[second]
    first, second = first[others], second[others]
    at_input, in_layer = (
        pdist(scaled(np.asarray(values, dtype=np.float64)))[others] for values in (input_values, layer_values)
    )
    candidates = np.flatnonzero(at_input <= np.quantile(at_input, close))
    candidates = candidates[np.argsort(-in_layer[candidates], kind="stable")]
    chosen = _each_point_once(first, second, candidates, n)
    return pd.DataFrame(
        {
            "first": first[chosen],
            "second": second[chosen],
            "input_distance": at_input[chosen],
            "layer_distance": in_layer[chosen],
            "input_rank": _ranks(at_input, chosen),
            "layer_rank": _ranks(in_layer, chosen),
        }
    )


def _each_point_once(first: np.ndarray, second: np.ndarray, candidates: np.ndarray, n: int) -> list[int]:
    """Return the first n of the candidates that share no point with one before."""
    seen: set[int] = set()
    chosen: list[int] = []
    for pair in candidates.tolist():
        if len(chosen) == n:
            break
        ends = {int(first[pair]), int(second[pair])}
        if not ends & seen:
            seen |= ends
            chosen.append(pair)
    return chosen


def _ranks(distances: np.ndarray, chosen: list[int]) -> list[float]:
    return [float(np.mean(distances <= distances[pair])) for pair in chosen]

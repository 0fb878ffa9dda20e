"""By how much alloys miss the wishes of a specification."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.compositions.composition import BALANCE, ELEMENTS
from mi_core.alloys.compositions.prices import PRICES
from mi_core.alloys.specification.wishes import wishes
from mi_core.alloys.thermodynamics.results.derived_grid import derived_from_fractions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.alloys.specification.wishes import Specification, Wish


def wished_values(
    spec: Specification,
    fractions: np.ndarray,
    temperatures: Sequence[float] | np.ndarray,
    phases: Sequence[str],
    wt: np.ndarray,
    derived: Mapping[str, np.ndarray] | None = None,
    *,
    elements: Sequence[str] = ELEMENTS,
    prices: Mapping[str, float] | None = None,
) -> np.ndarray:
    """Return (n, wishes): what alloys have of each quantity that is wished for, in the order of `wishes(spec)`.

    fractions : (n, T, P) mole fractions of `phases` at ascending `temperatures` in K
        Between two temperatures they are interpolated, outside they are unknown (NaN). A phase that is not among `phases`
        has the fraction 0.
    wt : (n, k) weight percent of `elements`
    derived : arrays (n,) by key of `Specification.derived`
        Absent: estimated from the fractions.
    prices : USD per kg by symbol; absent: `mi_core.alloys.compositions.prices.PRICES`.
    """
    fractions, wt = np.asarray(fractions), np.asarray(wt, dtype=float)
    if derived is None and spec.derived:
        derived = derived_from_fractions(temperatures, fractions, phases)
    columns = []
    for wish in wishes(spec):
        if wish.kind == "phase":
            columns.append(_fraction(fractions, temperatures, phases, wish))
        elif wish.kind == "composition":
            columns.append(_content(wt, elements, wish.key))
        elif wish.kind == "derived":
            columns.append(np.asarray((derived or {}).get(wish.key, np.full(len(wt), np.nan)), dtype=float))
        else:
            columns.append(_costs(wt, elements, prices))
    return np.stack(columns, axis=1) if columns else np.zeros((len(wt), 0))


def distances(of: Sequence[Wish], values: np.ndarray) -> np.ndarray:
    """Return how far (…, wishes) values lie outside of what is wished, 0 inside, each in its unit; NaN stays NaN."""
    low = np.array([-np.inf if wish.min is None else wish.min for wish in of])
    high = np.array([np.inf if wish.max is None else wish.max for wish in of])
    return np.maximum(np.maximum(low - values, values - high), 0.0)


def meets(of: Sequence[Wish], missed: np.ndarray) -> np.ndarray:
    """Return (…, wishes) bool whether each wish is met within its tolerance; what is unknown is not met."""
    return missed <= np.array([wish.tolerance for wish in of]) * (1 + 1e-9)


def _fraction(fractions: np.ndarray, temperatures, phases: Sequence[str], wish: Wish) -> np.ndarray:
    """Return (n,) fractions of the wish's phase at its temperature."""
    nodes, temperature = np.asarray(temperatures, dtype=float), wish.temperature_k
    if temperature is None or not nodes[0] <= temperature <= nodes[-1]:
        return np.full(len(fractions), np.nan)
    above = int(np.searchsorted(nodes, temperature))
    below = above if nodes[above] == temperature else above - 1
    share = 0.0 if above == below else (temperature - nodes[below]) / (nodes[above] - nodes[below])
    column = phases.index(wish.key) if wish.key in (phases := list(phases)) else None
    low, high = (fractions[:, node, 0 if column is None else column] for node in (below, above))
    found = low + share * (high - low)
    return found if column is not None else np.where(np.isnan(found), np.nan, 0.0)


def _content(wt: np.ndarray, elements: Sequence[str], symbol: str) -> np.ndarray:
    if symbol == BALANCE:
        return 100.0 - wt.sum(axis=1)
    return wt[:, list(elements).index(symbol)] if symbol in elements else np.zeros(len(wt))


def _costs(wt: np.ndarray, elements: Sequence[str], prices: Mapping[str, float] | None) -> np.ndarray:
    prices = PRICES if prices is None else prices
    of = np.array([prices.get(symbol, np.nan) for symbol in elements])
    known = np.where(wt > 0, of, 0.0)  # an element without a price matters only where it is
    return (wt * known).sum(axis=1) / 100 + (1 - wt.sum(axis=1) / 100) * prices[BALANCE]

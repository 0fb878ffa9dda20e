"""Conditions on screened candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.screening.chemistry.elements import check_symbols, without_groups

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd


def passing(
    frame: pd.DataFrame,
    *,
    charge_balanced: bool = False,
    unknown_only: bool = False,
    tolerance: tuple[float, float] | None = None,
    max_bartel_tau: float | None = None,
    exclude: Collection[str] = (),
    exclude_groups: Collection[str] = (),
) -> np.ndarray:
    """Return (n,) bool, whether each candidate of `screen` fulfils all conditions, each of which is off by default.

    charge_balanced, unknown_only : keep only balanced candidates, only compositions not yet known. tolerance : range of
    Goldschmidt's factor, both ends included; max_bartel_tau : τ must lie below, 4.18 is Bartel's limit; candidates without
    radii fail both. exclude : elements that may stand on no site; exclude_groups : keys of
    `mi_core.screening.chemistry.elements.GROUPS`, left out likewise.
    InputError for unknown elements or groups, and for a range that is upside down.
    """
    keep = np.ones(len(frame), dtype=bool)
    if charge_balanced:
        keep &= frame["charge_balanced"].to_numpy()
    if unknown_only:
        keep &= ~frame["known"].to_numpy()
    if tolerance is not None:
        low, high = tolerance
        if low > high:
            raise InputError(f"The range of the tolerance factor runs from low to high; got {low} to {high}.")
        keep &= frame["tolerance_factor"].between(low, high).to_numpy()
    if max_bartel_tau is not None:
        keep &= (frame["bartel_tau"] < max_bartel_tau).to_numpy()
    if exclude or exclude_groups:
        excluded = set(check_symbols(exclude, "A, B or X")) if exclude else set()
        allowed = set(without_groups(exclude_groups)) - excluded
        keep &= np.logical_and.reduce([holds(frame[site], allowed) for site in "abx"])
    return keep


def holds(column: pd.Series, symbols: Collection[str]) -> np.ndarray:
    """Return (n,) bool, whether a categorical column holds one of the symbols."""
    return column.cat.categories.isin(symbols)[column.cat.codes]

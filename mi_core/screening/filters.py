"""Conditions on screened candidates, each counted: what it alone would keep, and what is left of all of them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.screening.chemistry.elements import check_symbols, without_groups

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Filters:
    """What a candidate must fulfil; each condition is off by default.

    Attributes
    ----------
    charge_balanced, in_domain, unknown_only : bool
        Keep only balanced candidates, only those inside the training domain, only compositions not yet known.
    tolerance : (low, high) or None
        Range of Goldschmidt's factor, both ends included. Candidates without radii fail it.
    max_bartel_tau : float or None
        τ must lie below; 4.18 is Bartel's limit. Candidates without radii fail it.
    max_energy : float or None
        Largest predicted decomposition energy, eV/atom.
    exclude : tuple of str
        Elements that may stand on no site.
    exclude_groups : tuple of str
        Keys of `mi_core.screening.chemistry.elements.GROUPS`, left out likewise.
    anions : tuple of str
        Elements allowed on X; empty allows all.
    """

    charge_balanced: bool = False
    in_domain: bool = False
    unknown_only: bool = False
    tolerance: tuple[float, float] | None = None
    max_bartel_tau: float | None = None
    max_energy: float | None = None
    exclude: tuple[str, ...] = ()
    exclude_groups: tuple[str, ...] = ()
    anions: tuple[str, ...] = ()


def passing(frame: pd.DataFrame, filters: Filters) -> tuple[np.ndarray, dict[str, int]]:
    """Return (n,) bool, whether each candidate of `screen` passes, and how many each condition alone lets pass.

    InputError for unknown elements or groups, and for a range that is upside down.
    """
    conditions = _conditions(frame, filters)
    keep = np.logical_and.reduce([np.ones(len(frame), dtype=bool), *conditions.values()])
    return keep, {name: int(mask.sum()) for name, mask in conditions.items()}


def _conditions(frame: pd.DataFrame, filters: Filters) -> dict[str, np.ndarray]:
    found = {}
    if filters.charge_balanced:
        found["charge_balanced"] = frame["charge_balanced"].to_numpy()
    if filters.in_domain:
        found["in_domain"] = frame["in_domain"].to_numpy()
    if filters.unknown_only:
        found["unknown_only"] = ~frame["known"].to_numpy()
    if filters.tolerance is not None:
        low, high = filters.tolerance
        if low > high:
            raise InputError(f"The range of the tolerance factor runs from low to high; got {low} to {high}.")
        found["tolerance"] = frame["tolerance_factor"].between(low, high).to_numpy()
    if filters.max_bartel_tau is not None:
        found["max_bartel_tau"] = (frame["bartel_tau"] < filters.max_bartel_tau).to_numpy()
    if filters.max_energy is not None:
        found["max_energy"] = (frame["value"] <= filters.max_energy).to_numpy()
    allowed = _allowed(filters)
    if allowed is not None:
        found["exclude"] = np.logical_and.reduce([_holds(frame[site], allowed) for site in ("a", "b", "x")])
    if filters.anions:
        found["anions"] = _holds(frame["x"], check_symbols(filters.anions, "X"))
    return found


def _allowed(filters: Filters) -> tuple[str, ...] | None:
    """Return the elements that may stand on any site; None where nothing is excluded."""
    if not filters.exclude and not filters.exclude_groups:
        return None
    excluded = set(check_symbols(filters.exclude, "A, B or X")) if filters.exclude else set()
    return tuple(symbol for symbol in without_groups(filters.exclude_groups) if symbol not in excluded)


def _holds(column: pd.Series, symbols: tuple[str, ...]) -> np.ndarray:
    """Return (n,) bool whether a categorical column holds one of the symbols."""
    return column.cat.categories.isin(symbols)[column.cat.codes]

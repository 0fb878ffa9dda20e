"""The candidates that sites and filters leave, and how many of them have each element on each site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.screening.filters import holds, passing
from mi_core.screening.maps import SITES

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.screening.maps import StabilityMaps
    from mi_core.screening.web.view import View

    Counts = dict[str, dict[str, int]]


def chosen_rows(frame: pd.DataFrame, view: View) -> tuple[np.ndarray, int]:
    """Return the positions of the candidates that the view leaves, (m,) ascending, and how many lie outside the domain.

    The latter are among the positions only if the view shows them.
    """
    keep = passing(
        frame,
        charge_balanced=view.balanced,
        unknown_only=view.known == "new",
        tolerance=view.tolerance,
        max_bartel_tau=view.tau,
        exclude=view.without,
        exclude_groups=view.avoid,
    )
    for site, wanted in view.sites.items():
        if wanted is not None:
            keep &= holds(frame[site], wanted)
    if view.known == "known":
        keep &= frame["known"].to_numpy()
    inside = frame["in_domain"].to_numpy(dtype=bool)
    outside = int((keep & ~inside).sum())
    return np.flatnonzero(keep & inside if view.inside else keep), outside


def looked_at(frame: pd.DataFrame, rows: np.ndarray, asked: str) -> str:
    """Return the formula that was asked for if it is among the rows, else that of the first."""
    formulas = frame["formula"].iloc[rows]
    return asked if asked and (formulas == asked).any() else formulas.iloc[0]


def counts_by_site(maps: StabilityMaps, threshold: float) -> tuple[Counts, Counts]:
    """Return by site (A, B, X) and element how many candidates are at or below the threshold, and how many there are."""
    stable = maps.counts(threshold)
    below = {site.upper(): stable[f"count_{site}"].to_dict() for site in SITES}
    total = {site.upper(): dict(zip(maps.symbols, maps.total[site].tolist(), strict=True)) for site in SITES}
    return below, total

"""How many candidates predicted stable hold each element on A, B and X: the numbers behind the periodic-table maps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

SITES = ("a", "b", "x")


@dataclass(frozen=True, slots=True, eq=False)
class StabilityMaps:
    """Candidates sorted by energy, ready for any threshold: one `bincount` per site answers.

    Attributes
    ----------
    symbols : tuple of str
    energy : (n,) float64, ascending
    index : dict of (n,) int16 by site, in the order of `energy`
    total : dict of (n_symbols,) int by site: candidates with the element there
    """

    symbols: tuple[str, ...]
    energy: np.ndarray
    index: dict[str, np.ndarray]
    total: dict[str, np.ndarray]

    def counts(self, threshold: float) -> pd.DataFrame:
        """Return, by element (index) and site, the candidates at or below the threshold.

        Columns count_a, count_b, count_x, count (any site) and share_a … share: of those that hold the element there;
        NaN where no candidate does.
        """
        stable, n = self.stable(threshold), len(self.symbols)
        counts = {site: np.bincount(self.index[site][:stable], minlength=n) for site in SITES}
        columns = {f"count_{site}": counts[site] for site in SITES} | {"count": sum(counts.values())}
        totals = [*(self.total[site] for site in SITES), sum(self.total.values())]
        with np.errstate(invalid="ignore", divide="ignore"):
            shares = {
                name.replace("count", "share"): count / total
                for (name, count), total in zip(columns.items(), totals, strict=True)
            }
        return pd.DataFrame(columns | shares, index=pd.Index(self.symbols, name="element"))

    def stable(self, threshold: float) -> int:
        """Return how many candidates lie at or below the threshold."""
        return int(np.searchsorted(self.energy, threshold, side="right"))


def stability_maps(frame: pd.DataFrame) -> StabilityMaps:
    """Sort the frame of `screen` once, by the prediction."""
    energy = frame["value"].to_numpy()
    order = np.argsort(energy, kind="stable")
    symbols = tuple(frame["a"].cat.categories)
    index = {site: frame[site].cat.codes.to_numpy().astype(np.int16)[order] for site in SITES}
    total = {site: np.bincount(index[site], minlength=len(symbols)) for site in SITES}
    return StabilityMaps(symbols, energy[order], index, total)

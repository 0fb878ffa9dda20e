"""Points as tables: for a spreadsheet, and the means of some of them beside those of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.representations.mapped import Mapped


def points_table(mapped: Mapped, layer: str) -> pd.DataFrame:
    """Return all that is known of the points, and pca_1, pca_2 …, their places on the maps of a layer."""
    number = mapped.layers.names.index(layer)
    places = {
        f"{method}_{axis + 1}": layers[number][:, axis]
        for method, layers in mapped.maps.items()
        for axis in (0, 1)
    }
    return mapped.layers.points.assign(**places)


def beside_the_rest(mapped: Mapped, chosen: Sequence[int]) -> pd.DataFrame:
    """Return a row per number that is known of points: its mean over those chosen and over the rest, and their difference.

    Differences are in standard deviations of all points, the largest first.
    """
    inside = np.isin(np.arange(len(mapped.layers)), chosen)
    rows = []
    for column, known in mapped.columns.items():
        if known.classes:
            continue
        values = mapped.layers.points[column].to_numpy(dtype=float)
        means = [_mean(values[mask]) for mask in (inside, ~inside)]
        spread = np.nanstd(values)
        difference = (means[0] - means[1]) / spread if spread > 0 else np.nan
        rows.append((known.title, *means, difference))
    frame = pd.DataFrame(rows, columns=["Property", "Mean inside", "Mean of the rest", "Difference (σ)"])
    order = frame["Difference (σ)"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)


def shares_beside_the_rest(mapped: Mapped, column: str, chosen: Sequence[int], most: int = 8) -> pd.DataFrame:
    """Return the classes of a column that are most frequent among the points chosen, with their shares in and out."""
    inside = np.isin(np.arange(len(mapped.layers)), chosen)
    values = mapped.layers.points[column].fillna("").astype(str)
    shares = [values[mask].value_counts(normalize=True) for mask in (inside, ~inside)]
    frame = pd.DataFrame({"Share inside": shares[0], "Share of the rest": shares[1]}).fillna(0.0)
    named = frame[frame.index != ""].sort_values("Share inside", ascending=False, kind="stable").head(most)
    return named.rename_axis(mapped.columns[column].title).reset_index()


def _mean(values: np.ndarray) -> float:
    return float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")

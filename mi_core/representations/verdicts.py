"""Whether a network parts labels more with each layer, and more than random weights do: a sentence per measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.representations.measures import MEASURES

if TYPE_CHECKING:
    import pandas as pd

#: Trends of a measure over the layers, in words.
GROWS, GROWS_OVERALL, FALLS, FLAT, UNKNOWN = TRENDS = (
    "grows with each layer",
    "grows, but not with each layer",
    "falls",
    "stays as it is",
    "cannot be told",
)
SAME = 0.01  # of the largest value: smaller differences between layers count as none


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one measure says.

    Attributes
    ----------
    measure, trend : str
        Its name; one of TRENDS.
    beyond_random : bool
        Whether its value in the last layer is above that of every network of random weights.
    learned : bool
        Whether it grows from the first to the last layer by more than it could in any of those.
    sentence : str
    """

    measure: str
    trend: str
    beyond_random: bool
    learned: bool
    sentence: str


def verdicts(compared: pd.DataFrame) -> list[Verdict]:
    """Return the verdict of each measure in a frame of `compare_layers`, in its order."""
    return [_verdict(str(name), rows) for name, rows in compared.groupby("measure", sort=False)]


def _verdict(name: str, rows: pd.DataFrame) -> Verdict:
    title = MEASURES[name].title if name in MEASURES else name
    finite = rows[np.isfinite(rows[["value", "random_low", "random_high"]]).all(axis=1)]
    if len(finite) < 2:
        return Verdict(
            name,
            UNKNOWN,
            False,
            False,
            f"{title}: fewer than two layers have a number, so nothing can be said.",
        )
    first, last = finite.iloc[0], finite.iloc[-1]
    trend = trend_of(finite["value"].to_numpy())
    beyond = bool(last["value"] > last["random_high"])
    growth, at_random = last["value"] - first["value"], last["random_high"] - first["random_low"]
    learned = trend in (GROWS, GROWS_OVERALL) and bool(growth > at_random)
    sentence = (
        f"{title} {trend}: {first['value']:.2f} in {first['layer']}, {last['value']:.2f} in {last['layer']}"
        f"{_peak(finite)}; there random weights give {last['random_low']:.2f} to {last['random_high']:.2f}, so that "
        f"{_compared(last)}{_because(trend, beyond, learned)}."
    )
    return Verdict(name, trend, beyond, learned, sentence)


def trend_of(values: np.ndarray) -> str:
    """Return the trend of a measure over layers (k,), k ≥ 2."""
    least = SAME * np.abs(values).max()
    steps, whole = np.diff(values), values[-1] - values[0]
    if abs(whole) <= least:
        return FLAT
    if whole < 0:
        return FALLS
    return GROWS if (steps > least).all() else GROWS_OVERALL


def _peak(rows: pd.DataFrame) -> str:
    """Return where between the first and the last layer the measure is largest, if it is."""
    peak = rows.loc[rows["value"].idxmax()]
    least = SAME * rows["value"].abs().max()
    if peak["value"] - max(rows["value"].iloc[0], rows["value"].iloc[-1]) <= least:
        return ""
    return f", after {peak['value']:.2f} in {peak['layer']}"


def _compared(last: pd.Series) -> str:
    if last["value"] > last["random_high"]:
        return "the trained network parts the labels more than any of them"
    if last["value"] < last["random_low"]:
        return "the trained network parts the labels less than any of them"
    return "the trained network parts the labels no more than they do"


def _because(trend: str, beyond: bool, learned: bool) -> str:
    if not beyond or trend not in (GROWS, GROWS_OVERALL):
        return ""
    return (
        ", and the growth was learned"
        if learned
        else ", though by no more growth than random weights may have"
    )

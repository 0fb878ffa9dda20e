"""How the error falls with the number of labels, and how many more would halve it.

Errors of learning curves follow powers, e = a n^-b: B. Huang & O. A. von Lilienfeld, J. Chem. Phys. 145, 161102 (2016). Over
few labels the power is uncertain; what is said of it is what all bootstrap samples of the splits agree on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.molecules.transfer.repeats import Repeat

SAMPLES = 1000
LEVELS = (0.05, 0.95)
FLATTEST = 0.05  # exponent: below it a million times as many labels would be needed
LEAST_R2 = 0.6  # of the mean errors on both logarithmic axes
FARTHEST = 50  # times as many labels: beyond it nothing is extrapolated


@dataclass(frozen=True, slots=True, eq=False)
class LearningCurve:
    """How the error falls.

    Attributes
    ----------
    points : frame
        Columns labels, and mean error and `_spread` over splits of the chosen method and of the baseline.
    measure : str
        rmse, in the unit of the labels, or "1 - auc".
    factor, exponent : float
        e = factor · labels^-exponent of the chosen method; NaN where there are fewer than three points.
    more : (low, middle, high) or None
        How many more measurements halve the error of the method that learned `labels` of them: a median and a 90 % interval,
        `high` infinite where some samples of the splits see no end. None where it cannot be said.
    sentence : str
    """

    points: pd.DataFrame
    measure: str
    factor: float
    exponent: float
    more: tuple[float, float, float] | None
    sentence: str


def learning_curve(
    repeats: Sequence[Repeat], labels: int, *, classification: bool, seed: int = 0
) -> LearningCurve:
    """Return the curve over splits, and what follows for a task that has so many labels."""
    table = _joined(repeats)
    measure = "1 - auc" if classification else "rmse"
    points = _points(table)
    errors = table.pivot_table(index="repeat", columns="labels", values="chosen").dropna(axis=1)
    sizes = errors.columns.to_numpy(float)
    if len(sizes) < 3 or len(errors) < 3 or not (errors.mean() > 0).all():
        return LearningCurve(
            points, measure, np.nan, np.nan, None, "The splits are too few or too small for a learning curve."
        )
    factor, exponent, r2 = power_law(sizes, errors.mean().to_numpy())
    found = _bootstrapped(sizes, errors.to_numpy(), seed)
    more, sentence = _more(found, exponent, r2, labels)
    return LearningCurve(points, measure, factor, exponent, more, sentence)


def _joined(repeats: Sequence[Repeat]) -> pd.DataFrame:
    """Return repeat, labels, chosen and baseline of all points.

    Splits differ by a molecule or so in what they learn from: points that stand as far from the end of their curves are of
    one size, the mean of theirs.
    """
    table = pd.DataFrame(
        [
            {"repeat": repeat.repeat, "from_end": len(repeat.curve) - place, **point}
            for repeat in repeats
            for place, point in enumerate(repeat.curve)
        ],
        columns=["repeat", "from_end", "labels", "chosen", "baseline"],
    )
    sizes = table.groupby("from_end")["labels"].transform("mean").round()
    return table.assign(labels=sizes).drop(columns="from_end")


def power_law(sizes: np.ndarray, errors: np.ndarray) -> tuple[float, float, float]:
    """Return a and b of errors = a sizes^-b by least squares of their logarithms, and the R² of these."""
    x, y = np.log(sizes), np.log(errors)
    slope, intercept = np.polyfit(x, y, 1)
    scatter = float(np.sum((y - y.mean()) ** 2))
    r2 = 1 - float(np.sum((y - slope * x - intercept) ** 2)) / scatter if scatter > 0 else 0.0
    return float(np.exp(intercept)), float(-slope), r2


def _bootstrapped(sizes: np.ndarray, errors: np.ndarray, seed: int) -> np.ndarray:
    """Return the exponents of samples of the splits, (SAMPLES,)."""
    rng = np.random.default_rng([seed, 3])
    means = errors[rng.integers(0, len(errors), (SAMPLES, len(errors)))].mean(axis=1)
    centred = np.log(sizes) - np.log(sizes).mean()
    return -np.log(np.maximum(means, 1e-12)) @ centred / (centred @ centred)


def _more(
    exponents: np.ndarray, exponent: float, r2: float, labels: int
) -> tuple[tuple[float, float, float] | None, str]:
    """Return the interval of how many more labels halve the error, and the sentence."""
    steep, flat = np.quantile(exponents, [LEVELS[1], LEVELS[0]])
    if exponent < FLATTEST or steep < FLATTEST:
        return None, (
            f"How many more measurements halve the error cannot be said: up to {labels} labels the curve is flat, so that "
            "more of the same kind may not help."
        )
    if r2 < LEAST_R2:
        return None, (
            "How many more measurements halve the error cannot be said: the errors scatter too much about a power law "
            f"(R² = {r2:z.2f})."
        )
    low, middle = (_needed(b, labels) for b in (steep, exponent))
    high = _needed(flat, labels) if flat >= FLATTEST else np.inf
    if middle > FARTHEST * labels:
        return None, (
            f"Halving the error would take more than {FARTHEST} times as many measurements; how many cannot be said."
        )
    upper = f"{_rounded(high):,}" if high <= FARTHEST * labels else "any number"
    return (low, middle, float(high)), (
        f"About {_rounded(middle):,} more measurements halve the error, if the curve goes on as it began (90 % interval "
        f"{_rounded(low):,} to {upper})."
    )


def _needed(exponent: float, labels: int) -> float:
    """Return labels (2^(1/b) - 1), how many more are needed."""
    return float(labels * (2 ** (1 / max(exponent, FLATTEST / 2)) - 1))


def _rounded(number: float) -> int:
    """Return a number of two digits that count."""
    size = 10 ** max(0, int(np.floor(np.log10(max(number, 1)))) - 1)
    return int(round(number / size) * size)


def _points(table: pd.DataFrame) -> pd.DataFrame:
    grouped = table.groupby("labels")[["chosen", "baseline"]]
    found = grouped.mean().join(grouped.std().add_suffix("_spread"))
    return found[["chosen", "chosen_spread", "baseline", "baseline_spread"]].reset_index()

"""How sure a probability is: the band of Venn and Abers, and the value within it.

V. Vovk, I. Petej, V. Fedorova, Adv. Neural Inf. Process. Syst. 28 (2015): of the molecules that were not learned, with the
new one among them, once as a 0 and once as a 1, two isotonic fits give two probabilities, between which the right one lies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.molecules.models.blend import logistic_fit, probability

KNOTS = 101


@dataclass(frozen=True, slots=True)
class ProbabilityBands:
    """Probabilities as a function of log odds: those of a logistic fit, and the two of the band at knots."""

    slope: float
    offset: float
    knots: np.ndarray
    lowest: np.ndarray
    highest: np.ndarray

    def at(self, odds: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return value, lower and upper, (n,) each.

        The value is the mean of the logistic fit, which keeps the order of all molecules, and of the band's own.
        """
        low, high = (np.interp(odds, self.knots, ends) for ends in (self.lowest, self.highest))
        merged = high / np.maximum(1 - low + high, 1e-12)
        value = 0.5 * (merged + probability(self.slope * odds + self.offset))
        return value, np.minimum(low, value), np.maximum(high, value)


def band(truth: np.ndarray, odds: np.ndarray, knots: int = KNOTS) -> ProbabilityBands:
    """Return the bands that classes (n,) and log odds (n,) of molecules that were not learned allow."""
    slope, offset, _ = logistic_fit(truth, odds)
    places = np.unique(np.quantile(odds, np.linspace(0, 1, knots)))
    ends = [[_fitted(truth, odds, place, label) for place in places] for label in (0.0, 1.0)]
    lowest, highest = (np.maximum.accumulate(np.array(end)) for end in ends)
    return ProbabilityBands(slope, offset, places, lowest, highest)


def _fitted(truth: np.ndarray, odds: np.ndarray, place: float, label: float) -> float:
    """Return the isotonic fit at a place where one more molecule has this label."""
    from sklearn.isotonic import isotonic_regression

    order = np.argsort(np.append(odds, place), kind="stable")
    fitted = isotonic_regression(np.append(truth, label)[order], y_min=0, y_max=1)
    return float(fitted[int(np.flatnonzero(order == len(odds))[0])])

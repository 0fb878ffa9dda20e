"""Probabilities of classes from answers on any scale: a logistic curve, and a band that holds whatever the curve should be.

J. C. Platt, in Advances in Large Margin Classifiers (MIT Press, 2000), 61; V. Vovk & I. Petej, Proc. 30th Conf. Uncertainty
in Artificial Intelligence, 829 (2014).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.molecules.models.blend import probability as logistic

_STEPS = 50
_PRIOR = 1e-2  # on the slope, without which classes that are told apart make it infinite


@dataclass(frozen=True, slots=True)
class Calibration:
    """p = 1 / (1 + exp(-(intercept + slope · (answer - centre) / spread))), learned from answers to rows held out.

    It is no `models.blend.logistic_fit`: that takes the labels of thousands of rows as they are, and of twenty rows that are
    told apart its slope has no end; here labels are drawn towards 1/2, and a prior bounds the slope.
    """

    centre: float
    spread: float
    slope: float
    intercept: float

    @classmethod
    def of(cls, answers: np.ndarray, labels: np.ndarray) -> Calibration:
        """Return the curve of greatest likelihood, never falling; labels 0 or 1, (n,), drawn towards 1/2 as by Platt."""
        centre, spread = float(answers.mean()), float(answers.std()) or 1.0
        ones = float(labels.sum())
        zeros = len(labels) - ones
        wanted = np.where(labels > 0, (ones + 1) / (ones + 2), 1 / (zeros + 2))
        design = np.column_stack([np.ones(len(answers)), (answers - centre) / spread])
        weights = np.array([np.log((ones + 1) / (zeros + 1)), 0.0])
        prior = np.diag([0.0, _PRIOR * len(labels)])
        for _ in range(_STEPS):
            probability = logistic(design @ weights)
            slope = design.T @ (probability - wanted) + prior @ weights
            curvature = (design.T * np.maximum(probability * (1 - probability), 1e-9)) @ design + prior
            step = np.linalg.solve(curvature, slope)
            weights = weights - np.clip(step, -2, 2)
            if np.abs(step).max() < 1e-8:
                break
        if weights[1] < 0:  # answers that say nothing: the share of the class remains
            weights = np.array([np.log((ones + 1) / (zeros + 1)), 0.0])
        return cls(centre, spread, float(weights[1]), float(weights[0]))

    def probability(self, answers: np.ndarray) -> np.ndarray:
        """Return the probability of 1, (n,)."""
        return logistic(self.intercept + self.slope * (np.asarray(answers) - self.centre) / self.spread)


def venn_abers(answers: np.ndarray, labels: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower and upper probability of 1 for new answers, (m,) each, by those to n held-out rows and their labels.

    Each new answer joins the held-out ones as a 0 and as a 1, and isotonic regression says what follows: one of the two is
    calibrated, whatever the distribution.
    """
    from sklearn.isotonic import isotonic_regression

    order = np.argsort(answers, kind="stable")
    ordered, sorted_labels = answers[order], labels[order].astype(float)
    places = np.searchsorted(ordered, new)
    bounds: dict[int, tuple[float, float]] = {}
    for place in np.unique(places).tolist():
        both = (isotonic_regression(np.insert(sorted_labels, place, label))[place] for label in (0.0, 1.0))
        bounds[place] = (float(next(both)), float(next(both)))
    found = np.array([bounds[place] for place in places.tolist()]).reshape(-1, 2)
    return found[:, 0], found[:, 1]

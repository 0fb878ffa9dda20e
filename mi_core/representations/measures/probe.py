"""A linear probe: how well a linear classifier tells the labels of groups that it never saw.

G. Alain & Y. Bengio, ICLR Workshop (2017), arXiv:1610.01644.
"""

from __future__ import annotations

import warnings

import numpy as np

from mi_core.errors import InputError
from mi_core.representations.measures.measure import Labelled, Measure

FOLDS = 5
ROUNDS = 300  # of its solver at most: what is not found by then is hardly linear


def probe_accuracy(points: Labelled) -> float:
    """Return the balanced accuracy of logistic regression on groups held out in turn, from 0 to 1.

    Five folds, or as many as there are groups of the rarest label. InputError for a label within one group only.
    """
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import balanced_accuracy_score
    from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

    folds = StratifiedGroupKFold(_n_folds(points), shuffle=True, random_state=0)
    model = LogisticRegression(class_weight="balanced", max_iter=ROUNDS, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        # A label whose groups are uneven may be missing from a fold, or stand in one alone, which counts as a miss.
        warnings.simplefilter("ignore", UserWarning)
        found = cross_val_predict(model, points.values, points.labels, groups=points.groups, cv=folds)
    return float(balanced_accuracy_score(points.labels, found))


def _n_folds(points: Labelled) -> int:
    pairs = np.unique(np.stack([points.labels, points.groups]), axis=1)
    fewest = int(np.bincount(pairs[0]).min())
    if fewest < 2:
        raise InputError(
            "A label of which all points are in one group cannot be learned from other groups; leave such points out."
        )
    return min(FOLDS, fewest)


MEASURE = Measure(
    "probe",
    "Balanced accuracy of a linear probe",
    "Share of each label that logistic regression tells in groups that it never saw, averaged over labels.",
    probe_accuracy,
    lambda points: 1 / float(points.labels.max() + 1),
)

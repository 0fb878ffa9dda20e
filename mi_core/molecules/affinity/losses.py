"""The loss of a task, on one scale for numbers and classes: 1 is what the mean of the training rows reaches."""

from __future__ import annotations

import numpy as np

SMALLEST = 1e-4  # probability: beyond it one molecule would outweigh all others


def is_class(labels: np.ndarray) -> bool:
    """Return whether labels are classes: 0 and 1 alone, NaN where nobody measured."""
    return bool(np.isin(labels[~np.isnan(labels)], (0.0, 1.0)).all())


def relative_loss(
    truth: np.ndarray, predicted: np.ndarray, learned: np.ndarray, *, probability: bool
) -> float:
    """Return the mean squared error, or the cross entropy of probabilities, over that of the mean of `learned`.

    truth, predicted : (n,) of tested rows; learned : labels of the training rows.
    """
    loss = cross_entropy if probability else squared_error
    return loss(truth, predicted) / max(
        loss(truth, np.full(len(truth), learned.mean())), np.finfo(float).tiny
    )


def squared_error(truth: np.ndarray, predicted: np.ndarray) -> float:
    """Return the mean squared error."""
    return float(np.mean((truth - predicted) ** 2))


def cross_entropy(truth: np.ndarray, probability: np.ndarray) -> float:
    """Return the mean cross entropy, in nats."""
    bounded = np.clip(probability, SMALLEST, 1 - SMALLEST)
    return float(-np.mean(truth * np.log(bounded) + (1 - truth) * np.log(1 - bounded)))

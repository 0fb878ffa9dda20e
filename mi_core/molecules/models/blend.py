"""How the members of the model count for a task, chosen on molecules that they did not learn."""

from __future__ import annotations

from itertools import product

import numpy as np

STEP = 0.05  # of weights
SMALLEST = 1e-4  # probability


def best_weights(truth: np.ndarray, answers: np.ndarray, *, classification: bool) -> np.ndarray:
    """Return the weights (m,) of m members that err least together, of sum 1 and in steps of 0.05.

    truth : (n,); answers : (m, n), of classes on the scale of log odds. Loss: squared error, or cross entropy of the log
    odds once they are brought to their best scale.
    """
    candidates = [np.array(w) for w in _simplex(len(answers))]
    loss = _entropy_at_best_scale if classification else _squared_error
    losses = [loss(truth, weights @ answers) for weights in candidates]
    return candidates[int(np.argmin(losses))]


def log_odds(probability: np.ndarray) -> np.ndarray:
    """Return log(p / (1 - p)), probabilities bounded."""
    bounded = np.clip(probability, SMALLEST, 1 - SMALLEST)
    return np.log(bounded / (1 - bounded))


def _simplex(members: int):
    steps = round(1 / STEP)
    for first in product(range(steps + 1), repeat=members - 1):
        if sum(first) <= steps:
            yield [*(n / steps for n in first), (steps - sum(first)) / steps]


def _squared_error(truth: np.ndarray, predicted: np.ndarray) -> float:
    return float(np.mean((truth - predicted) ** 2))


def _entropy_at_best_scale(truth: np.ndarray, odds: np.ndarray) -> float:
    return logistic_fit(truth, odds)[2]


def logistic_fit(truth: np.ndarray, odds: np.ndarray, rounds: int = 30) -> tuple[float, float, float]:
    """Return slope and offset of the log odds that make probabilities fit classes, and the mean cross entropy.

    J. Platt, Adv. Large Margin Classif., 61 (1999), by Newton's method, of rows that are many: the labels are taken as they
    are, and no prior holds the slope (`transfer.learners.probabilities` has the curve for few rows).
    """
    slope, offset = 1.0, 0.0
    columns = np.stack([odds, np.ones(len(odds))], axis=1)
    for _ in range(rounds):
        p = probability(slope * odds + offset)
        gradient = columns.T @ (p - truth)
        curvature = (columns * (p * (1 - p))[:, None]).T @ columns + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        slope, offset = slope - step[0], offset - step[1]
        if np.abs(step).max() < 1e-6:
            break
    p = np.clip(probability(slope * odds + offset), 1e-12, 1 - 1e-12)
    return float(slope), float(offset), float(-np.mean(np.where(truth > 0.5, np.log(p), np.log(1 - p))))


def probability(odds: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-odds))."""
    return 1 / (1 + np.exp(-np.clip(odds, -40, 40)))

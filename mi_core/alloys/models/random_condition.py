"""Random conditions around known diagrams: what the generators are trained on and what they are evaluated on."""

from __future__ import annotations

import numpy as np

from mi_core.alloys.models.condition import MOST_ALLOYING, Condition

RANGES_SHARE = 0.4  # of the alloys have ranges in some cells in place of values
BOUNDS_SHARE = 0.4  # of the alloys have bounds on some elements
WIDTHS = (0.002, 0.3)  # mole fraction, log-uniform: how far a range reaches beyond the value


def random_condition(
    rng: np.random.Generator,
    fractions: np.ndarray,
    wt: np.ndarray,
    *,
    hidden_share: float | None = None,
    scenario: str = "cells",
) -> Condition:
    """Return exact cells of one diagram (t, p), hidden at a rate or by a scenario, without bounds on wt (9,)."""
    fractions = np.asarray(fractions, dtype=np.float32)[None]
    seen, _ = SCENARIOS[scenario]
    mask = seen(rng, fractions) if hidden_share is None else rng.random(fractions.shape) >= hidden_share
    mask = _not_empty(rng, mask & np.isfinite(fractions), fractions)
    return _exact(mask, fractions, np.asarray(wt)[None])[0]


def training_conditions(rng: np.random.Generator, fractions: np.ndarray, wt: np.ndarray) -> Condition:
    """Return one random condition per alloy for fractions (n, t, p) and wt (n, 9) that fulfil it."""
    fractions = np.asarray(fractions, dtype=np.float32)
    drawn = rng.choice(len(SCENARIOS), size=len(fractions), p=[share for _, share in SCENARIOS.values()])
    mask = np.zeros(fractions.shape, dtype=bool)
    for number, (seen, _) in enumerate(SCENARIOS.values()):
        rows = np.flatnonzero(drawn == number)
        if len(rows):
            mask[rows] = seen(rng, fractions[rows])
    found = _exact(mask & np.isfinite(fractions), fractions, wt)
    return _bounded(rng, _widened(rng, found), wt)


def _exact(mask: np.ndarray, fractions: np.ndarray, wt: np.ndarray) -> Condition:
    n, elements = wt.shape
    return Condition(
        mask,
        np.where(mask, fractions, np.float32(0)),
        np.where(mask, fractions, np.float32(1)),
        np.zeros((n, elements), dtype=np.float32),
        np.full((n, elements), 100, dtype=np.float32),
        np.full(n, MOST_ALLOYING, dtype=np.float32),
    )


def _widened(rng: np.random.Generator, found: Condition) -> Condition:
    """Turn values into ranges that hold them in some cells of some alloys; some ranges are open to one side."""
    widened = np.where(rng.random(len(found.mask)) < RANGES_SHARE, rng.random(len(found.mask)), 0.0)
    cell = np.nonzero(found.mask & (rng.random(found.mask.shape, dtype=np.float32) < widened[:, None, None]))
    k = len(cell[0])
    narrowest, widest = np.log(WIDTHS)
    below, above = (np.exp(rng.uniform(narrowest, widest, k)).astype(np.float32) for _ in range(2))
    side = rng.integers(0, 4, k)  # 0: open downwards, 1: open upwards, else a range
    low, high = found.low.copy(), found.high.copy()
    low[cell] = np.where(side == 0, 0, np.maximum(low[cell] - below, 0))
    high[cell] = np.where(side == 1, 1, np.minimum(high[cell] + above, 1))
    return Condition(found.mask, low, high, found.wt_low, found.wt_high, found.most_alloying)


def _bounded(rng: np.random.Generator, found: Condition, wt: np.ndarray) -> Condition:
    """Bound some elements of some alloys, above, below or both, by factors that hold the content; absent ones above."""
    n, elements = wt.shape
    bounded = (rng.random((n, 1)) < BOUNDS_SHARE) & (rng.random((n, elements)) < rng.random((n, 1)))
    side = rng.integers(0, 3, (n, elements))
    up, down = np.exp(rng.exponential(0.4, (2, n, elements)))
    tight = np.where(rng.random((n, elements)) < 0.5, 0.0, rng.exponential(0.1, (n, elements)))
    above = np.where(wt > 0, wt * up, tight)
    wt_high = np.where(bounded & (side != 1), above, 100).astype(np.float32)
    wt_low = np.where(bounded & (side != 0) & (wt > 0), wt / down, 0).astype(np.float32)
    return Condition(found.mask, found.low, found.high, wt_low, wt_high, found.most_alloying)


def _cells(rng, fractions):
    """Each cell, hidden with one probability, itself uniform in 0–1."""
    return rng.random(fractions.shape, dtype=np.float32) >= rng.random((len(fractions), 1, 1))


def _few_cells(rng, fractions):
    """One to eight cells, three of four among phases that are there: how people specify."""
    n = len(fractions)
    there = np.nan_to_num(fractions) > 1e-4
    share = there.mean(axis=(1, 2), keepdims=True).clip(1e-6, 0.5)
    weight = np.where(there, 3 / share, 1 / (1 - share)).reshape(n, -1)
    # The smallest keys are a weighted sample without replacement.
    key = rng.exponential(size=weight.shape) / weight
    ordered = np.sort(np.partition(key, 8, axis=1)[:, :8], axis=1)
    most = ordered[np.arange(n), rng.integers(0, 8, n)]
    return (key <= most[:, None]).reshape(fractions.shape)


def _phases(rng, fractions):
    """Whole phases."""
    return rng.random((len(fractions), 1, fractions.shape[2])) >= rng.random((len(fractions), 1, 1))


def _window(rng, fractions):
    """All phases within a range of temperature."""
    ends = np.sort(rng.integers(0, fractions.shape[1], (len(fractions), 2)), axis=1)
    node = np.arange(fractions.shape[1])
    return ((node >= ends[:, :1]) & (node <= ends[:, 1:]))[:, :, None]


def _one_temperature(rng, fractions):
    node = np.arange(fractions.shape[1])
    return (node == rng.integers(0, len(node), (len(fractions), 1)))[:, :, None]


def _one_phase(rng, fractions):
    """All temperatures of one phase that is there."""
    amount = np.nan_to_num(fractions).max(axis=1) > 1e-4
    chosen = np.argmax(rng.random(amount.shape) * amount, axis=1)
    return (np.arange(fractions.shape[2]) == chosen[:, None])[:, None, :]


def _not_empty(rng, mask, fractions):
    """Show one cell that is there where all are hidden."""
    for row in np.flatnonzero(~mask.any(axis=(1, 2))):
        there = np.argwhere(np.nan_to_num(fractions[row]) > 1e-4)
        mask[row][tuple(there[rng.integers(len(there))])] = True
    return mask


#: Ways to hide cells: what says which cells of fractions (n, t, p) are seen, in a shape that fits to theirs, and how often
#: it is drawn in training.
SCENARIOS = {
    "cells": (_cells, 0.45),
    "few cells": (_few_cells, 0.2),
    "phases": (_phases, 0.1),
    "window": (_window, 0.1),
    "one temperature": (_one_temperature, 0.075),
    "one phase": (_one_phase, 0.075),
}

"""Compositions as the generators see them: which elements are there, and the logarithms of their amounts.

An alloy without titanium is not an alloy with a little titanium: its diagram has other phases. So each of the nine
elements is described by two numbers, presence p ∈ {0, 1} and amount y = (ln wt% − m) / s, with mean m and spread s
over the training alloys that hold the element; y counts only where p = 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.compositions.series import HIGHEST

LEAST_WT = 0.005  # wt% of one element that is there
MOST_WT = np.array([HIGHEST[symbol] for symbol in ELEMENTS])  # (9,) wt%: beyond, the surrogate knows nothing


@dataclass(frozen=True, slots=True, eq=False)
class Amounts:
    """Mean and spread of ln wt% per element, each (9,)."""

    mean: np.ndarray
    spread: np.ndarray

    @classmethod
    def of(cls, wt: np.ndarray) -> Amounts:
        """Measure the alloys wt (n, 9); elements that are in fewer than two get the mean and spread of all."""
        log = np.where(wt > 0, np.log(np.maximum(wt, LEAST_WT)), np.nan)
        known = np.isfinite(log).sum(axis=0) > 1
        overall = np.nanmean(log), np.nanstd(log)
        mean, spread = np.full(len(ELEMENTS), overall[0]), np.full(len(ELEMENTS), max(overall[1], 0.1))
        mean[known] = np.nanmean(log[:, known], axis=0)
        spread[known] = np.maximum(np.nanstd(log[:, known], axis=0), 0.1)
        return cls(mean, spread)

    def encode(self, wt: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return presence and amounts, both (n, 9) float32; amounts are 0 where the element is absent."""
        there = wt > 0
        y = (np.log(np.maximum(wt, LEAST_WT)) - self.mean) / self.spread
        return there.astype(np.float32), np.where(there, y, 0).astype(np.float32)

    def decode(self, there: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return wt% (n, 9), exactly 0 where absent."""
        log = np.clip(np.asarray(y, dtype=float) * self.spread + self.mean, np.log(LEAST_WT), np.log(MOST_WT))
        return np.where(there, np.exp(log), 0.0)

    def state(self) -> dict[str, np.ndarray]:
        """Return the arrays to store."""
        return {"amounts.mean": self.mean, "amounts.spread": self.spread}

    @classmethod
    def of_state(cls, arrays: dict[str, np.ndarray]) -> Amounts:
        """Return what `state` stored."""
        return cls(arrays["amounts.mean"].astype(float), arrays["amounts.spread"].astype(float))


def within_bounds(wt: np.ndarray, condition) -> np.ndarray:
    """Return wt (n, 9) moved into the bounds of one condition.

    Elements with a least content are there; contents beyond a bound take the bound's value; the alloying elements are
    thinned in proportion, down to their least contents, where they exceed what the least content of aluminium leaves.
    """
    low, high = condition.wt_low.astype(float), condition.wt_high.astype(float)
    wt = np.where(high < LEAST_WT, np.minimum(low, high), wt)
    wt = np.clip(wt, low, np.maximum(high, low))
    allowed = max(float(condition.most_alloying) - low.sum(), 0.0)
    extra = (wt - low).sum(axis=1, keepdims=True)
    return low + (wt - low) * np.minimum(1.0, allowed / np.maximum(extra, 1e-12))

"""Extremely randomised trees that also read what kernel ridges answer: smooth where the data are, split where they jump.

Trees cannot follow a smooth surface over many columns, and kernels blur a jump. Stacked (D. H. Wolpert, Neural Networks 5,
241, 1992), the trees correct the kernels where they fail. Tables of computed energies often hold two populations, such as
relaxed cells and others; so there is one kernel ridge for all rows, one for the share of the lower
population, and one for each population. For training rows each answers without the row itself.

Two forests read the columns and these answers. One tells the likelier population, whose kernel answers; the other corrects
the kernel of the upper population. The mean of both answers errs less than either (`perovskite_hull` does the same for A
and B alone).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from mi_core.regressors.kernel_answers import KernelAnswers
from mi_core.regressors.packed_trees import PackedTrees, grow

#: Kernels of one length scale: all rows, the share of lower ones, the lower rows, the upper rows.
POPULATIONS = 4
LOWER, UPPER = 2, 3


@dataclass(eq=False, repr=False)
class KernelTrees(PackedTrees):
    """Extremely randomised trees on the columns and on leave-one-out answers of kernel ridges.

    Parameters
    ----------
    n_estimators : int
        Trees of each forest; time and file size grow in proportion.
    max_features : float
        Share of the columns tried at each split of the correcting trees.
    length_scales : sequence of float
        Of the kernels, in units of √d; each is used for all four answers.
    lower_share : float
        Share of the rows, by label, that counts as the lower population.
    noises : sequence of float
        Variance of the noise, as a share of the variance of y, for: all rows, the share of the lower ones, the lower
        rows, the upper rows.
    n_landmarks : int
        Rows that span a kernel's space, all of them in small tables; training time grows with its square.
    center : {"median", "mean"}
        How the trees' answers are joined.
    random_state : int
        Seed.
    """

    n_estimators: int = 100
    max_features: float = 0.6
    length_scales: tuple[float, ...] = (1.0, 2.0)
    lower_share: float = 0.4
    noises: tuple[float, ...] = (0.05, 0.2, 0.1, 0.01)
    n_landmarks: int = 4000
    center: str = "median"
    random_state: int = 0

    def grow_forest(self, X, y):
        """Fit the kernels, then grow both forests on columns and leave-one-out answers; return the correcting one."""
        answers = self._fit_kernels(self.standardised(X), y)
        table = np.hstack([X, answers])
        options: dict[str, Any] = {"n_estimators": self.n_estimators, "random_state": self.random_state}
        lower = (y <= np.quantile(y, self.lower_share)).astype(float)
        self.share_forest_ = grow(table, lower, max_features=0.4, min_samples_leaf=2, **options)
        upper = self._of_population(answers, UPPER)
        return grow(table, y - upper, max_features=self.max_features, **options)

    def answer(self, X):
        """Return the mean of both answers, and the standard deviation of the correcting trees."""
        Z = self.standardised(X)
        answers = np.column_stack([kernel.predict(Z) for kernel in self.kernels_])
        table = np.hstack([X, answers])
        correction, spread = super().answer(table)
        lower, upper = (self._of_population(answers, which) for which in (LOWER, UPPER))
        probability = np.concatenate(self.share_forest_.map_rows(table, lambda trees: trees.mean(axis=1)))
        likelier = np.where(probability > 0.5, lower, upper)
        return (likelier + upper + correction) / 2, spread

    def _of_population(self, answers: np.ndarray, which: int) -> np.ndarray:
        """Return the mean over length scales of one population's kernels, (n,) in the unit of y."""
        by_scale = answers.reshape(len(answers), len(self.length_scales), POPULATIONS)
        return by_scale[:, :, which].mean(axis=1) * self.label_spread_ + self.label_mean_

    def _fit_kernels(self, Z: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the leave-one-out answers of all kernels, (n, 4 · length scales)."""
        rng = np.random.default_rng(self.random_state)
        self.label_mean_, self.label_spread_ = float(y.mean()), float(y.std()) or 1.0
        y = (y - self.label_mean_) / self.label_spread_
        lower = y <= np.quantile(y, self.lower_share)
        everything = np.ones(len(y), dtype=bool)
        populations = (
            (everything, y),
            (everything, lower.astype(float)),
            (lower, y),
            (~lower if len(y) > lower.sum() + 1 else everything, y),
        )
        self.kernels_, columns = [], []
        for length_scale in self.length_scales:
            for (rows, labels), noise in zip(populations, self.noises, strict=True):
                kernel = KernelAnswers(length_scale, noise, self.n_landmarks)
                answers = np.empty(len(y))
                answers[rows] = kernel.fit(Z[rows], labels[rows], rng)
                if not rows.all():
                    answers[~rows] = kernel.predict(Z[~rows])
                self.kernels_.append(kernel)
                columns.append(answers)
        return np.column_stack(columns)

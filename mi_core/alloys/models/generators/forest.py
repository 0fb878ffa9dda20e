"""Random forest on imputed input: the discriminative baseline of Nguyen et al., arXiv:1811.06060 (2018).

L. Breiman, Mach. Learn. 45, 5 (2001). Hidden cells take the mean of the training alloys, ranges their middle; the nine
contents, as ln(1 + wt% / 0.01), are predicted together. A forest knows one answer: the first proposal is the mean of
all trees, the further ones are what single trees say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.models.generators.base import Generator

if TYPE_CHECKING:
    from mi_core.alloys.dataset.table import AlloyData
    from mi_core.alloys.models.condition import Condition
    from mi_core.regressors.forest import PackedForest

SCALE = 0.01  # wt%
LEAST_WT = 0.003  # wt%: a mean over leaves is never exactly 0; below this it is


class Forest(Generator):
    """Random forest.

    Parameters
    ----------
    trees : int
        Size on disk and time to train grow with it.
    smallest_leaf : int
        Alloys in a leaf.
    repeats : int
        Random conditions per training alloy.
    """

    parameter_names = ("trees", "smallest_leaf", "repeats")
    forest_: PackedForest
    leaves_: np.ndarray
    means_: np.ndarray

    def __init__(self, trees: int = 60, smallest_leaf: int = 4, repeats: int = 2):
        self.trees, self.smallest_leaf, self.repeats = trees, smallest_leaf, repeats

    def fit(self, data: AlloyData, seed: int = 0, on_epoch=None, checkpoints=None):  # noqa: ARG002 - no epochs
        """Grow the trees on random conditions around the training alloys."""
        from sklearn.ensemble import RandomForestRegressor

        from mi_core.alloys.models.random_condition import training_conditions

        known = data.of_split("train")
        self.means_ = np.nanmean(known.fractions, axis=0).astype(np.float32)
        rng = np.random.default_rng(seed)
        X = [self._imputed(training_conditions(rng, known.fractions, known.wt)) for _ in range(self.repeats)]
        y = np.tile(np.log1p(known.wt / SCALE), (self.repeats, 1))
        forest = RandomForestRegressor(
            self.trees, min_samples_leaf=self.smallest_leaf, max_features=0.1, random_state=seed, n_jobs=1
        ).fit(np.concatenate(X), y)
        self._pack(forest)
        return self

    def draw(self, condition: Condition, n: int, seed: int) -> np.ndarray:
        """Return the forest's mean, then the answers of single trees in random order, repeated if n is larger."""
        from mi_core.alloys.models.condition import stack

        leaf = self.forest_.tree_values(self._imputed(stack([condition])))[0].astype(int)
        answers = self.leaves_[leaf].astype(float)
        order = np.random.default_rng(seed).permutation(len(answers))
        drawn = np.concatenate(
            [answers.mean(axis=0, keepdims=True), answers[np.resize(order, max(n - 1, 0))]]
        )[:n]
        wt = SCALE * np.expm1(drawn)
        return np.where(wt < LEAST_WT, 0.0, wt)

    def state(self) -> dict[str, np.ndarray]:
        """Return nodes, leaves and the means for imputation."""
        packed = self.forest_
        nodes = {"feature": packed.feature, "value": packed.value, "skip": packed.skip, "roots": packed.roots}
        return nodes | {"leaves": self.leaves_, "means": self.means_}

    def load_state(self, arrays: dict[str, np.ndarray]):
        """Take over what `state` returned."""
        from mi_core.regressors.forest import PackedForest

        self.forest_ = PackedForest(*(arrays[key] for key in ("feature", "value", "skip", "roots")))
        self.leaves_, self.means_ = arrays["leaves"], arrays["means"]
        return self

    def _imputed(self, condition: Condition) -> np.ndarray:
        """Return (n, cells + 18): middles of the ranges, means where hidden, and the bounds of the composition."""
        middle = np.where(condition.mask, (condition.low + condition.high) / 2, self.means_)
        cells = middle.reshape(len(middle), -1)
        return np.concatenate([cells, condition.wt_low, condition.wt_high], axis=1, dtype=np.float32)

    def _pack(self, forest) -> None:
        """Keep the trees as flat arrays whose leaves hold the number of a row of answers."""
        from mi_core.regressors.forest import PackedForest

        packed = PackedForest.pack(forest)
        leaf = packed.feature < 0
        answers = np.concatenate([tree.tree_.value[:, :, 0] for tree in forest.estimators_])[leaf]
        packed.value[leaf] = np.arange(len(answers))
        self.forest_, self.leaves_ = packed, answers.astype(np.float16)

"""Boosted trees of one task on descriptors and counts of neighbourhoods, kept as LightGBM's own text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from lightgbm import Booster

MANY = 8000  # rows: worth larger trees
_KEPT = frozenset(
    (
        "num_leaves",
        "num_cat",
        "split_feature",
        "decision_type",
        "left_child",
        "right_child",
        "is_linear",
        "shrinkage",
    )
)
_ROUNDED = {"threshold": 7, "leaf_value": 4}
FEWEST_OF_A_COLUMN = 5  # molecules with a neighbourhood: what fewer have tells nothing


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """The trees as text, and which columns of `Described.columns` they read."""

    text: str
    columns: np.ndarray

    def predict(self, columns: np.ndarray) -> np.ndarray:
        """Return values, or probabilities, (n,) of all columns (n, d)."""
        return np.asarray(_booster(self.text).predict(columns[:, self.columns], num_threads=1))


def grow(columns: np.ndarray, labels: np.ndarray, *, classification: bool, seed: int = 0) -> BoostedTrees:
    """Return the trees that learned labels (n,), 0 or 1 for classes, from columns (n, d)."""
    from lightgbm import LGBMClassifier, LGBMRegressor

    read = np.flatnonzero((columns != 0).sum(axis=0) >= min(FEWEST_OF_A_COLUMN, len(columns)))
    many = len(labels) > MANY
    model = (LGBMClassifier if classification else LGBMRegressor)(
        n_estimators=600 if many else 250 if classification else 400,
        learning_rate=0.06 if many else 0.05 if classification else 0.04,
        num_leaves=31 if many or not classification else 15,
        min_child_samples=10,
        subsample=0.8,
        subsample_freq=1,
        colsample_bytree=0.15,
        reg_lambda=1.0,
        random_state=seed,
        n_jobs=1,
        verbose=-1,
    ).fit(columns[:, read], labels)
    return BoostedTrees(compact(model.booster_.model_to_string()), read)


def compact(text: str) -> str:
    """Return LightGBM's text without what predictions do not need, numbers cut to what they can be told apart by.

    That is a fifth of it. The sizes of the trees, by which it is read in parallel, are those of the new text.
    """
    head, *trees = text.split("\nend of trees", maxsplit=1)[0].split("\nTree=")
    kept = ["\n".join(_kept_lines(tree)) for tree in trees]
    parts = [f"Tree={tree}\n\n\n" for tree in kept]
    sizes = "tree_sizes=" + " ".join(str(len(part)) for part in parts)
    lines = [sizes if line.startswith("tree_sizes=") else line for line in head.split("\n")]
    return "\n".join(lines).rstrip("\n") + "\n\n" + "".join(parts) + "end of trees\n"


def _kept_lines(tree: str) -> list[str]:
    """Return the lines of a tree that predictions read; its number comes first."""
    number, *lines = tree.strip().split("\n")
    found = [number]
    for line in lines:
        key, _, values = line.partition("=")
        if key in _ROUNDED:
            values = " ".join(f"{float(value):.{_ROUNDED[key]}g}" for value in values.split())
        if key in _KEPT or key in _ROUNDED:
            found.append(f"{key}={values}")
    return found


@lru_cache(maxsize=64)
def _booster(text: str) -> Booster:
    from lightgbm import Booster

    return Booster(model_str=text)

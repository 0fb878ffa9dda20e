"""Gradient-boosted trees as flat arrays: LightGBM grows them, `PackedForest` keeps and walks them."""

from __future__ import annotations

import numpy as np

from mi_core.errors import InputError
from mi_core.regressors.forest import PackedForest, float32_below

ARRAYS = ("feature", "value", "skip", "roots")


def boost(X: np.ndarray, y: np.ndarray, **options) -> PackedForest:
    """Return trees grown in turn by LightGBM on X (n, d) float32, all finite, and y (n,); their sum answers.

    options : of `lightgbm.LGBMRegressor`.
    """
    from lightgbm import LGBMRegressor

    model = LGBMRegressor(
        **options, use_missing=False, deterministic=True, force_row_wise=True, n_jobs=1, verbose=-1
    )
    return pack_boosted(model.fit(X, y).booster_)


def pack_boosted(booster) -> PackedForest:
    """Take the trees of a LightGBM booster; the sum of their answers is the booster's, to float32."""
    trees = [_flat(info["tree_structure"]) for info in booster.dump_model()["tree_info"]]
    sizes = np.array([len(feature) for feature, _, _ in trees])
    if sizes.max(initial=0) > np.iinfo(np.uint16).max:
        raise InputError(
            "A tree has more than 65,535 nodes, which cannot be kept; take at most 32,000 leaves."
        )
    feature, value, skip = (np.concatenate([np.array(tree[part]) for tree in trees]) for part in range(3))
    return PackedForest(
        feature.astype(np.int16),
        value.astype(np.float32),
        skip.astype(np.int32),
        (np.cumsum(sizes) - sizes).astype(np.int32),
    )


def summed(forest: PackedForest, X: np.ndarray) -> np.ndarray:
    """Return the sum over trees for rows X (n, d), (n,) float64."""
    blocks = forest.map_rows(X, lambda values: values.sum(axis=1, dtype=np.float64))
    return np.concatenate(blocks) if blocks else np.empty(0)


def forest_to_arrays(forest: PackedForest, prefix: str) -> dict[str, np.ndarray]:
    """Return the arrays of a forest as they are stored, their names beginning with the prefix; steps in two bytes."""
    arrays = {f"{prefix}{name}": getattr(forest, name) for name in ARRAYS}
    return {**arrays, f"{prefix}skip": forest.skip.astype(np.uint16)}  # no tree has 65,536 nodes


def forest_from_arrays(arrays: dict[str, np.ndarray], prefix: str) -> PackedForest:
    """Return the forest of the arrays whose names begin with the prefix."""
    feature, value, skip, roots = (arrays[f"{prefix}{name}"] for name in ARRAYS)
    return PackedForest(feature, value, skip.astype(np.int32), roots)


def _flat(root: dict) -> tuple[list[int], list[float], list[int]]:
    """Return column, threshold or answer, and distance to the right child, of the nodes of a tree in depth-first order."""
    feature: list[int] = []
    value: list[float] = []
    skip: list[int] = []
    waiting = [(root, -1)]  # node, and whose right child it is
    while waiting:
        node, parent = waiting.pop()
        if parent >= 0:
            skip[parent] = len(feature) - parent
        leaf = "leaf_value" in node
        feature.append(-1 if leaf else node["split_feature"])
        value.append(node["leaf_value"] if leaf else float(float32_below(node["threshold"])))
        skip.append(0)
        if not leaf:
            waiting += [(node["right_child"], len(feature) - 1), (node["left_child"], -1)]
    return feature, value, skip

"""A fitted forest as a few flat arrays: small on disk, free of library objects, quick for one row."""

from __future__ import annotations

import numpy as np

ROWS_AT_ONCE = 2_000  # bounds the memory of a prediction: rows × trees cursors


class PackedForest:
    """The trees of a scikit-learn forest regressor, node after node in depth-first order.

    Attributes
    ----------
    feature : (n_nodes,) int16
        Column that the node asks for, -1 in a leaf.
    value : (n_nodes,) float32
        Threshold of a split (x ≤ value goes left), prediction of a leaf.
    skip : (n_nodes,) int32
        Distance to the right child; the left child is the next node.
    roots : (n_trees,) int32
        First node of each tree.
    """

    def __init__(self, feature, value, skip, roots):
        self.feature = feature
        self.value = value
        self.skip = skip
        self.roots = roots

    @classmethod
    def pack(cls, forest) -> PackedForest:
        """Take the trees of a fitted forest with one output; predictions are the same to float32."""
        trees = [estimator.tree_ for estimator in forest.estimators_]
        sizes = np.array([tree.node_count for tree in trees])
        return cls(
            feature=np.concatenate([np.where(_is_leaf(tree), -1, tree.feature) for tree in trees]).astype(
                np.int16
            ),
            value=np.concatenate([_values(tree) for tree in trees]),
            skip=np.concatenate([_skips(tree) for tree in trees]).astype(np.int32),
            roots=(np.cumsum(sizes) - sizes).astype(np.int32),
        )

    def tree_values(self, X) -> np.ndarray:
        """Return what each tree predicts for each row, (n, n_trees) float32."""
        X = np.ascontiguousarray(X, dtype=np.float32)
        parts = [self._descend(X[start : start + ROWS_AT_ONCE]) for start in range(0, len(X), ROWS_AT_ONCE)]
        return np.concatenate(parts) if parts else np.empty((0, len(self.roots)), dtype=np.float32)

    def _descend(self, X: np.ndarray) -> np.ndarray:
        n_trees = len(self.roots)
        node = np.tile(self.roots, len(X))
        row = np.repeat(np.arange(len(X)), n_trees)
        active = np.arange(len(node))
        while len(active):
            at = node[active]
            feature = self.feature[at]
            inner = feature >= 0
            active, at, feature = active[inner], at[inner], feature[inner]
            left = X[row[active], feature] <= self.value[at]
            node[active] = at + np.where(left, 1, self.skip[at])
        return self.value[node].reshape(len(X), n_trees)


def _is_leaf(tree) -> np.ndarray:
    return tree.children_left < 0


def _values(tree) -> np.ndarray:
    """Thresholds rounded down to float32, which decides every float32 input as the original does; leaf means."""
    threshold = tree.threshold.astype(np.float32)
    too_high = threshold > tree.threshold
    threshold[too_high] = np.nextafter(threshold[too_high], np.float32(-np.inf))
    return np.where(_is_leaf(tree), tree.value[:, 0, 0].astype(np.float32), threshold)


def _skips(tree) -> np.ndarray:
    here = np.arange(tree.node_count)
    leaf = _is_leaf(tree)
    if (tree.children_left[~leaf] != here[~leaf] + 1).any():
        raise ValueError("Only trees grown depth-first can be packed; leave max_leaf_nodes unset.")
    return np.where(leaf, 0, tree.children_right - here)

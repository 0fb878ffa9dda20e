"""A fitted forest as a few flat arrays: small on disk, free of library objects, quick for one row and for millions."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS_AT_ONCE = 8_192  # bounds the memory of a prediction: rows × trees values per thread
FEW_ROWS = 64  # below, walking all trees at once in numpy is quicker than calling one after the other


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

    def __getstate__(self) -> dict:
        """Leave the rebuilt trees out of what is stored: they follow from the arrays."""
        return {name: value for name, value in vars(self).items() if name != "_trees"}

    def tree_values(self, X) -> np.ndarray:
        """Return what each tree predicts for each row, (n, n_trees) float32."""
        blocks = self.map_rows(X, lambda values: values)
        return np.concatenate(blocks) if blocks else np.empty((0, len(self.roots)), dtype=np.float32)

    def map_rows(self, X, reduce: Callable[[np.ndarray], object]) -> list:
        """Return `reduce(values)` of each block of rows, in order; values (rows, n_trees) float32 as in `tree_values`.

        Blocks are worked on in one thread per core, so that memory stays bounded however many rows there are.
        """
        X = np.ascontiguousarray(X, dtype=np.float32)
        if len(X) <= FEW_ROWS:
            return [reduce(self._descend(X))] if len(X) else []
        trees = self._trees  # built here, before any thread asks for them
        size = min(ROWS_AT_ONCE, -(-len(X) // _cores()))
        blocks = [X[start : start + size] for start in range(0, len(X), size)]
        with ThreadPoolExecutor(_cores()) as pool:
            return list(pool.map(lambda block: reduce(self._apply(trees, block)), blocks))

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

    def _apply(self, trees: list, X: np.ndarray) -> np.ndarray:
        values = np.empty((len(X), len(trees)), dtype=np.float32)
        for number, (tree, root) in enumerate(zip(trees, self.roots, strict=True)):
            values[:, number] = self.value[root + tree.apply(X)]
        return values

    @cached_property
    def _trees(self) -> list:
        """The trees as scikit-learn walks them: compiled, and without the interpreter's lock."""
        ends = [*self.roots[1:].tolist(), len(self.feature)]
        return [self._rebuilt(slice(start, end)) for start, end in zip(self.roots, ends, strict=True)]

    def _rebuilt(self, rows: slice):
        from sklearn.tree._tree import NODE_DTYPE, Tree

        feature, value, skip = self.feature[rows], self.value[rows], self.skip[rows]
        here, leaf = np.arange(len(feature)), feature < 0
        nodes = np.zeros(len(feature), dtype=NODE_DTYPE)
        nodes["left_child"] = np.where(leaf, -1, here + 1)
        nodes["right_child"] = np.where(leaf, -1, here + skip)
        nodes["feature"] = np.where(leaf, -2, feature)
        nodes["threshold"] = value  # exact in float64, so x ≤ value decides as in float32
        n_features = int(self.feature.max(initial=0)) + 1
        tree = Tree(n_features, np.ones(1, dtype=np.intp), 1)
        values = value.astype(np.float64).reshape(-1, 1, 1)
        # The depth is of no account to `apply`; the state is the one that scikit-learn's trees are stored by.
        tree.__setstate__({"max_depth": 0, "node_count": len(nodes), "nodes": nodes, "values": values})
        return tree


def _cores() -> int:
    """Return the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _is_leaf(tree) -> np.ndarray:
    return tree.children_left < 0


def float32_below(threshold) -> np.ndarray:
    """Return thresholds rounded down to float32, which decide every float32 input as the original ones do."""
    threshold = np.asarray(threshold, dtype=np.float64)
    rounded = threshold.astype(np.float32)
    return np.where(rounded > threshold, np.nextafter(rounded, np.float32(-np.inf)), rounded)


def _values(tree) -> np.ndarray:
    """Thresholds, and in leaves means."""
    return np.where(_is_leaf(tree), tree.value[:, 0, 0].astype(np.float32), float32_below(tree.threshold))


def _skips(tree) -> np.ndarray:
    here = np.arange(tree.node_count)
    leaf = _is_leaf(tree)
    if (tree.children_left[~leaf] != here[~leaf] + 1).any():
        raise ValueError("Only trees grown depth-first can be packed; leave max_leaf_nodes unset.")
    return np.where(leaf, 0, tree.children_right - here)

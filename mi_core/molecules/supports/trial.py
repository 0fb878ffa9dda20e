"""One trial: an encoder learns its tasks and is frozen; few labels of a target are read from what it makes of molecules.

What is tried on are the molecules kept apart (`affinity.drawn`): no encoder saw them, and no support was chosen by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.molecules.affinity.exact import labels_of
from mi_core.molecules.affinity.heads import LinearReader
from mi_core.molecules.affinity.losses import is_class, relative_loss
from mi_core.molecules.graphs import Graphs
from mi_core.molecules.supports.arms import FEW, MORGAN, NONE
from mi_core.molecules.supports.columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.descriptors.molecules.graph import MoleculeGraph
    from mi_core.molecules.affinity.drawn import Drawn
    from mi_core.molecules.supports.arms import Unit
    from mi_core.regressors.weave.regressor import WeaveRegressor

DRAWS = 2
TREES = 100
#: Molecules that a training passes over, repeated ones counted: as many as one of a pair does, be it of four tasks or all.
MOST_SEEN = 20_000
WIDTH, PAIR_WIDTH, ENCODING, BATCH = 32, 16, 64, 64


class Molecules:
    """Graphs and fingerprints of molecules by SMILES in standard form, made when they are first asked for."""

    def __init__(self):
        self._graphs, self._counts = Graphs(), {}

    def graphs(self, smiles: Sequence[str]) -> list[MoleculeGraph]:
        """Return their graphs."""
        return [self._graphs[one] for one in smiles]

    def counts(self, smiles: Sequence[str]) -> np.ndarray:
        """Return Morgan's counts of neighbourhoods, (n, 2048)."""
        from rdkit import Chem

        from mi_core.descriptors.molecules.fingerprints import morgan_counts

        for one in set(smiles) - set(self._counts):
            self._counts[one] = morgan_counts(Chem.MolFromSmiles(one))
        return np.stack([self._counts[one] for one in smiles])


def losses_of(
    frame: pd.DataFrame, molecules: Molecules, drawn: Mapping[str, Drawn], unit: Unit, seed: int = 0
) -> pd.DataFrame:
    """Return COLUMNS, a row for each target, number of labels and draw; losses relative to that of the mean label.

    frame : the table of tasks, with smiles; drawn : rows of every task.
    """
    encoder = None
    if unit.learns:
        learned = {task: drawn[task] for task in unit.learns}
        encoder = train_together(frame, molecules, learned, seed + unit.number)
    found = []
    for target in unit.targets:
        trial = _Trial(unit.arm, target, frame, drawn[target], molecules, encoder)
        for few in FEW:
            for draw in range(DRAWS if few < len(trial.labels) else 1):
                chosen = few_rows(trial.labels, few, np.random.default_rng([seed, draw, few]))
                found.append(
                    [seed, unit.arm, unit.number, target, few, draw, trial.loss(chosen, seed + draw)]
                )
    return pd.DataFrame(found, columns=COLUMNS)


def few_rows(labels: np.ndarray, few: int, rng: np.random.Generator) -> np.ndarray:
    """Return positions of so many labels, at most all, of classes at least three of either."""
    order = rng.permutation(len(labels))
    if set(np.unique(labels)) <= {0.0, 1.0}:
        first = np.concatenate([order[labels[order] == label][:3] for label in (0.0, 1.0)])
        order = np.concatenate([first, order[~np.isin(order, first)]])
    return np.sort(order[:few])


def train_together(
    frame: pd.DataFrame, molecules: Molecules, drawn: Mapping[str, Drawn], seed: int
) -> WeaveRegressor:
    """Return one network that learned the drawn rows of some tasks together."""
    rows, labels = labels_of(frame, drawn)
    described = molecules.graphs(frame["smiles"].to_numpy()[rows])
    return _network(labels, epochs=max(1, round(MOST_SEEN / len(rows))), seed=seed).fit(described, labels)


def _network(labels: np.ndarray, *, epochs: int, seed: int, fewest_steps: int = 0) -> WeaveRegressor:
    from mi_core.regressors.weave.regressor import WeaveRegressor

    return WeaveRegressor(
        classes=tuple(n for n, column in enumerate(labels.T) if is_class(column)),
        width=WIDTH,
        pair_width=PAIR_WIDTH,
        encoding=ENCODING,
        epochs=epochs,
        fewest_steps=fewest_steps,
        batch_size=BATCH,
        seed=seed,
    )


class _Trial:
    """A target's molecules, learned and tested, as one arm describes them: (learned, tested)."""

    def __init__(
        self, arm: str, target: str, frame: pd.DataFrame, part: Drawn, molecules: Molecules, encoder
    ):
        self.arm, self.target = arm, target
        labels, smiles = frame[target].to_numpy(float), frame["smiles"].to_numpy()
        known = np.concatenate([part.learned, part.tested])
        self.labels, self.truth, self.probability = labels[known], labels[part.apart], is_class(labels)
        sides = smiles[known], smiles[part.apart]
        if arm == MORGAN:
            self.described: list = [molecules.counts(side) for side in sides]
        elif arm == NONE:
            self.described = [molecules.graphs(side) for side in sides]
        else:
            self.described = [encoder.outputs(molecules.graphs(side))[2].astype(float) for side in sides]

    def loss(self, chosen: np.ndarray, seed: int) -> float:
        """Return the relative loss on all tested rows of what was learned from some labels."""
        read = {NONE: self._alone, MORGAN: self._forest}.get(self.arm, self._linearly)
        predicted = read(chosen, seed)
        return relative_loss(self.truth, predicted, self.labels, probability=self.probability)

    def _linearly(self, chosen: np.ndarray, seed: int) -> np.ndarray:  # noqa: ARG002 - nothing is drawn
        """Return what a linear head says that learned these labels from the frozen encoder's representation."""
        learned, tested = self.described
        return LinearReader(learned[chosen]).read(self.labels[chosen], tested, probability=self.probability)

    def _alone(self, chosen: np.ndarray, seed: int) -> np.ndarray:
        """Return what a network says that learned these labels from nothing."""
        learned, tested = self.described
        network = _network(self.labels[:, None], epochs=20, seed=seed, fewest_steps=100)
        network.fit([learned[row] for row in chosen], self.labels[chosen])
        return np.asarray(network.predict(tested))

    def _forest(self, chosen: np.ndarray, seed: int) -> np.ndarray:
        """Return what a random forest says that learned these labels from fingerprints."""
        from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

        learned, tested = self.described
        settings = {"n_estimators": TREES, "max_features": 0.1, "random_state": seed, "n_jobs": 1}
        if self.probability:
            forest = RandomForestClassifier(**settings).fit(learned[chosen], self.labels[chosen])
            return np.asarray(forest.predict_proba(tested)[:, 1])
        return np.asarray(
            RandomForestRegressor(**settings).fit(learned[chosen], self.labels[chosen]).predict(tested)
        )

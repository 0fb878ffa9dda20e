"""The exact affinity: every pair of tasks trained together, and every task alone."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.molecules.affinity.losses import is_class, relative_loss
from mi_core.molecules.affinity.tables import mean_and_error, values_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.descriptors.molecules.graph import MoleculeGraph
    from mi_core.molecules.affinity.drawn import Drawn
    from mi_core.regressors.weave.regressor import WeaveRegressor

EPOCHS = 20
WIDTH, PAIR_WIDTH = 32, 16  # small, as 1,176 trainings have to end
STEPS_OF_AN_EPOCH = 8  # alone or together: a task of a pair takes as many steps as alone
COLUMNS = ["seed", "task", "beside", "loss"]


def trainings(tasks: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what is trained: every task alone, then every pair; n (n + 1) / 2 trainings."""
    return [*((task,) for task in tasks), *combinations(tasks, 2)]


def losses_of(
    frame: pd.DataFrame,
    graphs: Mapping[str, MoleculeGraph],
    drawn: Mapping[str, Drawn],
    seed: int = 0,
    epochs: int = EPOCHS,
) -> pd.DataFrame:
    """Train one network on one or two tasks; return a row per task: COLUMNS, `beside` the other task or "".

    frame : the table of tasks, with smiles; graphs : SMILES → graph, of the molecules that are drawn; drawn : by task.
    """
    tasks = tuple(drawn)
    smiles = frame["smiles"].to_numpy()
    network = trained_on(frame, graphs, drawn, seed, epochs)
    found = []
    for column, (task, part) in enumerate(drawn.items()):
        values = frame[task].to_numpy()
        predicted = network.predict([graphs[s] for s in smiles[part.tested]]).reshape(len(part.tested), -1)
        loss = relative_loss(
            values[part.tested],
            predicted[:, column],
            values[part.learned],
            probability=is_class(values),
        )
        found.append([seed, task, "".join(other for other in tasks if other != task), loss])
    return pd.DataFrame(found, columns=COLUMNS)


def trained_on(
    frame: pd.DataFrame,
    graphs: Mapping[str, MoleculeGraph],
    drawn: Mapping[str, Drawn],
    seed: int = 0,
    epochs: int = EPOCHS,
) -> WeaveRegressor:
    """Return a network trained on the learned rows of these tasks, its columns in their order."""
    rows, labels = labels_of(frame, drawn)
    described = [graphs[smiles] for smiles in frame["smiles"].to_numpy()[rows]]
    return network_of(labels, seed, epochs).fit(described, labels)


def labels_of(frame: pd.DataFrame, drawn: Mapping[str, Drawn]) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows that some task is learned from, (n,), and the labels of each there, (n, tasks), NaN where none."""
    rows = np.unique(np.concatenate([part.learned for part in drawn.values()]))
    labels = np.full((len(rows), len(drawn)), np.nan)
    for column, (task, part) in enumerate(drawn.items()):
        labels[np.searchsorted(rows, part.learned), column] = frame[task].to_numpy()[part.learned]
    return rows, labels


def network_of(labels: np.ndarray, seed: int = 0, epochs: int = EPOCHS) -> WeaveRegressor:
    """Return an untrained estimator for labels (n, tasks)."""
    from mi_core.regressors.weave.regressor import WeaveRegressor

    return WeaveRegressor(
        classes=tuple(n for n, column in enumerate(labels.T) if is_class(column)),
        width=WIDTH,
        pair_width=PAIR_WIDTH,
        epochs=epochs,
        batch_size=-(-len(labels) // STEPS_OF_AN_EPOCH),
        seed=seed,
    )


def affinity_matrix(losses: pd.DataFrame, tasks: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the mean affinity over seeds and its standard error, each with a row for the task that is helped.

    a(i ← j) = 1 - L(i with j) / L(i alone): above 0 where training with j helps i. NaN on the diagonal, and where nothing
    was trained; the standard error is NaN for one seed.
    """
    return mean_and_error(values_of(losses), tasks)

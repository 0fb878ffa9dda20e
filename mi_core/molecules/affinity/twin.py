"""The cheap twin of the exact affinity: an encoder of each task, frozen, and what a linear model reads from it of others.

48 trainings instead of 1,176: after A. Zamir et al., CVPR 2018 (Taskonomy), with linear models in place of networks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.molecules.affinity.exact import COLUMNS, EPOCHS, network_of, trained_on
from mi_core.molecules.affinity.heads import LinearReader
from mi_core.molecules.affinity.losses import is_class, relative_loss

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.descriptors.molecules.graph import MoleculeGraph
    from mi_core.molecules.affinity.drawn import Drawn
    from mi_core.regressors.weave.regressor import WeaveRegressor

UNTRAINED = ""  # the encoder beside which all others are judged


def twin_losses(
    frame: pd.DataFrame,
    graphs: Mapping[str, MoleculeGraph],
    drawn: Mapping[str, Drawn],
    encoders: Sequence[str],
    seed: int = 0,
    epochs: int = EPOCHS,
) -> pd.DataFrame:
    """Return the loss of each drawn task on what each encoder makes of its molecules: COLUMNS, `beside` the encoder.

    encoders : tasks among the drawn ones, and UNTRAINED for a network with the weights that trainings start from, so that
    `exact.affinity_matrix` gives a(i ← j) = 1 - L(i read from encoder j) / L(i read from the untrained one).
    """
    rows = np.unique(np.concatenate([np.concatenate([part.learned, part.tested]) for part in drawn.values()]))
    described = [graphs[smiles] for smiles in frame["smiles"].to_numpy()[rows]]
    found = []
    for name in encoders:
        network = (
            untrained(seed)
            if name == UNTRAINED
            else trained_on(frame, graphs, {name: drawn[name]}, seed, epochs)
        )
        represented = network.outputs(described)[2].astype(float)
        losses = _losses_read(frame, drawn, rows, represented)
        found += [[seed, task, name, loss] for task, loss in losses.items()]
    return pd.DataFrame(found, columns=COLUMNS)


def _losses_read(
    frame: pd.DataFrame, drawn: Mapping[str, Drawn], rows: np.ndarray, represented: np.ndarray
) -> dict[str, float]:
    """Return the loss of each task, read from the representation (n, k) of `rows`, (n,) positions in the table, sorted."""
    readers: dict[bytes, LinearReader] = {}  # many tasks are learned from the same molecules
    found = {}
    for task, part in drawn.items():
        key = part.learned.tobytes()
        if key not in readers:
            readers[key] = LinearReader(represented[np.searchsorted(rows, part.learned)])
        values = frame[task].to_numpy()
        learned, truth, probability = values[part.learned], values[part.tested], is_class(values)
        tested = represented[np.searchsorted(rows, part.tested)]
        predicted = readers[key].read(learned, tested, probability=probability)
        found[task] = relative_loss(truth, predicted, learned, probability=probability)
    return found


def untrained(seed: int = 0) -> WeaveRegressor:
    """Return a network with the weights that a training of one task starts from."""
    import torch

    network = network_of(np.empty((1, 0)), seed)
    torch.manual_seed(seed)
    network.target_mean_, network.target_scale_, network.n_targets_ = np.zeros(1), np.ones(1), 1
    network.networks_ = [network.build_network(1).eval()]
    return network

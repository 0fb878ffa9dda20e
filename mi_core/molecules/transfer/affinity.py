"""Affinity of one's own task to each encoder: how much better than a network that learned nothing its description is.

In seconds, since a ridge on the description answers, its penalty settled in closed form; for classes its answers are turned
into probabilities. Compare `mi_core.molecules.affinity.exact`, where networks are trained.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.molecules.affinity.heads import LinearReader
from mi_core.molecules.affinity.losses import relative_loss
from mi_core.molecules.encoders.encoders import UNTRAINED
from mi_core.molecules.transfer.learners.ridge import left_out, spectrum
from mi_core.molecules.transfer.splits import folds, strata_of
from mi_core.regressors.numeric import center_and_spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.molecules.transfer.described import Described

SUPPORTS = 4
REPEATS, FOLDS = 5, 5
COLUMNS = ["task", "affinity", "error", "loss", "support"]


def affinities(
    described: Described,
    labels: np.ndarray,
    groups: np.ndarray,
    *,
    classification: bool,
    seed: int = 0,
    progress: Callable[[float, str], None] | None = None,
) -> pd.DataFrame:
    """Return a row for each encoder, COLUMNS, the highest affinity first; the first `SUPPORTS` of them are the supports.

    a = 1 - L(encoder) / L(untrained), L the cross-validated loss relative to that of the mean; `affinity` is the mean over
    repeats and `error` its standard error over them, to which the splits alone contribute.
    """
    strata = strata_of(labels, classification=classification)
    splits = [
        folds(groups, strata, FOLDS, np.random.default_rng([seed, repeat])) for repeat in range(REPEATS)
    ]
    losses = {}
    for count, (name, encoding) in enumerate(described.encodings.items()):
        if progress:
            progress(count / len(described.encodings), "Measuring affinities")
        losses[name] = np.array(
            [_loss(encoding, labels, split, classification=classification) for split in splits]
        )
    return _ranked({task: 1 - losses[task] / losses[UNTRAINED] for task in described.tasks}, losses)


def _ranked(found: dict[str, np.ndarray], losses: dict[str, np.ndarray]) -> pd.DataFrame:
    rows = [
        (task, seen.mean(), seen.std(ddof=1) / np.sqrt(len(seen)), losses[task].mean())
        for task, seen in found.items()
    ]
    rows.sort(key=lambda row: (-row[1], row[0]))
    return pd.DataFrame(
        [(*row, place < SUPPORTS) for place, row in enumerate(rows)], columns=COLUMNS
    ).reset_index(drop=True)


def _loss(encoding: np.ndarray, labels: np.ndarray, split: np.ndarray, *, classification: bool) -> float:
    """Return the loss of rows that were held out, fold after fold."""
    answers, rows = np.empty(len(labels)), encoding.astype(np.float64)
    for fold in range(split.max() + 1):
        learned, tested = split != fold, split == fold
        reader = LinearReader(rows[learned])
        answers[tested] = reader.read(labels[learned], rows[tested], probability=classification)
    return relative_loss(labels, answers, labels, probability=classification)


def supports_of(described: Described, labels: np.ndarray, count: int = SUPPORTS) -> tuple[str, ...]:
    """Return the tasks whose encoders describe these labels with the least leave-one-out error, the best first.

    For choices within choices, where a few milliseconds count; the labels given are all that is looked at.
    """
    errors = {task: _left_out_error(described.encodings[task], labels) for task in described.tasks}
    return tuple(sorted(errors, key=lambda task: (errors[task], task))[:count])


def _left_out_error(encoding: np.ndarray, labels: np.ndarray) -> float:
    _, answers = left_out(spectrum(_standardised(encoding)), labels)
    return float(np.mean((answers - labels[:, None]) ** 2, axis=0).min())


def _standardised(encoding: np.ndarray) -> np.ndarray:
    rows = encoding.astype(np.float64)
    centre, spread = center_and_spread(rows)
    return (rows - centre) / spread

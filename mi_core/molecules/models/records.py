"""The card of the model of all tasks."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.evaluation.conformal import covered_rows
from mi_core.evaluation.metrics import regression_metrics
from mi_core.inputs.molecules import MOLECULE
from mi_core.molecules.models.blend import probability
from mi_core.molecules.models.store import SYSTEM, TASKS_MODEL
from mi_core.molecules.models.tasks_model import groups_of
from mi_core.pretrained.card import ModelCard, TargetRecord
from mi_core.pretrained.pipelines import builtin_values
from mi_core.pretrained.training import circumstances
from mi_core.targets import find_target

if TYPE_CHECKING:
    from mi_core.datasets.loading import Dataset
    from mi_core.molecules.models.calibration import Calibrated, HeldOut
    from mi_core.molecules.models.stages import Stages

MEASURED = (
    "Molecules that were not learned, five folds; of the five networks only the one answers that left a molecule out, so "
    "that all together err less."
)


def target_record(task: str, held: HeldOut, calibrated: Calibrated) -> TargetRecord:
    """Return what the card says of a task, with its errors on molecules that were not learned."""
    target = find_target(task)
    intervals: dict[str, Any] = {
        "weights": calibrated.weights.tolist(),
        "edges": list(calibrated.edges),
        "least_similar": calibrated.least_similar,
    }
    if calibrated.bands is not None:
        metrics = class_metrics(held.truth, calibrated.joined)
        intervals |= {"slope": calibrated.bands.slope, "offset": calibrated.bands.offset}
    else:
        assert calibrated.intervals is not None
        metrics = regression_metrics(held.truth, calibrated.joined)
        groups = groups_of(held.similarity, calibrated.edges)
        covered = covered_rows(held.truth, calibrated.joined, held.scale, groups)
        metrics["coverage"] = float(np.nanmean(covered))
        intervals["conformal"] = asdict(calibrated.intervals)
    return builtin_values(
        {
            "column": task,
            "title": target.title,
            "unit": target.unit,
            "minimum": target.minimum,
            "measured": MEASURED,
            "metrics": metrics,
            "intervals": intervals,
        }
    )


def class_metrics(truth: np.ndarray, odds: np.ndarray) -> dict[str, float]:
    """Return n, share of the class 1, area under the receiver's curve, and the mean cross entropy of the members' odds."""
    from sklearn.metrics import average_precision_score, log_loss, roc_auc_score

    return {
        "n": len(truth),
        "share_positive": float(truth.mean()),
        "auc": float(roc_auc_score(truth, odds)),
        "average_precision": float(average_precision_score(truth, odds)),
        "log_loss": float(log_loss(truth, probability(odds))),
    }


def model_card(
    dataset: Dataset,
    stages: Stages,
    records: dict[str, TargetRecord],
    *,
    split: str,
    seed: int,
    seconds: float,
) -> ModelCard:
    """Return the card, but for the hashes of files."""
    sizes = {"train": len(dataset.frame), "validation": len(dataset.frame)}
    return ModelCard(
        name=TASKS_MODEL,
        title="48 tasks of molecules",
        summary="Five weave networks of all tasks at once, on graphs of atoms and physical descriptors, answer together "
        "with boosted trees of each task on descriptors and Morgan counts, and with a kernel where labels are few; how "
        "much each counts was learned on molecules that none of them knew. Probabilities are calibrated and come with "
        "their Venn-Abers band, numbers with split-conformal intervals by how like a molecule is to those measured.",
        takes=MOLECULE.key,
        dataset={
            "name": dataset.card.name,
            "sha256": dataset.sha256,
            "rows": len(dataset.frame),
            "cleaning": str(dataset.report),
        },
        split=builtin_values(
            {"kind": "column", "column": split, "folds": len(stages.cut), "seed": seed, "sizes": sizes}
        ),
        targets=records,
        domain={"similarity": "Tanimoto of Morgan neighbourhoods, radius 2, 512 bits"},
        pipeline=[],
        training=circumstances("python -m mi_core molecules train molecular-tasks", seconds),
        files={},
        system=SYSTEM,
        loader="mi_core.molecules.models.store.load",
    )

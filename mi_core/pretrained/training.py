"""Train one recipe: data set → split or folds → fit → calibrate on rows held out → model folder with its card."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.utils.validation import has_fit_parameter

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import folds, make_split
from mi_core.inputs.kind import select_rows
from mi_core.pretrained.card import ModelCard
from mi_core.pretrained.held_out import Answers, Rows, answer, check, index_training, joined
from mi_core.pretrained.measured import measured_on
from mi_core.pretrained.model import TrainedModel, estimator_outputs, pipeline_outputs
from mi_core.pretrained.pipelines import builtin_values, describe_pipeline
from mi_core.pretrained.store import load_model, models_folder, save_model
from mi_core.targets import find_target

if TYPE_CHECKING:
    import pandas as pd
    from sklearn.pipeline import Pipeline

    from mi_core.evaluation.domain import DomainIndex
    from mi_core.pretrained.card import DatasetRecord, TrainingRecord
    from mi_core.pretrained.recipe import Recipe

LIBRARIES = ("torch", "scikit-learn", "pymatgen", "numpy")


def train(
    recipe: Recipe,
    *,
    folder: Path | None = None,
    seed: int = 0,
    keep_weights: bool = False,
    verbose: bool = False,
    checkpoints: Path | None = None,
) -> TrainedModel:
    """Train, calibrate and store the recipe's model; returns it. Nothing is chosen on the held-out rows.

    `keep_weights` leaves the stored pipeline as it is and calibrates its intervals and its domain anew, on the split of its
    card; InputError when it is not stored. `checkpoints` is a folder that keeps the state of networks, so that a training
    that was interrupted continues from its last epoch; it is deleted in the end.
    """
    started = time.perf_counter()
    kept = load_model(recipe.name, folder.parent if folder else None) if keep_weights else None
    seed = kept.card.split["seed"] if kept else seed
    dataset = load_dataset(recipe.dataset)
    columns = {key: dataset.card.targets[key] for key in recipe.targets}
    rows, frame, remark = learnable(recipe, dataset.frame, columns)
    work = _by_folds if recipe.folds else _by_split
    fit = partial(_fit, verbose=verbose, checkpoints=checkpoints)
    learned = work(recipe, rows, frame, seed, kept.pipeline if kept else None, fit)
    asked = {
        key: {"column": column, "unit": find_target(key).unit, "minimum": recipe.minimum(key)}
        for key, column in columns.items()
    }
    training = rows.select(learned.positions)
    checked = check(learned.answers, learned.index, training, asked, recipe.grouping)
    command = f"python -m mi_core train {recipe.name}" + (f" --seed {seed}" if seed else "")
    provenance = circumstances(command + " --keep-weights" * keep_weights, time.perf_counter() - started)
    card = ModelCard(
        name=recipe.name,
        title=recipe.title,
        summary=recipe.summary,
        takes=recipe.kind.key,
        dataset=_data_record(dataset, len(frame), remark),
        split=builtin_values(learned.split),
        targets=checked.targets,
        domain=checked.domain_record,
        pipeline=describe_pipeline(learned.pipeline),
        training=kept.card.training | {"calibrated": provenance} if kept else provenance,
        files=kept.card.files if kept else {},
    )
    known = _known_compounds(frame.iloc[learned.positions], columns)
    model = TrainedModel(card, learned.pipeline, checked.intervals, checked.domain, known)
    for name in recipe.also_measured_on:
        for key, record in measured_on(recipe, model, name).items():
            card.targets[key].setdefault("measured_on", {})[name] = record
    stored = save_model(model, folder or models_folder() / recipe.name, keep_weights=keep_weights)
    if checkpoints is not None:
        shutil.rmtree(checkpoints, ignore_errors=True)
    return stored


@dataclass(frozen=True, slots=True)
class Learned:
    """A fitted pipeline, the positions of the rows that it learned, the index of these, and its answers on rows held out."""

    pipeline: Pipeline
    positions: np.ndarray
    index: DomainIndex
    answers: Answers
    split: dict[str, Any]


def _by_split(recipe, rows: Rows, frame, seed: int, kept, fit) -> Learned:
    """Learn eight ninths, answer the rest."""
    split = make_split(frame, kind=recipe.split, seed=seed)
    training, held_out = rows.select(split.train), rows.select(split.validation)
    pipeline = kept or fit(recipe.pipeline(), training)
    index = index_training(pipeline_outputs(pipeline, training.materials)[2], training)
    answers = answer(pipeline_outputs(pipeline, held_out.materials), index, held_out)
    return Learned(pipeline, split.train, index, answers, split.as_dict())


def _by_folds(recipe, rows: Rows, frame, seed: int, kept, fit) -> Learned:
    """Answer every row by a pipeline that learned the other folds; learn all rows."""
    pipeline = kept or fit(recipe.pipeline(), rows)
    features = pipeline[:-1].transform(rows.materials)
    record = {
        "kind": recipe.split,
        "seed": seed,
        "folds": recipe.folds,
        "sizes": {"train": len(frame), "calibration": 0, "validation": len(frame)},
    }
    return Learned(
        pipeline,
        np.arange(len(frame)),
        index_training(estimator_outputs(pipeline[-1], features)[2], rows),
        joined(part for _, part in cross_answers(recipe, rows, features, frame, seed)),
        record,
    )


def cross_answers(recipe, rows: Rows, features, frame: pd.DataFrame, seed: int):
    """Yield for each fold of the recipe its positions, and what an estimator that learned all others says of it.

    features : what the pipeline's descriptors, which learn nothing from rows, make of the rows.
    """
    for training, test in folds(frame, recipe.folds, recipe.split, seed):
        known = rows.select(training)
        estimator = recipe.pipeline()[-1].fit(select_rows(features, training), _labels(known))
        index = index_training(estimator_outputs(estimator, select_rows(features, training))[2], known)
        yield (
            test,
            answer(estimator_outputs(estimator, select_rows(features, test)), index, rows.select(test)),
        )


def _labels(rows: Rows) -> np.ndarray:
    return rows.targets[:, 0] if rows.targets.shape[1] == 1 else rows.targets


def learnable(recipe, frame: pd.DataFrame, columns: dict[str, str]) -> tuple[Rows, pd.DataFrame, str]:
    """Return the rows that the recipe learns from, their frame, and what to say of those left out."""
    rows = Rows(recipe.kind.materials(frame), frame[list(columns.values())].to_numpy(dtype=float))
    if not recipe.only_in_scope:
        return rows, frame, ""
    inside = np.flatnonzero([m.usable and recipe.scope(m) is None for m in rows.materials])
    n = len(frame) - len(inside)
    remark = f"{n} rows left out that the model is not meant for."
    return rows.select(inside), frame.iloc[inside].reset_index(drop=True), remark


def _fit(pipeline, training: Rows, *, verbose: bool, checkpoints: Path | None) -> Pipeline:
    name, estimator = pipeline.steps[-1]
    if verbose and "verbose" in estimator.get_params():
        estimator.set_params(verbose=True)
    options = {f"{name}__checkpoints": checkpoints} if has_fit_parameter(estimator, "checkpoints") else {}
    return pipeline.fit(training.materials, _labels(training), **options)


def _data_record(dataset, rows: int, remark: str) -> DatasetRecord:
    return {
        "name": dataset.card.name,
        "sha256": dataset.sha256,
        "rows": rows,
        "cleaning": "\n".join(filter(None, (str(dataset.report), remark))),
    }


def _known_compounds(frame: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """The training rows as the model keeps them: id, formula and true values under the targets' keys."""
    kept = frame[["id", "formula", *columns.values()]].set_axis(["id", "formula", *columns], axis=1)
    return kept.astype(dict.fromkeys(columns, "float32")).reset_index(drop=True)


def circumstances(command: str, seconds: float) -> TrainingRecord:
    """Return the card's record of how a training was done, and when, and where."""
    return {
        "command": command,
        "date": datetime.now(UTC).date().isoformat(),
        "seconds": round(seconds),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "versions": {library: version(library) for library in LIBRARIES},
        "revision": _revision(),
    }


def _revision() -> str:
    """Return the commit of the code, or "unknown" outside a checkout."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return "unknown"

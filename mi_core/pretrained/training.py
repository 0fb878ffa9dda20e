"""Train one recipe: data set → split or folds → fit → calibrate on rows held out → model folder with its card."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.utils.validation import has_fit_parameter

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import COLUMN, FOLD_KINDS, folds, make_split
from mi_core.inputs.kind import select_rows
from mi_core.pretrained.card import ModelCard
from mi_core.pretrained.checking import Measured, check
from mi_core.pretrained.held_out import Answers, Rows, answer, grouping_of, index_training, joined
from mi_core.pretrained.measured import measured_on
from mi_core.pretrained.model import TrainedModel, described_alike, estimator_outputs, pipeline_outputs
from mi_core.pretrained.pipelines import builtin_values, describe_pipeline
from mi_core.pretrained.store import load_model, models_folder, save_model
from mi_core.targets import find_target

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from sklearn.pipeline import Pipeline

    from mi_core.evaluation.domain import DomainIndex
    from mi_core.pretrained.card import DatasetRecord, TrainingRecord
    from mi_core.pretrained.recipe import Recipe
    from mi_core.structures.material import Material

#: Kind of split → what is said of rows that were held out by it.
SPLIT_WORDS = {"random": "by rows", "grouped": "by compositions"}
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
    checked = check(learned.measured, learned.index, training, asked)
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
        domain=checked.domain_record | _domain_of(recipe, frame.iloc[learned.positions]),
        pipeline=describe_pipeline(learned.pipeline),
        training=kept.card.training | {"calibrated": provenance} if kept else provenance,
        files=kept.card.files if kept else {},
    )
    known = _known_compounds(frame.iloc[learned.positions], columns, (*recipe.numbers, *recipe.kept))
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
    measured: Measured
    split: dict[str, Any]


def _by_split(recipe, rows: Rows, frame, seed: int, kept, fit) -> Learned:
    """Learn eight ninths, answer the rest; where numbers are optional, without them and, again, with them."""
    split = make_split(frame, kind=recipe.split, seed=seed)
    training, held_out = rows.select(split.train), rows.select(split.validation)
    both = training.twice(recipe.optional)
    pipeline = kept or fit(recipe.pipeline(), both)
    index = index_training(pipeline_outputs(pipeline, both.materials)[2], training)
    grouping = grouping_of(recipe.grouping, training, recipe.optional)

    def answers(of: Rows, given: bool) -> Answers:
        """Answer the held-out rows as they are described, compared with training rows that are described so."""
        alike = described_alike(index, len(split.train), given)
        return answer(pipeline_outputs(pipeline, of.materials), alike, of, split.validation, grouping)

    named = (
        {f"with {' and '.join(recipe.optional)} given": answers(held_out, given=True)}
        if recipe.optional
        else {}
    )
    bare = answers(held_out.without(recipe.optional), given=False)
    return Learned(pipeline, split.train, index, _measured(recipe, frame, bare, named), split.as_dict())


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
    by_split = {
        split: joined(part for _, part in cross_answers(recipe, rows, features, frame, seed, split))
        for split in (recipe.split, *recipe.further_splits, *recipe.measured_splits)
    }
    main = by_split.pop(recipe.split)
    further, apart = (
        {SPLIT_WORDS.get(split, f"by {split}"): by_split[split] for split in splits}
        for splits in (recipe.further_splits, recipe.measured_splits)
    )
    return Learned(
        pipeline,
        np.arange(len(frame)),
        index_training(estimator_outputs(pipeline[-1], features)[2], rows),
        replace(_measured(recipe, frame, main, further), apart=apart),
        record,
    )


def _measured(recipe, frame: pd.DataFrame, answers: Answers, further: dict[str, Answers]) -> Measured:
    """Return the answers, with the recipe's parts of them."""
    parts = {
        words: frame.eval(condition).to_numpy(dtype=bool)[answers.positions]
        for words, condition in recipe.parts.items()
    }
    return Measured(answers, further, parts)


def cross_answers(recipe, rows: Rows, features, frame: pd.DataFrame, seed: int, split: str = ""):
    """Yield for each fold of the recipe its positions, and what an estimator that learned all others says of it.

    features : what the pipeline's descriptors, which learn nothing from rows, make of the rows. split : of the recipe's, by
    default the first.
    """
    kind, column = fold_kind(split or recipe.split)
    for training, test in folds(frame, recipe.folds, kind, seed, column=column):
        known = rows.select(training)
        estimator = recipe.pipeline()[-1].fit(select_rows(features, training), _labels(known))
        index = index_training(estimator_outputs(estimator, select_rows(features, training))[2], known)
        outputs = estimator_outputs(estimator, select_rows(features, test))
        grouping = grouping_of(recipe.grouping, known, recipe.optional)
        yield test, answer(outputs, index, rows.select(test), test, grouping)


def fold_kind(split: str) -> tuple[str, str]:
    """Return kind and column of a recipe's split, as `datasets.splits.folds` takes them."""
    return (split, "group") if split in FOLD_KINDS else (COLUMN, split)


def _labels(rows: Rows) -> np.ndarray:
    return rows.targets[:, 0] if rows.targets.shape[1] == 1 else rows.targets


def learnable(recipe, frame: pd.DataFrame, columns: dict[str, str]) -> tuple[Rows, pd.DataFrame, str]:
    """Return the rows that the recipe learns from, their frame, and what to say of those left out."""
    materials = with_numbers(recipe.kind.materials(frame), frame, (*recipe.numbers, *recipe.optional))
    rows = Rows(materials, frame[list(columns.values())].to_numpy(dtype=float))
    if not recipe.only_in_scope:
        return rows, frame, ""
    inside = np.flatnonzero([m.usable and recipe.scope(m) is None for m in rows.materials])
    n = len(frame) - len(inside)
    remark = f"{n} rows left out that the model is not meant for."
    return rows.select(inside), frame.iloc[inside].reset_index(drop=True), remark


def with_numbers(materials: list[Material], frame: pd.DataFrame, columns: Sequence[str]) -> list[Material]:
    """Return the materials of a table's rows with these of its columns as numbers beside them."""
    if not columns:
        return materials
    table = frame[list(columns)].to_numpy(dtype=float).tolist()
    return [
        replace(m, numbers=dict(zip(columns, row, strict=True)))
        for m, row in zip(materials, table, strict=True)
    ]


def _fit(pipeline, training: Rows, *, verbose: bool, checkpoints: Path | None) -> Pipeline:
    name, estimator = pipeline.steps[-1]
    if verbose:
        estimator.set_params(
            **{key: True for key in estimator.get_params() if key.split("__")[-1] == "verbose"}
        )
    options = {f"{name}__checkpoints": checkpoints} if has_fit_parameter(estimator, "checkpoints") else {}
    return pipeline.fit(training.materials, _labels(training), **options)


def _domain_of(recipe, learned: pd.DataFrame) -> dict[str, Any]:
    """Return what the card says of the domain beside distance and elements: ranges of numbers, and how groups are named."""
    ranges = {name: learned[name].quantile([0.01, 0.99]).tolist() for name in recipe.numbers}
    record: dict[str, Any] = {"ranges": builtin_values(ranges)} if ranges else {}
    return record if recipe.grouping else {**record, "groups": {"optional": list(recipe.optional)}}


def _data_record(dataset, rows: int, remark: str) -> DatasetRecord:
    return {
        "name": dataset.card.name,
        "sha256": dataset.sha256,
        "rows": rows,
        "cleaning": "\n".join(filter(None, (str(dataset.report), remark))),
    }


def _known_compounds(frame: pd.DataFrame, columns: dict[str, str], kept: Sequence[str]) -> pd.DataFrame:
    """The training rows as the model keeps them: id, formula, what else it keeps, and true values by target."""
    known = frame[["id", "formula", *kept, *columns.values()]]
    known = known.set_axis(["id", "formula", *kept, *columns], axis=1)
    return known.astype(dict.fromkeys(columns, "float32")).reset_index(drop=True)


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

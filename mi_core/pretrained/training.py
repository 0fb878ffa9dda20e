"""Train one recipe: data set → split or folds → fit → calibrate on rows held out → model folder with its card."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import time
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sklearn.utils.validation import has_fit_parameter

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.paths import cache_folder
from mi_core.pretrained.card import ModelCard
from mi_core.pretrained.checking import check
from mi_core.pretrained.learning import by_folds, by_split, labels_of, learnable
from mi_core.pretrained.measured import measured_on
from mi_core.pretrained.model import TrainedModel
from mi_core.pretrained.pipelines import builtin_values, describe_pipeline
from mi_core.pretrained.store import load_model, models_folder, save_model
from mi_core.targets import find_target
from mi_core.universal.kept import environments_kept_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from sklearn.pipeline import Pipeline

    from mi_core.pretrained.card import DatasetRecord, TrainingRecord
    from mi_core.pretrained.held_out import Rows
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
    work = by_folds if recipe.folds else by_split
    fit = partial(_fit, verbose=verbose, checkpoints=checkpoints)
    with environments_kept_in(cache_folder() / "environments"):
        learned = work(recipe, rows, frame, seed, kept.pipeline if kept else None, fit)
    known = frame.iloc[learned.positions]
    domain = _domain_of(recipe, known)
    checked = check(
        learned.measured,
        learned.index,
        rows.select(learned.positions),
        _asked(recipe, columns),
        domain.get("ranges"),
    )
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
        domain=checked.domain_record | domain,
        pipeline=describe_pipeline(learned.pipeline),
        training=kept.card.training | {"calibrated": provenance} if kept else provenance,
        files=kept.card.files if kept else {},
    )
    compounds = _known_compounds(known, columns, (*recipe.numbers, *recipe.kept))
    model = TrainedModel(card, learned.pipeline, checked.intervals, checked.domain, compounds)
    _measure_elsewhere(recipe, model)
    stored = save_model(model, folder or models_folder() / recipe.name, keep_weights=keep_weights)
    if checkpoints is not None:
        shutil.rmtree(checkpoints, ignore_errors=True)
    return stored


def _asked(recipe: Recipe, columns: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return for each target its column of the table, its unit, and the least value that it can have."""
    return {
        key: {"column": column, "unit": find_target(key).unit, "minimum": recipe.minimum(key)}
        for key, column in columns.items()
    }


def _measure_elsewhere(recipe: Recipe, model: TrainedModel) -> None:
    """Add to the model's card its errors on the rows of further data sets."""
    for name in recipe.also_measured_on:
        for key, record in measured_on(recipe, model, name).items():
            model.card.targets[key].setdefault("measured_on", {})[name] = record


def _fit(pipeline, training: Rows, *, verbose: bool, checkpoints: Path | None) -> Pipeline:
    name, estimator = pipeline.steps[-1]
    if verbose:
        estimator.set_params(
            **{key: True for key in estimator.get_params() if key.split("__")[-1] == "verbose"}
        )
    options = {f"{name}__checkpoints": checkpoints} if has_fit_parameter(estimator, "checkpoints") else {}
    return pipeline.fit(training.materials, labels_of(training), **options)


def _domain_of(recipe, learned: pd.DataFrame) -> dict[str, Any]:
    """Return what the card says of the domain beside distance and elements: ranges of numbers, and how groups are named."""
    ranges = {name: learned[name].quantile([0.01, 0.99]).tolist() for name in recipe.numbers}
    record: dict[str, Any] = {"ranges": builtin_values(ranges)} if ranges else {}
    if recipe.grouping is None:
        record["groups"] = {"optional": list(recipe.optional), "series": recipe.series}
    return record


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

"""Train one recipe: data set → split → fit → calibrate on the held-out ninth → model folder with its card."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import make_split
from mi_core.evaluation.conformal import calibrate, cross_coverage
from mi_core.evaluation.domain import fit_domain
from mi_core.evaluation.metrics import regression_metrics
from mi_core.pretrained.card import ModelCard
from mi_core.pretrained.model import TrainedModel, at_least, atomic_numbers, pipeline_outputs
from mi_core.pretrained.store import describe_pipeline, models_folder, plain, save_model
from mi_core.targets import find_target

if TYPE_CHECKING:
    from mi_core.pretrained.recipe import Recipe

LIBRARIES = ("torch", "scikit-learn", "pymatgen", "numpy")


def train(
    recipe: Recipe, *, folder: Path | None = None, seed: int = 0, verbose: bool = False
) -> TrainedModel:
    """Train, calibrate and store the recipe's model; returns it. Nothing is chosen on the held-out rows."""
    started = time.perf_counter()
    dataset = load_dataset(recipe.dataset)
    frame = dataset.frame
    columns = [dataset.card.targets[key] for key in recipe.targets]
    materials = recipe.materials(frame)
    targets = frame[columns].to_numpy(dtype=float)
    split = make_split(frame, kind="random", seed=seed)

    pipeline = recipe.pipeline()
    if verbose and "verbose" in pipeline[-1].get_params():
        pipeline[-1].set_params(verbose=True)
    y = targets[:, 0] if len(columns) == 1 else targets
    pipeline.fit([materials[i] for i in split.train], y[split.train])

    training_elements = np.unique(np.concatenate([atomic_numbers(materials[i]) for i in split.train]))
    outputs = {
        part: pipeline_outputs(pipeline, [materials[i] for i in getattr(split, part)])
        for part in ("train", "validation")
    }
    domain = fit_domain(outputs["train"][2], outputs["validation"][2], training_elements)
    means, scales, representation = outputs["validation"]
    inside = domain.inside(
        domain.nearest(representation)[0], [atomic_numbers(materials[i]) for i in split.validation]
    )
    records, intervals = {}, {}
    for column, key in enumerate(recipe.targets):
        truth = targets[split.validation, column]
        mean = at_least(recipe.minimum(key), means[:, column])
        intervals[key] = calibrate(truth, mean, scales[:, column])
        records[key] = {
            "column": columns[column],
            "unit": find_target(key).unit,
            "minimum": recipe.minimum(key),
            "metrics": {
                **regression_metrics(truth, mean),
                "baseline_mae": float(np.nanmean(np.abs(truth - np.nanmedian(targets[split.train, column])))),
                "coverage": cross_coverage(truth, mean, scales[:, column]),
                "mae_inside": _mean_error(truth, mean, inside),
                "mae_outside": _mean_error(truth, mean, ~inside),
            },
            "intervals": {name: getattr(intervals[key], name) for name in intervals[key].__slots__},
        }
    card = ModelCard(
        name=recipe.name,
        title=recipe.title,
        summary=recipe.summary,
        takes=recipe.takes,
        dataset={
            "name": recipe.dataset,
            "sha256": dataset.sha256,
            "rows": len(frame),
            "cleaning": str(dataset.report),
        },
        split=plain(split.as_dict()),
        targets=plain(records),
        domain={"threshold": domain.threshold, "elements": _symbols(training_elements)},
        pipeline=describe_pipeline(pipeline),
        training=_circumstances(recipe.name, seed, time.perf_counter() - started),
        files={},
    )
    kept = frame.loc[split.train, ["id", "formula", *columns]].rename(
        columns=dict(zip(columns, recipe.targets, strict=True))
    )
    kept[list(recipe.targets)] = kept[list(recipe.targets)].astype("float32")
    model = TrainedModel(card, pipeline, intervals, domain, kept.reset_index(drop=True))
    return save_model(model, folder or models_folder() / recipe.name)


def _mean_error(truth, mean, rows) -> float | None:
    """Mean absolute error over known truths of these rows; None without any."""
    errors = np.abs(truth - mean)[rows & np.isfinite(truth)]
    return float(errors.mean()) if len(errors) else None


def _symbols(numbers) -> list[str]:
    from pymatgen.core import Element

    return [Element.from_Z(int(z)).symbol for z in numbers]


def _circumstances(name: str, seed: int, seconds: float) -> dict:
    return {
        "command": f"python -m mi_core train {name}" + (f" --seed {seed}" if seed else ""),
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

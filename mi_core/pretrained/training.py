"""Train one recipe: data set → split → fit → calibrate on the held-out ninth → model folder with its card."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import make_split
from mi_core.evaluation.conformal import calibrate, covered_rows
from mi_core.evaluation.domain import fit_domain
from mi_core.evaluation.families import family
from mi_core.evaluation.metrics import regression_metrics
from mi_core.pretrained.card import ModelCard
from mi_core.pretrained.model import TrainedModel, at_least, atomic_numbers, pipeline_outputs
from mi_core.pretrained.store import describe_pipeline, models_folder, plain, save_model
from mi_core.targets import find_target

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.evaluation.conformal import ConformalIntervals
    from mi_core.evaluation.domain import DomainIndex
    from mi_core.pretrained.recipe import Recipe
    from mi_core.structures.material import Material

LIBRARIES = ("torch", "scikit-learn", "pymatgen", "numpy")


@dataclass(frozen=True, slots=True)
class Rows:
    """Materials (n) with their targets (n, n_targets), NaN where unknown."""

    materials: list[Material]
    targets: np.ndarray


def train(
    recipe: Recipe, *, folder: Path | None = None, seed: int = 0, verbose: bool = False
) -> TrainedModel:
    """Train, calibrate and store the recipe's model; returns it. Nothing is chosen on the held-out rows."""
    started = time.perf_counter()
    dataset = load_dataset(recipe.dataset)
    columns = {key: dataset.card.targets[key] for key in recipe.targets}
    split = make_split(dataset.frame, kind=recipe.split, seed=seed)
    training, held_out = (
        _rows(recipe, dataset.frame.iloc[part], columns) for part in (split.train, split.validation)
    )
    pipeline = _fit(recipe.pipeline(), training, verbose=verbose)
    asked = {
        key: {"column": column, "unit": find_target(key).unit, "minimum": recipe.minimum(key)}
        for key, column in columns.items()
    }
    checked = check_on_held_out(pipeline, training, held_out, asked)
    card = ModelCard(
        name=recipe.name,
        title=recipe.title,
        summary=recipe.summary,
        takes=recipe.takes,
        dataset=_data_record(dataset),
        split=plain(split.as_dict()),
        targets=checked.targets,
        domain=checked.domain_record,
        pipeline=describe_pipeline(pipeline),
        training=circumstances(train_command(recipe.name, seed), time.perf_counter() - started),
        files={},
    )
    known = _known_compounds(dataset.frame.iloc[split.train], columns)
    model = TrainedModel(card, pipeline, checked.intervals, checked.domain, known)
    return save_model(model, folder or models_folder() / recipe.name)


@dataclass(frozen=True, slots=True)
class Checked:
    """What held-out rows say of a fitted pipeline: intervals and domain, and the card's records of both."""

    intervals: dict[str, ConformalIntervals]
    targets: dict[str, dict[str, Any]]
    domain: DomainIndex
    domain_record: dict[str, Any]


def check_on_held_out(pipeline, training: Rows, held_out: Rows, targets: dict[str, dict]) -> Checked:
    """Calibrate the intervals and the domain of a fitted pipeline, and measure its errors, on held-out rows.

    targets : for each column of y its key, with `column`, `unit`, `minimum` and what else goes on the card.
    """
    means, scales, representation = pipeline_outputs(pipeline, held_out.materials)
    elements = np.unique(np.concatenate([atomic_numbers(m) for m in training.materials]))
    domain = fit_domain(pipeline_outputs(pipeline, training.materials)[2], representation, elements)
    held_out_elements = [atomic_numbers(m) for m in held_out.materials]
    inside = domain.inside(domain.nearest(representation)[0], held_out_elements)
    families = np.array([family(numbers) for numbers in held_out_elements])

    intervals, records = {}, {}
    for number, (key, record) in enumerate(targets.items()):
        truth, scale = held_out.targets[:, number], scales[:, number]
        mean = at_least(record["minimum"], means[:, number])
        intervals[key] = calibrate(truth, mean, scale, families)
        records[key] = {
            **record,
            "metrics": {
                **regression_metrics(truth, mean),
                "baseline_mae": _mean_error(truth, np.nanmedian(training.targets[:, number])),
                "coverage": np.nanmean(covered_rows(truth, mean, scale, families)),
                "mae_inside": _mean_error(truth, mean, inside),
                "mae_outside": _mean_error(truth, mean, ~inside),
            },
            "intervals": asdict(intervals[key]),
        }
    record = {"threshold": domain.threshold, "elements": _symbols(elements)}
    return Checked(intervals, plain(records), domain, record)


def _rows(recipe: Recipe, frame: pd.DataFrame, columns: dict[str, str]) -> Rows:
    return Rows(recipe.materials(frame), frame[list(columns.values())].to_numpy(dtype=float))


def _fit(pipeline, training: Rows, *, verbose: bool):
    if verbose and "verbose" in pipeline[-1].get_params():
        pipeline[-1].set_params(verbose=True)
    y = training.targets[:, 0] if training.targets.shape[1] == 1 else training.targets
    return pipeline.fit(training.materials, y)


def _data_record(dataset) -> dict:
    return {
        "name": dataset.card.name,
        "sha256": dataset.sha256,
        "rows": len(dataset.frame),
        "cleaning": str(dataset.report),
    }


def _known_compounds(frame: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """The training rows as the model keeps them: id, formula and true values under the targets' keys."""
    kept = frame[["id", "formula", *columns.values()]].set_axis(["id", "formula", *columns], axis=1)
    return kept.astype(dict.fromkeys(columns, "float32")).reset_index(drop=True)


def _mean_error(truth, mean, rows=True) -> float | None:
    """Mean absolute error over known truths of these rows; None without any."""
    errors = np.abs(truth - mean)[rows & np.isfinite(truth)]
    return float(errors.mean()) if len(errors) else None


def _symbols(numbers) -> list[str]:
    from pymatgen.core import Element

    return [Element.from_Z(int(z)).symbol for z in numbers]


def train_command(name: str, seed: int) -> str:
    """Return the command that repeats the training of a recipe."""
    return f"python -m mi_core train {name}" + (f" --seed {seed}" if seed else "")


def circumstances(command: str, seconds: float) -> dict:
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

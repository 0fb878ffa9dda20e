"""Train the models of alloys and store them with their cards: `python -m mi_core alloys train NAME`, or `all`."""

from __future__ import annotations

import hashlib
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.alloys.dataset import table as alloy_data
from mi_core.alloys.dataset.table import AlloyData, load_alloys
from mi_core.alloys.models.generators.registry import GENERATORS, make_generator
from mi_core.alloys.models.trained_store import (
    SURROGATE,
    load_trained,
    save_trained,
    trained_folder,
    trained_names,
)
from mi_core.alloys.specification.wishes import TOLERANCE
from mi_core.errors import InputError
from mi_core.pretrained.training import circumstances

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAMES = (SURROGATE, *GENERATORS)


def train_models(
    names: Sequence[str] = ("all",),
    *,
    seed: int = 0,
    data_folder: Path | None = None,
    folder: Path | None = None,
    checkpoints: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
    **parameters,
) -> list[dict[str, Any]]:
    """Train models by name and return their cards; the surrogate first, since the generators' cards need it.

    A seed other than 0 names the model NAME-seedN. InputError for an unknown name. `checkpoints` is a folder that keeps the
    state of networks, so that a training that was interrupted continues from its last epoch; what a training leaves there
    is deleted in its end. `say(line)` reports progress.
    """
    wanted = NAMES if "all" in names else tuple(dict.fromkeys(names))
    if unknown := [name for name in wanted if name not in NAMES]:
        raise InputError(f"A model of alloys is one of {', '.join(NAMES)}, or all; got {unknown[0]!r}.")
    data_folder = data_folder or alloy_data.FOLDER
    folder = folder or trained_folder()
    data = load_alloys(data_folder)
    source = data_record(data, data_folder)
    cards = []
    for name in sorted(wanted, key=NAMES.index):
        make = train_surrogate if name == SURROGATE else train_generator
        kept = checkpoints and checkpoints / f"alloys-{name}-seed{seed}"
        cards.append(
            make(name, data, source, seed=seed, folder=folder, checkpoints=kept, say=say, **parameters)
        )
        if kept:
            shutil.rmtree(kept, ignore_errors=True)
    return cards


def train_surrogate(
    name, data: AlloyData, source, *, seed: int, folder: Path, checkpoints: Path | None, say, **parameters
) -> dict[str, Any]:
    """Train and store the surrogate; its metrics are those of the stored weights on the test split."""
    from mi_core.alloys.models.surrogate import Surrogate

    started = time.perf_counter()

    def report(number: int, epoch: int, loss: float) -> None:
        """Say now and then how far it is."""
        if epoch % 10 == 0:
            say(
                f"{name}: network {number} pass {epoch} loss {loss:.5f} {time.perf_counter() - started:.0f} s"
            )

    model = Surrogate(**parameters).fit(data, seed=seed, on_epoch=report, checkpoints=checkpoints)
    seconds = time.perf_counter() - started
    card = {
        "name": name,
        "model": name,
        "title": "Surrogate of phase fractions",
        "parameters": model.parameters(),
        "phases": list(model.phases),
        "temperatures_k": [float(t) for t in model.temperatures],
        "data": source,
        "seed": seed,
        "training": circumstances(_command(name, seed), seconds),
    }
    save_trained(stored_as(name, seed), model, card, folder)
    stored = load_trained(stored_as(name, seed), folder)
    card["metrics"] = {
        split: surrogate_metrics(stored, data.of_split(split)) for split in ("validation", "test")
    }
    save_trained(stored_as(name, seed), model, card, folder)
    say(f"{name}: {card['metrics']}")
    return card


def surrogate_metrics(model, data: AlloyData) -> dict[str, float]:
    """Return errors in mole fraction over known cells of alloys, and how often the 90 % interval holds the truth."""
    predicted, known = model.predict(data.wt), np.isfinite(data.fractions)
    lower, upper = model.interval(data.wt)
    error = np.abs(np.where(known, predicted - data.fractions, 0))
    there = known & (data.fractions > 0)
    inside = (data.fractions >= lower - 1e-6) & (data.fractions <= upper + 1e-6)
    return {
        "alloys": len(data),
        "mae": float(error[known].mean()),
        "mae_of_present_phases": float(error[there].mean()),
        "rmse": float(np.sqrt(np.square(error[known]).mean())),
        "baseline_mae": float(np.abs(data.fractions - np.nanmean(data.fractions, axis=0))[known].mean()),
        "share_of_points_within_tolerance": float((error.max(axis=2) <= TOLERANCE)[known.all(axis=2)].mean()),
        "share_of_alloys_within_tolerance": float((error.max(axis=(1, 2)) <= TOLERANCE).mean()),
        "coverage_of_present_phases": float(inside[there].mean()),
        "coverage": float(inside[known].mean()),
    }


def train_generator(
    name, data: AlloyData, source, *, seed: int, folder: Path, checkpoints: Path | None, say, **parameters
) -> dict[str, Any]:
    """Train and store a generator; its metrics are the surrogate's opinion on conditions of the validation split."""
    from mi_core.alloys.models.scored_by_surrogate import quick_scores

    started = time.perf_counter()
    model = make_generator(name, **parameters).fit(data, seed=seed, checkpoints=checkpoints)
    seconds = time.perf_counter() - started
    metrics = {}
    if SURROGATE in trained_names(folder):
        metrics = quick_scores(model, load_trained(SURROGATE, folder), data.of_split("validation"))
    card = {
        "name": stored_as(name, seed),
        "model": name,
        "title": GENERATORS[name][2],
        "parameters": model.parameters(),
        "data": source,
        "seed": seed,
        "metrics": {"validation, 70 % hidden, 10 proposals, by the surrogate": metrics},
        "training": circumstances(_command(name, seed), seconds),
    }
    save_trained(stored_as(name, seed), model, card, folder)
    say(f"{card['name']}: {seconds:.0f} s, {metrics}")
    return card


def data_record(data: AlloyData, folder: Path) -> dict[str, Any]:
    """Return what the card says of the data set: hashes of its files, alloys per split, points that are unknown."""
    files = (alloy_data.ALLOYS, alloy_data.FRACTIONS)
    return {
        "name": "alloys",
        "sha256": {file: hashlib.sha256((Path(folder) / file).read_bytes()).hexdigest() for file in files},
        "split": {split: int((data.split == split).sum()) for split in alloy_data.SPLITS},
        "phases": len(data.phases),
        "unknown_points": int(np.isnan(data.fractions).any(axis=2).sum()),
    }


def stored_as(name: str, seed: int) -> str:
    """Return the name that a model trained with a seed is stored by."""
    return f"{name}-seed{seed}" if seed else name


def _command(name: str, seed: int) -> str:
    return f"python -m mi_core alloys train {name}" + (f" --seed {seed}" if seed else "")

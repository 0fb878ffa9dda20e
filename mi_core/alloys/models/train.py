"""Train the models of alloys and store them with their cards: `python -m mi_core alloys train NAME`, or `all`."""

from __future__ import annotations

import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.dataset import table as alloy_data
from mi_core.alloys.dataset.table import AlloyData, load_alloys
from mi_core.alloys.models.generators.registry import GENERATORS, make_generator
from mi_core.alloys.models.surrogate_interval import COVERAGE
from mi_core.alloys.models.trained_store import (
    SURROGATE,
    SYSTEM,
    load_trained,
    save_trained,
    step_of,
    trained_folder,
    trained_names,
)
from mi_core.alloys.specification.wishes import TOLERANCE
from mi_core.errors import InputError
from mi_core.files import file_sha256
from mi_core.pretrained.card import ModelCard
from mi_core.pretrained.pipelines import builtin_values
from mi_core.pretrained.training import circumstances

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAMES = (SURROGATE, *GENERATORS)
SURROGATE_CARD = {
    "title": "Surrogate of phase fractions",
    "summary": "Predicts the phases of an alloy from its composition alone, in microseconds: it ranks and refines proposals "
    "and draws the explorer's diagram while the sliders move. Its intervals are split-conformal, for 90 %.",
    "takes": "composition",
    "loader": "mi_core.alloys.models.trained_store.load_surrogate",
}
GENERATOR_CARD = {
    "summary": "Proposes compositions of aluminium alloys for phases wished at temperatures and for limits on contents; "
    "learned from alloys whose equilibria CALPHAD computed.",
    "takes": "specification",
    "loader": "mi_core.alloys.models.trained_store.load_generator",
}


def train_models(
    names: Sequence[str] = ("all",),
    *,
    seed: int = 0,
    data_folder: Path | None = None,
    folder: Path | None = None,
    checkpoints: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
    **parameters,
) -> list[ModelCard]:
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
) -> ModelCard:
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
    grid = {"phases": list(model.phases), "temperatures_k": [float(t) for t in model.temperatures]}
    source = source | {"domain": source["domain"] | grid}
    card = _card(name, seed, seconds, model, SURROGATE_CARD | source | {"targets": {}})
    stored = load_trained(save_trained(model, card, folder).name, folder)
    metrics = {split: surrogate_metrics(stored, data.of_split(split)) for split in ("test", "validation")}
    targets = phase_fractions(
        "On test alloys at all temperatures of the data set; within tolerance is within 2 mol%.",
        metrics["test"],
        intervals=builtin_values({"coverage": COVERAGE, **model.intervals_}),
        measured_on={"validation alloys": in_per_cent(metrics["validation"])},
    )
    card = save_trained(model, replace(card, targets=targets), folder)
    say(f"{name}: {metrics}")
    return card


def surrogate_metrics(model, data: AlloyData) -> dict[str, float]:
    """Return errors in mole fraction over known cells of alloys, and how often the 90 % interval holds the truth."""
    predicted, known = model.predict(data.wt), np.isfinite(data.fractions)
    lower, upper = model.interval(data.wt)
    error = np.abs(np.where(known, predicted - data.fractions, 0))
    there = known & (data.fractions > 0)
    inside = (data.fractions >= lower - 1e-6) & (data.fractions <= upper + 1e-6)
    return {
        "n": len(data),
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
) -> ModelCard:
    """Train and store a generator; its metrics are the surrogate's opinion on conditions of the validation split."""
    from mi_core.alloys.models.scored_by_surrogate import quick_scores

    started = time.perf_counter()
    model = make_generator(name, **parameters).fit(data, seed=seed, checkpoints=checkpoints)
    seconds = time.perf_counter() - started
    metrics = {}
    if SURROGATE in trained_names(folder):
        metrics = quick_scores(model, load_trained(SURROGATE, folder), data.of_split("validation"))
    measured = (
        "Diagrams of validation alloys, 70 % hidden, 10 proposals for each, judged by the surrogate. A diagram is met when "
        "every given fraction is within 2 mol%."
    )
    targets = phase_fractions(measured, metrics) if metrics else {}
    own = {"title": GENERATORS[name][1], "targets": targets}
    card = _card(name, seed, seconds, model, GENERATOR_CARD | source | own)
    say(f"{card.name}: {seconds:.0f} s, {metrics}")
    return save_trained(model, card, folder)


def data_record(data: AlloyData, folder: Path) -> dict[str, Any]:
    """Return what the card says of the data set: hashes of its files, alloys per split, elements."""
    files = (alloy_data.ALLOYS, alloy_data.FRACTIONS)
    unknown = int(np.isnan(data.fractions).any(axis=2).sum())
    return {
        "dataset": {
            "name": "alloys",
            "sha256": {file: file_sha256(Path(folder) / file) for file in files},
            "rows": len(data),
            "cleaning": f"{unknown} points did not converge and stay unknown.",
        },
        "split": {
            "kind": "grouped",
            "sizes": {split: int((data.split == split).sum()) for split in alloy_data.SPLITS},
        },
        "domain": {"elements": ["Al", *ELEMENTS]},
    }


def phase_fractions(measured: str, metrics: dict[str, float], **others) -> dict[str, Any]:
    """Return the card's record of what the models of alloys are about, its errors in mol%."""
    record = {"title": "Phase fraction", "unit": "mol%", "minimum": 0.0, "measured": measured}
    return {"phase_fraction": record | {"metrics": in_per_cent(metrics), **others}}


def in_per_cent(metrics: dict[str, float]) -> dict[str, float]:
    """Return metrics with errors in mol% where they were in mole fraction; shares and counts stay."""
    errors = ("mae", "rmse", "baseline_mae")
    return {key: 100 * value if key.startswith(errors) else value for key, value in metrics.items()}


def _card(name: str, seed: int, seconds: float, model, own: dict[str, Any]) -> ModelCard:
    """Return the card of a model of alloys; own : what those of other models say otherwise."""
    command = f"python -m mi_core alloys train {name}" + (f" --seed {seed}" if seed else "")
    training = circumstances(command, seconds) | {"seed": seed}
    shared = {"name": stored_as(name, seed), "system": SYSTEM, "training": training, "files": {}}
    return ModelCard(**shared | own, pipeline=[step_of(model)])


def stored_as(name: str, seed: int) -> str:
    """Return the name that a model trained with a seed is stored by."""
    return f"{name}-seed{seed}" if seed else name

"""Own models as folders: a card with hashes, learners in skops, arrays in safetensors, a table; nothing is pickled.

WORKSPACE/molecules/NAME/{card.yaml, estimator.skops, method.json, probe.safetensors, training.parquet}
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from safetensors.numpy import load_file, save_file

from mi_core import cards
from mi_core.errors import InputError
from mi_core.evaluation.conformal import ConformalIntervals  # noqa: TC001 - checked by pydantic at run time
from mi_core.files import file_name
from mi_core.molecules.transfer.candidates import CANDIDATES, MEAN_TITLES
from mi_core.molecules.transfer.learners.probabilities import Calibration  # noqa: TC001 - likewise
from mi_core.molecules.transfer.model import OwnModel
from mi_core.molecules.transfer.nested import Fitted
from mi_core.pretrained.card import CARD_FILE, ModelCard
from mi_core.pretrained.pipelines import describe_pipeline, load_pipeline, save_pipeline
from mi_core.pretrained.store import load_model, save_files
from mi_core.pretrained.training import circumstances
from mi_core.words import detail

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.molecules.transfer.verdict import Verdict

METHOD, PROBE, TRAINING = "method.json", "probe.safetensors", "training.parquet"
LOADER = "mi_core.molecules.transfer.saving.read_own_model"
SYSTEM = "molecules"
#: Of METHOD, raised whenever what it says changes its meaning; since 2 likeness is that of counts.
FORMAT = 2
COLUMNS = ("id", "smiles", "label", "value", "scale")  # of TRAINING
CURE = "bring its table again, and it is learned anew"


@dataclass(frozen=True, slots=True)
class MethodRecord:
    """What METHOD holds; the attributes are those of `OwnModel` and of its `Fitted`."""

    format: int
    target: str
    classes: tuple[str, ...]
    method: str
    names: tuple[str, ...]
    weights: tuple[float, ...]
    supports: tuple[str, ...]
    factor: float
    calibration: Calibration | None
    encodings: tuple[str, ...]
    intervals: ConformalIntervals | None
    threshold: float
    __pydantic_config__ = cards.EXACT


def own_molecule_models(workspace: Path) -> Path:
    """Return where a workspace keeps the models of its own tasks of molecules."""
    return workspace / "molecules"


def save_own_model(
    model: OwnModel, folder: Path, *, verdict: Verdict, seconds: float = 0.0, command: str = ""
) -> ModelCard:
    """Write a model into `folder`, whole or not at all, and return its card."""
    from sklearn.pipeline import Pipeline

    # Learners that answer side by side: a pipeline is what the store writes, and is never fitted or asked as one.
    pipeline = Pipeline(list(zip(model.fitted.names, model.fitted.learners, strict=True)))

    def write(place: Path) -> None:
        save_pipeline(pipeline, place)
        save_file({"probe": np.ascontiguousarray(model.probe)}, place / PROBE)
        model.training.to_parquet(place / TRAINING, index=False, compression="zstd")
        (place / METHOD).write_text(json.dumps(asdict(_record(model)), indent=1), encoding="utf-8")

    card = _card(model, folder.name, verdict, seconds, command)
    return save_files(replace(card, pipeline=describe_pipeline(pipeline)), folder, write)


def _record(model: OwnModel) -> MethodRecord:
    fitted = model.fitted
    return MethodRecord(
        format=FORMAT,
        target=model.target,
        classes=model.classes,
        method=model.method,
        names=fitted.names,
        weights=fitted.weights,
        supports=fitted.supports,
        factor=fitted.factor,
        calibration=fitted.calibration,
        encodings=model.encodings,
        intervals=model.intervals,
        threshold=model.threshold,
    )


def _card(model: OwnModel, name: str, verdict: Verdict, seconds: float, command: str) -> ModelCard:
    """Return the card of a model, without what its files say."""
    rows = len(model.training)
    key = file_name(model.target)
    training = model.training.to_csv(index=False).encode()
    return ModelCard(
        name=name,
        title=f"{model.target}: {model.title.lower()}",
        summary=f"Learned from {rows:,} molecules of a table of one's own. {verdict.sentence}",
        takes="molecule",
        dataset={
            "name": model.target,
            "sha256": _sha256(training),
            "rows": rows,
            "cleaning": "molecules counted once",
        },
        split={"kind": "all rows learned", "sizes": {"train": rows}},
        targets={
            key: {
                "column": model.target,
                "title": model.target,
                "unit": "",
                "minimum": None,
                "metrics": {"n": rows, verdict.measure: verdict.with_transfer},
            }
        },
        domain={"similarity": model.threshold},
        pipeline=[],
        training=circumstances(command, seconds),
        files={},
        system=SYSTEM,
        loader=LOADER,
    )


def _sha256(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def load_own_model(name: str, folder: Path) -> OwnModel:
    """Return a model by the name of its folder in `folder`.

    InputError for an unknown one, a file that is missing or changed, and a model of another kind or format.
    """
    if (folder / name).is_dir() and not (folder / name / CARD_FILE).is_file():
        raise InputError(f"The model {name!r} in {folder} has no {CARD_FILE}; {CURE}.")
    found = load_model(name, folder)
    if not isinstance(found, OwnModel):
        raise InputError(
            f"The model {name!r} in {folder} is none of a task of molecules of one's own; choose another one, or {CURE}."
        )
    return found


def read_own_model(card: ModelCard, home: Path) -> OwnModel:
    """Return the model of a card and its folder, whose hashes were checked; InputError for another format."""
    record = _read_record(home)
    pipeline = load_pipeline(home, card.pipeline)
    learners = tuple(learner for _, learner in pipeline.steps)
    training, arrays = pd.read_parquet(home / TRAINING), load_file(home / PROBE)
    wanted = [(TRAINING, name, training) for name in COLUMNS] + [(PROBE, "probe", arrays)]
    faults = [f"{file} lacks {name}" for file, name, there in wanted if name not in there]
    if not len(record.names) == len(record.weights) == len(learners):
        counts = f"{len(record.names)} methods, {len(record.weights)} weights and {len(learners)} learners"
        faults.append(f"it has {counts}")
    if faults:
        raise InputError(f"{_named(home)} cannot be read: {', '.join(faults)}; {CURE}.")
    fitted = Fitted(
        names=record.names,
        learners=learners,
        weights=record.weights,
        supports=record.supports,
        factor=record.factor,
        calibration=record.calibration,
    )
    return OwnModel(
        target=record.target,
        classes=record.classes,
        method=record.method,
        fitted=fitted,
        encodings=record.encodings,
        intervals=record.intervals,
        threshold=record.threshold,
        training=training,
        probe=arrays["probe"],
    )


def _read_record(home: Path) -> MethodRecord:
    """Return what METHOD holds; InputError for another format, keys that are missing or wrong, and methods of old."""
    where = f"{_named(home)}: {METHOD}"
    try:
        raw = json.loads((home / METHOD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{where} cannot be read ({detail(error)}); {CURE}.") from error
    if not isinstance(raw, dict):
        raise InputError(f"{where} holds no keys with values; {CURE}.")
    if (found := raw.get("format", 1)) != FORMAT:
        raise InputError(f"{where} is of format {found!r}, and this version reads format {FORMAT}; {CURE}.")
    try:
        record = cards.checked(MethodRecord, raw, where)
    except InputError as error:
        raise InputError(f"{str(error).rstrip('.')}; {CURE}.") from error
    unknown = [record.method] if record.method not in {*CANDIDATES, *MEAN_TITLES} else []
    unknown += [name for name in record.names if name not in CANDIDATES]
    if unknown:
        raise InputError(f"{where} has the method {unknown[0]!r}, which is not known; {CURE}.")
    return record


def _named(home: Path) -> str:
    return f"The model {home.name!r} in {home.parent}"

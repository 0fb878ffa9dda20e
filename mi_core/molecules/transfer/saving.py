"""Own models as folders: a card with hashes, learners in skops, arrays in safetensors, a table; nothing is pickled.

WORKSPACE/molecules/NAME/{card.yaml, estimator.skops, method.json, probe.safetensors, training.parquet}
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from safetensors.numpy import load_file, save_file

from mi_core.evaluation.conformal import ConformalIntervals
from mi_core.files import file_name
from mi_core.molecules.transfer.learners.probabilities import Calibration
from mi_core.molecules.transfer.model import OwnModel
from mi_core.molecules.transfer.nested import Fitted
from mi_core.pretrained.card import ModelCard
from mi_core.pretrained.pipelines import describe_pipeline, load_pipeline, save_pipeline
from mi_core.pretrained.store import load_model, save_files
from mi_core.pretrained.training import circumstances

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.molecules.transfer.verdict import Verdict

METHOD, PROBE, TRAINING = "method.json", "probe.safetensors", "training.parquet"
LOADER = "mi_core.molecules.transfer.saving.read_own_model"
SYSTEM = "molecules"


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
        (place / METHOD).write_text(json.dumps(_record(model), indent=1), encoding="utf-8")

    card = _card(model, folder.name, verdict, seconds, command)
    return save_files(replace(card, pipeline=describe_pipeline(pipeline)), folder, write)


def _record(model: OwnModel) -> dict[str, Any]:
    calibration = model.fitted.calibration
    return {
        "target": model.target,
        "classes": model.classes,
        "method": model.method,
        "names": model.fitted.names,
        "weights": model.fitted.weights,
        "supports": model.fitted.supports,
        "factor": model.fitted.factor,
        "calibration": asdict(calibration) if calibration else None,
        "encodings": model.encodings,
        "intervals": asdict(model.intervals) if model.intervals else None,
        "threshold": model.threshold,
    }


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
    """Return a model by the name of its folder in `folder`; InputError for an unknown one, or for a file that changed."""
    return load_model(name, folder)


def read_own_model(card: ModelCard, home: Path) -> OwnModel:
    """Return the model of a card and its folder, whose hashes were checked."""
    record = json.loads((home / METHOD).read_text(encoding="utf-8"))
    pipeline = load_pipeline(home, card.pipeline)
    calibration = record["calibration"]
    fitted = Fitted(
        names=tuple(record["names"]),
        learners=tuple(learner for _, learner in pipeline.steps),
        weights=tuple(record["weights"]),
        supports=tuple(record["supports"]),
        factor=record["factor"],
        calibration=Calibration(**calibration) if calibration else None,
    )
    return OwnModel(
        target=record["target"],
        classes=tuple(record["classes"]),
        method=record["method"],
        fitted=fitted,
        encodings=tuple(record["encodings"]),
        intervals=ConformalIntervals(**record["intervals"]) if record["intervals"] else None,
        threshold=record["threshold"],
        training=pd.read_parquet(home / TRAINING),
        probe=load_file(home / PROBE)["probe"],
    )

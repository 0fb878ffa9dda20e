"""What a study leaves in a folder: `result.json`, `predictions.csv` and the model in `model/`."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.files import written_whole
from mi_core.molecules.transfer.candidates import title_of
from mi_core.molecules.transfer.learners.probabilities import venn_abers
from mi_core.molecules.transfer.saving import save_own_model

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.molecules.transfer.model import OwnModel
    from mi_core.molecules.transfer.study import Study

RESULT, PREDICTIONS, MODEL = "result.json", "predictions.csv", "model"
LIBRARIES = ("rdkit", "scikit-learn", "lightgbm", "numpy", "torch")


def write_study(study: Study, folder: Path, *, command: str = "") -> None:
    """Write a study into a folder, which is made where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    save_own_model(study.model, folder / MODEL, verdict=study.verdict, seconds=study.seconds, command=command)
    with written_whole(folder / PREDICTIONS) as partial:
        predictions(study).to_csv(partial, index=False)
    with written_whole(folder / RESULT) as partial:
        partial.write_text(json.dumps(record(study), indent=1, ensure_ascii=False), encoding="utf-8")


def record(study: Study) -> dict[str, Any]:
    """Return a study as plain values; what is no number is None."""
    task, curve, leaks = study.task, study.curve, study.leaks
    found = {
        "target": task.name,
        "kind": "classes" if task.classification else "numbers",
        "classes": list(task.classes),
        "rows": len(task.rows),
        "molecules": len(task),
        "remarks": list(task.remarks),
        "supports": [
            {"task": row["task"], "affinity": row["affinity"], "standard_error": row["error"]}
            for row in study.affinities.to_dict("records")
            if row["support"]
        ],
        "affinities": study.affinities.to_dict("records"),
        "methods": study.errors.to_dict("records"),
        "verdict": asdict(study.verdict),
        "p_value": study.verdict.p_value,
        "splits": [_split(repeat.as_record()) for repeat in study.repeats],
        "learning_curve": asdict(curve) | {"points": curve.points.to_dict("records")},
        "model": {"method": study.model.method, "title": title_of(study.model.method)},
        "refused": [{"id": row, "reason": sentence} for row, sentence in task.refused],
        "duplicates": [one.sentence for one in task.duplicates],
        "leaks": {
            "known": {name: list(ids) for name, ids in leaks.known.items()},
            "same": leaks.same,
            "suspected": leaks.suspected,
            "checked": leaks.checked,
            "sentences": leaks.sentences(),
        },
        "seconds": study.seconds,
        "versions": {library: version(library) for library in LIBRARIES},
    }
    return plain(found)


def _split(repeat: dict[str, Any]) -> dict[str, Any]:
    kept = ("repeat", "learned", "chosen", "baseline", "supports", "errors", "curve")
    return {key: repeat[key] for key in kept} | {"tested": len(repeat["tested"])}


def plain(value: Any) -> Any:
    """Return nested values as JSON has them; numbers that are not finite become None."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def predictions(study: Study) -> pd.DataFrame:
    """Return a row for each row of the table: id, smiles, label, value, lower, upper, error.

    `value` was answered while the molecule was held out; its bounds are those of the model.
    """
    known = _held_out(study.model)
    places = [place for _, place in study.task.rows]
    found = known.reindex(places).reset_index(drop=True)
    reasons = dict(study.task.refused)
    found.insert(0, "id", [row for row, _ in study.task.rows])
    return found.assign(error=[reasons.get(row, "") for row, _ in study.task.rows])


def _held_out(model: OwnModel) -> pd.DataFrame:
    """Return smiles, label, value, lower and upper of each molecule."""
    table = model.training
    value, scale, label = (table[name].to_numpy(float) for name in ("value", "scale", "label"))
    if model.intervals is not None:
        lower, upper = model.intervals.bounds(value, scale, [""] * len(value))
    else:
        lower, upper = venn_abers(value, label, value)
        lower, upper = np.minimum(lower, value), np.maximum(upper, value)
    return table[["smiles", "label", "value"]].assign(lower=lower, upper=upper)

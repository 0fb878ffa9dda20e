"""Make a compared regressor the user's own model, stored as those that ship are.

It is trained on eight ninths of the rows and calibrated on the rest.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sklearn.pipeline import make_pipeline

from mi_core.comparison.features import described, describer
from mi_core.comparison.fitting import tune
from mi_core.comparison.protocol import Protocol
from mi_core.datasets.splits import make_split
from mi_core.errors import InputError
from mi_core.inputs.kind import select_rows
from mi_core.pretrained.card import DatasetRecord, ModelCard
from mi_core.pretrained.checking import check_on_held_out
from mi_core.pretrained.held_out import Rows
from mi_core.pretrained.model import TrainedModel
from mi_core.pretrained.pipelines import builtin_values, describe_pipeline
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.store import save_model
from mi_core.pretrained.training import circumstances
from mi_core.regressors.registry import find_regressor
from mi_core.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

    from sklearn.pipeline import Pipeline

    from mi_core.comparison.problem import Problem

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")


def adopt(
    problem: Problem,
    model: str,
    folder: Path,
    *,
    name: str,
    title: str = "",
    protocol: Protocol | None = None,
    command: str = "",
) -> TrainedModel:
    """Train the regressor on the problem's rows and write the model into `folder / name`; returns it.

    A ninth of the rows (at least 12) is held out to calibrate intervals and domain and to measure the errors on the card.
    `protocol` decides features, seed and whether the grid is searched. InputError for a name that cannot be a folder's or
    is that of a model that ships.
    """
    check_name(name)
    protocol = protocol or Protocol()
    entry = find_regressor(model)
    started = time.perf_counter()
    share = min(max(1 / 9, 12 / len(problem)), 0.4)
    split = make_split(problem.frame(), "random", protocol.seed, validation=share)
    training, held_out = (_rows(problem, part) for part in (split.train, split.validation))
    pipeline = _fit(problem, model, protocol, split.train)
    checked = check_on_held_out(pipeline, training, held_out, {problem.target.key: _target_record(problem)})
    card = ModelCard(
        name=name,
        title=title or f"{entry.title} on {problem.name}",
        summary=f"{entry.summary} Trained on {len(split.train):,} rows of {problem.name}.",
        takes=(entry.kind or problem.kind).key,
        dataset=_dataset_record(problem),
        split=builtin_values(split.as_dict()),
        targets=checked.targets,
        domain=checked.domain_record,
        pipeline=describe_pipeline(pipeline),
        training=circumstances(command, time.perf_counter() - started),
        files={},
    )
    known = _known_compounds(problem, split.train)
    return save_model(TrainedModel(card, pipeline, checked.intervals, checked.domain, known), folder / name)


def _fit(problem: Problem, model: str, protocol: Protocol, rows: np.ndarray) -> Pipeline:
    """Return descriptor and regressor, tuned if the protocol says so, fitted to these rows."""
    entry = find_regressor(model)
    X, y = select_rows(described(problem, entry, protocol.features, rows), rows), problem.y[rows]
    frame = problem.frame().iloc[rows].reset_index(drop=True)
    chosen = tune(entry, X, y, frame, protocol) if protocol.tune else {}
    step = describer(problem, entry, protocol.features, rows).fit(None)
    return make_pipeline(step, entry.make(protocol.seed, **chosen).fit(X, y))


def _target_record(problem: Problem) -> dict[str, Any]:
    """Return what the card says of the target; one of the user's own brings title and symbol."""
    target = problem.target
    record = {
        "column": problem.origin.get("column", target.key),
        "unit": target.unit,
        "minimum": target.minimum,
    }
    own = {} if target.key in TARGETS else {"title": target.title, "symbol": target.symbol}
    return record | own | ({"conditions": list(target.conditions)} if target.conditions else {})


def _dataset_record(problem: Problem) -> DatasetRecord:
    return {
        "name": problem.name,
        "sha256": problem.origin.get("sha256", ""),
        "rows": len(problem),
        "cleaning": str(problem.report),
    }


def _known_compounds(problem: Problem, rows: np.ndarray) -> pd.DataFrame:
    """Return the training compounds with their true values, among which the nearest are looked for."""
    return pd.DataFrame(
        {
            "id": np.array(problem.ids, dtype=object)[rows],
            "formula": np.array(problem.formulas, dtype=object)[rows],
            problem.target.key: problem.y[rows].astype("float32"),
        }
    )


def check_name(name: str) -> None:
    """InputError unless the name can be a folder's and is not that of a model that ships."""
    if not NAME.fullmatch(name):
        raise InputError(
            f"A model's name has 1 to 61 small letters, digits, - or _, and starts with a letter or digit; got {name!r}."
        )
    if name in RECIPES:
        raise InputError(f"{name!r} is the name of a model that ships; choose another one.")


def _rows(problem: Problem, part: np.ndarray) -> Rows:
    return Rows([problem.materials[i] for i in part], problem.y[part][:, None])

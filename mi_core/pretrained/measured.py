"""A model's errors and coverage on the rows of another data set that its training never saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.datasets.loading import load_dataset
from mi_core.inputs import find_kind, kinds_in
from mi_core.pretrained.checking import mean_error, share
from mi_core.pretrained.pipelines import builtin_values
from mi_core.pretrained.recipes import RECIPES

if TYPE_CHECKING:
    from mi_core.pretrained.model import TrainedModel
    from mi_core.pretrained.recipe import Recipe
    from mi_core.structures.material import Material


def measured_on(recipe: Recipe, model: TrainedModel, dataset: str) -> dict[str, dict]:
    """Return by target key the record of `score`, over the rows for which the model is the one that answers unasked.

    Rows of training are left out by id. Targets that the data set lacks, or has by another definition, are left out.
    """
    data = load_dataset(dataset)
    frame = data.frame[~data.frame["id"].isin(model.training["id"])].reset_index(drop=True)
    materials = kinds_in(frame)[0].materials(frame)
    keys = [key for key in model.card.targets if key in data.card.targets]
    unasked = np.array(
        [[m.usable and answers_unasked(recipe, m, key) for key in keys] for m in materials], dtype=bool
    )
    rows = np.flatnonzero(unasked.any(axis=1))
    predicted = predicted_by(model, [materials[i] for i in rows], keys)
    records = {}
    for number, key in enumerate(keys):
        asked = unasked[rows, number]
        truth = frame[data.card.targets[key]].to_numpy(dtype=float)[rows]
        records[key] = score(truth[asked], predicted[key][asked])
    return builtin_values({key: record for key, record in records.items() if record["n"]})


def answers_unasked(recipe: Recipe, material: Material, target: str) -> bool:
    """Return whether this recipe is the preferred one among those that are meant for the material and the target."""
    if recipe.scope(material) is not None:
        return False
    others = (o for o in RECIPES.values() if target in o.targets and o.preference > recipe.preference)
    return all(other.scope(material) is not None for other in others)


def score(truth: np.ndarray, predicted: pd.DataFrame) -> dict[str, float | None]:
    """Return n, mean absolute error, coverage and mean width of the intervals, and both inside and outside the domain.

    truth : (n,), NaN where unknown. predicted : columns value, lower, upper, in_domain.
    """
    known = np.isfinite(truth)
    truth, predicted = truth[known], predicted[known]
    held = ((truth >= predicted["lower"]) & (truth <= predicted["upper"])).to_numpy()
    value, inside = predicted["value"].to_numpy(), predicted["in_domain"].to_numpy(dtype=bool)
    record = {
        "n": len(truth),
        "mae": mean_error(truth, value),
        "coverage": share(held),
        "mean_width": share(predicted["upper"] - predicted["lower"]),
    }
    for name, rows in (("inside", inside), ("outside", ~inside)):
        record |= {f"n_{name}": int(rows.sum()), f"mae_{name}": mean_error(truth, value, rows)}
        record |= {f"coverage_{name}": share(held[rows])}
    return record


def predicted_by(model: TrainedModel, materials: list[Material], keys: list[str]) -> dict[str, pd.DataFrame]:
    """Return by target the columns value, lower, upper and in_domain of the materials."""
    columns = ("value", "lower", "upper", "in_domain")
    batch = find_kind(model.card.takes).batch
    parts = [model.predict(materials[i : i + batch]) for i in range(0, len(materials), batch)]
    return {
        key: pd.DataFrame(
            {name: np.concatenate([getattr(part, name)[key] for part in parts] or [[]]) for name in columns}
        )
        for key in keys
    }

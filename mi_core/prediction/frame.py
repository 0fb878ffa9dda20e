"""The one shape of predictions: a frame with a row per input and target."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from mi_core.datasets.entries import entry_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.targets import Target

PREDICTION_COLUMNS = {
    "id": "Row of input",
    "formula": "Reduced formula",
    "target": "Key of the property",
    "unit": "Unit of value, lower, upper",
    "value": "Prediction",
    "lower": "Lower end of the 90 % interval",
    "upper": "Upper end of the 90 % interval",
    "in_domain": "Whether the input resembles the training set",
    "nearest": "Three nearest training compounds with their true values",
    "model": "Name of the model that answered",
    "error": "Why there is no prediction",
}

_NEAREST = re.compile(r"(?:^|; )(\S+) \((.+?)\) (unknown|-?\d+\.\d+)(?=;|$)")


def failed_row(material, target: Target, error: str, model: str = "") -> dict:
    """Return the row of a material that could not be predicted, with the reason."""
    return {
        "id": material.id,
        "formula": material.formula,
        "target": target.key,
        "unit": target.unit,
        **dict.fromkeys(("value", "lower", "upper"), np.nan),
        "in_domain": None,
        "nearest": "",
        "model": model,
        "error": error,
        **{name: material.numbers.get(name, np.nan) for name in target.conditions},
    }


def prediction_rows(materials, target: Target, model, predictions) -> list[dict]:
    """Return the rows of materials that one model predicted."""
    key = target.key
    nearest = nearest_compounds(model.training, key, predictions.nearest)
    return [
        {
            **failed_row(material, target, ""),
            "value": float(predictions.value[key][i]),
            "lower": float(predictions.lower[key][i]),
            "upper": float(predictions.upper[key][i]),
            "in_domain": bool(predictions.in_domain[key][i]),
            "nearest": nearest[i],
            "model": model.card.name,
        }
        for i, material in enumerate(materials)
    ]


def nearest_compounds(training: pd.DataFrame, target: str, rows: np.ndarray) -> list[str]:
    """Return "SrTiO3 (id) -3.470; …" for each row (n, 3) of training rows; "unknown" where the truth is."""
    named, places = np.unique(rows, return_inverse=True)
    formulas, ids, values = (training[name].to_numpy()[named] for name in ("formula", "id", target))
    words = np.array(
        [
            f"{f} ({i}) " + (f"{v:.3f}" if np.isfinite(v) else "unknown")
            for f, i, v in zip(formulas, ids, values, strict=True)
        ],
        dtype=object,
    )
    return ["; ".join(three) for three in words[places.reshape(rows.shape)]]


class NearestCompound(NamedTuple):
    """A training compound near to a material, and its true value (nan where the table has none)."""

    formula: str
    id: str
    value: float


def read_nearest(text: str) -> list[NearestCompound]:
    """Return the compounds of a cell that `nearest_compounds` wrote, nearest first; none for an empty cell."""
    return [
        NearestCompound(formula, row_id, np.nan if value == "unknown" else float(value))
        for formula, row_id, value in _NEAREST.findall(text)
    ]


def nearest_links(text: str) -> str:
    """Return the addresses of the same compounds in their databases, "; " between them; "" where there is no such page."""
    return "; ".join(filter(None, (entry_url(compound.id) for compound in read_nearest(text))))


def make_frame(rows: list[dict], conditions: Iterable[str] = ()) -> pd.DataFrame:
    """Return the prediction frame of these rows, columns in their order, types fixed even when empty.

    conditions : further columns, NaN for targets that do not depend on them (`Target.conditions`).
    """
    conditions = list(dict.fromkeys(conditions))
    frame = pd.DataFrame(rows, columns=[*PREDICTION_COLUMNS, *conditions])
    frame["in_domain"] = frame["in_domain"].astype("boolean")
    return frame.astype(dict.fromkeys(("value", "lower", "upper", *conditions), float))

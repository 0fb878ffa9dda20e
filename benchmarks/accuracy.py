"""Errors and interval coverage of the models that ship, recomputed on the rows that each held out, also by family.

Needs MI_DATA_DIR. The split is repeated from the model's card, so no row was trained on.
"""

from __future__ import annotations

import warnings

import numpy as np
from record import save

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import make_split
from mi_core.evaluation.conformal import calibrate
from mi_core.evaluation.metrics import regression_metrics
from mi_core.pretrained.model import at_least, pipeline_outputs
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.store import list_models, load_model

FAMILIES = {
    "oxides": {"O"},
    "nitrides": {"N"},
    "sulfides, selenides, tellurides": {"S", "Se", "Te"},
    "halides": {"F", "Cl", "Br", "I"},
    "with 3d metals": {"Sc", "Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn"},
    "with lanthanides": {
        "La",
        "Ce",
        "Pr",
        "Nd",
        "Pm",
        "Sm",
        "Eu",
        "Gd",
        "Tb",
        "Dy",
        "Ho",
        "Er",
        "Tm",
        "Yb",
        "Lu",
    },
}


def main() -> None:
    """Evaluate every model and save one file."""
    warnings.filterwarnings("ignore")
    save("accuracy", {card.name: evaluate(card) for card in list_models()})


def evaluate(card) -> dict:
    """Return metrics per target on the held-out rows, over all and by element family."""
    recipe, model = RECIPES[card.name], load_model(card.name)
    frame = load_dataset(recipe.dataset).frame
    held_out = frame.iloc[make_split(frame, kind="random", seed=card.split["seed"]).validation]
    means, scales, _ = pipeline_outputs(model.pipeline, recipe.materials(held_out))
    elements = [elements_of(formula) for formula in held_out["formula"]]
    found = {}
    for column, (key, target) in enumerate(card.targets.items()):
        truth = held_out[target["column"]].to_numpy(dtype=float)
        value = at_least(target["minimum"], means[:, column])
        covered = covered_rows(truth, value, scales[:, column])
        found[key] = {
            "unit": target["unit"],
            **regression_metrics(truth, value),
            "coverage": float(np.nanmean(covered)),
        }
        for family, members in FAMILIES.items():
            rows = np.array([bool(e & members) for e in elements]) & np.isfinite(truth)
            if rows.sum() >= 30:
                found[key][family] = {
                    "n": int(rows.sum()),
                    "mae": float(np.abs(truth - value)[rows].mean()),
                    "coverage": float(np.nanmean(covered[rows])),
                }
    return found


def covered_rows(truth, value, scale, *, folds: int = 10, seed: int = 0) -> np.ndarray:
    """Return, per row, whether the interval calibrated on the other folds holds the truth; NaN where it is unknown."""
    covered = np.full(len(truth), np.nan)
    rows = np.flatnonzero(np.isfinite(truth))
    for fold in np.array_split(np.random.default_rng(seed).permutation(rows), folds):
        others = np.setdiff1d(rows, fold)
        intervals = calibrate(truth[others], value[others], scale[others])
        lower, upper = intervals.bounds(value[fold], scale[fold])
        covered[fold] = (truth[fold] >= lower) & (truth[fold] <= upper)
    return covered


def elements_of(formula: str) -> set[str]:
    """Return the element symbols of a formula."""
    from pymatgen.core import Composition

    return {element.symbol for element in Composition(formula).elements}


if __name__ == "__main__":
    main()

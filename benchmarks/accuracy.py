"""Errors and interval coverage of the models that ship, recomputed on the rows that each held out, also by family.

Needs MI_DATA_DIR. The split is repeated from the model's card, so no row was trained on. Models that hold every row out
once, by folds, are measured in interval_coverage.py.
"""

from __future__ import annotations

import warnings

import numpy as np
from record import save

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import make_split
from mi_core.descriptors.formulas import element_fractions
from mi_core.evaluation.conformal import covered_rows
from mi_core.evaluation.groups import FAMILIES, OTHER, family
from mi_core.evaluation.metrics import regression_metrics
from mi_core.pretrained.model import at_least, pipeline_outputs
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.store import list_models, load_model

GROUPS = {
    "with 3d metals": set(range(21, 31)),
    "with lanthanides": set(range(57, 72)),
}


def main() -> None:
    """Evaluate every model and save one file."""
    warnings.filterwarnings("ignore")
    save(
        "accuracy",
        {card.name: evaluate(card) for card in list_models(system="crystals") if "folds" not in card.split},
    )


def evaluate(card) -> dict:
    """Return metrics per target on the held-out rows, over all and by element family."""
    recipe, model = RECIPES[card.name], load_model(card.name)
    frame = load_dataset(recipe.dataset).frame
    held_out = frame.iloc[make_split(frame, kind=card.split["kind"], seed=card.split["seed"]).validation]
    means, scales, _ = pipeline_outputs(model.pipeline, recipe.kind.materials(held_out))
    elements = [set(element_fractions(formula).atomic_numbers.tolist()) for formula in held_out["formula"]]
    families = np.array([family(numbers) for numbers in elements])
    groups = {name: families == name for name in (*FAMILIES, OTHER)}
    groups |= {name: np.array([bool(e & members) for e in elements]) for name, members in GROUPS.items()}
    found = {}
    for column, (key, target) in enumerate(card.targets.items()):
        truth = held_out[target["column"]].to_numpy(dtype=float)
        value = at_least(target["minimum"], means[:, column])
        covered = covered_rows(truth, value, scales[:, column], families)
        found[key] = {
            "unit": target["unit"],
            **regression_metrics(truth, value),
            "coverage": float(np.nanmean(covered)),
        }
        for name, members in groups.items():
            rows = members & np.isfinite(truth)
            if rows.sum() >= 30:
                found[key][name] = {
                    "n": int(rows.sum()),
                    "mae": float(np.abs(truth - value)[rows].mean()),
                    "coverage": float(np.nanmean(covered[rows])),
                }
    return found


if __name__ == "__main__":
    main()

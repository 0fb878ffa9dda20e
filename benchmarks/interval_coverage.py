"""Do the default 90 % intervals hold the truth for crystals of the Materials Project, and does "inside" mean something?

For mp_perovskites and mp_structures: energies and gap as `predict` answers unasked, on rows that the answering model
never learned. Rows of the transfer model are answered by folds, its intervals calibrated on the other folds; rows of the
composition network are those outside its training set. Also by the family of the anion. Needs MI_DATA_DIR.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
from record import save

from mi_core.datasets.loading import load_dataset
from mi_core.evaluation.conformal import calibrate
from mi_core.evaluation.domain import HELD_OUT_SHARE
from mi_core.evaluation.groups import anion_family
from mi_core.inputs.crystals import from_cif
from mi_core.pretrained.held_out import joined
from mi_core.pretrained.learning import cross_answers, learnable
from mi_core.pretrained.measured import answers_unasked, predicted_by, score
from mi_core.pretrained.model import at_least
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.store import load_model

SETS = ("mp_perovskites", "mp_structures")
TARGETS = ("e_form_ev_per_atom", "e_above_hull_ev_per_atom", "gap_ev")
CRYSTALS, FORMULAS = "mp-perovskite-transfer", "mp-composition-network"
FEWEST = 15  # rows below which a family's coverage would be noise


def main() -> None:
    """Measure both sets and save one file."""
    numbers = {name: {} for name in SETS}
    for name in SETS:
        data = load_dataset(name)
        materials = from_cif(data.frame)
        for target in TARGETS:
            truth = data.frame[data.card.targets[target]].to_numpy(dtype=float)
            predicted = answered(name, data.frame, materials, target)
            numbers[name][target] = by_group(truth, predicted, materials)
    save("interval_coverage", numbers)


def by_group(truth, predicted: pd.DataFrame, materials) -> dict:
    """Return the scores of all rows that were answered, of each model's rows, and of each family's."""
    there = predicted["value"].notna().to_numpy()
    families = np.array([anion_family(material) if material.usable else "" for material in materials])
    groups = {"all": there} | {
        name: there & (predicted["model"] == name).to_numpy() for name in (CRYSTALS, FORMULAS)
    }
    groups |= {name: there & (families == name) for name in sorted(set(families[there]))}
    kept = {name: rows for name, rows in groups.items() if (rows & np.isfinite(truth)).sum() >= FEWEST}
    return {name: score(truth[rows], predicted[rows]) for name, rows in kept.items()}


def answered(name: str, frame: pd.DataFrame, materials, target: str) -> pd.DataFrame:
    """Return value, lower, upper, in_domain and model of each row; NaN where the model that answers learned the row."""
    found = pd.DataFrame(
        {"value": np.nan, "lower": np.nan, "upper": np.nan, "in_domain": False, "model": ""}, frame.index
    )
    for recipe in (RECIPES[CRYSTALS], RECIPES[FORMULAS]):
        model = load_model(recipe.name)
        learned = set(model.training["id"])
        folded = recipe.dataset == name and recipe.folds
        fresh = ~frame["id"].isin(learned).to_numpy() | bool(folded)
        rows = [
            i for i, m in enumerate(materials) if m.usable and fresh[i] and answers_unasked(recipe, m, target)
        ]
        part = (
            by_folds(recipe, model, target)
            if folded
            else predicted_by(model, [materials[i] for i in rows], [target])[target]
        )
        part.index = rows
        found.loc[rows, part.columns] = part
        found.loc[rows, "model"] = recipe.name
    return found


def by_folds(recipe, model, target: str) -> pd.DataFrame:
    """Return what a pipeline says that learned the other folds, its intervals and domain calibrated on these."""
    parts, number = folded_answers(recipe.name), recipe.targets.index(target)
    made = [
        calibrated(answers, joined(a for _, a in parts if a is not answers), number, model, target)
        for _, answers in parts
    ]
    order = np.argsort(np.concatenate([test for test, _ in parts]))
    return pd.concat(made, ignore_index=True).iloc[order].reset_index(drop=True)


@cache
def folded_answers(name: str) -> list:
    """Return for each fold its positions, and the answers of a pipeline that learned the others."""
    recipe, model = RECIPES[name], load_model(name)
    data = load_dataset(recipe.dataset)
    columns = {key: data.card.targets[key] for key in recipe.targets}
    rows, frame, _ = learnable(recipe, data.frame, columns)
    features = model.pipeline[:-1].transform(rows.materials)
    return list(cross_answers(recipe, rows, features, frame, model.card.split["seed"]))


def calibrated(answers, others, number: int, model, target: str) -> pd.DataFrame:
    """Return the answers of one fold with intervals and domain from the others."""
    minimum = model.card.targets[target]["minimum"]
    groups = [[anion_family(m) for m in part.rows.materials] for part in (answers, others)]
    mean, other_mean = (at_least(minimum, part.means[:, number]) for part in (answers, others))
    scale = answers.scales[:, number]
    intervals = calibrate(others.rows.targets[:, number], other_mean, others.scales[:, number], groups[1])
    lower, upper = (at_least(minimum, bound) for bound in intervals.bounds(mean, scale, groups[0]))
    near = answers.familiar & (answers.distance <= np.quantile(others.distance, HELD_OUT_SHARE))
    inside = near & (scale <= intervals.largest_scale)
    return pd.DataFrame({"value": mean, "lower": lower, "upper": upper, "in_domain": inside})


if __name__ == "__main__":
    main()

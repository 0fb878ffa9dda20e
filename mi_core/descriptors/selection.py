"""Rank the element properties for perovskite stability, and record the eleven that are kept per site.

    python -m mi_core.descriptors.selection --dataset wolverton_perovskite_oxides

Backward elimination on the training part of the table: extremely randomised trees are cross-validated, every property is
shuffled on all sites at once in the held-out folds, and the properties whose loss costs least leave, a few per round.
Only rows of the training part are looked at; the validation part stays unseen.
"""

from __future__ import annotations

import argparse
import json
import math
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.elements import element_table
from mi_core.descriptors.sites import SELECTION, SiteProperties
from mi_core.structures.material import SiteElements

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from sklearn.base import RegressorMixin

KEPT = 11
FOLDS = 4
LEAVING = 0.15  # share of the properties that leaves per round


def rank_properties(
    sites: list[SiteElements],
    y: np.ndarray,
    names: list[str],
    *,
    kept: int = KEPT,
    seed: int = 0,
    regressor: Callable[[], RegressorMixin] | None = None,
    report: Callable[[str], None] = lambda _: None,
) -> dict:
    """Eliminate properties until `kept` are left; return the record.

    `selected`: the kept ones, most important first, with `importance`, the rise of the mean absolute error when one is
    shuffled. `ranking`: all names, the last to leave first. `rounds`: number of properties and cross-validated error.
    """
    regressor = regressor or (lambda: _trees(seed))
    remaining, rounds = list(names), []
    left: list[str] = []
    while True:
        error, importance = _permutation_importance(sites, y, remaining, regressor, seed)
        order = sorted(remaining, key=lambda name: -importance[name])
        rounds.append({"properties": len(remaining), "mae": round(error, 5)})
        report(f"{len(remaining):4d} properties: mean absolute error {error:.4f}")
        if len(remaining) <= kept:
            break
        n_leaving = min(max(1, math.ceil(LEAVING * len(remaining))), len(remaining) - kept)
        left = order[-n_leaving:] + left
        remaining = order[:-n_leaving]
    return {
        "selected": order,
        "importance": {name: round(importance[name], 5) for name in order},
        "ranking": order + left,
        "rounds": rounds,
    }


def _trees(seed: int):
    from sklearn.ensemble import ExtraTreesRegressor

    return ExtraTreesRegressor(60, max_features=0.3, random_state=seed, n_jobs=-1)


def _permutation_importance(sites, y, names, regressor, seed) -> tuple[float, dict[str, float]]:
    """Cross-validated error, and its rise when a property is shuffled between rows on all sites together."""
    from sklearn.model_selection import KFold

    describe = SiteProperties(names).fit(sites)
    X = describe.transform(sites)
    on_all_sites = {
        name: position + len(names) * np.arange(len(describe.sites)) for position, name in enumerate(names)
    }
    errors, rises = [], np.zeros(len(names))
    for number, (train, test) in enumerate(KFold(FOLDS, shuffle=True, random_state=seed).split(X)):
        model = regressor().fit(X[train], y[train])
        order = np.random.default_rng([seed, number]).permutation(len(test))
        error, found = permutation_rises(model.predict, X[test], y[test], on_all_sites, order)
        rises += list(found.values())
        errors.append(error)
    return float(np.mean(errors)), dict(zip(names, (rises / FOLDS).tolist(), strict=True))


def permutation_rises(predict, X, y, groups: dict, order) -> tuple[float, dict]:
    """Return the mean absolute error on X (n, d) and, for each group of columns, its rise when they are shuffled together.

    order : (n,) the shuffle, the same for all groups.
    """
    error = float(np.abs(predict(X) - y).mean())
    rises = {}
    for name, columns in groups.items():
        shuffled = X.copy()
        shuffled[:, columns] = X[np.ix_(order, columns)]
        rises[name] = float(np.abs(predict(shuffled) - y).mean()) - error
    return error, rises


def oxide_sites(frame: pd.DataFrame) -> list[SiteElements]:
    """Return the sites of a table of ABO3 with columns `a_site` and `b_site`."""
    return [
        SiteElements(a, b, ("O", "O", "O")) for a, b in zip(frame["a_site"], frame["b_site"], strict=True)
    ]


def select(dataset: str, target: str, *, kept: int = KEPT, seed: int = 0, report=lambda _: None) -> dict:
    """Rank all properties on the training part of a data set of ABO3 oxides and return the record to commit."""
    from mi_core.datasets.loading import load_dataset
    from mi_core.datasets.splits import make_split

    data = load_dataset(dataset)
    split = make_split(data.frame, kind="random", seed=seed)
    frame = data.frame.iloc[split.train]
    found = rank_properties(
        oxide_sites(frame),
        frame[target].to_numpy(dtype=float),
        list(element_table()),
        kept=kept,
        seed=seed,
        report=report,
    )
    origin = {"dataset": dataset, "sha256": data.sha256, "target": target, "rows": len(frame), "seed": seed}
    command = f"python -m mi_core.descriptors.selection --dataset {dataset}"
    return {"command": command, **origin, "folds": FOLDS, **found}


def main(arguments: list[str] | None = None) -> None:
    """Run the selection and write it where `SiteProperties` reads it."""
    parser = argparse.ArgumentParser(
        description="Choose the element properties that describe a perovskite site."
    )
    parser.add_argument("--dataset", default="wolverton_perovskite_oxides")
    parser.add_argument("--target", default="e_above_hull_ev_per_atom")
    parser.add_argument("--kept", type=int, default=KEPT)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--output", default=SELECTION)
    options = parser.parse_args(arguments)
    record = select(
        options.dataset,
        options.target,
        kept=options.kept,
        seed=options.seed,
        report=print,
    )
    with open(options.output, "w", encoding="utf-8") as file:  # noqa: PTH123  a path given by the user
        json.dump(record, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()

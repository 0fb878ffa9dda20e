"""How much does the error of zT on new compositions depend on how the folds are drawn?

The regressor of the recipe for zT, on five folds of whole compositions: drawn by three seeds as the product draws them, and
filled one after another by scikit-learn's GroupKFold. Needs MI_DATA_DIR.
"""

from __future__ import annotations

import numpy as np
from record import save
from sklearn.base import clone
from sklearn.metrics import r2_score
from sklearn.model_selection import GroupKFold

from mi_core.datasets.composition import composition_key
from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import folds
from mi_core.pretrained.learning import learnable
from mi_core.pretrained.recipes.thermoelectrics import RECIPE

FOLDS = 5
SEEDS = (0, 1, 2)


def main() -> None:
    """Answer every row by each kind of folds, and save one file."""
    data = load_dataset(RECIPE.dataset)
    columns = {key: data.card.targets[key] for key in RECIPE.targets}
    rows, frame, _ = learnable(RECIPE, data.frame, columns)
    pipeline = RECIPE.pipeline()
    columns_of_rows = pipeline[:-1].fit(rows.materials).transform(rows.materials)
    zt = rows.targets[:, RECIPE.targets.index("zt")]
    regressor = pipeline[-1].regressors[RECIPE.targets.index("zt")]
    keys = frame["formula"].map(composition_key)
    kinds = {f"whole compositions, seed {seed}": folds(frame, FOLDS, "grouped", seed) for seed in SEEDS}
    kinds["scikit-learn's GroupKFold"] = list(GroupKFold(FOLDS).split(columns_of_rows, groups=keys))
    found = {}
    for name, parts in kinds.items():
        answer = np.empty(len(zt))
        for train, test in parts:
            answer[test] = (
                clone(regressor).fit(columns_of_rows[train], zt[train]).predict(columns_of_rows[test])
            )
        found[name] = {"mae": float(np.abs(answer - zt).mean()), "r2": float(r2_score(zt, answer))}
    save("zt_folds", {"rows": len(zt), "compositions": keys.nunique(), "folds": found})


if __name__ == "__main__":
    main()

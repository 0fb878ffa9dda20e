"""Does a crystal say more of transport than its formula? Both models on the same rows, which neither has learned.

Mean absolute errors of the model of crystals, of that of formulas and of the mean of the two, for all rows, those with a gap
and metals, without the gap and with it given. Differences have a 95 % interval from bootstrapped rows and the p-value of
Wilcoxon's signed ranks. Needs MI_DATA_DIR, and both models in the store.
"""

from __future__ import annotations

import numpy as np
from record import save

from mi_core.comparison.statistics import wilcoxon
from mi_core.datasets.loading import load_dataset
from mi_core.descriptors.own_columns import with_numbers
from mi_core.inputs.crystals import CRYSTAL
from mi_core.pretrained.model import pipeline_outputs
from mi_core.pretrained.recipes import transport, transport_crystals
from mi_core.pretrained.store import load_model

DRAWS = 2000
ROWS_AT_ONCE = 500


def main() -> None:
    """Compare on the rows that both models held out, and save one file."""
    data = load_dataset(transport_crystals.RECIPE.dataset)
    crystals, formulas = (load_model(recipe.name) for recipe in (transport_crystals.RECIPE, transport.RECIPE))
    learned = set(crystals.training["id"]) | set(formulas.training["id"])
    frame = data.frame[~data.frame["id"].isin(learned)].reset_index(drop=True)
    bare = CRYSTAL.materials(frame)
    given = with_numbers(bare, (transport.GAP,), frame[[transport.GAP]].to_numpy())
    gap = frame[transport.GAP].to_numpy()
    groups = {"all": np.full(len(frame), True), "with a gap": gap > 0, "metals": gap == 0}
    truth = frame[[data.card.targets[key] for key in transport.TARGETS]].to_numpy()
    found: dict = {"rows": {name: int(rows.sum()) for name, rows in groups.items()}}
    for words, materials in (("without the gap", bare), ("with the gap given", given)):
        errors = {name: np.abs(p - truth) for name, p in answers(crystals, formulas, materials).items()}
        found[words] = {
            key: {name: compared({m: e[rows, k] for m, e in errors.items()}) for name, rows in groups.items()}
            for k, key in enumerate(transport.TARGETS)
        }
    save("transport_crystals", found)


def answers(crystals, formulas, materials) -> dict[str, np.ndarray]:
    """Return what each model says, (n, targets), and the mean of both."""
    said = {"crystal": predicted(crystals, materials), "formula": predicted(formulas, materials)}
    return {**said, "mean of both": (said["crystal"] + said["formula"]) / 2}


def predicted(model, materials) -> np.ndarray:
    """Return the values of a model, (n, targets)."""
    starts = range(0, len(materials), ROWS_AT_ONCE)
    return np.concatenate(
        [pipeline_outputs(model.pipeline, materials[i : i + ROWS_AT_ONCE])[0] for i in starts]
    )


def compared(errors: dict[str, np.ndarray]) -> dict:
    """Return the mean of each model's absolute errors, and how those of crystal and formula differ."""
    difference = errors["crystal"] - errors["formula"]
    draws = np.random.default_rng(0).integers(len(difference), size=(DRAWS, len(difference)), dtype=np.int32)
    low, high = np.quantile(difference[draws].mean(axis=1), [0.025, 0.975])
    return {
        "mae": {name: float(error.mean()) for name, error in errors.items()},
        "crystal_minus_formula": {
            "mean": float(difference.mean()),
            "low": float(low),
            "high": float(high),
            "p_value": wilcoxon(difference),
        },
    }


if __name__ == "__main__":
    main()

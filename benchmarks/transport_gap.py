"""Is a predicted gap as good as a computed one for transport, and are descriptors from density-functional theory vital?

First: errors of the model of formulas with no gap, with the gap that the composition network predicts, and with the computed
one, on rows that neither model has learned. Second, on the claim that such numbers are vital (L. Laugier et al.,
arXiv:1811.06219, 2018): boosted trees on descriptors of the composition, of the crystal, and with numbers of
density-functional theory beside them, trained and tested on the same rows of ricci_crystals. Needs MI_DATA_DIR, and the
models of formulas in the store.
"""

from __future__ import annotations

import argparse

import numpy as np
from record import save
from transport_crystals import predicted

from mi_core.comparison.statistics import wilcoxon
from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import make_split
from mi_core.descriptors.own_columns import own_numbers, with_numbers
from mi_core.descriptors.transport import TransportDescriptors
from mi_core.inputs.crystals import CRYSTAL
from mi_core.inputs.formulas import FORMULA
from mi_core.pretrained.recipes import composition, transport
from mi_core.pretrained.store import load_model
from mi_core.regressors.registry import find_regressor

ENERGIES = ("e_form_ev_per_atom", "e_above_hull_ev_per_atom")
#: Words → whether the crystal is described, and which numbers stand beside it.
SETS = {
    "composition": (False, ()),
    "composition and crystal": (True, ()),
    "composition, crystal and energies": (True, ENERGIES),
    "composition, crystal and gap": (True, (transport.GAP,)),
    "composition, crystal, energies and gap": (True, (*ENERGIES, transport.GAP)),
}
REGRESSOR = "gradient-boosting"


def main() -> None:
    """Measure one or both; each is saved to a file of its own."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="*", choices=["gap", "descriptors"], default=["gap", "descriptors"])
    parser.add_argument("--rows", type=int, help="compare descriptors on so many rows (default: all)")
    options = parser.parse_args()
    if "gap" in options.what:
        save("transport_gap", gaps())
    if "descriptors" in options.what:
        save("transport_descriptors", descriptors(options.rows))


def gaps() -> dict:
    """Return the errors of the model of formulas by the gap that it is given."""
    data = load_dataset(transport.RECIPE.dataset)
    model, source = load_model(transport.RECIPE.name), load_model(composition.RECIPE.name)
    learned = set(model.training["id"]) | set(source.training["id"])
    frame = data.frame[~data.frame["id"].isin(learned)].reset_index(drop=True)
    bare = FORMULA.materials(frame)
    ours = np.maximum(predicted(source, bare)[:, composition.TARGETS.index(transport.GAP)], 0.0)
    computed = frame[transport.GAP].to_numpy()
    given = {"no gap": np.full(len(frame), np.nan), "predicted gap": ours, "computed gap": computed}
    truth = frame[[data.card.targets[key] for key in transport.TARGETS]].to_numpy()
    errors = {
        words: np.abs(predicted(model, with_numbers(bare, (transport.GAP,), gap[:, None])) - truth)
        for words, gap in given.items()
    }
    groups = {"all": computed >= 0, "with a gap": computed > 0}
    return {
        "rows": {name: int(rows.sum()) for name, rows in groups.items()},
        "error_of_the_predicted_gap_ev": {
            name: float(np.abs(ours - computed)[rows].mean()) for name, rows in groups.items()
        },
        "targets": {
            key: {name: against_none(errors, rows, k) for name, rows in groups.items()}
            for k, key in enumerate(transport.TARGETS)
        },
    }


def against_none(errors: dict[str, np.ndarray], rows: np.ndarray, target: int) -> dict:
    """Return the mean absolute error with each gap, and whether the predicted one helps by more than luck."""
    chosen = {words: error[rows, target] for words, error in errors.items()}
    return {
        "mae": {words: float(error.mean()) for words, error in chosen.items()},
        "p_value_predicted_against_none": wilcoxon(chosen["predicted gap"] - chosen["no gap"]),
    }


def descriptors(rows: int | None) -> dict:
    """Return for each target the errors of boosted trees on each set of descriptors, of all rows or of some drawn."""
    data = load_dataset("ricci_crystals")
    frame, numbers = data.frame, (*ENERGIES, transport.GAP)
    if rows is not None:
        drawn = make_split(frame, validation=rows / len(frame)).validation
        frame = frame.iloc[drawn].reset_index(drop=True)
    materials = with_numbers(CRYSTAL.materials(frame), numbers, frame[list(numbers)].to_numpy())
    whole = TransportDescriptors(crystal=True).transform(materials)
    n_composition = TransportDescriptors(crystal=False).transform(materials[:1]).shape[1]
    split = make_split(frame, seed=1)  # the draw above ranks by the hash of seed 0
    found = {}
    for key in transport.TARGETS:
        y = frame[data.card.targets[key]].to_numpy()
        errors = {}
        for words, (crystal, beside) in SETS.items():
            X = np.hstack(
                [whole if crystal else whole[:, :n_composition], own_numbers(materials, (), beside)]
            )
            model = find_regressor(REGRESSOR).make(0).fit(X[split.train], y[split.train])
            errors[words] = np.abs(model.predict(X[split.validation]) - y[split.validation])
            print(key, words, f"{errors[words].mean():.4f}", flush=True)
        found[key] = {
            "mae": {words: float(error.mean()) for words, error in errors.items()},
            "p_value_crystal_against_composition": wilcoxon(
                errors["composition and crystal"] - errors["composition"]
            ),
            "p_value_energies_against_none": wilcoxon(
                errors["composition, crystal and energies"] - errors["composition and crystal"]
            ),
        }
    return {"rows": split.sizes, "regressor": REGRESSOR, "targets": found}


if __name__ == "__main__":
    main()

"""How well models rank perovskites that they were not trained on: enrichment, and what is saved at a wanted recall.

Needs MI_DATA_DIR. Five folds of perovskite_hull_energies in which no composition is on both sides, so that neither
polymorphs nor swapped sites leak. Rankers: the screening model, trained on all of them; the paper's 33 numbers and the two
populations, trained on the oxides of Emery & Wolverton alone. Stable means at most 0.025 eV/atom above the hull. `--write`
also stores the held-out predictions that the screening page shows. `mp-composition-network` is compared on compositions
that its training lacked.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from record import save

import mi_core.screening
from mi_core.datasets.composition import composition_key
from mi_core.datasets.loading import load_dataset
from mi_core.datasets.splits import folds
from mi_core.evaluation.groups import family
from mi_core.pretrained.model import pipeline_outputs
from mi_core.pretrained.recipes import RECIPES
from mi_core.pretrained.store import load_model
from mi_core.screening.savings import STABLE, computed_for_recall, enrichment
from mi_core.structures.material import Material

TARGET = "e_above_hull_ev_per_atom"
SCREENING, OXIDES = "perovskite-hull-extra-trees", ("wolverton-two-populations", "wolverton-extra-trees")
FOLDS, SEED = 5, 0
HOME = Path(mi_core.screening.__file__).parent


def main() -> None:
    """Rank in folds, save the numbers, and with --write the held-out predictions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="store the held-out predictions with their card")
    write = parser.parse_args().write
    data = load_dataset("perovskite_hull_energies")
    frame = data.frame.assign(family=families(data.frame["x_site"]))
    held_out = pd.concat([predictions(frame, name) for name in (SCREENING, *OXIDES)], ignore_index=True)
    everything = pd.concat([held_out, combined(held_out)])
    numbers = {"folds": FOLDS, "seed": SEED, "stable_ev_per_atom": STABLE, "ranking": rankings(everything)}
    numbers["composition network"] = against_network(held_out[held_out["model"] == SCREENING])
    if write:
        store(held_out, data)
    save("screening_recall", numbers)


def families(x_sites) -> list[str]:
    """Return the family of each compound by the element on X."""
    from pymatgen.core import Element

    return [family([Element(x).Z]) for x in x_sites]


def predictions(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return held-out predictions of a recipe's pipeline on the rows that it is meant for."""
    recipe = RECIPES[name]
    fitting = np.ones(len(frame), dtype=bool)
    if name in OXIDES:
        fitting = (frame["source"] == "wolverton_perovskite_oxides").to_numpy()
    predicted = np.full(len(frame), np.nan)
    # The folds are those of the whole table for every model, so that their rankings compare row by row.
    materials = RECIPES[SCREENING].kind.materials(frame)
    for learnt, asked in folds(frame, FOLDS, "grouped", SEED):
        train, test = learnt[fitting[learnt]], asked[fitting[asked]]
        pipeline = recipe.pipeline().fit([materials[i] for i in train], frame[TARGET].to_numpy()[train])
        predicted[test] = pipeline.predict([materials[i] for i in test])
        print(name, len(train), len(test), flush=True)
    kept = frame.assign(model=name, predicted=predicted, true=frame[TARGET])[fitting]
    return kept[
        ["model", "id", "formula", "a_site", "b_site", "x_site", "family", "source", "true", "predicted"]
    ]


def combined(held_out: pd.DataFrame) -> pd.DataFrame:
    """Return mean and lower of the screening model and the two populations, on the oxides that both predict."""
    screening, oxides = (
        held_out[held_out["model"] == name].set_index("id") for name in (SCREENING, OXIDES[0])
    )
    both = pd.DataFrame({"one": screening["predicted"], "other": oxides["predicted"]}).dropna()
    joined = {"mean": both.mean(axis=1), "lower": both.min(axis=1)}
    oxides = oxides.reset_index()
    return pd.concat(
        oxides.assign(model=f"{word} of {SCREENING} and {OXIDES[0]}", predicted=oxides["id"].map(values))
        for word, values in joined.items()
    )


def rankings(held_out: pd.DataFrame) -> dict:
    """Return errors, enrichment and savings of each model on each kind of compound."""
    found = {}
    for name, rows in held_out.groupby("model", sort=False):
        oxides = rows["source"] == "wolverton_perovskite_oxides"
        parts = {"oxides of Emery & Wolverton": rows[oxides], "all others": rows[rows["family"] != "oxides"]}
        parts |= {
            f"{key}, not oxides": part for key, part in rows[rows["family"] != "oxides"].groupby("family")
        }
        parts["all others, published labels"] = rows[
            (rows["family"] != "oxides") & (rows["source"] == "mp_perovskites")
        ]
        found[name] = {words: ranking(part) for words, part in parts.items() if len(part) >= 100}
    return found


def ranking(rows: pd.DataFrame) -> dict:
    """Return what a ranking of these rows is worth."""
    true, predicted = rows["true"].to_numpy(), rows["predicted"].to_numpy()
    saved = computed_for_recall(true, predicted)
    error = np.abs(true - predicted)
    return {
        "n": len(rows),
        "stable": int((true <= STABLE).sum()),
        "mae_ev_per_atom": round(float(error.mean()), 4),
        "median_error_ev_per_atom": round(float(np.median(error)), 4),
        **{key: round(value, 3) for key, value in enrichment(true, predicted).items()},
        "saved": {f"{row.recall:.0%}": round(row.saved, 3) for row in saved.itertuples()},
    }


def against_network(rows: pd.DataFrame) -> dict:
    """Compare with the composition network on non-oxides whose composition its training lacked.

    Its labels are never negative, so errors are those of values cut off at 0; rankings use what the models say uncut.
    """
    network = load_model("mp-composition-network")
    column = list(network.card.targets).index(TARGET)
    known = {composition_key(formula) for formula in network.training["formula"]}
    rows = rows[rows["family"] != "oxides"]
    rows = rows[[composition_key(formula) not in known for formula in rows["formula"]]]
    means, _, _ = pipeline_outputs(network.pipeline, [Material(id=f, formula=f) for f in rows["formula"]])
    answers = {
        "mp-composition-network": pd.Series(means[:, column], rows.index),
        SCREENING: rows["predicted"],
    }
    found = {}
    for words, part in (
        ("all", rows.index),
        ("published labels", rows.index[rows["source"] == "mp_perovskites"]),
    ):
        true, found[words] = rows["true"].loc[part], {}
        for name, predicted in answers.items():
            error = (predicted.loc[part].clip(lower=0) - true.clip(lower=0)).abs()
            found[words][name] = ranking(pd.DataFrame({"true": true, "predicted": predicted.loc[part]})) | {
                "mae_ev_per_atom": round(float(error.mean()), 4),
                "median_error_ev_per_atom": round(float(error.median()), 4),
            }
    return found


def store(held_out: pd.DataFrame, data) -> None:
    """Write held_out.parquet and its card beside the screening code."""
    small = held_out.astype({"true": "float32", "predicted": "float32"}).round({"true": 3, "predicted": 3})
    texts = ["model", "family", "source", "a_site", "b_site", "x_site"]
    small = small.drop(columns="id").astype(dict.fromkeys(texts, "category"))
    small.to_parquet(HOME / "held_out.parquet", index=False, compression="zstd")
    card = {
        "title": "Held-out predictions of the energy above the hull",
        "made_by": "PYTHONPATH=. python benchmarks/screening_recall.py --write",
        "date": datetime.now(UTC).date().isoformat(),
        "dataset": {"name": data.card.name, "sha256": data.sha256, "rows": len(data.frame)},
        "split": f"{FOLDS} folds by composition, seed {SEED}: polymorphs and swapped sites stay on one side",
        "models": {
            SCREENING: "trained on all rows of the other folds",
            **dict.fromkeys(
                OXIDES, "trained on the oxides of Emery & Wolverton of the other folds, tested on such"
            ),
        },
        "columns": {
            "model": "recipe whose pipeline predicted",
            "formula, a_site, b_site, x_site": "the compound",
            "family": "by the element on X",
            "source": "table of the label",
            "true, predicted": "energy above the hull, eV/atom, rounded to 0.001",
        },
    }
    (HOME / "held_out.yaml").write_text(yaml.safe_dump(card, sort_keys=False, allow_unicode=True, width=110))


if __name__ == "__main__":
    main()

"""How far averaging B and B' carries: the screening model against the A2BB'X6 entries of the Materials Project.

`python -m mi_core.screening.double_perovskites.check` measures it for the default model and writes check.json beside
this file, from which `candidates.doubt` tells users. Entries are taken by formula alone, so that some are no perovskites;
of a formula that occurs more than once the lowest energy counts. The model was trained on single perovskites alone.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from mi_core.datasets.loading import load_dataset
from mi_core.screening.double_perovskites.candidates import CHECK, Doubles, double_elements
from mi_core.screening.known import FORMULA_PART
from mi_core.screening.predictor import find_predictor
from mi_core.screening.savings import STABLE, enrichment

DATASET, ENERGY = "mp_compositions", "e_above_hull_ev_per_atom"


def main() -> None:
    """Predict all entries, and write and print the agreement."""
    dataset = load_dataset(DATASET)
    entries = double_entries(dataset.frame)
    symbols = double_elements()
    position = {symbol: number for number, symbol in enumerate(symbols)}
    a, b, b2, x = (entries[site].map(position).to_numpy(dtype=np.int16) for site in ("a", "b", "b2", "x"))
    predictor = find_predictor(symbols=symbols)
    outcome = predictor.predict(Doubles(a, b, b2, x, symbols))
    groups = {
        "all": np.ones(len(entries), dtype=bool),
        "oxides": (entries["x"] == "O").to_numpy(),
        "halides": entries["x"].isin(["F", "Cl", "Br", "I"]).to_numpy(),
        "in_domain": outcome.in_domain,
    }
    true = entries[ENERGY].to_numpy()
    record = {
        "command": "python -m mi_core.screening.double_perovskites.check",
        "date": datetime.now(UTC).date().isoformat(),
        "dataset": DATASET,
        "sha256": dataset.sha256,
        "model": predictor.trained.card.name,
        "unit": "eV/atom",
        "agreement": {
            name: agreement(true[rows], outcome, rows) for name, rows in groups.items() if rows.any()
        },
    }
    text = json.dumps(record, indent=1)
    CHECK.write_text(text + "\n")
    print(text)  # noqa: T201


def double_entries(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose formula is A2BB'X6, with the elements on their sites; B and B' in order of atomic number."""
    found = []
    for formula, energy in zip(frame["formula"], frame[ENERGY], strict=True):
        amounts = {symbol: float(amount or 1) for symbol, amount in FORMULA_PART.findall(formula)}
        if sorted(amounts.values()) != [1, 1, 2, 6] or not set(amounts) <= set(double_elements()):
            continue
        ranked = sorted(
            (amount, double_elements().index(symbol), symbol) for symbol, amount in amounts.items()
        )
        b, b2, a, x = (symbol for *_, symbol in ranked)
        if energy >= 0:
            found.append((a, b, b2, x, energy))
    entries = pd.DataFrame(found, columns=["a", "b", "b2", "x", ENERGY])
    return entries.groupby(["a", "b", "b2", "x"], as_index=False)[ENERGY].min()


def agreement(true: np.ndarray, outcome, rows: np.ndarray) -> dict:
    """Return errors in eV/atom, rank correlation, and enrichment of the best-ranked tenth."""
    from scipy.stats import spearmanr

    value, lower, upper = (getattr(outcome, name)[rows] for name in ("value", "lower", "upper"))
    return {
        "n": len(true),
        # The true energies are not below zero.
        "mae": round(float(np.abs(np.maximum(value, 0) - true).mean()), 4),
        "mae_of_always_the_median": round(float(np.abs(true - np.median(true)).mean()), 4),
        "spearman": round(float(spearmanr(value, true).statistic), 3),
        "interval_coverage": round(float(((lower <= true) & (true <= upper)).mean()), 3),
        "stable_share": round(float((true <= STABLE).mean()), 3),
        "enrichment_best_tenth": round(enrichment(true, value, share=0.1)["enrichment"], 2),
    }


if __name__ == "__main__":
    main()

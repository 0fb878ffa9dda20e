"""Which candidates are already known: their composition occurs in the tables that the shipped models were trained on.

The tables do not ship; the formulas and ids of their training rows do, beside each model (training.parquet): eight ninths of
the Materials Project, OQMD, Castelli and Wolverton sets in hand, and all perovskite cells of mp_perovskites. What is not
found there may still be known elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from mi_core.pretrained.store import TRAINING, list_models, models_folder, training_rows

HELP = (
    "An entry of this composition exists among the training rows of the shipped models (Materials Project, OQMD, "
    "Castelli et al., Emery & Wolverton). It may be another structure, or have A and B exchanged; a composition that is "
    "not among them may still be known elsewhere."
)
FORMULA_PART = re.compile(r"([A-Z][a-z]?)(\d*\.?\d*)")


class KnownEntry(NamedTuple):
    """One entry of a table: the data set, its id there, its formula as the table writes it."""

    dataset: str
    id: str
    formula: str


def known_triples(triples) -> np.ndarray:
    """Return (n,) bool: whether an entry of composition ABX3 exists, A and B in either order."""
    position = {symbol: row for row, symbol in enumerate(triples.symbols)}
    known = np.zeros([len(position)] * 3, dtype=bool)
    for metals, x in known_compositions():
        if all(symbol in position for symbol in (*metals, x)):
            a, b = (position[symbol] for symbol in metals)
            known[[a, b], [b, a], position[x]] = True
    return known[triples.a, triples.b, triples.x]


def known_entries(a: str, b: str, x: str) -> list[KnownEntry]:
    """Return the entries of composition ABX3, A and B in either order."""
    first, second = sorted((a, b))
    return list(known_compositions().get(((first, second), x), ()))


def known_compositions() -> dict[tuple[tuple[str, str], str], list[KnownEntry]]:
    """Return all known ABX3 of three elements: (the two metals in alphabetical order, X) → entries. Treat as read-only."""
    learned = ((card.name, card.files.get(TRAINING)) for card in list_models(models_folder()))
    return _read_compositions(tuple(learned))


@lru_cache(maxsize=2)
def _read_compositions(learned: tuple[tuple[str, str | None], ...]) -> dict:  # noqa: ARG001 - other models, other rows
    found: dict = {}
    for dataset, rows in training_rows().items():
        ternary = rows[rows["formula"].str.count("[A-Z]") == 3]
        for row_id, formula in zip(ternary["id"], ternary["formula"], strict=True):
            key = abx3_elements(formula)
            if key is not None:
                found.setdefault(key, []).append(KnownEntry(dataset, row_id, formula))
    return found


def abx3_elements(formula: str) -> tuple[tuple[str, str], str] | None:
    """Return the two metals in alphabetical order and X of a formula such as "SrTiO3" or "Sr2Ti2O6"; None for all else."""
    parts = FORMULA_PART.findall(formula)
    amounts = {symbol: float(amount or 1) for symbol, amount in parts}
    if len(parts) != 3 or len(amounts) != 3 or "".join(s + n for s, n in parts) != formula:
        return None
    *metals, x = sorted(amounts, key=lambda symbol: (amounts[symbol], symbol))
    if amounts[metals[0]] != amounts[metals[1]] or amounts[x] != 3 * amounts[metals[0]]:
        return None
    return (metals[0], metals[1]), x

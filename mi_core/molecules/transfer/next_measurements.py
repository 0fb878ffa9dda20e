"""What to measure next, among molecules that were not measured: the least known, or the most promising, and no two alike.

The most promising are those with the greatest upper bound in the direction that is wanted, so that a doubtful molecule is
not passed over for a sure one that is a little better: T. L. Lai & H. Robbins, Adv. Appl. Math. 6, 4 (1985).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.molecules.fingerprints import count_similarity
from mi_core.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.molecules.transfer.model import OwnModel

UNCERTAIN, PROMISING, EXPECTED = "uncertain", "promising", "expected"
WISHES = {
    UNCERTAIN: "largest uncertainty",
    PROMISING: "best that is possible",
    EXPECTED: "best that is expected",
}
HIGH, LOW = "high", "low"
MOST_ALIKE = 0.6  # likeness of two proposals


def rank(predicted: pd.DataFrame, direction: str = HIGH) -> pd.DataFrame:
    """Return predicted rows, the best value first, with the column rank from 1 on; rows without a value are left out."""
    _check(EXPECTED, direction)
    known = predicted[predicted["value"].notna()]
    order = known.sort_values("value", ascending=direction == LOW, kind="stable", ignore_index=True)
    order.insert(0, "rank", np.arange(1, len(order) + 1))
    return order


def propose(
    model: OwnModel,
    predicted: pd.DataFrame,
    *,
    wish: str = UNCERTAIN,
    direction: str = HIGH,
    count: int = 5,
) -> pd.DataFrame:
    """Return at most so many of the predicted rows, the most wanted first, with the column reason.

    predicted : as of `OwnModel.predict`. Molecules that were measured are passed over, and so is what is more like one that
    is proposed already than `MOST_ALIKE`. InputError for a wish not among WISHES, or a direction neither high nor low.
    """
    _check(wish, direction)
    measured = {molecule.flat for molecule in model.molecules}
    rows = predicted[predicted["value"].notna()].reset_index(drop=True)
    molecules = [_read(smiles) for smiles in rows["smiles"]]
    known = np.array([molecule.flat in measured for molecule in molecules], dtype=bool)
    merit = np.where(known, -np.inf, _merit(rows, wish, direction, classification=bool(model.classes)))
    prints = np.stack([_fingerprint(molecule) for molecule in molecules]) if molecules else np.empty((0, 1))
    chosen: list[int] = []
    for place in np.argsort(-merit, kind="stable").tolist():
        alike = chosen and count_similarity(prints[[place]], prints[chosen]).max() > MOST_ALIKE
        if merit[place] > -np.inf and not alike:
            chosen.append(place)
        if len(chosen) == count:
            break
    found = rows.iloc[chosen].reset_index(drop=True)
    return found.assign(reason=[_reason(row, wish, direction) for row in found.to_dict("records")])


def _check(wish: str, direction: str) -> None:
    for got, known, what in ((wish, WISHES, "wish"), (direction, (HIGH, LOW), "direction")):
        if got not in known:
            raise InputError(f"{got!r} is no {what}; choose one of {', '.join(known)}.")


def _merit(rows: pd.DataFrame, wish: str, direction: str, *, classification: bool) -> np.ndarray:
    """Return how much a row is wanted, (n,)."""
    value, lower, upper = (rows[name].to_numpy(float) for name in ("value", "lower", "upper"))
    if wish == UNCERTAIN:
        # A probability of one half says nothing, however narrow its band.
        return upper - lower + (1 - 2 * np.abs(value - 0.5) if classification else 0.0)
    if wish == EXPECTED:
        return value if direction == HIGH else -value
    return upper if direction == HIGH else -lower


def _reason(row: dict, wish: str, direction: str) -> str:
    """Return why a row is proposed, in words."""
    if wish == UNCERTAIN:
        return f"between {row['lower']:.3g} and {row['upper']:.3g}, among the least known"
    if wish == EXPECTED:
        return f"{row['value']:.3g} expected, among the {'highest' if direction == HIGH else 'lowest'}"
    bound, word = (row["upper"], "as much") if direction == HIGH else (row["lower"], "as little")
    return f"may be {word} as {bound:.3g}, {row['value']:.3g} expected"


def _read(smiles: str):
    from mi_core.structures.molecules.molecule import Molecule

    return Molecule(smiles, "")


def _fingerprint(molecule) -> np.ndarray:
    from mi_core.descriptors.molecules.fingerprints import morgan_counts

    return morgan_counts(molecule.mol)

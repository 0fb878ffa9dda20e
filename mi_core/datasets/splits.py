"""Splits of a table into training, calibration and validation rows.

Every draw hashes the row's id (or its group) together with the seed and ranks by the hash. A split therefore
depends on which rows there are and on the seed, never on their order, nor on a library's random generator.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.datasets.card import SPLIT_KINDS
from mi_core.datasets.composition import composition_key, key_elements
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from mi_core.datasets.card import SplitPlan

COLUMN = "column"  # kind of split whose groups a column of the table names
FOLD_KINDS = ("random", "grouped", COLUMN)
VALIDATION = 1 / 9  # of the nine tenths in hand: 8/9 of them are the 80 % of a five-fold split of the whole


@dataclass(frozen=True, slots=True)
class Split:
    """Positions of rows in the frame that was split, each array sorted, int64, of shape (n,).

    `seed`, `fractions` and `sizes` say how it was drawn; `elements` the ones left out of training, if any.
    """

    kind: str
    seed: int
    train: np.ndarray
    validation: np.ndarray
    calibration: np.ndarray
    fractions: dict[str, float]
    elements: tuple[str, ...] = ()
    sizes: dict[str, int] = field(init=False)

    def __post_init__(self):
        parts = ("train", "calibration", "validation")
        object.__setattr__(self, "sizes", {part: len(getattr(self, part)) for part in parts})

    def as_dict(self) -> dict[str, Any]:
        """Return the record for a model card: plain values, without the rows."""
        record = {"kind": self.kind, "seed": self.seed, "fractions": self.fractions, "sizes": self.sizes}
        return {**record, "elements": list(self.elements)} if self.elements else record


def make_split(
    frame: pd.DataFrame,
    kind: str = "random",
    seed: int = 0,
    *,
    validation: float = VALIDATION,
    calibration: float = 0.0,
    elements: Sequence[str] | None = None,
    column: str = "group",
) -> Split:
    """Return the split of that kind.

    kind : "random" draws rows one by one, so that polymorphs and A-B swaps of a training compound may fall into validation;
    "grouped" draws whole unordered compositions, and "column" whole groups of `column`; "leave_elements_out" as the function
    of that name. Groups are not cut, so a part may exceed its share by at most the last group put into it.
    The frame needs a column `id` of unique values, and `formula` for the kinds that look at the composition.
    """
    if kind == "leave_elements_out":
        return leave_elements_out(frame, elements, seed, validation=validation, calibration=calibration)
    if kind not in FOLD_KINDS:
        raise InputError(f"Split kind {kind!r} is not known; choose one of {', '.join(SPLIT_KINDS)}.")
    groups = _groups(frame, kind, column)
    return _drawn(groups, seed, kind=kind, validation=validation, calibration=calibration)


def planned_split(frame: pd.DataFrame, plan: SplitPlan) -> Split:
    """Return the split that a card of a data set plans."""
    column = plan.column or "group"
    return make_split(frame, plan.kind, plan.seed, validation=plan.validation, column=column)


def leave_elements_out(
    frame: pd.DataFrame,
    elements: Sequence[str] | None = None,
    seed: int = 0,
    *,
    validation: float = VALIDATION,
    calibration: float = 0.0,
) -> Split:
    """Hold out every row that holds one of the elements, so that training never sees them.

    Without `elements`, elements that occur in less than half of the rows are drawn until a share `validation`
    of the rows holds one of them.
    """
    ids = _row_ids(frame)
    held = [key_elements(key) for key in _composition_keys(frame)]
    counts = Counter(symbol for row in held for symbol in row)
    chosen = (
        _named_elements(elements, counts) if elements else _drawn_elements(held, counts, seed, validation)
    )
    out = np.array([bool(row & chosen) for row in held])
    rows = {ids[row]: [row] for row in np.flatnonzero(~out).tolist()}
    inner = _drawn(rows, seed, kind="random", validation=0.0, calibration=calibration)
    return Split(
        kind="leave_elements_out",
        seed=seed,
        train=inner.train,
        validation=np.flatnonzero(out),
        calibration=inner.calibration,
        fractions={"validation": float(out.mean()), "calibration": calibration},
        elements=tuple(sorted(chosen)),
    )


def folds(
    frame: pd.DataFrame, n_folds: int = 5, kind: str = "random", seed: int = 0, *, column: str = "group"
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return (train, test) row positions of k folds, "random", "grouped" or "column", as scikit-learn's `cv=` takes.

    Every row is tested once; folds of groups, those of `column` in the last kind, are filled with the next group where the
    fewest rows are.
    """
    if kind not in FOLD_KINDS:
        raise InputError(f"Folds are of kind 'random', 'grouped' or 'column'; got {kind!r}.")
    groups = _groups(frame, kind, column)
    if not 2 <= n_folds <= len(groups):
        raise InputError(f"The number of folds must lie between 2 and {len(groups)}; got {n_folds}.")
    tests: list[list[int]] = [[] for _ in range(n_folds)]
    for name in _shuffled(groups, seed):
        min(tests, key=len).extend(groups[name])
    everything = np.arange(len(frame))
    return [(np.setdiff1d(everything, test), np.sort(np.array(test, dtype=np.int64))) for test in tests]


def _drawn(
    groups: dict[str, list[int]], seed: int, *, kind: str, validation: float, calibration: float
) -> Split:
    _check_fractions(validation, calibration)
    total = sum(map(len, groups.values()))
    quota = {"validation": round(total * validation), "calibration": round(total * calibration)}
    parts: dict[str, list[int]] = {"validation": [], "calibration": [], "train": []}
    for name in _shuffled(groups, seed):
        part = next((part for part, size in quota.items() if len(parts[part]) < size), "train")
        parts[part].extend(groups[name])
    if not parts["train"] or (validation and not parts["validation"]):
        raise InputError(
            f"{total} rows in {len(groups)} groups are too few to hold out {validation:.3g} of them for "
            f"validation and {calibration:.3g} for calibration; give more rows or other fractions."
        )
    train, held, calibrating = (
        np.sort(np.array(parts[part], dtype=np.int64)) for part in ("train", "validation", "calibration")
    )
    fractions = {"validation": validation, "calibration": calibration}
    return Split(kind, seed, train, held, calibrating, fractions)


def _groups(frame: pd.DataFrame, kind: str, column: str) -> dict[str, list[int]]:
    """Return the rows that a draw never parts, by name: single rows, compositions, or groups of a column."""
    ids = _row_ids(frame)
    groups = defaultdict(list)
    for row, name in enumerate(ids if kind == "random" else _group_names(frame, kind, column)):
        groups[name].append(row)
    return dict(groups)


def _shuffled(names: Iterable[str], seed: int) -> list[str]:
    def rank(name: str) -> tuple[bytes, str]:
        return hashlib.blake2b(f"{seed}\0{name}".encode(), digest_size=8).digest(), name

    return sorted(names, key=rank)


def _named_elements(elements: Sequence[str], counts: Counter) -> set[str]:
    unknown = sorted(set(elements) - set(counts))
    if unknown:
        raise InputError(
            f"Elements {', '.join(unknown)} occur in no row, so nothing could be left out; "
            f"the table holds {', '.join(sorted(counts))}."
        )
    return set(elements)


def _drawn_elements(held: list[frozenset[str]], counts: Counter, seed: int, validation: float) -> set[str]:
    _check_fractions(validation, 0.0)
    chosen: set[str] = set()
    candidates = [symbol for symbol in counts if counts[symbol] < len(held) / 2]
    for symbol in _shuffled(candidates, seed):
        chosen.add(symbol)
        if sum(bool(row & chosen) for row in held) >= validation * len(held):
            return chosen
    raise InputError(
        f"No choice of elements holds out {validation:.3g} of the rows; name the elements to leave out."
    )


def _check_fractions(validation: float, calibration: float) -> None:
    if not (0 <= validation < 1 and 0 <= calibration < 1 and validation + calibration < 1):
        raise InputError(
            "The fractions for validation and calibration must be at least 0 and add up to less than 1; "
            f"got {validation} and {calibration}."
        )


def _row_ids(frame: pd.DataFrame) -> list[str]:
    if "id" not in frame:
        raise InputError(f"A split needs a column 'id'; the table has {', '.join(map(str, frame.columns))}.")
    ids = frame["id"].astype(str)
    if not ids.is_unique:
        repeated = ids[ids.duplicated()].unique()
        raise InputError(
            f"A split needs unique ids; {len(repeated)} occur more than once, such as {repeated[0]!r}."
        )
    return ids.tolist()


def _group_names(frame: pd.DataFrame, kind: str, column: str) -> list[str]:
    if kind != COLUMN:
        return _composition_keys(frame)
    if column not in frame:
        raise InputError(
            "A split by a column needs one; choose which column of the table keeps rows together: "
            f"it has no {column!r}, but {', '.join(map(str, frame.columns))}."
        )
    return frame[column].astype(str).tolist()


def _composition_keys(frame: pd.DataFrame) -> list[str]:
    if "formula" not in frame:
        raise InputError(
            "A split by composition needs a column 'formula'; "
            f"the table has {', '.join(map(str, frame.columns))}."
        )
    keys = []
    for formula in frame["formula"]:
        if (key := composition_key(str(formula))) is None:
            raise InputError(f"Formula {formula!r} cannot be read; clean the table before splitting it.")
        keys.append(key)
    return keys

"""How regressors are compared: the split, the seed, the features, and what besides the errors is measured."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

from mi_core.comparison.features import FEATURES
from mi_core.errors import InputError

SPLITS = ("random", "grouped", "column", "leave_element_out")


@dataclass(frozen=True, slots=True)
class Protocol:
    """The rules of one comparison, the same for all its models.

    Attributes
    ----------
    split : {"random", "grouped", "column", "leave_element_out"}
        Rows one by one; whole compositions; rows that agree in the table's column for it; or every row that holds an
        element, one fold per element.
    folds : int
        k of k-fold; every row is tested once. Not used by `leave_element_out`.
    holdout : float or None
        With a share, one fold that tests this share of the rows, in place of k.
    seed : int
        Of the split and of every draw; the models of a fold take it plus the fold's number.
    tune : bool
        Whether each model's grid is searched by a split of the same kind inside each training fold.
    features : str or tuple of str
        "selected", "extended", "pairs", "candidates", "baseline", or names of element properties.
    rows : int or None
        At most as many rows, drawn by the seed; None takes all.
    min_element_rows : int
        Elements in fewer rows get no fold of `leave_element_out`.
    elements : tuple of str
        The elements to leave out in turn; empty takes all that are in rows enough.
    learning_curve, importance : bool
        Whether to measure them too.
    """

    split: str = "random"
    folds: int = 5
    holdout: float | None = None
    seed: int = 0
    tune: bool = False
    features: str | tuple[str, ...] = "selected"
    rows: int | None = None
    min_element_rows: int = 50
    elements: tuple[str, ...] = ()
    learning_curve: bool = True
    importance: bool = True

    def __post_init__(self):
        _check(self)

    def as_dict(self) -> dict:
        """Return plain values, as JSON and YAML hold them."""
        return {
            key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()
        }


def protocol_of(values: dict) -> Protocol:
    """Return the protocol of plain values; InputError names unknown keys."""
    allowed = [item.name for item in fields(Protocol)]
    unknown = sorted(set(values) - set(allowed))
    if unknown:
        raise InputError(f"A protocol has no {', '.join(unknown)}; its keys are {', '.join(allowed)}.")
    hashable: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
    return Protocol(**hashable)


def _check(p: Protocol) -> None:
    if p.split not in SPLITS:
        raise InputError(f"Split {p.split!r} is not known; choose one of {', '.join(SPLITS)}.")
    if isinstance(p.features, str) and p.features not in FEATURES:
        raise InputError(
            f"Features {p.features!r} are not known; choose one of {', '.join(FEATURES)}, or name element properties."
        )
    if not isinstance(p.features, str) and not p.features:
        raise InputError("The list of features is empty; name at least one element property.")
    if p.holdout is None and not (isinstance(p.folds, int) and 2 <= p.folds <= 20):
        raise InputError(f"The number of folds lies between 2 and 20; got {p.folds!r}.")
    if p.holdout is not None and not (isinstance(p.holdout, float) and 0.05 <= p.holdout <= 0.5):
        raise InputError(f"A hold-out tests between 0.05 and 0.5 of the rows; got {p.holdout!r}.")
    if p.rows is not None and not (isinstance(p.rows, int) and p.rows >= 1):
        raise InputError(f"The number of rows must be positive; got {p.rows!r}.")
    if not (isinstance(p.seed, int) and p.seed >= 0):
        raise InputError(f"A seed is a whole number from 0 on; got {p.seed!r}.")

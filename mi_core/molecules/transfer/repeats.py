"""One split of a task: choice and learning on four fifths of the molecules, tests on the others, and a learning curve.

Splits are the folds of partitions into five, each drawn anew, so that each molecule is tested once in each partition.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.molecules.transfer.affinity import supports_of
from mi_core.molecules.transfer.candidates import CANDIDATES, WITHOUT
from mi_core.molecules.transfer.nested import choose, entropies, fit, weighted
from mi_core.molecules.transfer.splits import folds, growing, strata_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mi_core.molecules.transfer.described import Described
    from mi_core.molecules.transfer.nested import Choice

PARTS = 5
REPEATS = 10
REPEATS_OF_MANY, MANY = 5, 1000  # for tables larger than so many molecules
SHARES = (0.25, 0.4, 0.6, 0.8, 1.0)  # of the labels that may be learned from
FEWEST_LEARNED = 12


@dataclass(frozen=True, slots=True)
class Repeat:
    """What one split showed; plain values, as jobs keep them.

    Attributes
    ----------
    repeat, learned : int
        Number of the split, and molecules learned from.
    tested : list of int
        Places of the tested molecules.
    chosen, baseline : str
        The mean of methods that was chosen by the learned labels alone, and the one without transfer.
    supports : list of str
    errors : dict
        By method its errors of the tested molecules: rmse, or cross_entropy and auc (None where one class alone is tested).
    predicted, scales : list of float
        Of the chosen mean for the tested molecules, numbers or probabilities, and the error to expect.
    curve : list of dict
        Keys labels, chosen and baseline: errors, rmse or 1 - auc, after learning so many labels.
    """

    repeat: int
    learned: int
    tested: list[int]
    chosen: str
    baseline: str
    supports: list[str]
    errors: dict[str, dict[str, float | None]]
    predicted: list[float]
    scales: list[float]
    curve: list[dict[str, float]]

    def as_record(self) -> dict[str, Any]:
        """Return plain values, from which `Repeat(**record)` makes it again."""
        return asdict(self)


def count_of_repeats(molecules: int) -> int:
    """Return how many splits a task of so many molecules is judged by."""
    return REPEATS if molecules <= MANY else REPEATS_OF_MANY


def split_of(
    labels: np.ndarray, groups: np.ndarray, repeat: int, *, classification: bool, seed: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Return the places that are learned from and tested, both sorted."""
    rng = np.random.default_rng([seed, 1, repeat // PARTS])
    part = folds(groups, strata_of(labels, classification=classification), PARTS, rng)
    return np.flatnonzero(part != repeat % PARTS), np.flatnonzero(part == repeat % PARTS)


def run_repeat(
    described: Described,
    labels: np.ndarray,
    groups: np.ndarray,
    repeat: int,
    *,
    classification: bool,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> Repeat:
    """Choose, learn and test on one split."""
    learned, tested = split_of(labels, groups, repeat, classification=classification, seed=seed)
    known, new = described.take(learned), described.take(tested)
    choice = choose(
        known, labels[learned], groups[learned], classification=classification, seed=seed, progress=progress
    )
    fits = fit(choice, choice.losses, known, labels[learned], classification=classification, seed=seed)
    found = {name: fitted.valued(new) for name, fitted in fits.items()}
    return Repeat(
        repeat=repeat,
        learned=len(learned),
        tested=tested.tolist(),
        chosen=choice.chosen,
        baseline=WITHOUT,
        supports=list(choice.supports),
        errors={
            name: errors_of(values, labels[tested], classification=classification)
            for name, (values, _) in found.items()
        },
        predicted=found[choice.chosen][0].tolist(),
        scales=found[choice.chosen][1].tolist(),
        curve=_curve(choice, known, labels[learned], new, labels[tested], classification, seed + repeat),
    )


def errors_of(values: np.ndarray, labels: np.ndarray, *, classification: bool) -> dict[str, float | None]:
    """Return rmse in the unit of the labels, or cross_entropy in nats and auc."""
    if not classification:
        return {"rmse": float(np.sqrt(np.mean((values - labels) ** 2)))}
    return {"cross_entropy": float(entropies(values, labels).mean()), "auc": area(values, labels)}


def area(values: np.ndarray, labels: np.ndarray) -> float | None:
    """Return the area under the receiver operating characteristic; None where there is one class alone."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(labels, values)) if 0 < labels.sum() < len(labels) else None


def _curve(
    choice: Choice,
    known: Described,
    labels: np.ndarray,
    new: Described,
    tested: np.ndarray,
    classification: bool,
    seed: int,
) -> list[dict[str, float]]:
    """Return the errors of the chosen mean and the baseline after learning more and more of the labels."""
    order = growing(strata_of(labels, classification=classification), np.random.default_rng([seed, 2]))
    points = []
    for count in sizes_of(len(labels)):
        rows = np.sort(order[:count])
        if np.ptp(labels[rows]) == 0:
            continue
        parts = {name: choice.weights(name) for name in (choice.chosen, WITHOUT)}
        found = _answers_after(
            dict.fromkeys(chain(*parts.values())), known.take(rows), labels[rows], new, seed
        )
        chosen, baseline = (
            _curve_error(weighted(found, parts[name]), tested, classification)
            for name in (choice.chosen, WITHOUT)
        )
        if chosen is not None and baseline is not None:
            points.append({"labels": float(count), "chosen": chosen, "baseline": baseline})
    return points


def sizes_of(learned: int) -> list[int]:
    """Return the numbers of labels of a learning curve, rising."""
    return sorted({max(FEWEST_LEARNED, round(share * learned)) for share in SHARES})


def _answers_after(
    names: Iterable[str], known: Described, labels: np.ndarray, new: Described, seed: int
) -> dict[str, np.ndarray]:
    """Return the answers of candidates whose supports are chosen from these labels alone."""
    supports = supports_of(known, labels)
    return {
        name: CANDIDATES[name]
        .fit(known, labels, supports, seed)
        .predict(new.columns(CANDIDATES[name].blocks, supports))
        for name in names
    }


def _curve_error(answers: np.ndarray, labels: np.ndarray, classification: bool) -> float | None:
    if not classification:
        return float(np.sqrt(np.mean((answers - labels) ** 2)))
    found = area(answers, labels)
    return None if found is None else 1 - found

"""The choice between two weighted means of methods, one of which knows transfer, by cross-validation on the labels given.

Which tasks support is chosen anew in each fold, from its training rows: no method is judged by labels that it has seen.
The mean with transfer is preferred only when it is better by more than the standard error of the difference over rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.molecules.affinity.losses import SMALLEST
from mi_core.molecules.transfer.affinity import supports_of
from mi_core.molecules.transfer.candidates import CANDIDATES, WITH, WITHOUT, candidates_for
from mi_core.molecules.transfer.learners.probabilities import Calibration
from mi_core.molecules.transfer.splits import folds, strata_of
from mi_core.molecules.transfer.weights import shares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mi_core.molecules.transfer.described import Described
    from mi_core.regressors.numeric import NumericRegressor

FOLDS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """What cross-validation on n labels chose.

    Attributes
    ----------
    chosen : {WITHOUT, WITH}
    losses : dict
        By name of each candidate and mean its mean loss: squared error, or cross entropy of the calibrated probabilities.
    gain, error : float
        By how much WITH is better than WITHOUT, in these losses, and the standard error.
    answers, scales : dict of (n,)
        By name what was answered for each row while it was held out, and the error that was expected.
    means : dict of dict
        By mean the share of each candidate in it.
    supports : tuple of str
        Tasks that support, chosen from all n labels.
    """

    chosen: str
    losses: dict[str, float]
    gain: float
    error: float
    answers: dict[str, np.ndarray]
    scales: dict[str, np.ndarray]
    means: dict[str, dict[str, float]]
    supports: tuple[str, ...]

    def weights(self, name: str) -> dict[str, float]:
        """Return the candidates whose answers make up those of a name, and their shares."""
        return self.means.get(name, {name: 1.0})


def choose(
    described: Described,
    labels: np.ndarray,
    groups: np.ndarray,
    *,
    classification: bool,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> Choice:
    """Choose by cross-validation over all rows given, those of one group kept together."""
    answers, scales = _held_out_answers(described, labels, groups, classification, seed, progress)
    losses = {
        name: row_losses(found, labels, classification=classification) for name, found in answers.items()
    }
    means = _means({name: float(loss.mean()) for name, loss in losses.items()}, len(labels))
    for name, parts in means.items():
        for found in (answers, scales):
            found[name] = weighted(found, parts)
        losses[name] = row_losses(answers[name], labels, classification=classification)
    difference = losses[WITHOUT] - losses[WITH]
    gain, error = float(difference.mean()), float(difference.std(ddof=1) / np.sqrt(len(labels)))
    return Choice(
        chosen=WITH if gain > error else WITHOUT,
        losses={name: float(loss.mean()) for name, loss in losses.items()},
        gain=gain,
        error=error,
        answers=answers,
        scales=scales,
        means=means,
        supports=supports_of(described, labels),
    )


def _means(losses: dict[str, float], labels: int) -> dict[str, dict[str, float]]:
    """Return the shares of the candidates in both means."""
    without = {name: loss for name, loss in losses.items() if not CANDIDATES[name].transfers}
    return {WITHOUT: shares(without, labels), WITH: shares(losses, labels)}


def weighted(found: Mapping[str, np.ndarray], parts: Mapping[str, float]) -> np.ndarray:
    """Return the mean of what some candidates found, by their shares."""
    return np.average([found[name] for name in parts], axis=0, weights=list(parts.values()))


def _held_out_answers(
    described: Described, labels: np.ndarray, groups: np.ndarray, classification: bool, seed: int, progress
) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Return by candidate what a fit on the other folds answers for each row, and the error that it expects."""
    split = folds(
        groups, strata_of(labels, classification=classification), FOLDS, np.random.default_rng(seed)
    )
    candidates = candidates_for(len(labels))
    answers, scales = ({one.name: np.empty(len(labels)) for one in candidates} for _ in range(2))
    for fold in range(FOLDS):
        learned, tested = np.flatnonzero(split != fold), np.flatnonzero(split == fold)
        known, new = described.take(learned), described.take(tested)
        supports = supports_of(known, labels[learned])
        for count, one in enumerate(candidates):
            if progress:
                progress((fold + count / len(candidates)) / FOLDS)
            fitted = one.fit(known, labels[learned], supports, seed)
            found = fitted.predict_with_scale(new.columns(one.blocks, supports))
            answers[one.name][tested], scales[one.name][tested] = found
    return answers, scales


def row_losses(answers: np.ndarray, labels: np.ndarray, *, classification: bool) -> np.ndarray:
    """Return the squared error of each row, or its cross entropy once a logistic curve is laid through all answers, (n,)."""
    if not classification:
        return (answers - labels) ** 2
    return entropies(Calibration.of(answers, labels).probability(answers), labels)


def entropies(probability: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the cross entropy of each row, in nats, (n,)."""
    bounded = np.clip(probability, SMALLEST, 1 - SMALLEST)
    return -(labels * np.log(bounded) + (1 - labels) * np.log(1 - bounded))


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Methods that have learned all labels given to them, and the mean of whose answers counts, each by its weight.

    factor : by which the errors that they expect are brought to those that held-out rows had. calibration : of classes, from
    answers to held-out rows.
    """

    names: tuple[str, ...]
    learners: tuple[NumericRegressor, ...]
    weights: tuple[float, ...]
    supports: tuple[str, ...]
    factor: float = 1.0
    calibration: Calibration | None = None

    def answers(self, described: Described) -> tuple[np.ndarray, np.ndarray]:
        """Return the answer and the size of error to expect, (n,) each; of classes on a scale that is no probability."""
        found = [
            learner.predict_with_scale(described.columns(CANDIDATES[name].blocks, self.supports))
            for name, learner in zip(self.names, self.learners, strict=True)
        ]
        value, scale = np.average(found, axis=0, weights=self.weights)
        return value, scale * self.factor

    def valued(self, described: Described) -> tuple[np.ndarray, np.ndarray]:
        """Return numbers, or probabilities of the class 1, and the size of error to expect of the answers, (n,) each."""
        answers, scale = self.answers(described)
        return (answers if self.calibration is None else self.calibration.probability(answers)), scale


def fit(
    choice: Choice,
    names: Iterable[str],
    described: Described,
    labels: np.ndarray,
    *,
    classification: bool,
    seed: int = 0,
) -> dict[str, Fitted]:
    """Fit methods, by their names, to all labels that the choice was made on; what several share learns once."""
    weights = {name: choice.weights(name) for name in names}
    learners = {
        one: CANDIDATES[one].fit(described, labels, choice.supports, seed)
        for one in dict.fromkeys(part for parts in weights.values() for part in parts)
    }
    return {
        name: Fitted(
            names=tuple(parts),
            learners=tuple(learners[one] for one in parts),
            weights=tuple(parts.values()),
            supports=choice.supports,
            factor=_factor(choice, name, labels),
            calibration=Calibration.of(choice.answers[name], labels) if classification else None,
        )
        for name, parts in weights.items()
    }


def _factor(choice: Choice, name: str, labels: np.ndarray) -> float:
    """Return by how much the errors of held-out rows were greater than those that a method expected."""
    errors = np.abs(choice.answers[name] - labels)
    return float(errors.mean() / max(choice.scales[name].mean(), np.finfo(float).tiny))

"""The choice among methods, by cross-validation on the labels that may be learned from and on no others.

Which tasks support is chosen anew in each fold, from its training rows: no method is judged by labels that it has seen.
With transfer is preferred to without only when it is better by more than the standard error of the difference over rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.molecules.affinity.losses import SMALLEST
from mi_core.molecules.transfer.affinity import supports_of
from mi_core.molecules.transfer.candidates import AVERAGE, CANDIDATES, MEANS, candidates_for, transfers
from mi_core.molecules.transfer.learners.probabilities import Calibration
from mi_core.molecules.transfer.splits import folds, strata_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.molecules.transfer.described import Described
    from mi_core.regressors.numeric import NumericRegressor

FOLDS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """What cross-validation on n labels chose.

    Attributes
    ----------
    chosen, baseline, transfer : str
        Name of the method; of the best without transfer; of the best with it, AVERAGE not counted.
    losses : dict
        By name the mean loss: squared error, or cross entropy of the calibrated probabilities.
    gain, error : float
        By how much the best with transfer, or AVERAGE, is better than `baseline`, in these losses, and the standard error.
    answers, scales : dict of (n,)
        By name what was answered for each row while it was held out, and the error that was expected.
    supports : tuple of str
        Tasks that support, chosen from all n labels.
    """

    chosen: str
    baseline: str
    transfer: str
    losses: dict[str, float]
    gain: float
    error: float
    answers: dict[str, np.ndarray]
    scales: dict[str, np.ndarray]
    supports: tuple[str, ...]

    def weights(self, name: str) -> dict[str, float]:
        """Return the candidates whose answers make up those of a name, and their shares."""
        if name == AVERAGE:
            halves = (self.weights(self.baseline), self.weights(self.transfer))
            return {one: share / 2 for half in halves for one, share in half.items()}
        parts = [one for one in MEANS.get(name, (name,)) if one in self.answers]
        return dict.fromkeys(parts, 1 / len(parts))


def choose(
    described: Described,
    labels: np.ndarray,
    groups: np.ndarray,
    *,
    classification: bool,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> Choice:
    """Choose among the candidates by cross-validation over all rows given, those of one group kept together."""
    answers, scales = _held_out_answers(described, labels, groups, classification, seed, progress)
    for found in (answers, scales):
        _add_means(found)
    losses = {
        name: row_losses(found, labels, classification=classification) for name, found in answers.items()
    }
    baseline, transfer = (
        min(
            (name for name in losses if transfers(name) is is_transfer),
            key=lambda n: losses[n].mean(),
        )
        for is_transfer in (False, True)
    )
    for found in (answers, scales):
        found[AVERAGE] = (found[baseline] + found[transfer]) / 2
    losses[AVERAGE] = row_losses(answers[AVERAGE], labels, classification=classification)
    best = min((transfer, AVERAGE), key=lambda name: losses[name].mean())
    difference = losses[baseline] - losses[best]
    gain, error = float(difference.mean()), float(difference.std(ddof=1) / np.sqrt(len(labels)))
    return Choice(
        chosen=best if gain > error else baseline,
        baseline=baseline,
        transfer=transfer,
        losses={name: float(loss.mean()) for name, loss in losses.items()},
        gain=gain,
        error=error,
        answers=answers,
        scales=scales,
        supports=supports_of(described, labels),
    )


def _add_means(found: dict[str, np.ndarray]) -> None:
    """Add the means of candidates, of those that are there."""
    for name, parts in MEANS.items():
        if there := [found[one] for one in parts if one in found]:
            found[name] = np.mean(there, axis=0)


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
    name: str,
    described: Described,
    labels: np.ndarray,
    *,
    classification: bool,
    seed: int = 0,
) -> Fitted:
    """Fit a method, by its name, to all labels that the choice was made on."""
    weights = choice.weights(name)
    learners = tuple(CANDIDATES[one].fit(described, labels, choice.supports, seed) for one in weights)
    errors = np.abs(choice.answers[name] - labels)
    factor = float(errors.mean() / max(choice.scales[name].mean(), np.finfo(float).tiny))
    calibration = Calibration.of(choice.answers[name], labels) if classification else None
    return Fitted(tuple(weights), learners, tuple(weights.values()), choice.supports, factor, calibration)

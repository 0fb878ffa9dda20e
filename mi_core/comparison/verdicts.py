"""What the numbers of a comparison mean, in words: against the best model, and against the baselines."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.comparison.statistics import paired_test
from mi_core.regressors.registry import BASELINES

if TYPE_CHECKING:
    from mi_core.comparison.store import Comparison

LEVEL = 0.05  # p-values below it are called a difference
DEFINITION = (
    "MAE, RMSE, R² and coverage are taken over all held-out rows together; ± is the standard deviation of the values of the "
    "single folds."
)


def verdict(p_value: float, *, first: bool) -> str:
    """Return "best", "not distinguishable from the best (p = 0.32)" or "worse (p < 0.001)"."""
    if first:
        return "best"
    if math.isnan(p_value):
        return "not tested"
    words = "worse" if p_value < LEVEL else "not distinguishable from the best"
    return f"{words} ({p_words(p_value)})"


def p_words(p_value: float) -> str:
    """Return "p = 0.32", or "p < 0.001" for what is smaller."""
    return "p < 0.001" if p_value < 0.001 else f"p = {p_value:.2g}"


@dataclass(frozen=True, slots=True)
class AgainstBaseline:
    """The regressor and the baseline of least mean absolute error, and the p-value that both err alike.

    A name is "" where the comparison has none of the kind.
    """

    regressor: str
    baseline: str
    regressor_mae: float = math.nan
    baseline_mae: float = math.nan
    p_value: float = math.nan

    @property
    def beaten(self) -> bool:
        """Whether the regressor errs less than the baseline by more than luck."""
        return self.regressor_mae < self.baseline_mae and self.p_value < LEVEL


def against_baseline(comparison: Comparison) -> AgainstBaseline:
    """Return how the best regressor stands against the best baseline."""
    mae = comparison.summary.set_index("model")["mae"]
    regressor = next((model for model in mae.index if model not in BASELINES), "")
    baseline = next((model for model in mae.index if model in BASELINES), "")
    if not regressor or not baseline:
        return AgainstBaseline(regressor, baseline)
    p_value, _ = paired_test(comparison.scores, comparison.predictions, regressor, baseline)
    return AgainstBaseline(regressor, baseline, float(mae[regressor]), float(mae[baseline]), p_value)


def baseline_sentence(found: AgainstBaseline, titles: dict[str, str], unit: str) -> str:
    """Return in plain words whether anything was learnt that a baseline does not know."""
    if not found.regressor:
        return "Only baselines were compared: add a regressor."
    if not found.baseline:
        return "No baseline was compared, so it is not known whether these errors are better than a guess: add the mean."
    regressor, baseline = (titles.get(name, name) for name in (found.regressor, found.baseline))
    errors = (
        f"{f'{mae:#.3g}'.rstrip('.')} {unit}".rstrip() for mae in (found.regressor_mae, found.baseline_mae)
    )
    numbers = "mean absolute error {} against {}".format(*errors)
    if found.beaten:
        return f"{regressor} beats the best baseline, {baseline}: {numbers} ({p_words(found.p_value)})."
    if found.regressor_mae < found.baseline_mae:
        return (
            f"No regressor beats the baseline: the best one, {regressor}, is not distinguishable from {baseline} "
            f"({numbers}, {p_words(found.p_value)})."
        )
    return f"No regressor beats the baseline: the best one, {regressor}, errs no less than {baseline} ({numbers})."

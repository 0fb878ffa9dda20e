"""Is the gain real? What the labels chose against the mean without transfer, over splits that share most of their labels.

A gain must also stand before each single method without transfer, the best of which is known only afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.evaluation.paired import corrected_t_test
from mi_core.molecules.transfer.candidates import WITHOUT, title_of, transfers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.molecules.transfer.repeats import Repeat

HELPS, NO_DIFFERENCE, HARMS = "helps", "no difference", "harms"
SIGNIFICANT = 0.05
MEASURES = {"rmse": "root mean square error", "cross_entropy": "cross entropy"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether transfer helps.

    Attributes
    ----------
    kind : {HELPS, NO_DIFFERENCE, HARMS}
    sentence : str
    measure : str
        rmse (unit of the labels) or cross_entropy (nats); `with_transfer` and `without` are its means over splits, of the
        mean of methods that each split chose, which may be the one without transfer, and of the one without.
    p_value : float
        Two-sided, of the corrected resampled t-test.
    chose_transfer : int
        In how many of the splits the labels chose transfer.
    """

    kind: str
    sentence: str
    measure: str
    with_transfer: float
    without: float
    p_value: float
    chose_transfer: int
    splits: int


def judge(repeats: Sequence[Repeat], unit: str = "") -> Verdict:
    """Return the verdict over splits; C. Nadeau & Y. Bengio, Mach. Learn. 52, 239 (2003)."""
    measure = next(iter(repeats[0].errors[repeats[0].chosen]))
    chosen, baseline = (
        np.array([repeat.errors[getattr(repeat, which)][measure] for repeat in repeats], dtype=float)
        for which in ("chosen", "baseline")
    )
    ratio = float(np.mean([len(repeat.tested) / repeat.learned for repeat in repeats]))
    p_value = corrected_t_test(baseline - chosen, ratio)
    gain = float((baseline - chosen).mean())
    best, least = best_without(repeats, measure)
    kind = NO_DIFFERENCE
    if p_value < SIGNIFICANT and gain < 0:
        kind = HARMS
    elif p_value < SIGNIFICANT and gain > 0 and chosen.mean() < least:
        kind = HELPS
    chose = sum(transfers(repeat.chosen) for repeat in repeats)
    sentence = _sentence(kind, measure, chosen.mean(), baseline.mean(), p_value, chose, len(repeats), unit)
    if best != WITHOUT and least <= chosen.mean():
        sentence += f" In hindsight, “{title_of(best)}” alone had {_number(least, unit)}."
    return Verdict(
        kind, sentence, measure, float(chosen.mean()), float(baseline.mean()), p_value, chose, len(repeats)
    )


def best_without(repeats: Sequence[Repeat], measure: str) -> tuple[str, float]:
    """Return the method without transfer whose error is the least on average over splits, and that error."""
    errors = {
        name: float(np.mean([repeat.errors[name][measure] for repeat in repeats]))
        for name in repeats[0].errors
        if not transfers(name)
    }
    best = min(errors, key=lambda name: errors[name])
    return best, errors[best]


def _sentence(
    kind: str, measure: str, chosen: float, baseline: float, p_value: float, chose: int, count: int, unit: str
) -> str:
    """Return the verdict in one sentence."""
    if not chose:
        return (
            f"No difference can be shown: in all {count} splits the labels themselves chose methods without transfer, "
            f"whose {MEASURES[measure]} is {_number(baseline, unit)} on average."
        )
    numbers = (
        f"{MEASURES[measure]} {_number(chosen, unit)} against {_number(baseline, unit)} without it, mean of {count} "
        f"splits, p = {p_value:.2g}"
    )
    often = "" if chose == count else f"; transfer was chosen in {chose} of them"
    if kind == NO_DIFFERENCE:
        return f"No difference can be shown: {numbers}{often}."
    if kind == HARMS:
        return f"Transfer harms: {numbers}{often}; predict without it."
    return f"Transfer helps, by {1 - chosen / baseline:.0%}: {numbers}{often}."


def _number(value: float, unit: str) -> str:
    return f"{value:.3g} {unit}".rstrip()


def error_table(repeats: Sequence[Repeat]) -> pd.DataFrame:
    """Return a row for each method, least error first.

    Columns: method, title, transfer, then for each measure its mean over splits and `<measure>_spread`, the standard
    deviation over them; chosen, the number of splits that chose it.
    """
    rows = []
    for method in repeats[0].errors:
        row = {"method": method, "title": title_of(method), "transfer": transfers(method)}
        for measure in repeats[0].errors[method]:
            values = np.array([repeat.errors[method][measure] for repeat in repeats], dtype=float)
            known = values[np.isfinite(values)]
            row[measure] = float(known.mean()) if len(known) else np.nan
            row[f"{measure}_spread"] = float(known.std(ddof=1)) if len(known) > 1 else np.nan
        row["chosen"] = sum(repeat.chosen == method for repeat in repeats)
        rows.append(row)
    table = pd.DataFrame(rows)
    return table.sort_values(next(iter(repeats[0].errors[WITHOUT])), kind="stable", ignore_index=True)

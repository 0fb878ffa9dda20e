"""How far predictions of measured properties can be trusted: the same model on four kinds of rows that it never learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mi_core.datasets.consistency import repeats
from mi_core.targets import find_target

if TYPE_CHECKING:
    from mi_core.pretrained.card import ModelCard

#: From the easiest to the hardest, what was held out → the name of the record on the card; "" is the main one.
HELD_OUT = {"rows": "by rows", "compositions": "", "papers": "by paper", "hosts": "by host"}

SPLIT_WORDS = (
    "“Two papers differ by” is the mean difference of two papers that measured one composition at one temperature: no model "
    "of composition and temperature errs less on the sample of another paper. “No model” answers with the median for all."
)


def split_scores(card: ModelCard) -> pd.DataFrame:
    """Return a line per property and kind of rows held out: mean absolute error, R² and coverage of the 90 % intervals.

    Columns: `target`, `held_out` (of HELD_OUT), `n`, `mae` and `baseline_mae` (the same answer for all, of compositions) in
    the target's unit, `r2`, `coverage`. Splits that the card does not have are left out.
    """
    rows = []
    for target, record in card.targets.items():
        for held_out, name in HELD_OUT.items():
            metrics = record.get("measured_on", {}).get(name) if name else record["metrics"]
            if metrics is not None:
                row = {key: metrics[key] for key in ("n", "mae", "r2", "coverage")}
                baseline = record["metrics"]["baseline_mae"]
                rows.append({"target": target, "held_out": held_out, **row, "baseline_mae": baseline})
    return pd.DataFrame(rows)


def noise_floor(training: pd.DataFrame, target: str) -> float:
    """Return how far papers that measured one composition at one temperature differ, on average, in the target's unit.

    training : of the model: columns `formula`, `temperature_k`, `doi` and the target. NaN where nothing was repeated. No
    model of composition and temperature can err less, on rows of other papers.
    """
    return repeats(training, target).mean


def split_table(scores: pd.DataFrame, floors: dict[str, float]) -> pd.DataFrame:
    """Return the scores with titles, units and the noise floor of each property, for people."""
    titles = {target: find_target(target).heading for target in scores["target"].unique()}
    return scores.assign(property=scores["target"].map(titles), noise_floor=scores["target"].map(floors))[
        ["property", "held_out", "mae", "r2", "coverage", "noise_floor", "baseline_mae", "n"]
    ]

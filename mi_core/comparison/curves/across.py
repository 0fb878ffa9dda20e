"""Learning curves of several targets side by side: errors over what the mean errs by, so that targets can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.comparison.store import Comparison, ComparisonCard

OF_TABLE = ("dataset", "table", "sha256")
OF_SPLIT = ("split", "holdout", "folds", "seed", "rows")
COLUMNS = ["target", "title", "model", "n_train", "share", "spread", "repeats"]


def same_rows(card: ComparisonCard, other: ComparisonCard) -> bool:
    """Whether two comparisons are of one table, of which the same rows were held out in the same way."""
    return _rows(card) == _rows(other)


def _rows(card: ComparisonCard) -> list:
    return [card["dataset"].get(key) for key in OF_TABLE] + [card["protocol"].get(key) for key in OF_SPLIT]


def curves(comparisons: Sequence[Comparison]) -> pd.DataFrame:
    """Return a row for each target, model and number of training rows.

    `share` is the mean absolute error over the mean absolute deviation of the first fold's held-out rows, a mean over
    `repeats`, and `spread` their standard deviation (n - 1), NaN for one.
    """
    parts = [_of_one(comparison) for comparison in comparisons if len(comparison.learning)]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)


def _of_one(comparison: Comparison) -> pd.DataFrame:
    rows = comparison.learning.assign(share=comparison.learning["mae"] / mean_absolute_deviation(comparison))
    table = (
        rows.groupby(["model", "n_train"], sort=False)["share"].agg(["mean", "std", "count"]).reset_index()
    )
    names = {"mean": "share", "std": "spread", "count": "repeats"}
    target = comparison.target
    return table.rename(columns=names).assign(target=target.key, title=target.title)[COLUMNS]


def mean_absolute_deviation(comparison: Comparison) -> float:
    """Return that of the first fold's held-out rows, from their mean, in the unit of the target."""
    true = comparison.predictions[comparison.predictions["fold"] == 0].drop_duplicates("row")["true"]
    return float((true - true.mean()).abs().mean())


def standing(table: pd.DataFrame, model: str) -> pd.DataFrame:
    """Return a row for each target and for the fewest and the most rows that the model was trained on.

    Columns: `target`, `title`, `n_train`, `share` of the model, its `rank` among `models`, the `best` and its `best_share`.
    """
    found = []
    for (target, title), rows in table.groupby(["target", "title"], sort=False):
        own = rows[rows["model"] == model]
        for n_train in sorted({own["n_train"].min(), own["n_train"].max()} if len(own) else ()):
            there = rows[rows["n_train"] == n_train].set_index("model")["share"].sort_values(kind="stable")
            found.append(
                {
                    "target": target,
                    "title": title,
                    "n_train": int(n_train),
                    "share": there[model],
                    "rank": 1 + int((there < there[model]).sum()),
                    "models": len(there),
                    "best": there.index[0],
                    "best_share": there.iloc[0],
                }
            )
    columns = ["target", "title", "n_train", "share", "rank", "models", "best", "best_share"]
    return pd.DataFrame(found, columns=columns)

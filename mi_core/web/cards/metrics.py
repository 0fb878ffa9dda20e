"""The errors and coverages on models' cards, as a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COVERAGE_HELP = (
    "Share of true values inside their 90 % intervals, on rows that training never saw; it should be 90 %"
)
#: Title and help of metrics, in the order of columns; the titles of others follow from their keys.
METRICS = {
    "coverage": ("Coverage", COVERAGE_HELP),
    "mae": ("Mean abs. error", "On rows that training never saw"),
    "rmse": ("RMSE", "Root of the mean squared error, over all rows together"),
    "r2": ("R²", "Over all rows together"),
    "auc": (
        "AUC",
        "Chance that one of class 1 is given a higher probability than one of class 0; 0.5 is a guess",
    ),
    "average_precision": (
        "Average precision",
        "Mean precision over all thresholds; a guess has the share of class 1",
    ),
    "log_loss": ("Cross entropy", "Mean of -log of the probability that was given to what is true, in nats"),
    "share_positive": ("Class 1", "Share of the rows that are of class 1"),
    "baseline_mae": (
        "Same answer for all",
        "Mean absolute error of the best answer that does not look at the material",
    ),
    "mean_width": ("Mean width", "Of the 90 % intervals"),
    "mae_inside": ("Error inside", "Mean absolute error of rows inside the training domain"),
    "mae_outside": ("Error outside", "Mean absolute error of rows outside the training domain"),
    "n_outside": ("Rows outside", None),
    "n": ("Rows", None),
}
R2_DECIMALS = 3
HIDDEN = ("n_inside", "coverage_inside", "coverage_outside")


def metrics_table(records: Sequence[tuple[dict[str, str], Mapping[str, float | None]]]) -> None:
    """Show a row for each record: what it is about, and its metrics, coverage and error beside it, then the unit."""
    held = dict.fromkeys(key for _, metrics in records for key in metrics if key not in HIDDEN)
    keys = sorted(held, key=lambda key: list(METRICS).index(key) if key in METRICS else len(METRICS))
    titles = {key: metric_title(key) for key in keys}
    rows: list[dict[str, Any]] = []
    for about, metrics in records:
        shown = {titles[key]: _shown(key, metrics.get(key)) for key in keys}
        first = {titles[key]: shown.pop(titles[key]) for key in ("coverage", "mae") if key in titles}
        unit = {"Unit": about["Unit"]}
        named = {key: text for key, text in about.items() if key != "Unit"}
        rows.append({**named, **first, **unit, **shown})
    columns = {
        titles[key]: st.column_config.NumberColumn(format=_format(key), help=METRICS.get(key, ("", None))[1])
        for key in keys
    }
    st.dataframe(rows, hide_index=True, column_config=columns)


def metric_title(key: str) -> str:
    """Return the title of a metric: "mae_of_present_phases" is "Mean abs. error of present phases"."""
    if key in METRICS:
        return METRICS[key][0]
    first, _, rest = key.partition("_")
    return f"{METRICS[first][0] if first in METRICS else first.capitalize()} {rest.replace('_', ' ')}".strip()


def three_significant(value: float | None) -> float | None:
    """Return the number to three significant digits, which is more than an error of a model carries."""
    return None if value is None else float(f"{value:z.3g}")


def to_decimals(value, decimals: int):
    """Return a number, a column or a table of them to so many decimals; browsers show −0 for what they round."""
    return round(value, decimals) + 0.0  # turns −0 into 0


def _is_share(key: str) -> bool:
    return key.startswith(("share", "coverage"))


def _shown(key: str, value: float | None) -> float | None:
    if value is None or key == "n" or key.startswith("n_"):
        return value
    if key == "r2":
        return to_decimals(value, R2_DECIMALS)
    return 100 * value if _is_share(key) else three_significant(value)


def _format(key: str) -> str | None:
    if _is_share(key):
        return "%.1f %%"
    return "localized" if key == "n" else f"%.{R2_DECIMALS}f" if key == "r2" else None

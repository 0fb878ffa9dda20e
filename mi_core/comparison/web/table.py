"""The table of a comparison: errors, coverage, times, size, and whether a model is worse than the best."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.comparison.statistics import MEASURES
from mi_core.comparison.verdicts import DEFINITION, LEVEL, against_baseline, baseline_sentence, verdict
from mi_core.web.cards.metrics import R2_DECIMALS, three_significant, to_decimals
from mi_core.web.components.downloads import frame_download
from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    from mi_core.comparison.store import Comparison

WITHOUT_SPREAD = MEASURES[3:]  # theirs is in the CSV of every fold
ROUNDED = ("fit_s", "predict_s_per_1000", "size_mb")


def comparison_verdict(comparison: Comparison) -> None:
    """Say in a sentence whether anything beats the baselines, which is what a comparison is made for."""
    found = against_baseline(comparison)
    sentence = escaped(baseline_sentence(found, comparison.titles, comparison.target.unit))
    if found.beaten:
        st.success(sentence, icon=":material/emoji_events:")
    else:
        st.warning(sentence, icon=":material/warning:")


def comparison_table(comparison: Comparison) -> None:
    """Show a row per model, best first, and offer the numbers of every fold."""
    rows = table(comparison)
    st.dataframe(
        rows.assign(r2=to_decimals(rows["r2"], R2_DECIMALS)),  # the CSV below keeps all digits
        hide_index=True,
        height=38 + 35 * len(comparison.models),
        column_config=_columns(comparison),
        column_order=_order(comparison),
        placeholder="–",
        key=f"comparison_table_{comparison.name}",
    )
    words = DEFINITION if len(comparison.card["folds"]) > 1 else "One fold: no spread over folds."
    tests = [test for test in dict.fromkeys(comparison.summary["test"]) if test]
    st.caption(
        f"{words} Against the best: {tests[0] if tests else 'no test'}, two-sided; below p = {LEVEL:g} a regressor is "
        "called worse, else these rows do not tell the two apart. Times are of this machine with one thread per model and "
        "vary by tens of per cent."
    )
    with st.container(horizontal=True, gap="small"):
        frame_download(
            table(comparison),
            f"{comparison.name}-table",
            key=f"csv_table_{comparison.name}",
            label="Table as CSV",
        )
        frame_download(
            comparison.scores,
            f"{comparison.name}-folds",
            key=f"csv_folds_{comparison.name}",
            label="Every fold as CSV",
        )


def _order(comparison: Comparison) -> list[str]:
    """Return the columns that are shown: one fold has no spread."""
    several = len(comparison.card["folds"]) > 1
    return [column for column in table(comparison) if several or not column.endswith("_spread")]


def table(comparison: Comparison) -> pd.DataFrame:
    """Return the summary as it is shown: titles, times and sizes to three digits, coverage in per cent, verdicts."""
    rows = comparison.summary
    frame = pd.DataFrame({"regressor": [comparison.title(model) for model in rows["model"]]})
    for measure in MEASURES:
        scale = 100 if measure == "coverage" else 1
        spread = [] if measure in WITHOUT_SPREAD else [f"{measure}_spread"]
        for column in (measure, *spread):
            values = scale * rows[column]
            frame[column] = (
                values.map(three_significant, na_action="ignore") if measure in ROUNDED else values
            )
    frame.insert(3, "verdict", [verdict(p, first=place == 0) for place, p in enumerate(rows["p_value"])])
    return frame


def decimals(errors: pd.Series) -> int:
    """Return the decimals that show three digits of the smallest error, so that a column has one number of them."""
    smallest = errors[errors > 0].min()
    return 3 if pd.isna(smallest) else min(max(0, 2 - math.floor(math.log10(smallest))), 6)


def _columns(comparison: Comparison) -> dict:
    column, unit = st.column_config, comparison.target.unit
    in_unit = f" ({unit})" if unit else ""
    number = column.NumberColumn
    mae, rmse = (f"%.{decimals(comparison.summary[measure])}f" for measure in ("mae", "rmse"))
    r2 = f"%.{R2_DECIMALS}f"

    def spread(of: str, digits: str):
        return number("±", width=70, help=f"Standard deviation of {of} of the single folds", format=digits)

    return {
        "regressor": column.TextColumn("Regressor", pinned=True),
        "verdict": column.TextColumn("Against the best"),
        "mae": number(
            f"MAE{in_unit}", help="Mean absolute error over all held-out rows together", format=mae
        ),
        "mae_spread": spread("the MAE", mae),
        "rmse": number(f"RMSE{in_unit}", help="Root of the mean squared error, likewise", format=rmse),
        "rmse_spread": spread("the RMSE", rmse),
        "r2": number("R²", help="Of all held-out rows together, as on the parity plot", format=r2),
        "r2_spread": spread("R²", r2),
        "coverage": number("Coverage (%)", help="Held-out rows inside their 90 % interval", format="%.1f"),
        "fit_s": number(
            "Fit (s)", help="Training on one fold, without tuning and calibration", format="%.3g"
        ),
        "predict_s_per_1000": number(
            "Predict (s/1,000)", help="Seconds per 1,000 rows, descriptor included", format="%.3g"
        ),
        "size_mb": number("Size (MB)", help="As it would be stored", format="%.3g"),
    }

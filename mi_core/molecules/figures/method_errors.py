"""The error of each method on molecules that were held out, split by split: the picture behind a verdict."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

import pandas as pd

from mi_core.figures.measures import QUIET, titled, with_unit
from mi_core.molecules.transfer.candidates import WITHOUT

if TYPE_CHECKING:
    import plotly.graph_objects as go

WORDS = {"rmse": "Root mean square error", "cross_entropy": "Cross entropy"}
UNITS = {"cross_entropy": "nats"}
CHOSEN, BASELINE = "<b>What your labels chose</b>", "<b>Mean without transfer</b>"
LINE = 30  # characters of a name, so that the errors have room on a narrow page
_KINDS = (("with transfer", True, "circle"), ("without", False, "square-open"))


def method_errors_figure(
    methods: pd.DataFrame, splits: pd.DataFrame, measure: str, *, unit: str = ""
) -> go.Figure:
    """Return a row for each method with the mean over splits, its standard deviation, and a stroke for each split.

    methods : as of `transfer.verdict.error_table`; splits : columns repeat, method, and the measure, among whose methods are
    "chosen" and "baseline", which the verdict compares and which stand on top.
    """
    import plotly.graph_objects as go

    rows = _rows(methods, splits, measure)
    names = dict(zip(rows["method"], rows["title"], strict=True))
    known = splits[splits["method"].isin(names)]
    unit = UNITS.get(measure, unit)
    figure = go.Figure()
    figure.add_scatter(
        x=known[measure],
        y=known["method"].map(names),
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 10, "color": QUIET},
        name="one split",
        customdata=known["repeat"] + 1,
        hovertemplate=f"<b>%{{y}}</b>, split %{{customdata}}<br>%{{x:.3g}} {unit}<extra></extra>",
    )
    for name, transfer, symbol in _KINDS:
        figure.add_scatter(
            **_means(rows[rows["transfer"] == transfer], measure, unit), name=name, marker_symbol=symbol
        )
    count = splits["repeat"].nunique()
    figure.update_xaxes(title=with_unit(WORDS[measure], unit), rangemode="tozero")
    figure.update_yaxes(categoryorder="array", categoryarray=list(rows["title"])[::-1], automargin=True)
    return figure.update_layout(
        title=titled(
            "Error of each method on molecules it did not see",
            f"Mean of {count} splits; whiskers: standard deviation over them; a stroke per split",
        ),
        hovermode="closest",
        height=200 + 36 * len(rows),
        margin={"l": 10, "r": 20, "t": 90, "b": 90},
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
    )


def _means(part: pd.DataFrame, measure: str, unit: str) -> dict:
    """Return the points of some methods, at their means, with the standard deviation over splits."""
    spread = f"{measure}_spread"
    return {
        "x": part[measure],
        "y": part["title"],
        "error_x": {"type": "data", "array": part[spread], "thickness": 2, "width": 5},
        "mode": "markers",
        "marker": {"size": 11, "line": {"width": 2}},
        "customdata": part[[spread]],
        "hovertemplate": f"<b>%{{y}}</b><br>%{{x:.3g}} ± %{{customdata[0]:.2g}} {unit}<extra></extra>",
    }


def _rows(methods: pd.DataFrame, splits: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return method, title, transfer, mean and spread; the two that are compared, then the others by their error."""
    compared = [("chosen", CHOSEN, True), ("baseline", BASELINE, False)]
    above = pd.DataFrame(
        [
            {
                "method": method,
                "title": title,
                "transfer": transfer,
                measure: splits.loc[splits["method"] == method, measure].mean(),
                f"{measure}_spread": splits.loc[splits["method"] == method, measure].std(),
            }
            for method, title, transfer in compared
        ]
    )
    ordered = methods[methods["method"] != WITHOUT].sort_values(measure, kind="stable")
    ordered = ordered.assign(title=["<br>".join(wrap(title, LINE)) for title in ordered["title"]])
    return pd.concat([above, ordered[list(above)]], ignore_index=True)

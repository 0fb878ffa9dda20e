"""Which features a model leans on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.descriptors.elements import property_unit
from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import WHISKER, titled, with_unit

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.targets import Target

MOST_FEATURES = 25


def importance_figure(
    importance: pd.DataFrame, target: Target, *, title: str, shown: int = MOST_FEATURES
) -> go.Figure:
    """Return a bar per feature of one model, the most important on top, with its spread over shuffles and folds.

    importance : `feature`, `importance`, `spread`: by how much the mean absolute error on held-out rows grows when the
    feature is shuffled between them (unit of the target).
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout={"title": title})
    if importance.empty:
        return say_nothing_there(figure, "This model reads no features that could be shuffled one by one.")
    rows = importance.nlargest(shown, "importance").iloc[::-1]
    unit = f" {target.unit}" if target.unit else ""
    figure.add_bar(
        x=rows["importance"],
        y=[feature_words(name) for name in rows["feature"]],
        orientation="h",
        error_x={"type": "data", "array": rows["spread"], **WHISKER},
        opacity=0.85,
        customdata=rows["spread"],
        hovertemplate=f"<b>%{{y}}</b><br>%{{x:.3g}} ± %{{customdata:.2g}}{unit}<extra></extra>",
    )
    figure.update_xaxes(title=with_unit("Rise of the mean absolute error", target.unit), zeroline=True)
    figure.update_yaxes(automargin=True)
    left_out = len(importance) - len(rows)
    words = "when the feature is shuffled between held-out rows"
    words += f"; {left_out} less important ones are not drawn" if left_out > 0 else ""
    return figure.update_layout(
        title=titled(title, words),
        height=150 + 24 * len(rows),
        margin={"l": 10, "r": 20, "t": 90, "b": 50},
        bargap=0.25,
    )


def feature_words(name: str) -> str:
    """Return "A: melting point (K)" for `a_melting_point`, and other names with blanks for underscores."""
    match = re.fullmatch(r"(?:([abx])_)?(.+)", name)
    site, rest = (match[1], match[2]) if match else (None, name)
    words = with_unit(rest.replace("_", " "), property_unit(rest))
    return f"{site.upper()}: {words}" if site else words

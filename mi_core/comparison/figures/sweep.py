"""The error against a parameter that was swept, such as the depth of a network: the picture of a sweep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.measures import MEASURES, QUIET, legend_below, three_digits, titled, with_unit
from mi_core.report import COLOURS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.targets import Target

MOST_STEPS = 20  # between the ends of a sweep, for a tick at each whole number
HEIGHT = 380


def sweep_figure(
    summary: pd.DataFrame,
    scores: pd.DataFrame,
    target: Target,
    sweeps: Mapping[tuple[str, str], Mapping[int, str]],
    titles: Mapping[str, str],
    *,
    measure: str = "mae",
) -> go.Figure:
    """Return a line per sweep: the error over all held-out rows against the parameter, a mark per fold and its seed.

    summary, scores : as of `regressor_errors_figure`; sweeps : as of `sweeps.sweeps_among`. The best and the worst of the
    models that were not swept, such as the mean, are level lines.
    """
    import plotly.graph_objects as go

    error = summary.set_index("model")[measure]
    unit = target.unit if measure != "r2" else ""
    figure = go.Figure()
    for place, ((regressor, parameter), values) in enumerate(sweeps.items()):
        words = f"{titles.get(regressor, regressor)}: {parameter}"
        colour = COLOURS[place % len(COLOURS)]
        _add_folds(
            figure, scores[scores["model"].isin(values.values())], values, measure, unit, words, colour
        )
        figure.add_scatter(
            x=list(values),
            y=error[list(values.values())],
            mode="lines+markers",
            marker={"color": colour},
            name=words,
            hovertemplate=f"<b>{words} %{{x}}</b><br>%{{y:.3g}} {unit} over all held-out rows<extra></extra>",
        )
    swept = {name for values in sweeps.values() for name in values.values()}
    _add_levels(figure, summary[~summary["model"].isin(swept)], titles, measure)
    figure.update_xaxes(title=" or ".join(dict.fromkeys(parameter for _, parameter in sweeps)))
    swept_over = [value for values in sweeps.values() for value in values]
    if max(swept_over) - min(swept_over) <= MOST_STEPS:
        figure.update_xaxes(dtick=1)
    figure.update_yaxes(title=with_unit(MEASURES[measure], unit))
    subtitle = "Lines: all held-out rows together; strokes: single folds, each with a seed of its own"
    return figure.update_layout(
        title=titled(f"{MEASURES[measure]} over the sweep", subtitle), **legend_below(HEIGHT, len(sweeps))
    )


def _add_folds(
    figure: go.Figure,
    rows: pd.DataFrame,
    values: Mapping[int, str],
    measure: str,
    unit: str,
    words: str,
    colour: str,
) -> None:
    """Add a stroke per fold."""
    own = {name: value for value, name in values.items()}
    figure.add_scatter(
        x=rows["model"].map(own),
        y=rows[measure],
        mode="markers",
        marker={"color": colour, "symbol": "line-ew-open", "size": 9},
        opacity=0.6,
        customdata=rows["fold"],
        showlegend=False,
        hovertemplate=f"{words} %{{x}}, fold %{{customdata}}<br>%{{y:.3g}} {unit}<extra></extra>",
    )


def _add_levels(figure: go.Figure, others: pd.DataFrame, titles: Mapping[str, str], measure: str) -> None:
    """Add level lines for the best and the worst of the models that were not swept, named at their ends."""
    ordered = others.sort_values(measure, ascending=measure != "r2", kind="stable")
    for row in ordered.iloc[sorted({0, len(ordered) - 1} if len(ordered) else ())].to_dict("records"):
        figure.add_hline(
            y=row[measure],
            line={"dash": "dot", "width": 1.2, "color": QUIET},
            annotation={
                "text": f"{titles.get(row['model'], row['model'])} {three_digits(row[measure])}",
                "font": {"color": QUIET, "size": 11},
                "xanchor": "right",
            },
        )

"""The error of each regressor as a bar: the picture of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.measures import MEASURES, QUIET, WHISKER, three_digits, titled, with_unit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.targets import Target

WITH_FOLDS = "All held-out rows together; whiskers: standard deviation over folds; a stroke per fold"
BASELINE = "rgb(120, 131, 141)"


def regressor_errors_figure(
    summary: pd.DataFrame,
    scores: pd.DataFrame,
    target: Target,
    titles: Mapping[str, str],
    *,
    baselines: Collection[str] = (),
    measure: str = "mae",
) -> go.Figure:
    """Return a bar per model, the best on top: over all held-out rows; whiskers and strokes show the single folds.

    summary : `model`, the measure (unit of the target) and `<measure>_spread`; scores : `model`, `fold` and the measure.
    Baselines are grey, and a line marks the better one.
    """
    import plotly.graph_objects as go

    table = summary.sort_values(measure, ascending=measure == "r2", kind="stable")
    folds = scores["fold"].nunique()
    labels = [titles.get(model, model) for model in table["model"]]
    unit = target.unit if measure != "r2" else ""
    grey = [model in baselines for model in table["model"]]
    figure = go.Figure()
    for is_baseline in (False, True):
        part = table[[flag == is_baseline for flag in grey]]
        _add_bars(figure, part, titles, measure, unit, folds, is_baseline=is_baseline)
    figure.add_scatter(
        x=scores[measure],
        y=[titles.get(model, model) for model in scores["model"]],
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 11, "color": QUIET},
        customdata=scores["fold"],
        name="one fold",
        hovertemplate=f"<b>%{{y}}</b>, fold %{{customdata}}<br>%{{x:.3g}} {unit}<extra></extra>",
    )
    if any(grey):
        _mark_baseline(figure, table[grey][measure].agg("max" if measure == "r2" else "min"))
    title = f"{MEASURES[measure]} of each regressor"
    figure.update_xaxes(title=with_unit(MEASURES[measure], unit), rangemode="tozero")
    figure.update_yaxes(categoryorder="array", categoryarray=labels, automargin=True)
    return figure.update_layout(
        title=titled(title, WITH_FOLDS if folds > 1 else "All held-out rows"),
        height=160 + 34 * len(table),
        showlegend=False,
        margin={"l": 10, "r": 20, "t": 90, "b": 50},
        bargap=0.25,
    )


def _add_bars(
    figure: go.Figure, part: pd.DataFrame, titles, measure: str, unit: str, folds: int, *, is_baseline: bool
):
    """Add the bars of regressors, or of baselines."""
    spread = f"{measure}_spread"
    over_folds = f"<br>± %{{customdata[0]:.2g}} over {folds} folds" if folds > 1 else ""
    figure.add_bar(
        x=part[measure],
        y=[titles.get(model, model) for model in part["model"]],
        orientation="h",
        error_x={"type": "data", "array": part[spread], **WHISKER},
        marker={"color": BASELINE} if is_baseline else {},
        opacity=0.9,
        text=[f"<b>{three_digits(value)}</b>" for value in part[measure]],
        textposition="inside",
        insidetextanchor="start",
        customdata=part[[spread]],
        name="baseline" if is_baseline else "regressor",
        hovertemplate=f"<b>%{{y}}</b><br>%{{x:.3g}} {unit} over all held-out rows{over_folds}<extra></extra>",
    )


def _mark_baseline(figure: go.Figure, value: float) -> None:
    figure.add_vline(x=value, line={"dash": "dot", "width": 1.5, "color": QUIET})
    figure.add_annotation(
        x=value,
        xanchor="right",
        y=1,
        yref="paper",
        yanchor="bottom",
        text="best baseline",
        showarrow=False,
        font={"color": QUIET, "size": 11},
    )

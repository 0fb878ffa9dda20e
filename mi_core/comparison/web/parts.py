"""The figures of a comparison, part by part, each with its downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.comparison.web.across import all_targets
from mi_core.comparison.web.view import COMPARISON_PARTS, PAGE, choose_one
from mi_core.regressors.registry import BASELINES, find_regressor
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.comparison.store import Comparison

IN_UNIT = ("true", "predicted", "lower", "upper", "residual", "mae", "rmse", "bias", "importance", "spread")
MEASURES = {"mae": "MAE", "rmse": "RMSE", "r2": "R²"}
SIDE_BY_SIDE = 2
SITE_WORDS = {"any": "Anywhere", "a": "On A", "b": "On B", "x": "On X"}
BY_PROPERTY, BY_COLUMN = "Properties, on all sites together", "Single columns"


@st.fragment
def comparison_parts(comparison: Comparison) -> None:
    """Offer the parts and show the chosen one; the address keeps which."""
    _DRAW[PAGE.choose_part(COMPARISON_PARTS, wrap=True)](comparison)
    PAGE.write()


def _errors(comparison: Comparison) -> None:
    from mi_core.comparison.figures.regressor_errors import regressor_errors_figure
    from mi_core.comparison.figures.sweep import sweep_figure
    from mi_core.comparison.sweeps import sweeps_among

    measure = st.pills(
        "Measure", MEASURES, required=True, default="mae", key="errors_measure",
        format_func=lambda measure: MEASURES[measure], label_visibility="collapsed",
    )  # fmt: skip
    found = (comparison.summary, comparison.scores, comparison.target)
    if sweeps := sweeps_among(comparison.models):
        titles = {**comparison.titles, **{name: find_regressor(name).title for name, _ in sweeps}}
        figure = sweep_figure(*found, sweeps, titles, measure=measure)
        _show(comparison, figure, f"sweep-{measure}", comparison.scores)
    figure = regressor_errors_figure(*found, comparison.titles, baselines=BASELINES, measure=measure)
    _show(comparison, figure, f"errors-{measure}", comparison.scores)


def _parity(comparison: Comparison) -> None:
    from mi_core.figures.parity import parity_figure

    _per_model(comparison, "parity", lambda rows, title: parity_figure(rows, comparison.target, title=title))


def _learning(comparison: Comparison) -> None:
    from mi_core.comparison.figures.learning_curve import learning_figure

    st.caption(
        "Trained on random parts of the first fold's training rows, judged on the rows that this fold holds out; the table "
        "takes the rows of all folds. Both axes are logarithmic: a straight line goes on falling with more data, a flat end "
        "does not."
    )
    _show(
        comparison,
        learning_figure(comparison.learning, comparison.target, comparison.titles),
        "learning",
        comparison.learning,
    )


def _elements(comparison: Comparison) -> None:
    from mi_core.comparison.figures.element_errors import element_errors_figure

    sites = [site for site in SITE_WORDS if site in set(comparison.error_by_element["site"])]
    site = sites[0]
    if len(sites) > 1:
        site = choose_one("Site", sites, "elements_site", format_func=SITE_WORDS.__getitem__)
    _per_model(
        comparison,
        f"elements-{site}",
        lambda rows, title: element_errors_figure(rows, comparison.target, title=title),
        frame=comparison.error_by_element[comparison.error_by_element["site"] == site],
        abreast=1,
        at_first=1,
    )


def _calibration(comparison: Comparison) -> None:
    from mi_core.comparison.figures.calibration import calibration_figure, calibration_table

    st.caption(
        "Below the diagonal, intervals hold the truth less often than they promise. The diamonds are the intervals that "
        "the models gave; the lines stretch or shrink these to other levels, learning by how much from the other folds."
    )
    _show(
        comparison,
        calibration_figure(comparison.predictions, comparison.titles),
        "calibration",
        calibration_table(comparison.predictions),
    )


def _residuals(comparison: Comparison) -> None:
    from mi_core.comparison.figures.residuals import residual_histogram, residuals_figure

    _show(
        comparison,
        residual_histogram(comparison.predictions, comparison.target, comparison.titles),
        "residual-spread",
        comparison.predictions,
    )
    _per_model(
        comparison,
        "residuals",
        lambda rows, title: residuals_figure(rows, comparison.target, title=title),
        data=lambda rows: rows.assign(residual=rows["predicted"] - rows["true"]),
    )


def _importance(comparison: Comparison) -> None:
    from mi_core.comparison.figures.importance import importance_figure

    levels = {
        BY_PROPERTY: comparison.importance,
        BY_COLUMN: comparison.column_importance,
    }
    levels = {words: frame for words, frame in levels.items() if len(frame)}
    if not levels:
        st.info("No importance was measured in this comparison.", icon=":material/info:")
        return
    level = choose_one("What is shuffled", list(levels), "importance_level")
    frame = levels[level]
    _per_model(
        comparison,
        "importance" if level == BY_PROPERTY else "column-importance",
        lambda rows, title: importance_figure(rows, comparison.target, title=title),
        frame=frame,
        models=[model for model in comparison.models if model in set(frame["model"]) and model != "mean"],
    )


_DRAW = {
    "errors": _errors,
    "parity": _parity,
    "learning": _learning,
    "targets": all_targets,
    "elements": _elements,
    "calibration": _calibration,
    "residuals": _residuals,
    "importance": _importance,
}


def _per_model(
    comparison: Comparison,
    name: str,
    draw: Callable[[pd.DataFrame, str], go.Figure],
    *,
    data: Callable[[pd.DataFrame], pd.DataFrame] = lambda rows: rows,
    frame: pd.DataFrame | None = None,
    models: list[str] | None = None,
    abreast: int = SIDE_BY_SIDE,
    at_first: int = SIDE_BY_SIDE,
) -> None:
    """Offer the models, best first, and draw a figure for each chosen one."""
    frame = comparison.predictions if frame is None else frame
    models = models or comparison.models
    chosen = st.pills(
        "Models",
        models,
        selection_mode="multi",
        default=models[:at_first],
        format_func=comparison.title,
        key=f"{name}_models_{comparison.name}",
        wrap=True,
    )
    chosen = [model for model in models if model in chosen]
    if not chosen:
        st.info("Choose a model above.", icon=":material/info:")
    for start in range(0, len(chosen), abreast):
        for column, model in zip(st.columns(abreast), chosen[start : start + abreast], strict=False):
            rows = frame[frame["model"] == model]
            with column:
                _show(comparison, draw(rows, comparison.title(model)), f"{name}-{model}", data(rows))


def _show(comparison: Comparison, figure: go.Figure, name: str, data: pd.DataFrame) -> None:
    """Draw the figure; its numbers carry their unit in their heads."""
    unit = comparison.target.unit
    heads = {column: f"{column} ({unit})" for column in IN_UNIT if unit and column in data}
    figure_with_downloads(figure, f"{comparison.name}-{name}", data=data.rename(columns=heads))

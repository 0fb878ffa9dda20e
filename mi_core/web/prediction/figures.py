"""Figures of all predictions, each with its download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.targets import Target


def prediction_figures(frame: pd.DataFrame, target: str | None, known: Mapping[str, Target]) -> None:
    """Show the values of one target, or of all, and the stability map where both energies were predicted."""
    from mi_core.figures.marks import predicted
    from mi_core.figures.stability import FORMATION, HULL, both, stability_figure
    from mi_core.figures.values import values_figure

    targets = list(dict.fromkeys(frame["target"]))
    if {HULL, FORMATION} <= set(targets) and target in {None, HULL, FORMATION}:
        _figure(stability_figure(frame), both(frame), "stability")
    if target is not None:
        _figure(values_figure(frame, known[target]), predicted(frame, target), target)
        return
    for start in range(0, len(targets), 2):
        for column, key in zip(st.columns(2), targets[start : start + 2], strict=False):
            with column:
                _figure(values_figure(frame, known[key]), predicted(frame, key), key)


def all_figures(frame: pd.DataFrame, known: Mapping[str, Target]) -> dict[str, go.Figure]:
    """Return the figures of a report: the stability map if it applies, and the values by target key."""
    from mi_core.figures.stability import FORMATION, HULL, stability_figure
    from mi_core.figures.values import values_figure

    targets = list(dict.fromkeys(frame["target"]))
    figures = {key: values_figure(frame, known[key]) for key in targets}
    return ({"stability": stability_figure(frame)} if {HULL, FORMATION} <= set(targets) else {}) | figures


def _figure(figure: go.Figure, rows: pd.DataFrame, name: str) -> None:
    figure_with_downloads(figure, f"predicted-{name}", data=rows)

"""Figures of all predictions, each with its download."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.downloads import file_name

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go


def prediction_figures(frame: pd.DataFrame, target: str | None) -> None:
    """Show the values of one target, or of all, and the stability map where both energies were predicted."""
    from mi_core.figures.stability import FORMATION, HULL, stability_figure
    from mi_core.figures.values import values_figure

    targets = list(dict.fromkeys(frame["target"]))
    if {HULL, FORMATION} <= set(targets) and target in {None, HULL, FORMATION}:
        _figure(stability_figure(frame), "stability")
    if target is not None:
        _figure(values_figure(frame, target), target)
        return
    for start in range(0, len(targets), 2):
        for column, key in zip(st.columns(2), targets[start : start + 2], strict=False):
            with column:
                _figure(values_figure(frame, key), key)


def all_figures(frame: pd.DataFrame) -> dict[str, go.Figure]:
    """Return the figures of a report: the stability map if it applies, and the values by target key."""
    from mi_core.figures.stability import FORMATION, HULL, stability_figure
    from mi_core.figures.values import values_figure

    targets = list(dict.fromkeys(frame["target"]))
    figures = {key: values_figure(frame, key) for key in targets}
    return ({"stability": stability_figure(frame)} if {HULL, FORMATION} <= set(targets) else {}) | figures


def _as_html(figure: go.Figure) -> bytes:
    from mi_core.prediction.report import on_paper

    return on_paper(figure).to_html(include_plotlyjs=True).encode()


def _figure(figure: go.Figure, name: str) -> None:
    name = file_name(f"predicted-{name}")
    with st.container(border=True):
        st.plotly_chart(
            figure,
            key=f"figure_{name}",
            config={"displaylogo": False, "toImageButtonOptions": {"filename": name, "scale": 2}},
        )
        st.download_button(
            "Figure as HTML",
            data=lambda: _as_html(figure),
            file_name=f"{name}.html",
            mime="text/html",
            icon=":material/download:",
            type="tertiary",
            key=f"figure_html_{name}",
            on_click="ignore",
            help="Opens offline. A PNG comes from the camera above the figure.",
        )

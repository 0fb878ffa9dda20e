"""A figure in its frame, with downloads: PNG and SVG, HTML that opens offline, and the numbers as CSV."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit.components import v1 as components

from mi_core.files import file_name
from mi_core.report import on_paper
from mi_core.web.components.bundle import served_folder
from mi_core.web.components.downloads import file_button, frame_download

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

PAPER = {"width": 900, "height": 480}  # pixels of a saved image; a figure's own height counts more
BUTTONS_WIDTH = 148  # pixels of the two image buttons


def figure_with_downloads(
    figure: go.Figure, name: str, *, data: pd.DataFrame | None = None, key: str = "", **options: Any
) -> None:
    """Show a figure and offer it as files of this name; `data` are the numbers it was drawn from.

    key : of the chart, where what is selected in it matters; options : of `st.plotly_chart`.
    """
    name = file_name(name)
    with st.container(border=True):
        st.plotly_chart(
            figure,
            key=key or f"figure_{name}",
            config={"displaylogo": False, "toImageButtonOptions": {"filename": name, "scale": 2}},
            **options,
        )
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            _image_buttons(figure, name)
            file_button(
                "HTML",
                name,
                "html",
                "text/html",
                lambda: figure_html(figure),
                key=f"figure_html_{name}",
                type="tertiary",
                help="The figure, alive, in a file that opens offline.",
            )
            if data is not None:
                frame_download(data, name, key=f"figure_csv_{name}", label="CSV", kind="tertiary")


def figure_html(figure: go.Figure) -> bytes:
    """Return the figure as a page that needs no network; its mode bar saves SVG."""
    config = {"displaylogo": False, "toImageButtonOptions": {"format": "svg"}}
    return on_paper(figure).to_html(include_plotlyjs=True, config=config).encode()


def _image_buttons(figure: go.Figure, name: str) -> None:
    """Offer PNG and SVG, which only a browser can draw."""
    try:
        component = _component()
    except FileNotFoundError as problem:
        st.error(str(problem), icon=":material/error:")
        return
    with st.container(width=BUTTONS_WIDTH, height=40, border=False):
        component(figure=on_paper(figure).to_json(), name=name, key=f"figure_image_{name}", **PAPER)


@functools.cache
def _component():
    return components.declare_component("figure_image", path=str(served_folder("figure_image")))

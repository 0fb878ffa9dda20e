"""Reports as one HTML file that opens anywhere, offline: templates beside the code that fills them, and figures on paper."""

from __future__ import annotations

import functools
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

COLOURS = (
    "#0b7f91", "#e8590c", "#5f3dc4", "#2b8a3e", "#c2255c", "#1971c2", "#a37100", "#5c6b7a", "#862e9c", "#5c7f00",
)  # fmt: skip


class Picture(NamedTuple):
    """A figure with its title, and what is to be said below it."""

    title: str
    figure: go.Figure
    words: str = ""


def rendered(template: str, libraries: Sequence[str], **values: Any) -> str:
    """Return a report from a template, named from this folder on, with plotly's script and the libraries' versions in it."""
    from plotly.offline import get_plotlyjs

    versions = ", ".join(f"{name} {metadata.version(name)}" for name in libraries)
    page = _templates().get_template(template)
    return page.render(plotly=get_plotlyjs(), versions=versions, **values)


def on_paper(figure: go.Figure) -> go.Figure:
    """Return the figure as it is drawn outside the app: dark on white."""
    import plotly.graph_objects as go

    return go.Figure(figure).update_layout(template="plotly_white", colorway=COLOURS)


def drawn(figure: go.Figure) -> str:
    """Return a figure as part of a report."""
    return on_paper(figure).to_html(full_html=False, include_plotlyjs=False, config={"displaylogo": False})


@functools.cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

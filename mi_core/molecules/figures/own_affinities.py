"""Which encoders help a task of one's own, by how much, and how sure that is."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET, WHISKER, titled
from mi_core.molecules.own_words import task_title

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

LINE = 30  # characters of a name, so that the bars have room on a narrow page
MOST = 20  # bars: further tasks are in the table of numbers
SUBTITLE = "Zero: no better than a network that learned nothing; one: no error left. Whiskers: standard error over splits"
SUBTITLE_EXACT = "Zero: no better than your task alone; 0.1: its error falls by a tenth. Whiskers: standard error over seeds"


def affinity_figure(affinities: pd.DataFrame, *, most: int = MOST, exact: bool = False) -> go.Figure:
    """Return a bar for each task with the highest affinities, the supports in colour.

    affinities : as of `transfer.affinity.affinities`, if `exact` of `transfer.exact.job.affinities_of`, the highest first.
    """
    import plotly.graph_objects as go

    subtitle = SUBTITLE_EXACT if exact else SUBTITLE
    figure = go.Figure(layout={"title": titled("Affinity of your task to known tasks", subtitle)})
    rows = affinities.head(most)
    if rows.empty:
        return say_nothing_there(figure, "No encoder is left that may help.")
    for support, name in ((True, "chosen to support"), (False, "not chosen")):
        part = rows[rows["support"].astype(bool) == support]
        figure.add_bar(
            x=part["affinity"],
            y=[_name(task, support=support) for task in part["task"]],
            orientation="h",
            error_x={"type": "data", "array": part["error"], **WHISKER},
            marker={} if support else {"color": QUIET, "opacity": 0.6},
            name=name,
            customdata=part[["error", "loss"]],
            hovertemplate="<b>%{y}</b><br>affinity %{x:.3f} ± %{customdata[0]:.3f}<br>loss, of that of the mean: "
            "%{customdata[1]:.3f}<extra></extra>",
        )
    order = [_name(row["task"], support=bool(row["support"])) for row in rows.to_dict("records")]
    figure.update_xaxes(title="Affinity", zeroline=True, zerolinewidth=1.5)
    figure.update_yaxes(categoryorder="array", categoryarray=order[::-1], automargin=True)
    return figure.update_layout(
        height=200 + 36 * len(rows),
        margin={"l": 10, "r": 20, "t": 100, "b": 90},
        bargap=0.25,
        legend={"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
    )


def _name(task: str, *, support: bool) -> str:
    title = "<br>".join(wrap(escape(task_title(task)), LINE))
    return f"<b>{title}</b> ◆" if support else title

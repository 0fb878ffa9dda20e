"""What helps one task and what harms it, as bars, beside how alike the molecules are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET, legend_below, titled
from mi_core.molecules.figures.affinity_words import HARMS, HELPS, affinity_text, pair_texts
from mi_core.molecules.task_groups import grouped_name
from mi_core.targets import find_target

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.molecules.affinity.shipped import Affinities

ENDS = 12  # bars of what helps most, and of what harms most
BAR = 19  # pixels


def task_figure(affinities: Affinities, task: str, similarity: Affinities | None = None) -> go.Figure:
    """Return the tasks that help a task most and those that harm it most, with standard errors over seeds.

    similarity : of the molecules, drawn as points on an axis of its own, from 0 to 1: what the bars would follow if nothing
    but alike molecules helped.
    """
    import plotly.graph_objects as go

    rows = both_ends(affinities.of(task))
    figure = go.Figure()
    if rows.empty:
        return say_nothing_there(figure, f"No affinity of {grouped_name(task)} is computed yet.")
    names = [grouped_name(beside) for beside in rows["beside"]]
    texts = pair_texts(affinities, [task, *rows["beside"]])[0][1:]
    figure.add_bar(
        x=rows["affinity"],
        y=names,
        orientation="h",
        marker={"color": [HELPS if value > 0 else HARMS for value in rows["affinity"]]},
        error_x={
            "type": "data",
            "array": rows["standard_error"],
            "color": QUIET,
            "thickness": 1.4,
            "width": 3,
        },
        text=[affinity_text(value) for value in rows["affinity"]],
        textposition="none",
        customdata=texts,
        hovertemplate="%{customdata}<extra></extra>",
        name=affinities.measure.title,
        showlegend=False,
    )
    if similarity is not None and affinities.measure.pays:
        _add_similarity(figure, rows, names, similarity.mean.loc[task])
    sign = "helped (right) or harmed (left) by" if affinities.measure.pays else "most alike in molecules"
    figure.update_yaxes(autorange="reversed", automargin=True, showgrid=False)
    axis = {"title": "Affinity" if affinities.measure.pays else "Tanimoto similarity", "zeroline": True}
    return figure.update_layout(
        title=titled(find_target(task).title, f"{sign} · {affinities.measure.title.lower()}"),
        **legend_below(150 + BAR * len(rows), 1)
        | {"xaxis": axis, "margin": {"l": 10, "r": 20, "t": 110, "b": 60}},
    )


def both_ends(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the first and the last ENDS rows, all where there are not more."""
    import pandas as pd

    return rows if len(rows) <= 2 * ENDS else pd.concat([rows.head(ENDS), rows.tail(ENDS)])


def _add_similarity(figure: go.Figure, rows: pd.DataFrame, names: list[str], similar: pd.Series) -> None:
    figure.add_scatter(
        x=similar[rows["beside"]].to_numpy(),
        y=names,
        xaxis="x2",
        mode="markers",
        marker={"symbol": "diamond", "size": 8, "color": QUIET, "line": {"width": 1, "color": "white"}},
        hovertemplate="molecules alike: %{x:.2f}<extra>%{y}</extra>",
        name="how alike the molecules are",
    )
    figure.update_layout(
        xaxis2={
            "overlaying": "x",
            "side": "top",
            "range": [0, 1.02],
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "showgrid": False,
            "zeroline": False,
            "title": {"text": "◇ Tanimoto similarity", "font": {"size": 11}},
        }
    )

"""The course of a relaxation: energy and largest force over the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

HEIGHT = 320
SMALLEST_FORCE = 1e-3  # eV/Å that is drawn
ENERGY, FORCE = "#3e7bfa", "#de842c"


def course_figure(course: pd.DataFrame, fmax: float, n_atoms: int) -> go.Figure:
    """Return both curves; `course` has a row per step with energy (eV) and force (eV/Å), `fmax` is where it ends."""
    from plotly.subplots import make_subplots

    figure = make_subplots(specs=[[{"secondary_y": True}]])
    steps = list(range(len(course)))
    per_atom = (course["energy"] - course["energy"].iloc[-1]) / n_atoms
    figure.add_scatter(x=steps, y=per_atom, name="Energy", line={"color": ENERGY})
    forces = course["force"].clip(
        lower=SMALLEST_FORCE
    )  # symmetry alone may leave none, of which no logarithm is
    figure.add_scatter(x=steps, y=forces, name="Largest force", line={"color": FORCE}, secondary_y=True)
    figure.add_hline(y=fmax, secondary_y=True, line={"color": FORCE, "dash": "dot", "width": 1})
    figure.update_xaxes(title="Step")
    figure.update_yaxes(title="Energy above the last (eV/atom)", secondary_y=False)
    figure.update_yaxes(title="Largest force (eV/Å)", type="log", dtick=1, secondary_y=True, showgrid=False)
    return figure.update_layout(
        title="Course of the relaxation",
        height=HEIGHT,
        margin={"t": 50, "b": 10},
        legend={"orientation": "h", "y": -0.3},
    )

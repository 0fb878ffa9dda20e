"""Sections through a phase diagram: composition against temperature, and the aluminium corner of two elements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.figures.colours import LIQUID, MATRIX, faint, phase_colour
from mi_core.alloys.thermodynamics.database.phase_names import phase_title
from mi_core.alloys.thermodynamics.results.units import MOLES
from mi_core.figures.marks import say_nothing_there
from mi_core.figures.measures import QUIET

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from mi_core.alloys.thermodynamics.results.sections import Section
    from mi_core.alloys.thermodynamics.results.units import Units

FIELDS = ""  # instead of a phase: which phases there are
_NAMED = 14  # fields whose names are written into the figure
EDGE = 0.07  # of the axis: so close to an end a name begins or ends at its point


def section_figure(
    section: Section,
    *,
    phase: str = FIELDS,
    title: str,
    mark: tuple[float, float] | None = None,
    units: Units = MOLES,
) -> go.Figure:
    """Return the fields of a section, coloured and named by the phases in them, or the fraction (mol%) of one phase.

    section : a `Section` (`thermodynamics.results.sections`), over any two axes; mark : the alloy it goes through;
    units : what to show, the section's fractions being mass fractions where units.by_mass.
    """
    import plotly.graph_objects as go

    figure = go.Figure(layout={"title": title, "hovermode": "closest"})
    if not np.isfinite(section.fractions).any():
        return say_nothing_there(figure, "No point of this section could be computed.")
    if section.y_unit == "K":
        y = units.shown(section.y)
        section = replace(section, y=y, y_title=units.axis(), y_unit=units.temperature)
    if phase == FIELDS:
        _fields(figure, section)
    else:
        _fraction(figure, section, phase, units)
    if mark is not None:
        _mark(figure, section, mark)
    figure.update_xaxes(title=section.x_title, range=_ends(section.x), zeroline=False, constrain="domain")
    figure.update_yaxes(title=section.y_title, range=_ends(section.y), zeroline=False)
    return figure.update_layout(height=520, margin={"l": 70, "r": 20, "t": 50, "b": 50}, showlegend=False)


def _fields(figure: go.Figure, section: Section) -> None:
    """Colour each field by its phases; the lines between fields are where a phase comes or goes."""
    numbers, names = section.fields()
    colours = [_field_colour(phases) for phases in names]
    n = len(names)
    steps = [[(k + end) / n, colour] for k, colour in enumerate(colours) for end in (0, 1)]
    words = np.array([_words(phases) for phases in names] + ["not computed"], dtype=object)
    figure.add_heatmap(
        x=section.x,
        y=section.y,
        z=np.where(numbers < 0, np.nan, numbers).T,
        zmin=-0.5,
        zmax=n - 0.5,
        colorscale=steps,
        showscale=False,
        customdata=words[numbers].T,
        hovertemplate=f"%{{x:.3g}} {section.x_unit}, %{{y:.4g}} {section.y_unit}<br>%{{customdata}}<extra></extra>",
    )
    for number, phase in enumerate(section.phases):
        if np.nanmax(section.fractions[:, :, number]) >= section.least:
            _border(figure, section, number, phase)
    _names(figure, section, numbers, names)


def _border(figure: go.Figure, section: Section, number: int, phase: str) -> None:
    figure.add_contour(
        x=section.x,
        y=section.y,
        z=np.nan_to_num(section.fractions[:, :, number]).T,
        contours={"start": section.least, "end": section.least, "size": 1, "coloring": "none"},
        line={"width": 1.5, "color": phase_colour(phase) if phase != MATRIX else QUIET, "smoothing": 0.6},
        showscale=False,
        hoverinfo="skip",
    )


def _names(
    figure: go.Figure, section: Section, numbers: np.ndarray, names: Sequence[tuple[str, ...]]
) -> None:
    """Write the largest fields' names at the point of each that lies deepest inside of it."""
    sizes = np.bincount(numbers[numbers >= 0].ravel(), minlength=len(names))
    for field in np.argsort(-sizes)[:_NAMED]:
        if sizes[field] < 0.012 * numbers.size:
            break
        column, row = _deepest(numbers == field)
        figure.add_annotation(
            x=section.x[column],
            y=section.y[row],
            text=_short(names[field]),
            xanchor=_inwards(column, len(section.x)),
            showarrow=False,
            font={"size": 10, "color": "#10171e"},
            bgcolor="rgba(255, 255, 255, 0.6)",
            borderpad=1,
        )


def _inwards(column: int, n: int) -> str:
    """Return the anchor that keeps a name near an edge within the axes."""
    place = column / max(n - 1, 1)
    return "left" if place < EDGE else "right" if place > 1 - EDGE else "center"


def _deepest(inside: np.ndarray) -> tuple[int, int]:
    """Return the cell that stays longest while the field is eaten away from its edges."""
    left = inside
    while True:
        padded = np.pad(left, 1)
        eaten = left & padded[:-2, 1:-1] & padded[2:, 1:-1] & padded[1:-1, :-2] & padded[1:-1, 2:]
        if not eaten.any():
            cells = np.argwhere(left)
            column, row = cells[len(cells) // 2]
            return int(column), int(row)
        left = eaten


def _fraction(figure: go.Figure, section: Section, phase: str, units: Units) -> None:
    number = section.phases.index(phase)
    figure.add_heatmap(
        x=section.x,
        y=section.y,
        z=100 * section.fractions[:, :, number].T,
        zmin=0.0,
        colorscale="Viridis",
        colorbar={"title": {"text": units.amount, "side": "top"}, "thickness": 10, "outlinewidth": 0},
        hovertemplate=f"%{{x:.3g}} {section.x_unit}, %{{y:.4g}} {section.y_unit}"
        f"<br>{phase_title(phase)}: %{{z:.2f}} {units.amount}<extra></extra>",
    )
    figure.add_contour(
        x=section.x,
        y=section.y,
        z=100 * section.fractions[:, :, number].T,
        contours={"coloring": "none", "showlabels": True, "labelfont": {"size": 10, "color": "white"}},
        line={"width": 1, "color": "rgba(255, 255, 255, 0.8)"},
        showscale=False,
        hoverinfo="skip",
    )


def _mark(figure: go.Figure, section: Section, mark: tuple[float, float]) -> None:
    """Draw where the alloy stands: a line over all temperatures, or a cross between two elements."""
    if section.y_unit in ("K", "°C"):
        figure.add_vline(x=mark[0], line={"dash": "dash", "width": 1.5, "color": "#10171e"})
    else:
        figure.add_scatter(
            x=[mark[0]],
            y=[mark[1]],
            mode="markers",
            marker={
                "symbol": "cross",
                "size": 12,
                "color": "#10171e",
                "line": {"width": 1.5, "color": "white"},
            },
            hovertemplate="this alloy<extra></extra>",
        )


def _field_colour(phases: tuple[str, ...]) -> str:
    """Return the mean colour of the phases beside the matrix, which fades with their number; the matrix alone is its own."""
    others = [phase for phase in phases if phase != MATRIX] or [MATRIX]
    mean = np.mean([[int(phase_colour(phase)[k : k + 2], 16) for k in (1, 3, 5)] for phase in others], axis=0)
    pale = 0.35 if phases == (MATRIX,) else (0.2 if LIQUID in phases else 0.45)
    red, green, blue = (round(part + (255 - part) * pale) for part in mean)
    return faint(f"#{red:02x}{green:02x}{blue:02x}", 1)


def _words(phases: tuple[str, ...]) -> str:
    return " + ".join(phase_title(phase) for phase in phases)


def _short(phases: tuple[str, ...]) -> str:
    """Write long fields in lines of two phases."""
    titles = [phase_title(phase) for phase in phases]
    return "<br>+ ".join(" + ".join(titles[n : n + 2]) for n in range(0, len(titles), 2))


def _ends(values: np.ndarray) -> list[float]:
    return [float(values[0]), float(values[-1])]

"""The figures of predictions with their titles and words, as the page shows them and as its report keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.thermoelectrics.transport.analysis import TEMPERATURE
from mi_core.thermoelectrics.web.points import points_frame

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.report import Picture
    from mi_core.thermoelectrics.neighbours import KnownMaterials
    from mi_core.thermoelectrics.web.view import View

BANDS = (
    "Bands: 90 % intervals, calibrated by how far a composition is from measured ones: widest for new ones, and wide, too, "
    "where several papers measured it and differ. Open points: outside the domain."
)
LINES = (
    "Dotted: temperatures that the model did not learn. Dashed: zT that follows from the predicted S, σ and κ of the "
    "formula looked at; where the two zT differ by more than their intervals allow, it is said above."
)


def picture_of_temperature(
    curves: pd.DataFrame, own: pd.DataFrame, near: pd.DataFrame | None, remark: str, view: View
) -> Picture:
    """Return the figure against temperature of these curves.

    own : `predicted_points` of the curve looked at; near : what was measured near it, None for nothing; remark : on curves
    that are left out
    """
    from mi_core.report import Picture
    from mi_core.thermoelectrics.figures.predicted import against_temperature

    figure = against_temperature(curves, near, own, points_frame(view.points), view.display)
    return Picture("Against temperature", figure, f"{BANDS} {LINES} {remark}".strip())


def picture_of_series(rows: pd.DataFrame, known: KnownMaterials | None, view: View) -> Picture:
    """Return the figure against x of members of series at one temperature; with what is known of measured ones, if given."""
    from mi_core.report import Picture
    from mi_core.thermoelectrics.figures.predicted import against_x
    from mi_core.thermoelectrics.series_members import measured_members, members_sentence

    at, display = float(rows[TEMPERATURE].iloc[0]), view.display
    members = measured_members(rows, known, at, view.near_type) if known is not None else None
    words = members_sentence(members, at, display) if members is not None else ""
    letters = " or ".join(dict.fromkeys(rows["letter"]))
    title = f"Against {letters} at {display.temperature(at)}"
    return Picture(title, against_x(rows, display, members), f"{BANDS} {words}".strip())


def picture_of_headroom(own: pd.DataFrame, view: View) -> Picture:
    """Return the figure of the headroom of one curve of `predicted_points`."""
    from mi_core.report import Picture
    from mi_core.thermoelectrics.figures.headroom import headroom_figure
    from mi_core.thermoelectrics.headroom import headroom_sentence

    curve = own["curve"].iloc[0]
    words = f"{curve}: {headroom_sentence(own, view.display)}"
    return Picture(f"Headroom of {curve}", headroom_figure(own, view.display), words)


def legible(curves: pd.DataFrame, looked_at: str) -> tuple[list[str], str]:
    """Return the curves that one figure can hold, the one looked at among them, and what is to be said of the others."""
    from mi_core.thermoelectrics.figures.predicted import MOST_CURVES

    names = list(dict.fromkeys(curves.dropna(subset=["value"])["curve"]))
    if len(names) <= MOST_CURVES:
        return names, ""
    places = np.linspace(0, len(names) - 1, MOST_CURVES).round().astype(int)
    chosen = {names[place] for place in places}
    if looked_at not in chosen:
        chosen = {*(names[place] for place in places[:-1]), looked_at}
    return (
        [name for name in names if name in chosen],
        f"{MOST_CURVES} of {len(names):,} curves are drawn, evenly spread, with the one looked at; tables have all.",
    )


def members_of_series(curves: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of predicted members of series."""
    return curves[(curves["series"] != "") & curves["value"].notna()]


def has_series(curves: pd.DataFrame) -> bool:
    """Whether two or more members of series were predicted, which can stand against x."""
    return len(members_of_series(curves)["curve"].unique()) > 1


def temperatures_of_series(curves: pd.DataFrame, view: View) -> tuple[list[float], float, float]:
    """Return the temperatures (K) at which members of series were predicted, the middle one, and the one that is chosen."""
    temperatures = sorted(members_of_series(curves)[TEMPERATURE].unique().tolist())
    middle = temperatures[len(temperatures) // 2]
    return temperatures, middle, min(temperatures, key=lambda t: abs(t - (view.at or middle)))

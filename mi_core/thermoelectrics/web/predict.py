"""Predictions: curves of formulas, series and crystals, how each stands, and what follows for the one looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.web.asking import ask
from mi_core.thermoelectrics.web.measured_rows import known_learned, model_stamp, show_neighbours
from mi_core.thermoelectrics.web.predicted_figures import choose_figure, show_figure
from mi_core.thermoelectrics.web.predicted_tables import show_all_points, show_standing
from mi_core.thermoelectrics.web.report import report_download
from mi_core.thermoelectrics.web.sample import PARABOLIC
from mi_core.thermoelectrics.web.view import PAGE
from mi_core.web.components.formulas import escaped
from mi_core.words import listed

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.thermoelectrics.asked import Asked
    from mi_core.thermoelectrics.report.predictions import Predictions

AT_ONCE = 2_000  # pairs of curve and temperature that are predicted without asking
MOST_FAULTS = 5


def predict_part() -> None:
    """Ask what is to be predicted, and show it."""
    asked, temperatures = ask()
    if not asked:
        st.info(
            "Give a formula, with decimals or brackets as they come, or a series with x, such as Bi(2-x)Sb(x)Te3.",
            icon=":material/info:",
        )
        return
    pairs = sum(len(one.temperatures or temperatures) for one in asked)
    if pairs > AT_ONCE and not _confirmed(pairs, tuple(asked), temperatures):
        return
    _show(_results(tuple(asked), temperatures, model_stamp()))


def _confirmed(pairs: int, *state: object) -> bool:
    """Ask before a long prediction; once it was agreed to it is not asked again."""
    from mi_core.thermoelectrics.predicted import check_size

    check_size(pairs)
    key = "thermoelectrics_confirmed"
    if st.session_state.get(key) != hash(state):
        if not st.button(f"Predict {pairs:,} points", type="primary", icon=":material/play_arrow:"):
            return False
        st.session_state[key] = hash(state)
    return True


@st.cache_data(max_entries=8, show_spinner="Predicting …")
def _results(
    asked: tuple[Asked, ...],
    temperatures: tuple[float, ...],
    stamp: tuple[str, int],  # noqa: ARG001 - another model predicts otherwise
) -> Predictions:
    from mi_core.thermoelectrics.predicted import predicted_curves
    from mi_core.thermoelectrics.predicted_points import predicted_points
    from mi_core.thermoelectrics.report.predictions import Predictions
    from mi_core.thermoelectrics.standing import standing

    curves = predicted_curves(asked, temperatures)
    points = predicted_points(curves)
    return Predictions(curves, points, standing(points, known_learned()))


def _show(results: Predictions) -> None:
    from mi_core.thermoelectrics.carriers import carrier_sentence
    from mi_core.thermoelectrics.standing import CLASS_WORDS
    from mi_core.thermoelectrics.web.leg import show_leg
    from mi_core.web.components.downloads import frame_download

    _say_warnings(results)
    good = results.standing.loc[results.standing["error"] == "", "curve"].tolist()
    if not good:
        return
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        figure = choose_figure(results.curves)
        curve = _choose_curve(good)
    rows = results.points[results.points["curve"] == curve]
    near = _nearest(rows["formula"].iloc[0]) if PAGE.now().near != "none" else None
    show_figure(figure, results.curves, results.points, curve, near)
    show_standing(results.standing)
    relation = results.standing.set_index("curve")["relation"][curve]
    st.caption(
        f"{escaped(curve)}: {CLASS_WORDS[relation]} {carrier_sentence(rows, PAGE.now().display)} {PARABOLIC}"
    )
    show_all_points(results.points)
    with st.container(horizontal=True, gap="small"):
        label = "CSV · predictions with intervals"
        frame_download(results.curves, "predicted", key="thermoelectrics_predicted", label=label)
        label = "CSV · all that follows"
        frame_download(results.points, "predicted-transport", key="thermoelectrics_follows", label=label)
        report_download(results, curve, near)
    show_leg(rows, of=curve)
    if near is not None:
        st.subheader(f"Measured nearest to {escaped(curve)}", anchor=False)
        show_neighbours(near)


def _choose_curve(curves: list[str]) -> str:
    """Offer which curve is looked at, where there are several."""
    view = PAGE.now()
    if len(curves) == 1:
        return curves[0]
    chosen = st.selectbox(
        "Looked at",
        curves,
        index=curves.index(view.curve) if view.curve in curves else 0,
        key=f"thermoelectrics_curve_{PAGE.turn()}_{hash(tuple(curves))}",
        help="Headroom, leg and measured neighbours are of this one.",
        width=260,
    )
    view.curve = "" if chosen == curves[0] else chosen
    return chosen


def _nearest(formula: str) -> pd.DataFrame:
    from mi_core.thermoelectrics.neighbours import nearest_measured
    from mi_core.thermoelectrics.report.curve import MOST_NEIGHBOURS

    return nearest_measured(formula, known_learned(), MOST_NEIGHBOURS, PAGE.now().near_type)


def _say_warnings(results: Predictions) -> None:
    """Say why there are no predictions where there are none, and which ones should not be taken at their word."""
    from mi_core.thermoelectrics.learned import learned_temperatures
    from mi_core.thermoelectrics.standing import warnings

    wrong = results.curves[results.curves["error"] != ""]
    faults = wrong.groupby("error", sort=False)["curve"].unique()
    for error, curves in faults.head(MOST_FAULTS).items():
        st.error(escaped(f"{listed(curves)}: {error}"), icon=":material/block:")
    if len(faults) > MOST_FAULTS:
        st.caption(
            f"{len(faults) - MOST_FAULTS:,} more reasons why there is no prediction; the tables name them all."
        )
    found = warnings(results.points, results.standing, learned_temperatures(), PAGE.now().display)
    if found:
        lines = [escaped(sentence) for sentence in found]
        text = lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
        st.warning(text, icon=":material/warning:")

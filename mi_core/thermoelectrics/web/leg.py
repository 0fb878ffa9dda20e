"""A leg between two temperatures: chosen on a slider, kept in the address."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.leg import LEG_WORDS, leg_between, leg_numbers, sides_within, usable_rows
from mi_core.thermoelectrics.transport.analysis import TEMPERATURE
from mi_core.thermoelectrics.web.view import PAGE
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    import pandas as pd


def show_leg(analysed: pd.DataFrame, *, of: str = "") -> None:
    """Choose both sides of the leg, and show what it does; `of` names what it is made of where there are several."""
    title = "A leg between two temperatures"
    st.subheader(f"{title}: {escaped(of)}" if of else title, anchor=False)
    with errors_shown():
        rows = usable_rows(analysed)
        if len(rows) < 2:
            st.caption("Two temperatures or more with S, σ and κ make a leg.")
            return
        cold, hot = _sides(rows[TEMPERATURE])
        leg = leg_between(rows, cold, hot)
        numbers = leg_numbers(leg)
        for column, (title, text) in zip(st.columns(len(numbers)), numbers.items(), strict=True):
            column.metric(title, text)
        if not math.isnan(leg.average_stated_zt):
            st.caption(
                f"All from S, σ and κ. The zT that is predicted directly averages {leg.average_stated_zt:.3f} there."
            )
        st.caption(LEG_WORDS)


def _sides(temperatures: pd.Series) -> tuple[float, float]:
    """Offer cold and hot side within the measured temperatures, as shown; drawn in where the points have changed."""
    shown = PAGE.now().display.of(TEMPERATURE)
    ends = float(temperatures.iloc[0]), float(temperatures.iloc[-1])
    low, high = (float(shown.values(end)) for end in ends)
    before = sides_within(temperatures, PAGE.now().sides)
    sides = st.slider(
        f"Cold and hot side ({shown.unit})",
        low,
        high,
        (float(shown.values(before[0])), float(shown.values(before[1]))),
        format="%.5g",
        key=f"thermoelectrics_sides_{PAGE.turn()}_{low:g}_{high:g}",
    )
    if sides == (low, high):
        PAGE.now().sides = None
        return ends
    cold, hot = (min(max(float(shown.numbers(side)), ends[0]), ends[1]) for side in sides)
    PAGE.now().sides = cold, hot
    return cold, hot

"""The units of the Thermoelectrics page and its logarithmic axes: chosen once, kept in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.web.view import LOG_AXES, PAGE, UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNITS_HELP = "Off: S/m, mW/(m K²), K. Grid, tables, figures and the leg follow; downloads are in the units that they name."
_LOG_HELP = "Logarithmic axes of the figures against temperature."


def choose_units(*, axes: bool = True) -> None:
    """Offer units and, where wanted, logarithmic axes."""
    with st.container(horizontal=True, gap="small"):
        _pills("Units", "units", UNITS, _UNITS_HELP)
        if axes:
            _pills("Axes", "log", LOG_AXES, _LOG_HELP)


def _pills(label: str, name: str, options: Mapping[str, str], words: str) -> None:
    key = f"thermoelectrics_{name}_{PAGE.turn()}"

    def changed() -> None:
        chosen = st.session_state[key]
        setattr(PAGE.now(), name, tuple(option for option in options if option in chosen))
        PAGE.next_turn()  # grid and slider begin anew in the other unit

    st.pills(
        label,
        list(options),
        selection_mode="multi",
        format_func=lambda option: options[option],
        default=list(getattr(PAGE.now(), name)),
        key=key,
        on_change=changed,
        help=words,
        width="content",
    )

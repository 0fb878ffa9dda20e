"""The wishes of the Alloys page: phases on a grid or in a table, limits on composition, derived temperatures, cost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.compositions.composition import BALANCE
from mi_core.alloys.compositions.prices import PRICES, PRICES_SOURCE
from mi_core.alloys.design.proposal_table import wish_text
from mi_core.alloys.specification.wishes import Bound, wishes
from mi_core.alloys.thermodynamics.database.phase_names import phase_label
from mi_core.alloys.thermodynamics.results.derived_grid import SOLVUS
from mi_core.alloys.web.cached import design_database, wishable_phases
from mi_core.alloys.web.design.tables import edit_derived, edit_limits, edit_phase_wishes, edit_prices
from mi_core.alloys.web.design.wish_grid import wish_grid
from mi_core.alloys.web.units import ROUND_CELSIUS, units
from mi_core.alloys.web.view import PAGE, set_spec, start_over
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.alloys.specification.wishes import PhaseWish

#: Rows and columns of the grid at first; those of the wishes come along.
ROWS = ("FCC_A1", "LIQUID", "MG2SI", "ALCU_THETA", "DIAMOND_A4", "SPHASE", "LAVES_C14", "AL13FE4")
GRID_TEMPERATURES_K = (300.0, 450.0, 550.0, 650.0, 750.0, 800.0, 850.0, 900.0, 950.0)
COLUMNS_CELSIUS = tuple(round(t + 273.15, 2) for t in (30, 180, 280, 380, 480, 530, 580, 630, 680))  # K
OFFERED = tuple(float(t) for t in range(300, 1001, 10))
MOST_ROWS, MOST_COLUMNS = 25, 15  # of the wishes; what is beyond stands in the table
_ROWS, _COLUMNS, _PRICES = "alloy_grid_rows", "alloy_grid_columns", "alloy_prices"


def edit_wishes(shown: Mapping[tuple[str, float], float] | None = None) -> bool:
    """Offer all wishes and keep them in the view; return whether every row could be taken.

    shown : fractions of the alloy that was begun with.
    """
    spec = PAGE.now().spec
    tabs = st.tabs(
        [
            _counted("Phases", spec.phases),
            _counted("Composition", spec.composition_wt),
            _counted("Solidus, liquidus, solvus", spec.derived),
            _counted("Cost", [spec.cost_per_kg] if spec.cost_per_kg else []),
        ]
    )
    with tabs[0]:
        _phases(shown)
    with tabs[1]:
        _composition()
    with tabs[2]:
        complete = _derived()
    with tabs[3]:
        _cost()
    return complete


def prices() -> dict[str, float]:
    """Return USD per kg of the elements that have a price: the session's own, else the default."""
    return {
        symbol: price
        for symbol, price in (_default_prices() | st.session_state.get(_PRICES, {})).items()
        if price is not None
    }


def _default_prices() -> dict[str, float | None]:
    """Return the default price of every element that is offered; None where there is none."""
    return {symbol: PRICES.get(symbol) for symbol in (BALANCE, *_elements())}


def _elements() -> tuple[str, ...]:
    """Return the alloying elements that wishes may be about."""
    return tuple(symbol for symbol in design_database().elements if symbol != BALANCE)


def wishes_in_words() -> None:
    """Show every wish in a few words, and a way to forget them all."""
    listed = wishes(PAGE.now().spec)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if not listed:
            st.markdown("Nothing is wished yet: begin above, or take a preset.")
            return
        st.markdown(" ".join(f":blue-badge[{escaped(wish_text(wish, units()))}]" for wish in listed))
        st.button("Start over", icon=":material/restart_alt:", on_click=start_over, type="tertiary")


def _phases(shown: Mapping[tuple[str, float], float] | None) -> None:
    wished = PAGE.now().spec.phases
    phases = tuple(dict.fromkeys([*wishable_phases(), *(wish.phase for wish in wished)]))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        as_table = st.toggle("As a table", key="alloy_as_table", persist_state="session")
        if not as_table:
            with st.popover("Rows and columns", icon=":material/grid_on:"):
                _rows_and_columns(phases)
    if as_table:
        found = edit_phase_wishes(wished, phases, key=f"alloy_phase_table_{PAGE.turn()}", units=units())
        if found != wished:
            PAGE.now().spec = replace(PAGE.now().spec, phases=found)
        return
    rows, columns = grid_axes(wished, shown)
    wish_grid(rows, columns, wished, key="alloy_wish_grid", on_change=_set_phases, shown=shown, units=units())


def _set_phases(found: tuple[PhaseWish, ...]) -> None:
    set_spec(replace(PAGE.now().spec, phases=found))


def _rows_and_columns(phases: Sequence[str]) -> None:
    rows_key, columns_key = _keys()
    st.session_state.setdefault(rows_key, _first_rows(phases))
    st.session_state.setdefault(columns_key, list(_first_columns()))
    st.multiselect("Phases", phases, format_func=phase_label, key=rows_key, persist_state="session")
    offered = ROUND_CELSIUS if units().celsius else OFFERED
    st.multiselect(
        "Temperatures", offered, format_func=units().text, key=columns_key, persist_state="session"
    )


def _keys() -> tuple[str, str]:
    """Return the session's names of the grid's rows, of one database, and of its columns, of one unit."""
    return f"{_ROWS}_{design_database().sha256[:8]}", f"{_COLUMNS}_{units().temperature}"


def _first_rows(phases: Sequence[str]) -> list[str]:
    """Return the usual phases, and where a database has few of these, others of its own."""
    usual = [phase for phase in ROWS if phase in phases]
    return usual if len(usual) == len(ROWS) else [*usual, *(p for p in phases if p not in usual)][: len(ROWS)]


def _first_columns() -> tuple[float, ...]:
    return COLUMNS_CELSIUS if units().celsius else GRID_TEMPERATURES_K


def grid_axes(
    wished: Sequence[PhaseWish], shown: Mapping[tuple[str, float], float] | None = None
) -> tuple[list[str], list[float]]:
    """Return the phases and temperatures of the grid: those chosen, and those that wishes or the shown alloy have."""
    known = (*wishable_phases(), *(wish.phase for wish in wished))
    rows_key, columns_key = _keys()
    chosen = st.session_state.get(rows_key, _first_rows(wishable_phases()))
    rows = [phase for phase in chosen if phase in known]
    columns = list(st.session_state.get(columns_key, _first_columns()))
    present = [wish.phase for wish in wished] + [
        phase for (phase, _), f in (shown or {}).items() if f >= 1e-3
    ]
    rows += [phase for phase in dict.fromkeys(present) if phase not in rows][:MOST_ROWS]
    columns += [t for t in dict.fromkeys(wish.temperature_k for wish in wished) if t not in columns][
        :MOST_COLUMNS
    ]
    return rows, sorted(columns)


def _composition() -> None:
    st.caption(
        "Limits on the alloying elements; an empty cell leaves that side open. Aluminium is the balance."
    )
    held = PAGE.now().spec.composition_wt
    elements = tuple(dict.fromkeys([BALANCE, *_elements(), *held]))
    found = edit_limits(held, elements, key=f"alloy_limits_{PAGE.turn()}")
    if found != held:
        PAGE.now().spec = replace(PAGE.now().spec, composition_wt=found)


def _derived() -> bool:
    st.caption(
        "The **solidus** is where melting begins, the **liquidus** where it ends, the freezing range what lies between; a "
        "phase dissolves at its **solvus**. Add a row for a solvus."
    )
    held = PAGE.now().spec.derived
    solvi = [key.removeprefix(SOLVUS) for key in held if key.startswith(SOLVUS)]
    phases = tuple(dict.fromkeys([*wishable_phases(), *solvi]))
    with errors_shown():  # beside the table that has to be changed
        found = edit_derived(held, phases, key=f"alloy_derived_{PAGE.turn()}", units=units())
        if found != held:
            PAGE.now().spec = replace(PAGE.now().spec, derived=found)
        return True
    return False


def _cost() -> None:
    left, right = st.columns([1, 2], gap="large")
    with left:
        held = PAGE.now().spec.cost_per_kg
        ceiling = st.number_input(
            "Metals cost at most (USD/kg)",
            min_value=0.0,
            value=held.max if held else None,
            step=0.1,
            format="%.2f",
            placeholder="no ceiling",
            key=f"alloy_cost_{PAGE.turn()}",
        )
        least = held.min if held else None
        now = None if ceiling is None and least is None else Bound(least, ceiling)
        if now != held:
            PAGE.now().spec = replace(PAGE.now().spec, cost_per_kg=now)
    with right:
        _prices()


def _prices() -> None:
    st.caption(escaped(PRICES_SOURCE))
    shown = _default_prices() | {
        s: p for s, p in st.session_state.get(_PRICES, {}).items() if s in _default_prices()
    }
    st.session_state[_PRICES] = edit_prices(shown, key=f"alloy_prices_{PAGE.turn()}")
    if st.session_state[_PRICES] != _default_prices():
        st.button("Default prices", icon=":material/restart_alt:", type="tertiary", on_click=_forget_prices)


def _forget_prices() -> None:
    st.session_state.pop(_PRICES, None)
    PAGE.next_turn()


def _counted(title: str, held) -> str:
    return f"{title} ({len(held)})" if held else title

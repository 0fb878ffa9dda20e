"""Wishes as tables to type into: phases at any temperature, limits on elements, derived temperatures, and prices."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mi_core.alloys.specification.wishes import Bound, PhaseWish
from mi_core.alloys.thermodynamics.database.phase_names import phase_label
from mi_core.alloys.thermodynamics.results.derived_grid import DERIVED, SOLVUS
from mi_core.alloys.thermodynamics.results.units import MOLES
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd
    from streamlit.elements.lib.column_types import ColumnConfig

    from mi_core.alloys.thermodynamics.results.units import Units

SOLVUS_OF = "solvus of "
FREEZING = "freezing_range_k"


def edit_phase_wishes(
    wishes: Sequence[PhaseWish], phases: Sequence[str], *, key: str, units: Units = MOLES
) -> tuple[PhaseWish, ...]:
    """Offer the wishes for phases as rows; return those that are complete. units : what temperatures are shown in."""
    column = st.column_config
    shown = st.data_editor(
        _first(key, lambda: phase_rows(wishes, units)),
        key=key,
        num_rows="dynamic",
        placeholder="–",
        hide_index=True,
        column_config={
            "phase": column.SelectboxColumn(
                "Phase", options=[phase_label(phase) for phase in phases], required=True, width="medium"
            ),
            "temperature": column.NumberColumn(
                units.axis(), min_value=units.shown(0.0), max_value=1e4, required=True, format="%g"
            ),
            **_end_columns("mol%", 0, 100),
        },
    )
    return read_phase_rows(shown, phases, units)


def phase_rows(wishes: Sequence[PhaseWish], units: Units = MOLES) -> pd.DataFrame:
    """Return a row per wish: label, temperature as shown, and both ends in mol%."""
    import pandas as pd

    rows = [
        (phase_label(wish.phase), units.shown(wish.temperature_k), _percent(wish.min), _percent(wish.max))
        for wish in wishes
    ]
    frame = pd.DataFrame(rows, columns=["phase", "temperature", "low", "high"])
    return frame.astype({"phase": object, "temperature": float, "low": float, "high": float})


def read_phase_rows(
    frame: pd.DataFrame, phases: Sequence[str], units: Units = MOLES
) -> tuple[PhaseWish, ...]:
    """Return the wishes of rows that name phase, temperature and at least one end."""
    names = {phase_label(phase): phase for phase in phases}
    found = []
    for row in frame.itertuples():
        low, high = _number(row.low), _number(row.high)
        temperature = _number(row.temperature)
        if row.phase in names and temperature is not None and (low is not None or high is not None):
            ends = (None if end is None else round(end / 100, 8) for end in (low, high))
            found.append(PhaseWish(names[row.phase], float(units.kelvins(temperature)), *ends))
    return tuple(found)


def edit_limits(limits: Mapping[str, Bound], elements: Sequence[str], *, key: str) -> dict[str, Bound]:
    """Offer at least and at most (wt%) for every element; return the limits that are set."""
    column = st.column_config
    shown = st.data_editor(
        _first(key, lambda: _ranges({symbol: limits.get(symbol, Bound()) for symbol in elements}, "element")),
        key=key,
        hide_index=True,
        disabled=["element"],
        height=38 + 35 * len(elements),
        placeholder="–",
        column_config={
            "element": column.TextColumn("Element", width="small"),
            **_end_columns("wt%", 0, 100),
        },
    )
    return read_ranges(shown, "element")


def edit_derived(
    derived: Mapping[str, Bound], phases: Sequence[str], *, key: str, units: Units = MOLES
) -> dict[str, Bound]:
    """Offer solidus, liquidus, freezing range and solvi; return the limits that are set, in K.

    units : what they are shown in, the freezing range in K. InputError for one number in two rows.
    """
    titles = derived_titles(phases)
    column = st.column_config
    shown = st.data_editor(
        _first(key, lambda: derived_rows(_converted(derived, units.shown), titles)),
        key=key,
        num_rows="dynamic",
        placeholder="–",
        hide_index=True,
        column_config={
            "number": column.SelectboxColumn("Number", options=list(titles.values()), required=True),
            **_end_columns(units.temperature, units.shown(0.0), 1e4),
        },
    )
    keys = {title: key for key, title in titles.items()}
    found = {keys[title]: bound for title, bound in read_ranges(shown, "number").items() if title in keys}
    return _converted(found, units.kelvins)


def _converted(bounds: Mapping[str, Bound], convert: Callable[[float], float]) -> dict[str, Bound]:
    """Return ranges with both ends converted, those of the freezing range, which is a difference, as they are."""
    return {
        key: bound
        if key == FREEZING
        else Bound(*(None if end is None else float(convert(end)) for end in (bound.min, bound.max)))
        for key, bound in bounds.items()
    }


def derived_titles(phases: Sequence[str]) -> dict[str, str]:
    """Return the names for people of what can be derived from the phases, by key."""
    solvi = {f"{SOLVUS}{phase}": SOLVUS_OF + phase_label(phase) for phase in phases if phase != "LIQUID"}
    titles = {key: title.capitalize() for key, title in DERIVED.items()}
    return titles | {FREEZING: f"{titles[FREEZING]}, a difference in K"} | solvi


def derived_rows(derived: Mapping[str, Bound], titles: Mapping[str, str]) -> pd.DataFrame:
    """Return a row for each of solidus, liquidus and freezing range, and for what else is limited."""
    wanted = {key: Bound() for key in DERIVED} | {
        key: bound for key, bound in derived.items() if key in titles
    }
    return _ranges({titles[key]: bound for key, bound in wanted.items()}, "number")


def edit_prices(prices: Mapping[str, float | None], *, key: str) -> dict[str, float | None]:
    """Offer the price of every element (USD/kg); return them all, None where there is none yet."""
    import pandas as pd

    column = st.column_config
    shown = st.data_editor(
        _first(
            key,
            lambda: pd.DataFrame(
                {"element": list(prices), "price": np.array(list(prices.values()), dtype=float)}
            ),
        ),
        key=key,
        hide_index=True,
        disabled=["element"],
        height=38 + 35 * len(prices),
        column_config={
            "element": column.TextColumn("Element", width="small"),
            "price": column.NumberColumn("USD/kg", min_value=0, format="%.2f"),
        },
    )
    given = {symbol: _number(price) for symbol, price in zip(shown["element"], shown["price"], strict=True)}
    return {symbol: prices[symbol] if price is None else price for symbol, price in given.items()}


def read_ranges(frame: pd.DataFrame, name: str) -> dict[str, Bound]:
    """Return the ranges by what stands in the column `name`; rows without any end are left out. InputError for twice."""
    found = {}
    for label, *ends in zip(frame[name], frame["low"], frame["high"], strict=True):
        low, high = (_number(end) for end in ends)
        if isinstance(label, str) and (low is not None or high is not None):
            if label in found:
                raise InputError(f"{label} stands in two rows; write both ends in one of them.")
            found[label] = Bound(low, high)
    return found


def _end_columns(unit: str, low: float, high: float) -> dict[str, ColumnConfig]:
    """Return how both ends of ranges are shown, as numbers between low and high."""
    return {
        name: st.column_config.NumberColumn(f"{words} ({unit})", min_value=low, max_value=high, format="%g")
        for name, words in (("low", "At least"), ("high", "At most"))
    }


def _ranges(bounds: Mapping[str, Bound], name: str) -> pd.DataFrame:
    import pandas as pd

    rows = [(label, bound.min, bound.max) for label, bound in bounds.items()]
    return pd.DataFrame(rows, columns=[name, "low", "high"]).astype(
        {name: object, "low": float, "high": float}
    )


def _first(key: str, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Return what the table of this key began with: the widget keeps its edits as changes to just that.

    Where the widget has no edits, because it is new or its page was left, it begins anew.
    """
    held = f"{key.rstrip('0123456789')}first"  # of all turns: only the latest is shown
    if key not in st.session_state:
        st.session_state[held] = make()
    return st.session_state[held]


def _percent(fraction: float | None) -> float | None:
    return None if fraction is None else float(f"{100 * fraction:.6g}")


def _number(value) -> float | None:
    """Return a cell's number; None where it is empty."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None

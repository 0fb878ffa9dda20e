"""The best temperature and doping of each compound and type as a table, in the units that the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.datasets.entries import entry_url
from mi_core.thermoelectrics.computed.best import AT_THE_END
from mi_core.thermoelectrics.computed.quantities import CARRIERS, DOPING, GAP
from mi_core.thermoelectrics.computed.shipped import ALIKE, DEVIATION
from mi_core.thermoelectrics.display import KAPPA_E, POWER_FACTOR, ZT_ELECTRONIC
from mi_core.thermoelectrics.ranking.quantities import MASS, METAL
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA, TEMPERATURE
from mi_core.thermoelectrics.web.computed.choices import choose, now
from mi_core.thermoelectrics.web.view import PAGE
from mi_core.web.components.formulas import pretty_formula

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.thermoelectrics.display import Display

HEIGHT = 318  # pixels: eight rows
DOPING_UNIT = 1e18  # cm⁻³: a browser rounds greater numbers, and says so
ADDRESS, CHECK, REMARKS = "address", "check", "remarks"
_SHOWN = (TEMPERATURE, POWER_FACTOR, SIGMA)
_CHECK_HELP = (
    "S, σ and S²σ of the file at 300 K and 10¹⁸ cm⁻³ against the table of Ricci et al., of which rows ship with a model: "
    "the largest relative deviation. Empty where the compound is not among them, or the file lacks this point."
)


def best_table(best: pd.DataFrame, checked: pd.DataFrame) -> None:
    """Show the best points; a row that is clicked is looked at. checked : of `computed.shipped.compared`."""
    rows = list(zip(best["id"], best[CARRIERS], strict=True))
    key = f"computed_table_{hash(tuple(rows))}_{st.session_state.get('computed_clicks', 0)}"

    def clicked() -> None:
        chosen = st.session_state[key].selection.rows
        if chosen and chosen[0] < len(rows):
            compound, carriers = rows[chosen[0]]
            choose(compound=compound, carriers=carriers)
            PAGE.next_turn()

    display = PAGE.now().display
    columns = _columns(display, f"τ = {now().tau:g} fs")
    st.dataframe(
        for_people(best, checked, display),
        key=key,
        hide_index=True,
        height=min(38 + 35 * max(len(best), 1), HEIGHT),
        on_select=clicked,
        selection_mode="single-row",
        column_config=columns,
        column_order=list(columns),
        placeholder="–",
    )


def for_people(best: pd.DataFrame, checked: pd.DataFrame, display: Display) -> pd.DataFrame:
    """Return the best points in the units that are shown, with the check against the table and remarks."""
    off = {
        (row_id, carriers): value
        for row_id, carriers, value in checked[["id", CARRIERS, DEVIATION]].itertuples(index=False)
    }
    return best.assign(
        **{column: display.of(column).values(best[column]) for column in _SHOWN},
        formula=[pretty_formula(formula) for formula in best["formula"]],
        **{
            DOPING: best[DOPING] / DOPING_UNIT,
            ADDRESS: [entry_url(row_id) for row_id in best["id"]],
            CHECK: [check_words(off.get(pair)) for pair in zip(best["id"], best[CARRIERS], strict=True)],
            REMARKS: [_remark(*flags) for flags in zip(best[METAL], best[AT_THE_END], strict=True)],
        },
    )


def check_words(deviation: float | None) -> str | None:
    """Return "agrees" or by how much two numbers differ; None where there is nothing to compare with."""
    if deviation is None or deviation != deviation:  # noqa: PLR0124 - NaN
        return None
    return "agrees" if deviation <= ALIKE else f"off by {off_words(deviation)}"


def off_words(deviation: float) -> str:
    """Return a relative deviation in per cent; a large one only as such, since another compound is meant."""
    return f"{deviation:.0%}" if deviation <= 1 else "more than 100%"


def _remark(metal: bool, at_the_end: bool) -> str:
    if metal:
        return "metal: S and doping mean nothing"
    return "at the highest doping: the best may lie beyond" if at_the_end else ""


def _columns(display: Display, at: str) -> dict:
    column = st.column_config
    number = column.NumberColumn
    power, sigma, temperature = (display.of(name) for name in (POWER_FACTOR, SIGMA, TEMPERATURE))
    return {
        "formula": column.TextColumn("Formula", pinned=True),
        CARRIERS: column.TextColumn("Type", width="small"),
        POWER_FACTOR: number(
            f"PF ({power.unit}, {at})", format="%.3g", help="S²σ, average eigenvalue of the tensor"
        ),
        TEMPERATURE: number(f"at T ({temperature.unit})", format="%.5g"),
        DOPING: number("and doping (10¹⁸ cm⁻³)", format="%.3g"),
        SEEBECK: number("S (µV/K)", format="%.0f"),
        SIGMA: number(f"σ ({sigma.unit}, {at})", format="%.3g"),
        KAPPA_E: number(f"κₑ (W/(m K), {at})", format="%.3g", help="Electronic thermal conductivity"),
        ZT_ELECTRONIC: number("zTₑ", format="%.2f", help="S²σT/κₑ: zT if the lattice conducted no heat"),
        GAP: number("Gap (eV)", format="%.2f"),
        CHECK: column.TextColumn("Against the table", help=_CHECK_HELP),
        REMARKS: column.TextColumn("Remarks", width="medium"),
        MASS: number("m* (mₑ)", format="%.3g", help="Conductivity effective mass"),
        "id": column.TextColumn("Id"),
        ADDRESS: column.LinkColumn("Entry", display_text=r"materials/(.*)"),
    }

"""The best compounds as a table, in the units that the page shows, τ beside every number that depends on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.datasets.entries import entry_url
from mi_core.descriptors.element_groups import HAZARDS
from mi_core.prediction.words import COVERAGE
from mi_core.thermoelectrics.display import KAPPA_E, POWER_FACTOR
from mi_core.thermoelectrics.ranking.candidates import GAP, HULL
from mi_core.thermoelectrics.ranking.known import MEASURED
from mi_core.thermoelectrics.ranking.quantities import (
    AGREEMENT,
    COMPUTED_POWER,
    LOWER,
    MASS,
    PRICE,
    TOXIC,
    UPPER,
)
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA
from mi_core.web.components.formulas import pretty_formula
from mi_core.words import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from mi_core.thermoelectrics.display import Display

MOST_ROWS = 500
HEIGHT = 388  # pixels: ten rows
YES, NO = "✓", "–"
ADDRESS, INTERVAL = "address", "interval"
_COMPUTED_HELP = (
    "By Ricci et al., of the rows in hand; empty where they did not, or where the row is not in hand."
)
_AGREEMENT_HELP = "PF over S²σ of the same row; where it is far from 1, S differs between directions"
_KAPPA_HELP = (
    "L(S)σT at 300 K, L by Kim et al. (2015). On the table of Ricci et al. off by 0.09 decades in the median of compounds "
    "with a gap, p-type 0.13."
)
_MASS_HELP = (
    "n e² τ/σ: mass of one isotropic band, free of τ. On the table of Ricci et al. off by 0.05 decades in the median of "
    "compounds with a gap, p-type 0.17."
)
TOXIC_SYMBOLS = listed(HAZARDS["toxic"].symbols)


def ranking_table(best: pd.DataFrame, display: Display, tau: float, *, hidden: Sequence[str]) -> None:
    """Show up to MOST_ROWS rows of `ranking.quantities`, without hidden columns; heads of columns sort them."""
    rows = best.head(MOST_ROWS)
    columns = _columns(display, f"τ = {tau:g} fs")
    st.dataframe(
        table(rows, display),
        hide_index=True,
        height=min(38 + 35 * max(len(rows), 1), HEIGHT),
        column_config=columns,
        column_order=[name for name in columns if name not in hidden],
        placeholder=NO,
    )


def table(rows: pd.DataFrame, display: Display) -> pd.DataFrame:
    """Return rows of the ranking for people."""
    power, sigma = display.of(POWER_FACTOR), display.of(SIGMA)
    marks = {name: [YES if flag else NO for flag in rows[name]] for name in ("in_domain", TOXIC)}
    ends = zip(power.values(rows[LOWER]), power.values(rows[UPPER]), strict=True)
    return rows.assign(
        **marks,
        **{
            POWER_FACTOR: power.values(rows[POWER_FACTOR]),
            COMPUTED_POWER: power.values(rows[COMPUTED_POWER]),
            INTERVAL: [f"{low:.2g} … {high:.2g}" for low, high in ends],
            SIGMA: sigma.values(rows[SIGMA]),
            "formula": [pretty_formula(formula) for formula in rows["formula"]],
            MEASURED: rows[MEASURED].astype(object),
            ADDRESS: [entry_url(row_id) for row_id in rows["id"]],
        },
    )


def _columns(display: Display, at: str) -> dict:
    column = st.column_config
    number, power, sigma = column.NumberColumn, display.of(POWER_FACTOR), display.of(SIGMA)
    own = f"{COVERAGE} of compounds like those of the training set lie between both ends; {at}"
    return {
        "formula": column.TextColumn("Formula", pinned=True),
        POWER_FACTOR: number(f"PF ({power.unit}, {at})", format="%.3g", help="Power factor, predicted"),
        INTERVAL: column.TextColumn(f"{COVERAGE} interval ({at})", help=f"{power.unit}. {own}"),
        COMPUTED_POWER: number(f"PF computed ({at})", format="%.3g", help=f"{power.unit}. {_COMPUTED_HELP}"),
        AGREEMENT: number("PF / S²σ", format="%.2g", help=_AGREEMENT_HELP),
        SEEBECK: number("S (µV/K)", format="%.0f", help="Seebeck coefficient, predicted"),
        SIGMA: number(f"σ ({sigma.unit}, {at})", format="%.3g", help="Conductivity, predicted"),
        KAPPA_E: number(f"κₑ (W/(m K), {at})", format="%.3g", help=_KAPPA_HELP),
        MASS: number("m* (mₑ)", format="%.3g", help=_MASS_HELP),
        GAP: number("Gap (eV)", format="%.2f"),
        HULL: number("Above hull (eV/atom)", format="%.3f"),
        PRICE: number("Elements (USD/kg)", format="%.3g", help="Rough; see the filter"),
        "in_domain": column.TextColumn("In domain", width="small"),
        TOXIC: column.TextColumn("Toxic", width="small", help=f"Holds {TOXIC_SYMBOLS}"),
        MEASURED: column.TextColumn("Measured", help="According to ESTM, in the rows in hand"),
        ADDRESS: column.LinkColumn("Entry", display_text=r"materials/(.*)"),
    }

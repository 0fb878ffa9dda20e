"""The table of what is asked about: a row per frame with energy, largest force and flag; a click looks at one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.potentials.web.view import PAGE
from mi_core.prediction.words import COVERAGE, INSIDE, NO_PREDICTION, OUTSIDE
from mi_core.web.components.formulas import pretty_formula

if TYPE_CHECKING:
    from mi_core.potentials.web.cached import Answers

ROW, HEAD, HEIGHT = 35, 38, 388  # pixels


def answers_table(found: Answers, key: str) -> int | None:
    """Show a row per frame; return the place of the one that is looked at, None where there is none."""
    table, view = shown_table(found.table), PAGE.now()
    ids = table["id"].tolist()
    if not ids:
        return None
    start = ids.index(view.frame) if view.frame in ids else 0
    event = st.dataframe(
        table,
        key=f"potentials_table_{PAGE.turn()}_{key}",
        hide_index=True,
        height=min(HEAD + ROW * len(table), HEIGHT),
        on_select="rerun",
        selection_mode="single-row-required",
        selection_default={"selection": {"rows": [start]}},
        column_config=table_columns(),
        placeholder="–",
    )
    rows = event.selection.rows
    chosen = rows[0] if rows and rows[0] < len(ids) else start
    view.frame = ids[chosen]
    return chosen


def shown_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return what people read of a table of `mi_core.potentials.evaluation.evaluate`: per atom, and the flag in words."""
    atoms = table["n_atoms"].astype(float)
    shown = pd.DataFrame(
        {
            "id": table["id"],
            "formula": [pretty_formula(text) if isinstance(text, str) else None for text in table["formula"]],
            "atoms": table["n_atoms"].astype("Int64"),
            "energy": table["energy_ev"].astype(float) / atoms,
            "bound": (table["energy_upper"] - table["energy_lower"]).astype(float) / 2 / atoms,
            "given": table["energy_given_ev"].astype(float) / atoms,
            "force": table["largest_force_ev_per_a"],
            "force_rmse": table["force_rmse_ev_per_a"].astype(float),
            "domain": table["in_domain"].map(_domain),
            "outside": table["n_atoms_outside"].astype("Int64"),
            "error": table["error"],
        }
    )
    empty = [name for name in ("given", "force_rmse") if shown[name].isna().all()]
    if shown["error"].eq("").all():
        empty.append("error")
    return shown.drop(columns=empty)


def _domain(inside) -> str:
    if pd.isna(inside):  # of a row without an answer
        return f"✕ {NO_PREDICTION}"
    return f"✓ {INSIDE}" if inside else f"⚠ {OUTSIDE}"


def table_columns() -> dict:
    """Return how the columns of `shown_table` are headed and written."""
    column = st.column_config
    return {
        "id": column.TextColumn("Id", pinned=True),
        "formula": column.TextColumn("Formula"),
        "atoms": column.NumberColumn("Atoms"),
        "energy": column.NumberColumn("Energy (eV/atom)", format="%.4f"),
        "bound": column.NumberColumn(
            "±",
            format="%.4f",
            help=f"Half the width of the interval that holds {COVERAGE} of held-out energies, eV/atom",
        ),
        "given": column.NumberColumn("Given (eV/atom)", format="%.4f", help="The energy that the file says"),
        "force": column.NumberColumn("Largest force (eV/Å)", format="%.3f"),
        "force_rmse": column.NumberColumn(
            "Force error (eV/Å)",
            format="%.3f",
            help="Root mean squared difference to the forces that the file says",
        ),
        "domain": column.TextColumn(
            "Domain",
            help="Outside: an atom, or the frame as a whole, is unlike all that was learned; intervals promise nothing.",
        ),
        "outside": column.NumberColumn(
            "Atoms outside", help="Atoms in surroundings unlike all that was learned"
        ),
        "error": column.TextColumn("Remark", width="large"),
    }

"""Crystals against the hull: a table of all, and one of them in detail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.datasets.composition import key_elements, readable_key
from mi_core.energies.figures.hull import LARGEST, hull_figure
from mi_core.energies.stability import MODEL, stability_of
from mi_core.errors import InputError
from mi_core.phases.hull import shipped_hull
from mi_core.web.components.downloads import frame_download
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped, pretty_formula
from mi_core.web.crystals import session
from mi_core.web.crystals.crystal_panel import crystal_panel
from mi_core.web.inputs.table import selectable_table

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.structures.material import Material

MOST_ROWS = 2000
NEAR = 0.025  # eV/atom: what thermal energy at room temperature may keep alive


def hull_part() -> None:
    """Show the table, and the crystal that is looked at."""
    table = _asked(session.current_materials())
    _summary(table)
    selectable_table(
        session.SESSION,
        _for_people(table),
        key=f"stability_{session.materials_version()}",
        height=300,
        columns=_columns(),
    )
    frame_download(table, "stability", key="stability_csv", label="Table as CSV")
    material = session.selected_material()
    if material is not None:
        rows = table[table["id"] == material.id]
        if len(rows):
            _detail(material, rows.iloc[0])


def _asked(materials: list[Material]) -> pd.DataFrame:
    """Return the table of the session's rows, asked once for each set of them."""
    version = session.materials_version()
    known = st.session_state.get("stability_table")
    if known is None or known[0] != version:
        if len(materials) > MOST_ROWS:
            raise InputError(
                f"{len(materials):,} crystals are too many for this page, which takes {MOST_ROWS:,}; the command hull "
                "takes all."
            )
        bar = st.progress(0.0, text="Asking the universal potential …")

        def show(done: int, total: int) -> None:
            bar.progress(done / total, text=f"{done:,} of {total:,} energies")

        table = stability_of(materials, progress=show)
        bar.empty()
        st.session_state["stability_table"] = known = (version, table)
    return known[1]


def _summary(table: pd.DataFrame) -> None:
    answered = table[table["error"] == ""]
    if len(answered) > 1:
        near = int((answered["e_above_hull_ev_per_atom"] <= NEAR).sum())
        st.markdown(
            f"**{near} of {len(answered)}** crystals lie within {NEAR * 1000:.0f} meV/atom of the hull."
        )


def _for_people(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(
        formula=[pretty_formula(formula) for formula in table["formula"]],
        above=_with_bounds(table, "e_above_hull"),
        formation=_with_bounds(table, "e_form"),
        remarks=table["error"].where(
            (table["error"] != "") | table["in_domain"].fillna(value=False).astype(bool),
            "Unlike what the references were fitted to",
        ),
    )[list(_columns())]


def _with_bounds(table: pd.DataFrame, name: str) -> list[str]:
    lower, upper = table[f"{name}_lower"], table[f"{name}_upper"]
    values = table[f"{name}_ev_per_atom"]
    return [
        f"{value:.3f}  ({low:.3f} to {high:.3f})" if value == value else ""  # noqa: PLR0124 - NaN
        for value, low, high in zip(values, lower, upper, strict=True)
    ]


def _columns() -> dict:
    column = st.column_config
    return {
        "id": column.TextColumn("Id", width="medium"),
        "formula": column.TextColumn("Formula"),
        "above": column.TextColumn(
            "Above the hull (eV/atom)",
            help="Energy above the hull of the phases known to the Materials Project in 2018, with its 90 % "
            "interval; 0 is stable.",
        ),
        "formation": column.TextColumn(
            "Formation energy (eV/atom)",
            help="From the elements, with the reference energies and corrections of the Materials Project; 90 % interval.",
        ),
        "decomposition": column.TextColumn("Decomposition", width="large"),
        "remarks": column.TextColumn("Remarks", width="medium"),
    }


def _detail(material: Material, row: pd.Series) -> None:
    """Show one crystal: its numbers, the hull, and itself."""
    st.header(pretty_formula(material.formula) or escaped(material.id), anchor=False)
    if row["error"]:
        st.error(escaped(row["error"]), icon=":material/error:")
        return
    distance = shipped_hull().distance(material.formula, row["e_form_ev_per_atom"])
    left, middle, right = st.columns(3)
    left.metric("Energy above hull", f"{row['e_above_hull_ev_per_atom']:.3f} eV/atom")
    middle.metric("Formation energy", f"{row['e_form_ev_per_atom']:.3f} eV/atom")
    right.metric(
        "Against all other compositions",
        f"{distance.against_others:+.3f} eV/atom",
        help="Negative: by so much more stable than every mixture of other phases.",
    )
    st.markdown(_sentence(row, distance.known))
    drawn, crystal = st.columns(2, gap="medium")
    with drawn:
        _hull(material, row)
    with crystal:
        crystal_panel(material, key="stability_crystal", height=430)


def _sentence(row: pd.Series, known: str) -> str:
    below = row["e_above_hull_lower"] <= 0
    said = (
        "It may be stable: its interval reaches the hull."
        if below
        else "It is not stable: its interval lies above the hull."
    )
    where = (
        f" The lowest known phase of this composition is {escaped(known)}."
        if known
        else (" No phase of this composition near the hull is known.")
    )
    return f"{said}{where} Decomposition: **{escaped(row['decomposition'])}**. Model: {MODEL}."


def _hull(material: Material, row: pd.Series) -> None:
    n = len(key_elements(readable_key(material.formula)))
    if not 2 <= n <= LARGEST:
        st.info(
            f"The hull of {n} element{'s' * (n > 1)} cannot be drawn; the decomposition holds all the same.",
            icon=":material/info:",
        )
        return
    import pandas as pd

    phases = shipped_hull().system(material.formula)
    figure_with_downloads(
        hull_figure(material.formula, row["e_form_ev_per_atom"], phases),
        f"hull-{material.formula}",
        data=pd.DataFrame(
            [(p.formula, p.id, p.energy, p.above) for p in phases],
            columns=["formula", "id", "e_form_ev_per_atom", "e_above_hull_ev_per_atom"],
        ),
    )

"""What the page shows: a crystal or a density, chosen among those of the session, added, or an example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.voxels.web.field.intake import (
    ALSO,
    UPLOAD_MB,
    example_density,
    open_densities,
    open_wanted_example,
)
from mi_core.voxels.web.field.session import OpenDensity, drops, forget_problems, opened
from mi_core.voxels.web.field.view import FieldView
from mi_core.voxels.web.view import FIELD_PARTS, PAGE
from mi_core.web.components.formulas import pretty_formula
from mi_core.web.crystals import intake, session

if TYPE_CHECKING:
    from mi_core.structures.material import Material
    from mi_core.structures.source import Source

CRYSTAL, DENSITY = "crystal", "density"


def choose() -> Material | OpenDensity | None:
    """Offer, in the row it is called in, crystals and densities of the session, and to add one; return the chosen one.

    None where there is none.
    """
    open_wanted_example(PAGE.now().field.density)
    rows = {row.id: row for row in session.current_materials() if row.structure is not None and row.usable}
    densities = opened()
    if not rows and not densities:
        return None
    current = _current(rows)
    options = [*((DENSITY, name) for name in densities), *((CRYSTAL, name) for name in rows)]
    chosen = st.selectbox(
        "Crystal or density",
        options,
        index=options.index(current) if current in options else None,
        format_func=lambda option: (
            _name(rows[option[1]]) if option[0] == CRYSTAL else _title(densities[option[1]])
        ),
        placeholder="Choose …",
        key=f"voxels_crystal_{session.materials_version()}_{drops()}_{'_'.join(current)}",
        width=260,
        label_visibility="collapsed",
    )
    with st.popover("Add", icon=":material/add:", key=f"voxels_add_{session.materials_version()}_{drops()}"):
        _drop_zone()
        st.caption("Examples")
        intake.example_intake()
        example_density()
    if chosen is not None and chosen != current:
        forget_problems()
        _turn_to(*chosen)
        st.rerun()
    kind, name = current
    return densities.get(name) if kind == DENSITY else rows.get(name)


def ways_in() -> None:
    """Say what is needed, and offer it."""
    if session.current_materials():
        st.info(
            "None of the materials of this session has a crystal, and voxels are made of atoms in a cell.",
            icon=":material/info:",
        )
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Drop a CHGCAR or any crystal", anchor=False)
        _drop_zone()
        st.caption(
            f"Densities and potentials: {ALSO} Crystals: CIF, POSCAR, extended XYZ, XSF, pymatgen JSON, a zip of them, a "
            "table with a `cif` column."
        )
    with right:
        st.subheader("Or start with an example", anchor=False)
        st.markdown("Built from published lattice parameters; the source shows on hover.")
        intake.example_intake()
        st.markdown("A density with bonds in it, as a CHGCAR would have:")
        example_density()


def _drop_zone() -> None:
    intake.file_intake(
        "Densities and crystals", also=f"{ALSO} ", aside=_take_densities, max_upload_size=UPLOAD_MB
    )


def _take_densities(sources: list[Source]) -> list[Source]:
    """Open the density files among what was dropped, and look at the first; return the rest."""
    new, rest = open_densities(sources)
    if new:
        _turn_to(DENSITY, new[0].id)
    return rest


def _current(rows: dict[str, Material]) -> tuple[str, str]:
    """Return kind and id of what is looked at: a density where one was chosen, else a crystal, the first of none other."""
    wanted = PAGE.now().field.density
    if wanted in opened():
        return DENSITY, wanted
    selected = session.selected_material()
    if (selected is None or selected.id not in rows) and rows:
        session.select(next(iter(rows)))
        selected = session.selected_material()
    return CRYSTAL, selected.id if selected is not None else ""


def _turn_to(kind: str, name: str) -> None:
    """Look at a crystal or a density; a density that the view was of before it came again is shown as it was."""
    view = PAGE.now()
    if kind == CRYSTAL:
        view.field = FieldView()
        session.turn_to(name)
    elif view.field.density != name:
        view.field, view.part = FieldView(name), next(iter(FIELD_PARTS))
    PAGE.next_turn()


def _title(density: OpenDensity) -> str:
    return f"{density.name} · {pretty_formula(density.formula)}"


def _name(row: Material) -> str:
    return (
        pretty_formula(row.formula) if row.id == row.formula else f"{pretty_formula(row.formula)} · {row.id}"
    )

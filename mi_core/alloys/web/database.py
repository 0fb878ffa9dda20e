"""The thermodynamic database: COST507 of the installed pycalphad, or the user's own .tdb file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.thermodynamics.database.phase_names import phase_title
from mi_core.alloys.web.cached import keep_own, own_database, phases_and_remarks, shipped_database
from mi_core.alloys.web.units import units
from mi_core.alloys.web.view import FIRST_ALLOY, PAGE
from mi_core.errors import InputError
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import errors_shown, show_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

_PROBLEM, _TURN = "alloy_tdb_problem", "alloy_tdb_turn"


def database_part() -> None:
    """Show the database in use, and take the user's own."""
    _upload()
    if problem := st.session_state.get(_PROBLEM):
        show_error(problem)
    own = own_database()
    if own is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"Design and explorer use **{escaped(own.name)}** in this session.")
            st.button("Back to COST507", icon=":material/undo:", on_click=_forget)
        st.info(
            "No model was trained on your database: the explorer computes every diagram, and design searches the "
            "equilibria themselves, which takes about a minute. There is no surrogate and no learned interval.",
            icon=":material/info:",
        )
    _card(own or shipped_database())


def _upload() -> None:
    key = f"alloy_tdb_{st.session_state.get(_TURN, 0)}"

    def taken() -> None:
        st.session_state.pop(_PROBLEM, None)
        if (file := st.session_state[key]) is None:
            keep_own(None)
            return
        try:
            keep_own(file.getvalue(), file.name)
            _begin_within(own_database())
        except InputError as problem:
            st.session_state[_PROBLEM] = str(problem)

    st.file_uploader(
        "Your own database (.tdb)", type=["tdb", "txt"], key=key, on_change=taken,
        help="It is read in this session. For jobs (search, verification, sections) a copy goes into your workspace.",
    )  # fmt: skip


def _begin_within(database: ThermoDatabase | None) -> None:
    """Leave out of the alloy that the explorer begins with what the database lacks; an alloy that was chosen stays."""
    if database is not None and PAGE.now().alloy == FIRST_ALLOY:
        PAGE.now().alloy = {e: wt for e, wt in FIRST_ALLOY.items() if e in database.elements}


def _forget() -> None:
    keep_own(None)
    st.session_state.pop(_PROBLEM, None)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1  # an empty uploader


def _card(database: ThermoDatabase) -> None:
    """Show what the database describes, and what it does not."""
    with st.container(border=True):
        st.subheader(escaped(database.name), anchor=False)
        if database.source:
            st.markdown(database.source)
        low, high = database.temperature_limits
        st.markdown(
            f"**{len(database.elements)}** elements are used: {' '.join(database.elements)}, between {units().text(low)} "
            f"and {units().text(high)}."
        )
        others = [symbol for symbol in database.elements if symbol != "Al"]
        beside_al = st.multiselect(
            "Elements beside Al", others, default=others, key=f"alloy_elements_{database.sha256[:12]}"
        )
        chosen = ("Al", *beside_al)
        if not missing_pairs(database, chosen):
            st.success("Every pair of these elements is described.", icon=":material/check:")
        with errors_shown():  # elements without a phase: choose others above
            _phases(database, chosen)
        st.caption(f"SHA-256 of the database: {database.sha256}")


def _phases(database: ThermoDatabase, elements: Sequence[str]) -> None:
    phases, remarks = phases_and_remarks(database, (database.name, database.sha256), tuple(elements))
    st.markdown(f"**{len(phases)}** phases can form of them.")
    rows = [
        {"Phase": title if (title := phase_title(phase)) != phase else "", "In the database": phase}
        for phase in phases
    ]
    rows.sort(key=lambda row: (not row["Phase"], row["In the database"]))
    st.dataframe(rows, hide_index=True, height=min(38 + 35 * len(rows), 320))
    for remark in remarks:
        st.warning(escaped(remark), icon=":material/warning:")
    if database.left_out:
        named = "; ".join(f"{phase} ({reason})" for phase, reason in database.left_out.items())
        st.caption(escaped(f"Never considered: {named}."))


def missing_pairs(database: ThermoDatabase, elements: Iterable[str]) -> bool:
    """Warn of the pairs of elements that the database does not describe; return whether there are any."""
    pairs = database.missing_binaries(sorted({"Al", *elements}))
    if not pairs:
        return False
    listed = ", ".join("–".join(pair) for pair in pairs)
    few = len(pairs) == 1
    st.warning(
        f"{len(pairs)} binary system{'' if few else 's'} {'is' if few else 'are'} not described: **{listed}**. Between "
        "these elements the database assumes ideal mixing and knows no compound; take what depends on them with care.",
        icon=":material/warning:",
    )
    return True

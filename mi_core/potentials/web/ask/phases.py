"""Several phases in one figure: their energies against volume, relative to the lowest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.errors import InputError
from mi_core.files import file_name
from mi_core.potentials.figures.volume import volume_figure
from mi_core.potentials.frames.frame import Refused
from mi_core.potentials.web.ask.volume import points
from mi_core.potentials.web.cached import energy_volume
from mi_core.potentials.web.view import PAGE
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.shell.frame import show_error

if TYPE_CHECKING:
    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.learned import LearnedPotential
    from mi_core.potentials.mechanics.volume import EnergyVolume
    from mi_core.potentials.web.asked import Asked

MOST_ATOMS = 16
MOST_PHASES = 8


def phases(learned: LearnedPotential, asked: Asked) -> None:
    """Offer the small crystals that are asked about, and show those chosen in one figure."""
    names = comparable(asked.frames, learned.potential.elements)
    if len(names) < 2:
        return
    with st.container(border=True):
        st.subheader("Compare phases", anchor=False)
        chosen = st.multiselect(
            "Crystals",
            list(names),
            default=list(names)[:MOST_PHASES],
            max_selections=MOST_PHASES,
            key=f"potentials_phases_{PAGE.turn()}_{abs(hash(asked.key))}",
            label_visibility="collapsed",
        )
        key = f"potentials_compared_{PAGE.turn()}"
        if not st.session_state.get(key):
            st.button("Compare them", icon=":material/compare_arrows:", on_click=_compare, args=(key,))
            st.caption("Energy against volume of each, relative to the lowest of all; it takes seconds.")
            return
        _shown(learned, {name: names[name] for name in chosen})


def _compare(key: str) -> None:
    st.session_state[key] = True


def comparable(frames: list[Frame | Refused], elements: tuple[str, ...]) -> dict[str, Frame]:
    """Return the frames that may be compared, by their ids: small crystals of these elements, all of one composition."""
    small = {
        frame.id: frame
        for frame in frames
        if not isinstance(frame, Refused)
        and frame.atoms.pbc.all()
        and len(frame.atoms) <= MOST_ATOMS
        and set(frame.atoms.get_chemical_symbols()) <= set(elements)
    }
    formulas = [frame.atoms.get_chemical_formula(empirical=True) for frame in small.values()]
    commonest = max(formulas, key=formulas.count, default="")
    return {
        name: one
        for (name, one), formula in zip(small.items(), formulas, strict=True)
        if formula == commonest
    }


def _shown(learned: LearnedPotential, chosen: dict[str, Frame]) -> None:
    found: dict[str, EnergyVolume] = {}
    with st.spinner("Changing the volumes …"):
        for name, frame in chosen.items():
            try:
                found[name] = energy_volume(learned, frame.atoms)
            except InputError as problem:
                show_error(f"{name}: {problem}")
    if not found:
        return
    name = f"{file_name(learned.name)}-phases"
    figure_with_downloads(volume_figure(found, title="Energy against volume"), name, data=points(found))
    st.dataframe(order(found), hide_index=True, column_config=_columns())


def order(found: dict[str, EnergyVolume]) -> pd.DataFrame:
    """Return the phases by their energies at rest, above the lowest (eV/atom), with its bound, volume, modulus and flag."""
    rows = []
    for name, one in found.items():
        at = int(one.energies.argmin())
        state = one.state
        rows.append(
            {
                "id": name,
                "energy": float(one.energies[at]) if state is None else state.energy,
                "bound": float(one.bounds[at]),
                "volume": float(one.volumes[at]) if state is None else state.volume,
                "modulus": None if state is None else state.bulk_modulus,
                "outside": bool(one.outside[at]),
            }
        )
    table = pd.DataFrame(rows).sort_values("energy", ignore_index=True)
    return table.assign(energy=table["energy"] - table["energy"].min())


def _columns() -> dict:
    column = st.column_config
    return {
        "id": column.TextColumn("Phase"),
        "energy": column.NumberColumn("Above the lowest (eV/atom)", format="%.4f"),
        "bound": column.NumberColumn("±", format="%.4f", help="Of its own energy, eV/atom"),
        "volume": column.NumberColumn("Volume (Å³/atom)", format="%.2f"),
        "modulus": column.NumberColumn("Bulk modulus (GPa)", format="%.1f"),
        "outside": column.CheckboxColumn(
            "Extrapolated", help="Unlike all that the potential learned, at its lowest energy"
        ),
    }

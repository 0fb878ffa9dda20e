"""Energy against volume of the frame that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.figures.measures import fixed
from mi_core.files import file_name
from mi_core.potentials.figures.volume import volume_figure
from mi_core.potentials.web.cached import energy_volume
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.learned import LearnedPotential
    from mi_core.potentials.mechanics.volume import EnergyVolume

HOW = (
    "The shape of the cell is kept while its volume changes, and atoms move to rest; the band is the interval of the "
    "energy, open diamonds are unlike what the potential learned, the curve is a Birch–Murnaghan fit."
)


def volume_shown(learned: LearnedPotential, frame: Frame) -> None:
    """Show the curve and what the equation of state says; InputError for what is no small crystal."""
    found = energy_volume(learned, frame.atoms)
    if found.state is None:
        st.warning(
            "No minimum lies among these volumes, so there is no equation of state: on this potential the crystal would go "
            "on to expand or to collapse.",
            icon=":material/warning:",
        )
    else:
        st.markdown(
            f"At rest: **{fixed(found.state.volume, 2)}** Å³/atom, **{fixed(found.state.energy, 4)}** eV/atom · bulk "
            f"modulus **{fixed(found.state.bulk_modulus, 1)}** GPa"
        )
    _warn(found)
    figure_with_downloads(
        volume_figure({frame.id: found}, title="Energy against volume"),
        f"{file_name(frame.id)}-volume",
        data=points({frame.id: found}),
    )
    st.caption(HOW)


def points(phases: dict[str, EnergyVolume]) -> pd.DataFrame:
    """Return the points of curves by their names: volume (Å³/atom), energy and bound (eV/atom), outside."""
    parts = [
        pd.DataFrame(
            {
                "id": name,
                "volume_a3_per_atom": found.volumes,
                "energy_ev_per_atom": found.energies,
                "bound_ev_per_atom": found.bounds,
                "outside": found.outside,
            }
        )
        for name, found in phases.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _warn(found: EnergyVolume) -> None:
    if found.outside.all():
        st.warning("At all of these volumes the potential extrapolates.", icon=":material/warning:")
    elif found.outside.any():
        st.caption(
            f":material/warning: At {int(found.outside.sum())} of {len(found.outside)} volumes the potential extrapolates."
        )

"""Structural alerts of a molecule: what catalogues warn of, why, and where in the molecule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.molecules.prediction.alerts import REASONS, SOURCES, structural_alerts
from mi_core.molecules.web.drawn import drawing
from mi_core.web.components.formulas import escaped
from mi_core.words import counted

if TYPE_CHECKING:
    from mi_core.structures.molecules.molecule import Molecule

AMBER = (1.0, 0.68, 0.25)
PER_LINE = 3


def show_alerts(molecule: Molecule) -> None:
    """Show each alert with its atoms in colour, its catalogue and the reason."""
    alerts = structural_alerts(molecule)
    lists = ", ".join(f"[{name}]({SOURCES[name]})" for name in REASONS)
    if not alerts:
        st.success(f"No alert in the lists {lists}.", icon=":material/check:")
        return
    st.markdown(
        f"{counted(len(alerts), 'alert')} in the lists {lists}. An alert is a reason to look again, not a verdict: many "
        "drugs have some."
    )
    for start in range(0, len(alerts), PER_LINE):
        line = alerts[start : start + PER_LINE]
        for column, alert in zip(st.columns(PER_LINE), line, strict=False):
            with column.container(border=True, height="stretch"):
                st.markdown(f"**{escaped(alert.name)}** · {alert.catalogue}")
                drawing(
                    molecule,
                    300,
                    180,
                    dict.fromkeys(alert.atoms, AMBER),
                    words=f"The atoms of {alert.name} in colour",
                )
                st.caption(f"{alert.reason}.")

"""A warning where a thermodynamic database does not describe how two elements of an alloy go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase


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

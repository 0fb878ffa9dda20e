"""Transport as Ricci et al. computed it beside the crystal that it belongs to, joined from tables of the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

ENERGIES = ["e_form_ev_per_atom", "e_above_hull_ev_per_atom"]


def ricci_crystals_table(
    _origin: Origin, tables: list[pd.DataFrame], _progress: Progress | None
) -> pd.DataFrame:
    """Return the rows of ricci_transport whose identifier has a crystal, sorted by id.

    tables : ricci_transport, mp_crystals and mp_compositions; of the last the energies (eV/atom), NaN where it lacks a row.
    """
    transport, crystals, energies = tables
    joined = transport.merge(crystals[["id", "cif"]], on="id", validate="one_to_one")
    joined = joined.merge(energies[["id", *ENERGIES]], on="id", how="left", validate="one_to_one")
    return joined.sort_values("id", ignore_index=True)

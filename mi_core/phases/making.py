"""Make the table of competing phases that ships: of each composition of the Materials Project of 2018 its lowest entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.datasets.composition import readable_key

if TYPE_CHECKING:
    import pandas as pd

SOURCE = "mp_compositions"
FORMATION, ABOVE_HULL = "e_form_ev_per_atom", "e_above_hull_ev_per_atom"


def competing_phases_of(table: pd.DataFrame) -> pd.DataFrame:
    """Return the lowest entry of each composition: id, composition key, and its energies in eV/atom.

    table : as `load_dataset("mp_compositions")` has it. A distance tells the energy of the hull itself, also where a phase
    on it is not in the table; so entries far above the hull are kept, too.
    """
    known = table.dropna(subset=[FORMATION, ABOVE_HULL])
    known = known.assign(composition=known["formula"].map(readable_key))
    lowest = known.sort_values([FORMATION, "id"]).drop_duplicates("composition")
    lowest = lowest.sort_values("composition", ignore_index=True)
    return lowest[["id", "composition", FORMATION, ABOVE_HULL]].astype(
        {FORMATION: "float32", ABOVE_HULL: "float32"}
    )


def make() -> int:
    """Write the table that ships, and return its number of rows."""
    from mi_core.compact import write_compactly
    from mi_core.datasets.loading import load_dataset
    from mi_core.phases.shipped import TABLE

    table = competing_phases_of(load_dataset(SOURCE).frame)
    write_compactly(table, TABLE, distinct=("id", "composition"))
    return len(table)

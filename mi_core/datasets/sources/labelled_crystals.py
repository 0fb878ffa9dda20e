"""Crystals of the Materials Project of 2018 beside their energies, gaps and moduli, joined from tables of the registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

LABELS = [
    "e_form_ev_per_atom",
    "e_above_hull_ev_per_atom",
    "gap_pbe_ev",
    "bulk_modulus_gpa",
    "shear_modulus_gpa",
]


def labelled_crystals_table(
    _origin: Origin, tables: list[pd.DataFrame], _progress: Progress | None
) -> pd.DataFrame:
    """Return the crystals whose identifier has labels, sorted by id.

    tables : mp_crystals and mp_compositions, as they are cleaned
    """
    crystals, labels = tables
    joined = crystals[["id", "cif"]].merge(labels[["id", "formula", *LABELS]], on="id", validate="one_to_one")
    return joined.sort_values("id", ignore_index=True)

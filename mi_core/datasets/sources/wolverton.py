"""Emery and Wolverton, Sci. Data 4, 170153 (2017), as matminer's `wolverton_oxides`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.datasets.sources.matminer_json import numeric, read_matminer_json, renamed

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

NAMES = {
    "formula": "formula",
    "atom a": "a_site",
    "atom b": "b_site",
    "lowest distortion": "lowest_distortion",
    "e_form": "e_form_ev_per_atom",
    "e_hull": "e_above_hull_ev_per_atom",
    "mu_b": "magnetic_moment_mu_b",
    "vpa": "volume_a3_per_atom",
    "gap pbe": "gap_pbe_ev",
    "a": "a_angstrom",
    "b": "b_angstrom",
    "c": "c_angstrom",
    "alpha": "alpha_deg",
    "beta": "beta_deg",
    "gamma": "gamma_deg",
    "e_form oxygen": "e_form_o_vacancy_ev",
}
TEXT = ("formula", "a_site", "b_site", "lowest_distortion")


def wolverton_table(_origin: Origin, files: list[Path], _progress: Progress | None) -> pd.DataFrame:
    """Return the table; the row of A and B becomes `A-B-O3`."""
    table = renamed(read_matminer_json(files[0]), NAMES, source="wolverton_oxides")
    table = numeric(table, [name for name in NAMES.values() if name not in TEXT])
    return table.assign(id=table["a_site"] + "-" + table["b_site"] + "-O3")

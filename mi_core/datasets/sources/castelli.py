"""Castelli et al., Energy Environ. Sci. 5, 9034 (2012), as matminer's `castelli_perovskites`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.datasets.sources.matminer_json import numeric, read_matminer_json, renamed, structure_cif

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

NAMES = {
    "formula": "formula",
    "e_form": "e_form_ev_per_cell",
    "gap gllbsc": "gap_gllbsc_ev",
    "gap is direct": "gap_is_direct",
    "mu_b": "magnetic_moment_mu_b",
    "vbm": "vbm_ev",
    "cbm": "cbm_ev",
    "structure": "cif",
}


def castelli_table(_origin: Origin, files: list[Path], _progress: Progress | None) -> pd.DataFrame:
    """Return the table; row N of the published file becomes `perov_N`."""
    published = read_matminer_json(files[0]).reset_index(drop=True)
    table = renamed(published, NAMES, source="castelli_perovskites")
    table = numeric(table, [name for name in NAMES.values() if name.endswith(("_ev", "_cell", "_mu_b"))])
    return table.assign(
        id=[f"perov_{row}" for row in table.index],
        gap_is_direct=table["gap_is_direct"].astype(bool),
        cif=table["cif"].map(structure_cif),
    )

"""Na & Chang, npj Comput. Mater. 8, 214 (2022): the sheet `estm.xlsx` of the repository KRICT-DATA/SIMD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.datasets.sources.excel import first_sheet
from mi_core.datasets.sources.matminer_json import numeric, renamed

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

NAMES = {
    "Formula": "formula",
    "temperature(K)": "temperature_k",
    "seebeck_coefficient(μV/K)": "seebeck_uv_per_k",
    "electrical_conductivity(S/m)": "conductivity_s_per_m",
    "thermal_conductivity(W/mK)": "thermal_conductivity_w_per_mk",
    "power_factor(W/mK2)": "power_factor_w_per_mk2",
    "ZT": "zt",
    "reference": "doi",
}
TEXT = ("formula", "doi")


def estm_table(_origin: Origin, files: list[Path], _progress: Progress | None) -> pd.DataFrame:
    """Return the first sheet under our names, formulas and DOI as printed."""
    table = renamed(first_sheet(files[0]), NAMES, source="estm.xlsx")
    table = numeric(table, [name for name in NAMES.values() if name not in TEXT])
    return table.assign(**{name: table[name].astype(str) for name in TEXT})

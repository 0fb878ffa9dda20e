"""Ricci et al., Sci. Data 4, 170085 (2017), as matminer's `ricci_boltztrap_mp_tabular`.

It gives averages of eigenvalues at 300 K and 1e18 carriers/cm³, and divides by the relaxation time τ what depends on it.
Ours are the same numbers for τ = 1 fs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import constants

from mi_core.datasets.sources.matminer_json import numeric, read_matminer_json, renamed
from mi_core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

FEMTOSECOND = 1e-15  # s
CARRIERS = 1e24  # per m³
# published name without carrier type → ours, factor from per second to 1 fs in our unit
PROPERTIES = {
    "σ.{} [1/Ω/m/s]": ("sigma", FEMTOSECOND),  # S/m
    "S.{} [µV/K]": ("S", 1.0),
    "κₑ.{} [W/K/m/s]": ("kappa", 1e6 * FEMTOSECOND),  # µW/(m K)
    "PF.{} [µW/cm/K²/s]": ("PF", 100 * FEMTOSECOND),  # µW/(m K²)
    "mₑᶜ.{}.ε̄ [mₑ]": ("m", 1.0),
}
FACTORS = {
    theirs.format(carrier): (f"{ours}_{carrier}", factor)
    for theirs, (ours, factor) in PROPERTIES.items()
    for carrier in "pn"
}
NAMES = {
    "pretty_formula": "formula",
    "ΔE [eV]": "gap_ev",
    **{theirs: ours for theirs, (ours, _) in FACTORS.items()},
}
MOST_OFF = 30.0  # σ against n e² τ/m: 1 to 10 for nine tenths of the compounds with a gap


def ricci_table(_origin: Origin, files: list[Path], _progress: Progress | None) -> pd.DataFrame:
    """Return the table for τ = 1 fs, ids from its index; InputError when σ and the mass contradict its unit."""
    published = read_matminer_json(files[0])
    table = renamed(published, NAMES, source="ricci_boltztrap_mp_tabular")
    table = numeric(table, [name for name in NAMES.values() if name != "formula"])
    table = table.assign(**{ours: table[ours] * factor for ours, factor in FACTORS.values()})
    _check_unit(table)
    table = table.assign(id=table.index.astype(str), formula=table["formula"].map(_reduced))
    return table.sort_values("id", ignore_index=True)


def _check_unit(table: pd.DataFrame) -> None:
    """σ m = n e² τ holds for one band (Drude), so the masses say whether σ is per second as its heading says."""
    insulating = table[table["gap_ev"] > 0]
    drude = CARRIERS * constants.e**2 * FEMTOSECOND / (constants.m_e * insulating["m_n"])
    off = float((insulating["sigma_n"] / drude).median())
    if np.isfinite(off) and not 1 / MOST_OFF < off < MOST_OFF:
        raise InputError(
            f"The conductivities of ricci_boltztrap_mp_tabular are {off:.2g} times n e² τ/m for τ = 1 fs, where about 1 is "
            "right: its unit is no longer 1/(Ω m s). Its layout has changed since this version was made."
        )


def _reduced(formula: str | None) -> str:
    from pymatgen.core import Composition

    return Composition(formula).reduced_formula if isinstance(formula, str) else ""

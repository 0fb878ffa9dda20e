"""Melting points of J.-C. Bradley, A. Lang & A. Williams, figshare 1031637 (2014): an Excel sheet, a row per measurement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.datasets.sources.excel import first_sheet
from mi_core.datasets.sources.matminer_json import numeric, renamed

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

NAMES = {"smiles": "smiles", "mpC": "mpC", "donotuse": "donotuse"}


def bradley_table(_origin: Origin, files: list[Path], _progress: Progress | None) -> pd.DataFrame:
    """Return SMILES and melting point (°C) of the measurements that its authors have not marked as not to be used."""
    table = renamed(first_sheet(files[0]), NAMES, source=files[0].name)
    unmarked = table["donotuse"].fillna("").astype(str).str.strip() == ""
    kept = table.loc[unmarked, ["smiles", "mpC"]].reset_index(drop=True)
    return numeric(kept.assign(smiles=kept["smiles"].astype(str).str.strip()), ["mpC"])

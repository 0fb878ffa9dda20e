"""Tables as matminer has them: a gzipped JSON of columns, index and data, crystals as pymatgen dicts."""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING, Any

import pandas as pd

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_matminer_json(path: Path) -> pd.DataFrame:
    """Return the table with its crystals still as dicts; InputError when the file is no such JSON."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            raw = json.load(file)
        return pd.DataFrame(raw["data"], columns=raw["columns"], index=raw["index"])
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path.name} is not a gzipped JSON with columns, index and data as matminer writes it: {error}."
        ) from error


def renamed(table: pd.DataFrame, names: Mapping[str, str], *, source: str) -> pd.DataFrame:
    """Return the columns `names` (published name → ours); InputError lists those that the source lacks."""
    missing = [name for name in names if name not in table]
    if missing:
        raise InputError(
            f"The published table {source} lacks the columns {', '.join(missing)}; it has "
            f"{', '.join(map(str, table.columns))}. Its layout has changed since this version was made."
        )
    return table[list(names)].rename(columns=dict(names))


def numeric(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the table with these columns as float64, NaN where the source holds no number."""
    numbers = {column: pd.to_numeric(table[column], errors="coerce").astype("float64") for column in columns}
    return table.assign(**numbers)


def structure_cif(structure: Any) -> str:
    """Return CIF text without symmetry for a pymatgen Structure or its dict."""
    from pymatgen.core import Structure
    from pymatgen.io.cif import CifWriter

    if isinstance(structure, dict):
        structure = Structure.from_dict(structure)
    return str(CifWriter(structure))

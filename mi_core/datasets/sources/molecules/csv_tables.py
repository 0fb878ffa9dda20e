"""Tables of molecules that are published as CSV: those of MoleculeNet, and solar cells of the Harvard Clean Energy Project.

Z. Wu et al., Chem. Sci. 9, 513 (2018). Columns keep their published names, but for those of `RENAMED`, so that the card of a
table says which there are. A molecule stands as SMILES in the column smiles, which is empty where none is given.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pandas as pd

from mi_core.datasets.registry import find_dataset
from mi_core.datasets.sources.matminer_json import numeric, renamed
from mi_core.errors import InputError
from mi_core.words import detail

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

#: Columns by table: ours → as published.
RENAMED = {"molecules_bace": {"smiles": "mol"}, "molecules_cep": {"pce": "PCE"}}


def csv_table(name: str, _origin: Origin, files: list[Path], _progress: Progress | None) -> pd.DataFrame:
    """Return the table of that name with the columns that its card has stored; InputError names those that are missing."""
    card = find_dataset(name)
    published = RENAMED.get(name, {})
    names = {published.get(column, column): column for column in card.stored}
    numbers = [column for column in card.stored if card.columns[column].dtype == "float"]
    return numeric(renamed(_read(files[0]), names, source=files[0].name), numbers)


def _read(path: Path) -> pd.DataFrame:
    """Return a CSV, packed or not, as text; InputError when it is none."""
    try:
        # Only an empty cell is missing: "NA" may be a name.
        return pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise InputError(f"{path.name} is no readable CSV with a heading: {detail(error)}.") from error

"""The molecules that were measured, with their structures and labels, as far as they ship or the table is at hand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from mi_core.molecules.tasks import TASKS, made_table

SHIPPED = Path(__file__).parent / "data" / "measured.parquet"
#: Tables whose licences let structures and labels be passed on: CC0, and works of the United States' government.
PUBLIC = tuple(task for task in TASKS if task in {"melting_point_c", "hiv"} or task.startswith("tox21_"))


@lru_cache(maxsize=1)
def measured_molecules() -> pd.DataFrame:
    """Return structures and labels by id: columns smiles and one per task.

    All of them where the table of tasks has been made on this machine; else those of PUBLIC tasks, which ship.
    """
    frame = pd.read_parquet(made_table() or SHIPPED).set_index("id")
    return frame.reindex(columns=["smiles", *TASKS])


def public_part(frame: pd.DataFrame, ids: list[str]) -> pd.DataFrame:
    """Return what ships of the table of tasks: these molecules, as far as a PUBLIC task knows them."""
    part = frame[frame["id"].isin(ids)]
    part = part[part[list(PUBLIC)].notna().any(axis=1)]
    return part[["id", "smiles", *PUBLIC]].astype(dict.fromkeys(PUBLIC, "float32")).reset_index(drop=True)

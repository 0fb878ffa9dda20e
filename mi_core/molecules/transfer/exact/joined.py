"""A task of one's own as one more column of the table of tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from mi_core.molecules.transfer.own_task import OwnTask

OWN = "own"  # name of the column; no known task is called so


def joined_table(frame: pd.DataFrame, task: OwnTask) -> pd.DataFrame:
    """Return the table of tasks with the column OWN; a molecule of both has one row.

    frame : with id, smiles, flat and a column for each known task. Molecules of one's own that the table lacks are added
    below, with nothing measured of the known tasks.
    """
    labels = dict(zip([one.smiles for one in task.molecules], task.labels.tolist(), strict=True))
    known = set(frame["smiles"])
    new = [one for one in task.molecules if one.smiles not in known]
    added = pd.DataFrame(
        {
            "id": [f"{OWN}-{number}" for number in range(len(new))],
            "smiles": [one.smiles for one in new],
            "flat": [one.flat for one in new],
        }
    )
    joined = pd.concat([frame, added], ignore_index=True)
    joined[OWN] = joined["smiles"].map(labels).astype(np.float64)
    return joined

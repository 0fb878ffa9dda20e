"""Whether some frames of a set are another kind of structure than the others, such as cells with a vacancy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.neighbours import find_neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.frames.frame import Frame

_APART = 0.95  # area under the curve by which one number tells them from the others
_NEAR = 1.3  # of the shortest distance: neighbours nearer than that are counted


def of_another_kind(frames: Sequence[Frame], chosen: Sequence[int]) -> bool:
    """Return whether the frames at these places differ from the others in group, atoms, density or neighbours."""
    from sklearn.metrics import roc_auc_score

    inside = np.isin(np.arange(len(frames)), chosen)
    if inside.all() or not inside.any():
        return False
    groups = np.array([frame.group for frame in frames])
    if not set(groups[inside]) & set(groups[~inside]):
        return True
    columns = np.array([_numbers(frame) for frame in frames]).T
    return any(abs(roc_auc_score(inside, column) - 0.5) > _APART - 0.5 for column in columns)


def _numbers(frame: Frame) -> tuple[float, float, float]:
    """Return the number of atoms, the volume per atom (Å³) and the mean number of near neighbours."""
    atoms = frame.atoms
    volume = atoms.get_volume() / len(atoms) if atoms.cell.rank == 3 else 0.0
    distances = np.linalg.norm(find_neighbours(atoms, 6.0).vectors, axis=1)
    near = (distances < _NEAR * distances.min()).sum() / len(atoms) if len(distances) else 0.0
    return float(len(atoms)), volume, float(near)

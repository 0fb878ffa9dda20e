"""The environments of silicon that ship: frames that this product made, and what is known of each atom."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.potentials.environments.labels import common_neighbour_labels, coordination
from mi_core.potentials.environments.making import BOND, Made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ase import Atoms

SHIPPED = Path(__file__).parent / "data" / "silicon.npz"
_BONDED = 1.2  # of the distance to each of four neighbours: nearer atoms count as coordinated


def write_frames(frames: Sequence[Made], path: Path) -> None:
    """Write frames of one element, positions and cells in single precision, Å."""
    counts = [len(one.atoms) for one in frames]
    np.savez_compressed(
        path,
        sources=np.array([one.source for one in frames]),
        counts=np.array(counts),
        number=np.array(frames[0].atoms.numbers[0]),
        cells=np.array([one.atoms.cell.array for one in frames], dtype=np.float32),
        positions=np.concatenate([one.atoms.positions for one in frames]).astype(np.float32),
    )


def read_frames(path: Path) -> list[Made]:
    """Return what `write_frames` wrote."""
    from ase import Atoms

    with np.load(path, allow_pickle=False) as found:
        ends = np.cumsum(found["counts"])
        positions = np.split(found["positions"].astype(float), ends[:-1])
        return [
            Made(
                str(source),
                Atoms(numbers=np.full(len(own), int(found["number"])), positions=own, cell=cell, pbc=True),
            )
            for source, own, cell in zip(
                found["sources"], positions, found["cells"].astype(float), strict=True
            )
        ]


@lru_cache(maxsize=1)
def silicon_frames() -> list[Made]:
    """Return the frames of silicon that ship."""
    return read_frames(SHIPPED)


def points_of(frames: Sequence[Made]) -> pd.DataFrame:
    """Return a row for each atom: frame, atom (counted from 0), source, structure, coordination, nearest_angstrom."""
    return pd.concat(
        [_points(number, one.source, one.atoms) for number, one in enumerate(frames)], ignore_index=True
    )


def _points(number: int, source: str, atoms: Atoms) -> pd.DataFrame:
    from mi_core.potentials.neighbours import find_neighbours

    pairs = find_neighbours(atoms, 2 * BOND)
    nearest = np.full(len(atoms), np.inf)
    np.minimum.at(nearest, pairs.first, np.linalg.norm(pairs.vectors, axis=1))
    return pd.DataFrame(
        {
            "frame": number,
            "atom": np.arange(len(atoms)),
            "source": source,
            "structure": common_neighbour_labels(atoms),
            "coordination": coordination(atoms, _BONDED * BOND),
            "nearest_angstrom": nearest,
        }
    )

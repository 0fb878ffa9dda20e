"""What a crystal graph is: flat edge lists of atoms and their neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class CrystalGraph:
    """One crystal as flat arrays.

    Attributes
    ----------
    atomic_numbers : (n_atoms,) int64
    centre, neighbour : (n_edges,) int64
        Atom that receives the message, atom that sends it; edges are sorted by centre.
    distance : (n_edges,) float32, Å
    weight : (n_edges,) float32
        How many equal edges this one stands for.
    number : (n_atoms,) float32
        How many equal atoms this one stands for.
    """

    atomic_numbers: np.ndarray
    centre: np.ndarray
    neighbour: np.ndarray
    distance: np.ndarray
    weight: np.ndarray
    number: np.ndarray

"""A frame: atoms in their cell, with the energy and the forces that were computed for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from ase import Atoms


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a file.

    Attributes
    ----------
    id : str
        The name of the file and the number of the frame in it, counted from one, such as "run.extxyz 3".
    atoms : Atoms
        Without a calculator; lengths in Å.
    energy : float or None
        Of the whole cell, eV; None where a frame is only asked about.
    forces : (n_atoms, 3) or None
        eV/Å.
    group : str
        What the file says of the kind of frame (`group` or `config_type`), "" if nothing.
    """

    id: str
    atoms: Atoms
    energy: float | None = None
    forces: np.ndarray | None = None
    group: str = ""

    @property
    def energy_per_atom(self) -> float:
        """eV/atom; NaN where the energy is unknown."""
        return float("nan") if self.energy is None else self.energy / len(self.atoms)


@dataclass(frozen=True, slots=True)
class Refused:
    """A frame that cannot be used, and the sentence that says why."""

    id: str
    error: str

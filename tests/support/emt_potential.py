"""ASE's effective-medium theory behind the interface of potentials: what the product computes with it, ASE can say too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from ase.calculators.emt import EMT

from mi_core.potentials.potential import Answer, Scales

if TYPE_CHECKING:
    from ase import Atoms


class EmtPotential:
    """Energies and forces of EMT, with scales that are the same for all."""

    elements = ("Cu",)
    cutoff = 6.0

    def difference_scale(self, _first: Atoms, _second: Atoms) -> float:
        """Return what it expects of every difference of two energies."""
        return 0.1

    def answer(self, atoms: Atoms, *, scales: bool = True) -> Answer:
        """Return what ASE's calculator says."""
        asked = atoms.copy()
        asked.calc = EMT()
        n = len(asked)
        sizes = Scales(0.01, np.full(n, 0.05), np.zeros(n)) if scales else None
        return Answer(
            asked.get_potential_energy(),
            asked.get_forces(),
            asked.get_stress(voigt=False),
            asked.get_potential_energies(),
            sizes,
        )

"""A potential that was learned, with its card: what it says of frames, how sure, and where it does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.calculator import check_elements

if TYPE_CHECKING:
    import pandas as pd
    from ase import Atoms

    from mi_core.potentials.intervals import Intervals
    from mi_core.potentials.potential import Answer, Potential
    from mi_core.pretrained.card import ModelCard


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a potential says of one frame.

    Attributes
    ----------
    answer : Answer
        Energy, forces, stress, energies of atoms.
    energy_lower, energy_upper : float
        Of the whole cell, eV.
    force_bounds : (n_atoms,)
        Half width of the interval of each component of an atom's force, eV/Å.
    outside : (n_atoms,) bool
        Whether an atom's environment is unlike all that was learned; intervals do not hold there.
    unlike : bool
        Whether the frame as a whole is.
    """

    answer: Answer
    energy_lower: float
    energy_upper: float
    force_bounds: np.ndarray
    outside: np.ndarray
    unlike: bool

    @property
    def in_domain(self) -> bool:
        """Whether the frame, and every atom in it, is like those learned."""
        return not (self.unlike or self.outside.any())

    @property
    def largest_force(self) -> float:
        """The largest norm of a force, eV/Å."""
        return float(np.linalg.norm(self.answer.forces, axis=1).max())


@dataclass(frozen=True, slots=True)
class LearnedPotential:
    """A potential, its intervals, its card, and what it said of the frames when they were held out.

    Attributes
    ----------
    held_out : DataFrame
        A row per frame: id, group, n_atoms, fold, energy, predicted, lower, upper (eV/atom), force_rmse (eV/Å), in_domain.
    held_out_forces : DataFrame
        Components of forces, a sample: true, predicted, bound (eV/Å).
    """

    card: ModelCard
    potential: Potential
    intervals: Intervals
    held_out: pd.DataFrame
    held_out_forces: pd.DataFrame

    @property
    def name(self) -> str:
        """The name on its card."""
        return self.card.name

    def predict(self, atoms: Atoms) -> Prediction:
        """Return what it says of atoms; InputError for elements that it does not know."""
        check_elements(self.potential, atoms)
        answer = self.potential.answer(atoms)
        assert answer.scales is not None
        bound = self.intervals.energy_bound(answer.scales) * len(atoms)
        return Prediction(
            answer,
            answer.energy - bound,
            answer.energy + bound,
            self.intervals.force_bounds(answer.scales),
            self.intervals.outside(answer.scales),
            self.intervals.unlike(answer.scales),
        )

    def difference_bound(self, first: Atoms, second: Atoms) -> float:
        """Return the half width (eV) of the interval of the difference of two energies of the same atoms.

        Calibrated on energies, not on differences, whose errors it takes to be as much smaller as the potential expects.
        """
        scale = self.potential.difference_scale(first, second)
        return self.intervals.difference_bound(scale, len(first))

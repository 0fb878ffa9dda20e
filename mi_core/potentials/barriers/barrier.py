"""The energy barrier between two arrangements: a climbing-image nudged elastic band on a potential.

Reference: Henkelman, Uberuaga & Jónsson, J. Chem. Phys. 113, 9901 (2000); as ASE implements it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.potentials.barriers.ends import check_ends, matched
from mi_core.potentials.calculator import PotentialCalculator

if TYPE_CHECKING:
    from collections.abc import Callable

    from ase import Atoms

    from mi_core.potentials.learned import LearnedPotential

IMAGES = 7  # between the ends
FORCE = 0.05  # eV/Å at which the band, and the ends, count as relaxed
STEPS_OF_ENDS, STEPS_OF_BAND = 300, 200
_SAME_END = 0.1  # Å: ends that relax to less than this from each other are one arrangement


@dataclass(frozen=True, slots=True)
class Barrier:
    """A path between two arrangements.

    Attributes
    ----------
    images : list of Atoms
        From the first end to the second, without calculators.
    along : (n_images,)
        Length of the path up to each image, Å in the space of all atoms.
    energies : (n_images,)
        eV, relative to the first end.
    bounds : (n_images,)
        Half width of the interval of each of these energies, eV: as of `LearnedPotential.difference_bound`.
    bounds_from_second : (n_images,)
        That of each image's energy relative to the second end.
    outside : (n_images,) bool
        Whether an image is unlike the frames learned.
    converged : bool
        Whether forces across the path fell below FORCE.
    steps : int
        Of the band.
    """

    images: list[Atoms]
    along: np.ndarray
    energies: np.ndarray
    bounds: np.ndarray
    bounds_from_second: np.ndarray
    outside: np.ndarray
    converged: bool
    steps: int

    @property
    def forward(self) -> float:
        """The barrier from the first end, eV."""
        return float(self.energies.max() - self.energies[0])

    @property
    def backward(self) -> float:
        """The barrier from the second end, eV."""
        return float(self.energies.max() - self.energies[-1])

    @property
    def forward_bound(self) -> float:
        """Half width of the interval of the barrier from the first end, eV."""
        return float(self.bounds[self.energies.argmax()])

    @property
    def backward_bound(self) -> float:
        """Half width of the interval of the barrier from the second end, eV."""
        return float(self.bounds_from_second[self.energies.argmax()])


def find_barrier(
    learned: LearnedPotential,
    first: Atoms,
    second: Atoms,
    *,
    say: Callable[[float], None] = lambda _share: None,
) -> Barrier:
    """Return the barrier between two arrangements of one cell, each relaxed first.

    InputError for unlike atoms or cells, for unknown elements, and where both relax into the same arrangement.
    """
    from ase.mep import NEB
    from ase.optimize import FIRE

    check_ends(first, second)
    start, end = _relaxed(learned, first), _relaxed(learned, second)
    end = matched(start, end)
    say(0.2)
    if np.linalg.norm(end.positions - start.positions, axis=1).max() < _SAME_END:
        raise InputError(
            "Both arrangements relax into the same one: there is no barrier between them. Choose two that differ by "
            "more than vibrations."
        )
    images = [start, *(start.copy() for _ in range(IMAGES)), end]
    for image in images:
        image.calc = PotentialCalculator(learned.potential)
    band = NEB(images, climb=True, method="improvedtangent", k=0.3)
    band.interpolate("idpp", mic=False)
    optimiser = FIRE(band, logfile=None)
    optimiser.attach(lambda: say(0.2 + 0.8 * optimiser.nsteps / STEPS_OF_BAND))
    converged = bool(optimiser.run(fmax=FORCE, steps=STEPS_OF_BAND))
    say(1.0)
    return _described(learned, images, converged=converged, steps=optimiser.nsteps)


def _relaxed(learned: LearnedPotential, atoms: Atoms) -> Atoms:
    from ase.optimize import FIRE

    relaxed = atoms.copy()
    relaxed.set_constraint()
    relaxed.calc = PotentialCalculator(learned.potential)
    FIRE(relaxed, logfile=None).run(fmax=FORCE, steps=STEPS_OF_ENDS)
    return relaxed


def _described(learned: LearnedPotential, images: list[Atoms], *, converged: bool, steps: int) -> Barrier:
    plain = [image.copy() for image in images]
    answers = [learned.predict(image) for image in plain]
    energies = np.array([one.answer.energy for one in answers])
    jumps = [np.linalg.norm(after.positions - before.positions) for before, after in pairwise(plain)]
    return Barrier(
        plain,
        np.concatenate([[0.0], np.cumsum(jumps)]),
        energies - energies[0],
        _bounds_from(learned, plain, 0),
        _bounds_from(learned, plain, len(plain) - 1),
        np.array([not one.in_domain for one in answers]),
        converged,
        steps,
    )


def _bounds_from(learned: LearnedPotential, images: list[Atoms], end: int) -> np.ndarray:
    """Return the bounds of the images' energies (n_images,) relative to one of them, whose own is zero."""
    found = [learned.difference_bound(images[end], image) for image in images]
    return np.array([0.0 if number == end else bound for number, bound in enumerate(found)])

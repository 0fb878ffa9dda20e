"""Frames as the training of networks needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.potentials.neighbours import find_neighbours
from mi_core.potentials.network.behler_parrinello import number_elements
from mi_core.potentials.network.symmetry import Part, describe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.neighbours import Neighbours
    from mi_core.potentials.network.functions import Functions


@dataclass(frozen=True, slots=True)
class Example:
    """A frame with what was computed for it, and its atoms' symmetry functions.

    Their gradients, hundreds of megabytes for thousands of atoms, are computed again where they are needed.

    Attributes
    ----------
    pairs : Neighbours
        Within the cut-off.
    elements : (n_atoms,) int
        Numbers from zero.
    g : (n_atoms, m)
        Symmetry functions.
    energy : float
        Of the whole cell, eV.
    forces : (n_atoms, 3)
        eV/Å.
    """

    pairs: Neighbours
    elements: np.ndarray
    g: np.ndarray
    energy: float
    forces: np.ndarray

    def parts(self, functions: Functions, n_elements: int) -> Iterator[Part]:
        """Yield the frame's atoms with the gradients of their symmetry functions."""
        return describe(self.pairs, self.elements, functions, n_elements)


def make_examples(frames: Sequence[Frame], elements: tuple[str, ...], functions: Functions) -> list[Example]:
    """Return the frames as examples; InputError for one without energy or forces."""
    return [_example(frame, elements, functions) for frame in frames]


def _example(frame: Frame, elements: tuple[str, ...], functions: Functions) -> Example:
    if frame.energy is None or frame.forces is None:
        raise InputError(
            f"A network learns from frames with an energy and forces; {frame.id} lacks them. Leave it out, or compute them."
        )
    pairs = find_neighbours(frame.atoms, functions.cutoff)
    numbers = number_elements(frame.atoms, elements)
    g = np.concatenate([part.g for part in describe(pairs, numbers, functions, len(elements))])
    return Example(pairs, numbers, g, frame.energy, frame.forces)


def reference_energies(examples: Sequence[Example], n_elements: int) -> np.ndarray:
    """Return the energy (n_elements,) of an atom of each element, eV, that explains most of the frames' energies."""
    counts = np.array([np.bincount(example.elements, minlength=n_elements) for example in examples])
    sizes = counts.sum(axis=1)
    energies = np.array([example.energy for example in examples])
    return np.linalg.lstsq(counts / sizes[:, None], energies / sizes, rcond=None)[0]

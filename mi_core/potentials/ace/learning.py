"""Learning an expansion from frames: sums over each fold of the frames, then the ridge regression of their sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.potentials.ace.expansion import expansion_of
from mi_core.potentials.ace.gram import gram_of
from mi_core.potentials.ace.kept import DescribedFrames
from mi_core.potentials.ace.potential import AcePotential
from mi_core.potentials.ace.ridge import best_penalty, solve
from mi_core.potentials.ace.settings import OF_ONE, OF_TWO
from mi_core.potentials.held_out import FOLDS, HeldOut, folds_of
from mi_core.potentials.kind import Learned
from mi_core.potentials.neighbours import find_neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.potentials.ace.expansion import Expansion
    from mi_core.potentials.ace.gram import Gram
    from mi_core.potentials.ace.settings import AceSettings
    from mi_core.potentials.frames.frame import Frame

_JUST_BELOW = 0.98  # of the shortest distance learned, from where on atoms are kept apart


@dataclass(frozen=True, slots=True)
class Learning:
    """A set of frames to learn from: the expansion for it, energies of single atoms, and the fold of each frame."""

    described: DescribedFrames
    references: np.ndarray
    folds: np.ndarray

    def gram(self, fold: int) -> Gram:
        """Return the sums over the frames of one fold."""
        return gram_of(self.described, np.flatnonzero(self.folds == fold).tolist(), self.references)

    def learned(self, grams: list[Gram]) -> Learned:
        """Return the potential of the sums over all folds, and what those of all others said of each fold."""
        expansion = self.described.expansion
        others = [grams[:fold] + grams[fold + 1 :] for fold in range(FOLDS)]
        potentials = [_solved(expansion, rest, self.references) for rest in others]
        held_out = _held_out(self.described, self.folds, potentials)
        return Learned(_solved(expansion, grams, self.references), held_out)


def start_learning(
    frames: Sequence[Frame], *, settings: AceSettings | None = None, seed: int = 0
) -> Learning:
    """Return what there is to learn; `settings` by default those of as many elements as the frames hold."""
    expansion = _expansion(frames, settings)
    return Learning(
        DescribedFrames(expansion, frames),
        reference_energies(frames, expansion.elements),
        folds_of(len(frames), seed=seed),
    )


def reference_energies(frames: Sequence[Frame], elements: tuple[str, ...]) -> np.ndarray:
    """Return the energy of an atom of each element (n_elements,), eV, that comes nearest to all energies per atom."""
    shares = np.array([[np.mean(frame.atoms.symbols == symbol) for symbol in elements] for frame in frames])
    energies = np.array([frame.energy_per_atom for frame in frames])
    return np.linalg.lstsq(shares, energies, rcond=None)[0]


def _expansion(frames: Sequence[Frame], settings: AceSettings | None) -> Expansion:
    elements = tuple(sorted({symbol for frame in frames for symbol in frame.atoms.get_chemical_symbols()}))
    chosen = settings or (OF_ONE if len(elements) == 1 else OF_TWO)
    shortest = min(_shortest(frame, chosen.cutoff) for frame in frames)
    return expansion_of(chosen, elements, _JUST_BELOW * shortest)


def _shortest(frame: Frame, cutoff: float) -> float:
    vectors = find_neighbours(frame.atoms, cutoff).vectors
    return float(np.linalg.norm(vectors, axis=1).min()) if len(vectors) else cutoff / 2


def _solved(expansion: Expansion, grams: list[Gram], references: np.ndarray) -> AcePotential:
    """Return the potential of some folds, its penalty chosen among these."""
    total = sum(grams[1:], start=grams[0])
    fit = solve(total, expansion, best_penalty(grams, expansion))
    return _potential(expansion, fit.coefficients, fit.root, references)


def _potential(
    expansion: Expansion, coefficients: np.ndarray, root: np.ndarray, references: np.ndarray
) -> AcePotential:
    whole = coefficients.copy()
    whole[expansion.n_columns :] += references
    return AcePotential(expansion, whole, root)


def _held_out(described: DescribedFrames, folds: np.ndarray, potentials: list[AcePotential]) -> HeldOut:
    energies, forces, scales = [], [], []
    for number, (frame, fold) in enumerate(zip(described.frames, folds, strict=True)):
        answer = potentials[fold].answer(frame.atoms, scales=False)
        energies.append(answer.energy / len(frame.atoms))
        forces.append(answer.forces)
        scales.append(potentials[fold].scales(described[number]))
    return HeldOut(folds, np.array(energies), forces, scales)

"""Which symmetry functions describe an environment."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement


@dataclass(frozen=True, slots=True)
class Functions:
    """A set of symmetry functions, the same for the atoms of every element.

    Attributes
    ----------
    cutoff : float
        Å, where all of them end.
    radial : tuple of (width, centre)
        η (1/Å²) and r_s (Å) of the Gaussians of radial functions.
    angular : tuple of (width, centre)
        The same of the Gaussians that both neighbours of an angular function are weighed with.
    powers : tuple of int
        ζ of the angular functions, each with λ = +1 and λ = −1.
    """

    cutoff: float
    radial: tuple[tuple[float, float], ...]
    angular: tuple[tuple[float, float], ...]
    powers: tuple[int, ...]

    @property
    def angles(self) -> list[tuple[int, int]]:
        """(λ, ζ) of each angular factor."""
        return [(sign, power) for power in self.powers for sign in (1, -1)]

    def number(self, n_elements: int) -> int:
        """Return how many functions describe an atom among atoms of so many elements."""
        return n_elements * len(self.radial) + self.number_angular(n_elements)

    def number_angular(self, n_elements: int) -> int:
        """Return how many of them are angular; they stand behind the radial ones."""
        return len(self.angles) * len(element_pairs(n_elements)) * len(self.angular)


def element_pairs(n_elements: int) -> list[tuple[int, int]]:
    """Return the pairs of elements that two neighbours can have, as numbers from zero."""
    return list(combinations_with_replacement(range(n_elements), 2))


def evenly_spread(cutoff: float, *, first: float, number: int) -> tuple[tuple[float, float], ...]:
    """Return (η, r_s) of Gaussians from `first` (Å) to the cut-off, each as wide as the step to the next."""
    step = (cutoff - first) / number
    return tuple((0.5 / step**2, first + step * k) for k in range(number))

"""Free atoms as shells of Gaussians, as wide as Slater's rules say.

J. C. Slater, Phys. Rev. 36, 57 (1930): a shell is r^(n*-1) exp(-ζr) with ζ = (Z - S)/n*, where S counts how far the other
electrons screen the nucleus. Its mean square radius is (2n* + 1)(2n* + 2)/4ζ², and a Gaussian of the same has the form
factor N exp(-G²⟨r²⟩/6).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pymatgen.core import Element
from pymatgen.core.units import bohr_to_angstrom

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

#: n* of n = 1 to 7; Slater's table ends at 6.
EFFECTIVE_N = (1.0, 2.0, 3.0, 3.7, 4.0, 4.2, 4.3)
LETTERS = "spdf"
FULL = {"s": 2, "p": 6, "d": 10, "f": 14}
NOBLE_GASES = (2, 10, 18, 36, 54, 86)


@dataclass(frozen=True, slots=True)
class Shell:
    """Electrons of one n and l: how many, ⟨r²⟩ in Å², and how strongly they are bound, (ζ n*/n*)² up to a factor."""

    n: int
    letter: str
    electrons: float
    mean_square_radius: float
    binding: float


@functools.cache
def shells(symbol: str) -> tuple[Shell, ...]:
    """Return the occupied shells of a neutral atom in its ground state; InputError where that is not known."""
    element = Element(symbol)
    try:
        occupied = [(n, letter, count) for n, letter, count in element.full_electronic_structure if count]
    except KeyError:
        raise InputError(
            f"The electron shells of {symbol} are not known; they are for the elements from H to Rf. Leave this crystal out."
        ) from None
    found = []
    for n, letter, count in occupied:
        n_star = EFFECTIVE_N[n - 1]
        zeta = (element.Z - _screening(n, letter, occupied)) / n_star  # 1/bohr
        radius = (2 * n_star + 1) * (2 * n_star + 2) / (4 * zeta**2) * bohr_to_angstrom**2
        found.append(Shell(n, letter, count, radius, zeta**2))
    return tuple(found)


@functools.cache
def valence_shells(symbol: str) -> tuple[Shell, ...]:
    """Return the shells outside the noble gas core, without a full f shell, and without a full d shell below p electrons."""
    element = Element(symbol)
    core = max((z for z in NOBLE_GASES if z < element.Z), default=0)
    outer = shells(symbol)
    inner = {(shell.n, shell.letter) for shell in shells(Element.from_Z(core).symbol)} if core else set()
    outer = tuple(shell for shell in outer if (shell.n, shell.letter) not in inner)
    below = {"f"} | ({"d"} if any(shell.letter == "p" for shell in outer) else set())
    kept = [shell for shell in outer if not (shell.letter in below and shell.electrons == FULL[shell.letter])]
    return tuple(kept)


def shell_factor(of: Iterable[Shell], g: np.ndarray) -> np.ndarray:
    """Return the form factor of shells, in electrons, at |G| (n,) in Å⁻¹."""
    square = np.square(np.asarray(g, dtype=float))
    total = np.zeros_like(square)
    for shell in of:
        total += shell.electrons * np.exp(-square * shell.mean_square_radius / 6)
    return total


def valence_factor(symbol: str, g: np.ndarray, letter: str = "") -> np.ndarray:
    """Return the form factor of the valence electrons, or of those with one of s, p, d, f, in electrons, at |G| in Å⁻¹."""
    return shell_factor((shell for shell in valence_shells(symbol) if letter in ("", shell.letter)), g)


def _screening(n: int, letter: str, occupied: list[tuple[int, str, int]]) -> float:
    """Return how much of the nucleus other electrons hide from one of a shell; Slater's groups are (ns np), (nd), (nf)."""
    rank = _group(n, letter)
    total = 0.0
    for other_n, other_letter, count in occupied:
        other = _group(other_n, other_letter)
        if other == rank:
            own = (other_n, other_letter) == (n, letter)
            total += (count - own) * (0.30 if n == 1 else 0.35)
        elif other < rank:
            near = letter in "sp" and other_n == n - 1
            total += count * (0.85 if near else 1.0)
    return total


def _group(n: int, letter: str) -> tuple[int, int]:
    return n, max(LETTERS.index(letter) - 1, 0)

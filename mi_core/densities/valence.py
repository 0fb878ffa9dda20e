"""Which electrons of each element a valence density holds: pseudopotentials differ, and the file knows only their sum."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mi_core.descriptors.reciprocal.slater import Shell, shell_factor, shells, valence_shells
from mi_core.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from pymatgen.core import Structure

DEEPEST_1S = 15.0  # that of beryllium, 13.7, may be valence; boron's is core
COMBINATIONS = 100_000
OPTIONS = 8  # of an element: its valence, and some inner shells with it
DEEPEST = 40.0  # Rydberg, by Slater's rules; copper's 3p, the deepest that is common as valence, has 35
EXACT = 0.02  # electrons in a cell


@dataclass(frozen=True, slots=True)
class ValenceAtoms:
    """The shells that stand for the valence of each element, and a factor that brings their sum to the file's electrons."""

    shells: dict[str, tuple[Shell, ...]]
    scale: float

    def factor(self, symbol: str, g: np.ndarray) -> np.ndarray:
        """Return the form factor of an atom, in electrons, at |G| (n,) in Å⁻¹."""
        return self.scale * shell_factor(self.shells[symbol], g)

    def sentence(self) -> str:
        """Return which electrons each element was given."""
        counts = ", ".join(f"{symbol} {_electrons(of):g}" for symbol, of in self.shells.items())
        scaled = "" if abs(self.scale - 1) < 1e-4 else f", all times {self.scale:.4g}"
        return f"Valence electrons of the free atoms: {counts}{scaled}."


def valence_atoms(structure: Structure, electrons: float) -> ValenceAtoms:
    """Return atoms whose valence shells together hold that many electrons.

    Inner shells are opened, least bound first, until the sum fits; of sums that fit equally, the one whose opened shells are
    bound least. What no choice reaches is left to the factor. InputError without electrons.
    """
    if not electrons > 0:
        raise InputError(f"The density holds {electrons:.3g} electrons; a valence density holds some.")
    amounts = {
        element.symbol: amount for element, amount in structure.composition.element_composition.items()
    }
    choices = [_options(symbol) for symbol in amounts]
    most = max(1, min(OPTIONS, int(COMBINATIONS ** (1 / len(choices)))))

    def cost(chosen: tuple[int, ...]) -> tuple[float, float]:
        parts = [options[number] for options, number in zip(choices, chosen, strict=True)]
        total = sum(amount * _electrons(of) for amount, of in zip(amounts.values(), parts, strict=True))
        missed = abs(total - electrons)
        return (0.0 if missed < EXACT else missed), sum(shell.binding for of in parts for shell in of)

    best = min(itertools.product(*(range(min(most, len(options))) for options in choices)), key=cost)
    found = {symbol: options[number] for symbol, options, number in zip(amounts, choices, best, strict=True)}
    total = sum(amounts[symbol] * _electrons(of) for symbol, of in found.items())
    return ValenceAtoms(found, electrons / total)


def _options(symbol: str) -> list[tuple[Shell, ...]]:
    """Return the shells that may be valence, from few to many."""
    valence = valence_shells(symbol)
    outer = {(shell.n, shell.letter) for shell in valence}
    inner = [
        shell
        for shell in shells(symbol)
        if (shell.n, shell.letter) not in outer and shell.binding < (DEEPEST if shell.n > 1 else DEEPEST_1S)
    ]
    # p before s where they are bound alike, but for the last bit
    inner.sort(key=lambda shell: (round(shell.binding, 6), shell.letter))
    opened = [(*valence, *inner[:count]) for count in range(len(inner) + 1)]
    if any((shell.n, shell.letter) == (4, "f") for shell in valence):
        # many pseudopotentials of lanthanides keep the f electrons in the core, but one, and are trivalent
        outermost = replace(max(valence, key=lambda shell: shell.n), electrons=3)
        frozen = [(outermost, *inner[:count]) for count in range(len(inner) + 1)]
        opened = list(itertools.chain.from_iterable(zip(opened, frozen, strict=True)))
    return opened


def _electrons(of: tuple[Shell, ...]) -> float:
    return sum(shell.electrons for shell in of)

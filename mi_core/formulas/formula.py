"""What a formula says: elements, amounts, and what had to be decided to read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pymatgen.core import Composition


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read.

    Attributes
    ----------
    amounts : dict
        Element symbol → amount as written, positive; D and T count as H.
    remarks : tuple of str
        A sentence for each thing that was not plain: an adduct, a charge, an isotope, words that were left out.
    """

    amounts: dict[str, float]
    remarks: tuple[str, ...] = ()

    @property
    def composition(self) -> Composition:
        """The same as a pymatgen Composition."""
        from pymatgen.core import Composition

        return Composition(self.amounts)

    @property
    def written(self) -> str:
        """The amounts as they are, not reduced, in pymatgen's order of elements: CuH10SO9."""
        return "".join(
            f"{symbol}{'' if amount == 1 else f'{amount:.8g}'}"
            for symbol, amount in ((e.symbol, a) for e, a in sorted(self.composition.items()))
        )


@cache
def atomic_numbers() -> dict[str, int]:
    """Return the atomic number of each element symbol, H to Og."""
    from pymatgen.core import Element

    return {element.symbol: element.Z for element in Element if element.name not in {"D", "T"}}

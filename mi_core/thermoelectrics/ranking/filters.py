"""What is wished of ranked compounds: one set of defaults for the page and the command line, and checks of each wish."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.formulas import atomic_numbers
from mi_core.thermoelectrics.ranking.known import ITS_HOST, ITSELF, NEVER
from mi_core.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection

#: Key → words, and the words of the column MEASURED that fulfil it.
MEASURED_WISHES = {"yes": (ITSELF,), "host": (ITSELF, ITS_HOST), "no": (NEVER,)}
COMPUTED_WISHES = {"yes": True, "no": False}
SMALLEST_GAP = 0.1  # eV
FARTHEST_FROM_HULL = 0.1  # eV/atom
#: Field → what it bounds, and its unit.
_LIMITS = {
    "min_gap": ("The gap that compounds must exceed", "eV"),
    "min_seebeck": ("The smallest |S|", "µV/K"),
    "max_price": ("The highest price of the elements", "USD/kg"),
    "max_hull": ("The largest energy above the hull", "eV/atom"),
}


@dataclass(frozen=True)
class Filters:
    """What a compound must be; InputError for limits that are no numbers from 0 on, and for wishes that exclude each other.

    metals : whether compounds of gap 0 are wanted, in place of those whose gap is above `min_gap`, eV; elements : symbols of
    which alone it may be made, None for any; min_seebeck : of |S|, µV/K; max_price : USD/kg; max_hull : eV/atom, None for
    any: calculations of crystals that nobody could make hold the top of the list otherwise; agreeing : whether PF and S²σ
    must agree, which is not asked of metals; inside : the training domain; stablest : nearest to the hull of all entries of
    its composition; computed, measured : keys of COMPUTED_WISHES and MEASURED_WISHES, "" for any.
    """

    metals: bool = False
    min_gap: float = SMALLEST_GAP
    elements: tuple[str, ...] | None = None
    min_seebeck: float | None = None
    max_price: float | None = None
    max_hull: float | None = FARTHEST_FROM_HULL
    agreeing: bool = True
    no_toxic: bool = False
    no_radioactive: bool = False
    inside: bool = True
    stablest: bool = False
    computed: str = ""
    measured: str = ""

    def __post_init__(self) -> None:
        for name, (what, unit) in _LIMITS.items():
            _check_limit(getattr(self, name), what, unit)
        _check_wish("computed", self.computed, COMPUTED_WISHES)
        _check_wish("measured", self.measured, MEASURED_WISHES)
        if self.metals and self.min_gap != SMALLEST_GAP:
            raise InputError(
                f"Metals have gap 0, so that a gap above {self.min_gap:g} eV leaves none; ask for one of both."
            )


def read_symbols(text: str) -> tuple[str, ...]:
    """Return the elements of "Bi,Sb,Te"; InputError for one that is not known, and for none."""
    symbols = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [symbol for symbol in symbols if symbol not in atomic_numbers()]
    if unknown or not symbols:
        got = f"{unknown[0]!r} is none" if unknown else "none is named"
        near = did_you_mean(unknown[0], atomic_numbers(), cutoff=0.5) if unknown else ""
        raise InputError(
            f"Elements are named by symbols with commas between them, such as Bi,Sb,Te; {got}.{near}"
        )
    return symbols


def _check_limit(limit: float | None, what: str, unit: str) -> None:
    if limit is not None and not (math.isfinite(limit) and limit >= 0):
        raise InputError(f"{what} is a number of {unit} from 0 on; got {limit:g}; give another, or none.")


def _check_wish(name: str, key: str, wishes: Collection[str]) -> None:
    if key and key not in wishes:
        raise InputError(f"The wish {name} is one of {', '.join(wishes)}, or left out for any; got {key!r}.")

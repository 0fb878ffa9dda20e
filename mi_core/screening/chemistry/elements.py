"""The elements that candidates are made of, and named groups of them to leave out.

The space is that of J. Schmidt et al., Chem. Mater. 29, 5090 (2017): H to Bi without rare gases and lanthanides, 64
elements. That count takes La for a transition metal (Ce to Lu are left out): 83 - 5 - 14 = 64.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.descriptors.element_groups import HAZARDS, ElementGroup, read_groups
from mi_core.errors import InputError
from mi_core.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

ELEMENTS = (
    "H",
    "Li", "Be", "B", "C", "N", "O", "F",
    "Na", "Mg", "Al", "Si", "P", "S", "Cl",
    "K", "Ca", "Sc", "Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Ge", "As", "Se", "Br",
    "Rb", "Sr", "Y", "Zr", "Nb", "Mo", "Tc", "Ru", "Rh", "Pd", "Ag", "Cd", "In", "Sn", "Sb", "Te", "I",
    "Cs", "Ba", "La", "Hf", "Ta", "W", "Re", "Os", "Ir", "Pt", "Au", "Hg", "Tl", "Pb", "Bi",
)  # fmt: skip

#: Elements that are anions in most compounds: the usual choice for X.
ANIONS = ("H", "C", "N", "O", "F", "P", "S", "Cl", "As", "Se", "Br", "Sb", "Te", "I")


def _groups() -> dict[str, ElementGroup]:
    """Return the groups by key, each with those of its elements that are among ELEMENTS."""
    own = read_groups(Path(__file__).with_name("element_groups.json"))
    found = {"toxic": HAZARDS["toxic"], **own, "radioactive": HAZARDS["radioactive"]}
    return {key: replace(group, symbols=_candidates(group.symbols)) for key, group in found.items()}


def _candidates(symbols: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(symbol for symbol in symbols if symbol in ELEMENTS)


GROUPS = _groups()


def without_groups(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the ELEMENTS that belong to none of the groups of these keys; InputError names the groups there are."""
    left_out: set[str] = set()
    for key in keys:
        if key not in GROUPS:
            raise InputError(f"Element group {key!r} is not known; choose among {', '.join(GROUPS)}.")
        left_out.update(GROUPS[key].symbols)
    return tuple(symbol for symbol in ELEMENTS if symbol not in left_out)


def check_symbols(symbols: str | Iterable[str], site: str) -> tuple[str, ...]:
    """Return the symbols without repetition, in the order of ELEMENTS; InputError names the site and what is wrong."""
    if isinstance(symbols, str):
        symbols = [part.strip() for part in symbols.split(",") if part.strip()]
    wanted = set(symbols)
    unknown = sorted(map(str, wanted.difference(ELEMENTS)))
    if unknown:
        raise InputError(
            f"{', '.join(unknown)} cannot stand on site {site}: candidates are made of the {len(ELEMENTS)} elements H to Bi "
            f"without rare gases and lanthanides.{did_you_mean(unknown[0], ELEMENTS, cutoff=0.5)}"
        )
    if not wanted:
        raise InputError(f"Site {site} has no element to choose from; name at least one, such as Sr.")
    return tuple(symbol for symbol in ELEMENTS if symbol in wanted)

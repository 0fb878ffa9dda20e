"""The formula that a file declares."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pymatgen.core import Element

from mi_core.formulas.isotopes import ISOTOPES

if TYPE_CHECKING:
    from mi_core.structures.formats.cif.block import Block

_AMOUNT = re.compile(r"([A-Z][a-z]?)\s*(\d*\.?\d*)")
_SUM = "_chemical_formula_sum"
_OTHERS = ("_chemical_formula_structural", "_chemical_formula_moiety", "_chemical_formula_analytical")


def declared_text(block: Block) -> str:
    """Return the formula sum as the file writes it, or an empty text."""
    return block.value(_SUM) or ""


@lru_cache(maxsize=1024)
def amounts(text: str) -> dict[str, float]:
    """Return atoms per formula unit of a formula sum; isotopes count as hydrogen. Not to be changed."""
    found: dict[str, float] = {}
    for symbol, amount in _AMOUNT.findall(text):
        element = "H" if symbol in ISOTOPES else symbol
        found[element] = found.get(element, 0.0) + float(amount if amount not in {"", "."} else 1)
    return found


def declared_elements(block: Block) -> frozenset[str]:
    """Return the element symbols of the declared formula; D and T stay what they are; empty if there is none."""
    return _elements(declared_text(block) or block.value(*_OTHERS) or "")


@lru_cache(maxsize=1024)
def _elements(text: str) -> frozenset[str]:
    symbols = {symbol for symbol, _ in _AMOUNT.findall(text)}
    return frozenset(symbol for symbol in symbols if Element.is_valid_symbol(symbol) or symbol in ISOTOPES)

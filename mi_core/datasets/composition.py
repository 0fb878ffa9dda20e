"""What cleaning and splitting know of a formula: its elements, and a key that ignores order and sites."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from functools import lru_cache

from mi_core.errors import InputError
from mi_core.formulas import read_formula

_VOLUME = re.compile(r"^_cell_volume\s+([\d.eE+-]+)", re.MULTILINE)
_PART = re.compile(r"([A-Za-z]+)(\d+)")
_FORMULA = re.compile(r"^_chemical_formula_structural\s+(?:'([^']+)'|(\S+))", re.MULTILINE)
_SUM = re.compile(r"^_chemical_formula_sum\s+'([^']+)'", re.MULTILINE)


@lru_cache(maxsize=200_000)
def composition_key(formula: str) -> str | None:
    """Return the unordered reduced composition, "Ba1 O3 Ti1" for BaTiO3 and for TiBaO3; None if unreadable.

    A and B of a perovskite swapped give the same key, and so do all polymorphs of a compound.
    """
    try:
        amounts = read_formula(formula).amounts
    except InputError:
        return None
    # Partial occupancies are written as decimals: Ba0.5Sr0.5TiO3 and BaSrTi2O6 must give one key.
    ratios = {symbol: Fraction(amount).limit_denominator(10_000) for symbol, amount in amounts.items()}
    scale = math.lcm(*(ratio.denominator for ratio in ratios.values()))
    counts = {symbol: int(ratio * scale) for symbol, ratio in ratios.items()}
    divisor = math.gcd(*counts.values())
    if divisor == 0:
        return None
    return " ".join(f"{symbol}{count // divisor}" for symbol, count in sorted(counts.items()))


def readable_key(formula: str) -> str:
    """Return the composition key; InputError if the formula cannot be read."""
    key = composition_key(str(formula))
    if key is None:
        raise InputError(f"{formula!r} is no chemical formula; write it like SrTiO3.")
    return key


def key_elements(key: str) -> frozenset[str]:
    """Return the element symbols of a composition key."""
    return frozenset(symbol for symbol, _ in _PART.findall(key))


def atomic_fractions(formula: str) -> dict[str, float]:
    """Return the atomic fraction of each element; InputError if the formula cannot be read."""
    amounts = {symbol: int(count) for symbol, count in _PART.findall(readable_key(formula))}
    total = sum(amounts.values())
    return {symbol: count / total for symbol, count in amounts.items()}


def cif_formula(cif: str) -> str:
    """Return the reduced formula that a pymatgen-written CIF states, such as SrTiO3; "" where it states none."""
    found = _FORMULA.search(cif)
    return found[1] or found[2] if found else ""


def cif_volume_per_atom(cif: str) -> float:
    """Return the volume per atom (Å3) that a pymatgen-written CIF states; NaN where it does not."""
    volume, total = _VOLUME.search(cif), _SUM.search(cif)
    if volume is None or total is None:
        return float("nan")
    atoms = sum(float(re.sub(r"^[A-Za-z]+", "", part) or 1) for part in total[1].split())
    return float(volume[1]) / atoms

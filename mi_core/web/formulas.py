"""Chemical formulas and space-group symbols for the eye."""

from __future__ import annotations

import re

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def pretty_formula(formula: str) -> str:
    """Return SrTiO3 as SrTiO₃; fractional amounts keep their plain digits, for there is no lowered point."""
    return re.sub(
        r"(?<=[A-Za-z)\]])\d+(?![\d.])", lambda digits: digits.group().translate(_SUBSCRIPTS), formula
    )


def pretty_space_group(symbol: str) -> str:
    """Return Fm-3m as Fm3̅m and P6_3/mmc as P6₃/mmc."""
    symbol = re.sub(r"_(\d)", lambda screw: screw.group(1).translate(_SUBSCRIPTS), symbol)
    return re.sub(r"-(\d)", "\\1\u0305", symbol)

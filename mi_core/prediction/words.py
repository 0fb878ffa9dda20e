"""How predictions are put into words and digits, the same in tables, figures and reports."""

from __future__ import annotations

import math
import re
from html import escape

import pandas as pd

from mi_core.targets import TARGETS

INSIDE = "inside training domain"
OUTSIDE = "outside – treat as a guess"
NO_PREDICTION = "no prediction"
COVERAGE = "90 %"

_DECIMALS = {"GPa": 1}  # all else is in eV, of which a thousandth is the last digit worth reading


def html_formula(formula: str) -> str:
    """Return SrTiO3 with its amounts lowered, and anything else made harmless."""
    return re.sub(r"(?<=[A-Za-z)\]])\d+(?:\.\d+)?", r"<sub>\g<0></sub>", escape(formula))


def decimals(target: str) -> int:
    """Return how many decimals a value of that target is shown with."""
    return _DECIMALS.get(TARGETS[target].unit, 3)


def value_text(target: str, value: float) -> str:
    """Return the number as shown, with a true minus sign; "unknown" for NaN."""
    if not math.isfinite(value):
        return "unknown"
    return f"{value:.{decimals(target)}f}".replace("-", "−")


def interval_text(target: str, lower: float, upper: float) -> str:
    """Return "−3.612 … −3.340"."""
    return f"{value_text(target, lower)} … {value_text(target, upper)}"


def domain_text(in_domain) -> str:
    """Return the domain flag in words; `in_domain` may be missing."""
    if pd.isna(in_domain):
        return NO_PREDICTION
    return INSIDE if in_domain else OUTSIDE

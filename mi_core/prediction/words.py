"""How predictions are put into words and digits, the same in tables, figures and reports."""

from __future__ import annotations

import math
import re
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from mi_core.targets import Target

INSIDE = "inside training domain"
OUTSIDE = "outside – treat as a guess"
NO_PREDICTION = "no prediction"
MIXED = "inside for some properties"
COVERAGE = "90 %"


def html_formula(formula: str) -> str:
    """Return SrTiO3 with its amounts lowered, and anything else made harmless."""
    return re.sub(r"(?<=[A-Za-z)\]])\d+(?:\.\d+)?", r"<sub>\g<0></sub>", escape(formula))


def value_text(target: Target, value: float) -> str:
    """Return the number as shown, with a true minus sign, which zero never has; "unknown" for NaN."""
    if not math.isfinite(value):
        return "unknown"
    return f"{value:z.{target.decimals}f}".replace("-", "−")


def interval_text(target: Target, lower: float, upper: float) -> str:
    """Return "−3.612 … −3.340"."""
    return f"{value_text(target, lower)} … {value_text(target, upper)}"


def domain_text(in_domain) -> str:
    """Return the domain flag in words; `in_domain` may be missing."""
    if pd.isna(in_domain):
        return NO_PREDICTION
    return INSIDE if in_domain else OUTSIDE


def joint_words(words: set[str]) -> str:
    """Return what the domain flags of several properties say together, in words."""
    predicted = words - {NO_PREDICTION}
    if not predicted:
        return NO_PREDICTION
    return predicted.pop() if len(predicted) == 1 else MIXED

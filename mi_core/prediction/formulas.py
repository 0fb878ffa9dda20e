"""Typed formulas as materials without a crystal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.rows import formula_row

if TYPE_CHECKING:
    from mi_core.structures.material import Material

TYPED = "typed formula"
MOST_FORMULAS = 1000
# A comma inside brackets, as in (Ba,Sr)TiO3, separates no formulas; the limit keeps long texts quick.
_BETWEEN = re.compile(r"[;\n\t]|,(?![^()\n]{0,60}\))")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def split_formulas(text: str) -> list[str]:
    """Return the formulas of a text with one a line or separated by commas; each once, subscripts as digits.

    InputError when there are more than 1,000.
    """
    parts = (part.strip() for part in _BETWEEN.split(text.translate(_SUBSCRIPTS)))
    formulas = list(dict.fromkeys(part for part in parts if part))
    if len(formulas) > MOST_FORMULAS:
        raise InputError(
            f"The list holds {len(formulas):,} formulas and at most {MOST_FORMULAS:,} can be typed; upload a table with "
            "the column formula instead."
        )
    return formulas


def formula_materials(formulas: list[str]) -> list[Material]:
    """Return a row for each formula, named by it; one that cannot be read keeps its row and says why."""
    return [formula_row(formula, TYPED, formula) for formula in formulas]

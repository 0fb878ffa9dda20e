"""What the engine says of one alloy, in an element system of its own."""

from __future__ import annotations

from mi_core.alloys.compositions.composition import mole_fractions
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.results.derived import derived_of
from mi_core.alloys.thermodynamics.results.scheil_path import scheil_of
from mi_core.alloys.thermodynamics.solver.system import ElementSystem


def derived_numbers(wt, wanted=None) -> dict:
    """The derived temperatures of an alloy (wt% of alloying elements)."""
    x = mole_fractions(wt)
    with ElementSystem(default_database(), tuple(sorted(x))) as system:
        return derived_of(system, x, wanted)


def scheil_path(wt, **options):
    """The Scheil path of an alloy (wt% of alloying elements)."""
    x = mole_fractions(wt)
    with ElementSystem(default_database(), tuple(sorted(x))) as system:
        return scheil_of(system, x, **options)

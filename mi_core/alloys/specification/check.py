"""Checks of a specification: names that exist, numbers that can be, and wishes that can be had together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mi_core.alloys.specification.clashes import check_clashes
from mi_core.alloys.specification.named_twice import SAME_K, check_named_once
from mi_core.alloys.specification.names import find_derived, find_element
from mi_core.alloys.specification.possible_phases import possible_phases
from mi_core.alloys.specification.wishes import Bound, PhaseWish, Specification
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.database.phase_names import find_phase
from mi_core.alloys.thermodynamics.results.derived_grid import derived_title
from mi_core.alloys.thermodynamics.results.temperatures import celsius_hint
from mi_core.errors import InputError

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase


def check_specification(spec: Specification, database: ThermoDatabase | None = None) -> Specification:
    """Return the specification with the database's names for phases that were given by metallurgical ones.

    InputError, one sentence, for the first of these: no wish at all, an unknown phase or element, something named twice
    (under any of its names), a temperature outside of the database's, a range that is upside down or cannot be, wishes that
    contradict each other (`check_clashes`).
    """
    database = database or default_database()
    if not (spec.phases or spec.composition_wt or spec.derived or spec.cost_per_kg):
        raise InputError(
            "The specification is empty; wish for a phase at a temperature, a limit on the composition, a derived "
            "temperature or a cost."
        )
    named = _named(spec, database)
    for symbol, bound in named.composition_wt.items():
        _check_range(bound, f"The content of {symbol}", 0.0, 100.0, "wt%")
    for key, bound in named.derived.items():
        low, high = database.temperature_limits
        least, most = (0.0, high - low) if key == "freezing_range_k" else (low, high)
        _check_range(bound, f"The {derived_title(key)}", least, most, "K")
    if named.cost_per_kg is not None:
        _check_range(named.cost_per_kg, "The cost", 0.0, float("inf"), "USD/kg")
    check_clashes(named, database)
    return named


def _named(spec: Specification, database: ThermoDatabase) -> Specification:
    """Return the specification in the database's names, each thing once."""
    phases = possible_phases(database, database.elements)
    wished = [replace(wish, phase=find_phase(wish.phase, phases)) for wish in spec.phases]
    limits = [(find_element(key, database), key, bound) for key, bound in spec.composition_wt.items()]
    derived = [(find_derived(key, phases), key, bound) for key, bound in spec.derived.items()]
    check_named_once(
        (
            (wish.phase, round(wish.temperature_k / SAME_K)),
            f"The wish for {wish.phase} at {wish.temperature_k:g} K",
            given.phase,
            wish,
        )
        for wish, given in zip(wished, spec.phases, strict=True)
    )
    check_named_once(((symbol, symbol, given, bound) for symbol, given, bound in limits), "wt%")
    check_named_once(((key, f"The {derived_title(key)}", given, bound) for key, given, bound in derived), "K")
    return replace(
        spec,
        phases=tuple(_checked(wish, database) for wish in wished),
        composition_wt={symbol: bound for symbol, _, bound in limits},
        derived={key: bound for key, _, bound in derived},
    )


def _checked(wish: PhaseWish, database: ThermoDatabase) -> PhaseWish:
    low, high = database.temperature_limits
    if not low <= wish.temperature_k <= high:
        raise InputError(
            f"The wish for {wish.phase} is at {wish.temperature_k:g} K; temperatures lie between {low:g} and {high:g} K"
            f"{celsius_hint(wish.temperature_k, low, high)}."
        )
    what = f"The fraction of {wish.phase} at {wish.temperature_k:g} K"
    _check_range(Bound(wish.min, wish.max), what, 0.0, 1.0, "")
    return wish


def _check_range(bound: Bound, what: str, least: float, most: float, unit: str) -> None:
    unit = f" {unit}" if unit else ""
    for value in (bound.min, bound.max):
        if value is not None and not least <= value <= most:
            limits = (
                f"from {least:g} to {most:g}{unit}" if most < float("inf") else f"{least:g}{unit} or more"
            )
            hint = celsius_hint(value, least, most) if unit == " K" and least > 0 else ""
            raise InputError(f"{what} can be {limits}; got {value:g}{unit}{hint}.")
    if bound.min is not None and bound.max is not None and bound.min > bound.max:
        raise InputError(
            f"{what} is wished to be at least {bound.min:g}{unit} and at most {bound.max:g}{unit}; give a minimum that is "
            "not above the maximum."
        )
    if bound.min is None and bound.max is None:
        raise InputError(f'{what} has no limit; give it "min", "max" or "value".')

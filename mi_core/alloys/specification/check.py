"""Checks of a specification: names that exist, numbers that can be, and wishes that can be had together."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING

from mi_core.alloys.compositions.composition import BALANCE
from mi_core.alloys.specification.clashes import check_clashes
from mi_core.alloys.specification.wishes import Bound, PhaseWish, Specification
from mi_core.alloys.thermodynamics.derived_names import DERIVED, SOLVUS, derived_title
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.alloys.thermodynamics.database import ThermoDatabase


def check_specification(spec: Specification, database: ThermoDatabase | None = None) -> Specification:
    """Return the specification with the database's names for phases that were given by metallurgical ones.

    InputError, one sentence, for the first of these: no wish at all, an unknown phase or element, a temperature outside of
    the database's, a range that is upside down or cannot be, wishes that contradict each other (`check_clashes`).
    """
    if database is None:
        from mi_core.alloys.thermodynamics.database import default_database

        database = default_database()
    if not (spec.phases or spec.composition_wt or spec.derived or spec.cost_per_kg):
        raise InputError(
            "The specification is empty; wish for a phase at a temperature, a limit on the composition, a derived "
            "temperature or a cost."
        )
    phases = database.phases(database.elements)
    named = replace(
        spec,
        phases=tuple(_phase(wish, phases, database) for wish in spec.phases),
        composition_wt={_element(key, database): bound for key, bound in spec.composition_wt.items()},
        derived={_derived(key, phases): bound for key, bound in spec.derived.items()},
    )
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


def _phase(wish: PhaseWish, phases: Sequence[str], database: ThermoDatabase) -> PhaseWish:
    from mi_core.alloys.thermodynamics.phase_names import find_phase

    name = find_phase(wish.phase, phases)
    low, high = database.temperature_limits
    if not low <= wish.temperature_k <= high:
        raise InputError(
            f"The wish for {name} is at {wish.temperature_k:g} K; temperatures lie between {low:g} and {high:g} K."
        )
    _check_range(
        Bound(wish.min, wish.max), f"The fraction of {name} at {wish.temperature_k:g} K", 0.0, 1.0, ""
    )
    return replace(wish, phase=name)


def _element(symbol: str, database: ThermoDatabase) -> str:
    known = (BALANCE, *(element for element in database.elements if element != BALANCE))
    for element in known:
        if element.lower() == symbol.lower():
            return element
    near = difflib.get_close_matches(symbol.capitalize(), known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"it has {', '.join(known)}."
    raise InputError(f"'composition_wt' names {symbol!r}, which {database.name} lacks; {hint}")


def _derived(key: str, phases: Sequence[str]) -> str:
    from mi_core.alloys.thermodynamics.phase_names import find_phase

    if key in DERIVED:
        return key
    if key.startswith(SOLVUS):
        phase = find_phase(key.removeprefix(SOLVUS), phases)
        if phase == "LIQUID":
            raise InputError("LIQUID has no solvus; wish for 'liquidus_k' or 'solidus_k'.")
        return f"{SOLVUS}{phase}"
    known = (*DERIVED, f"{SOLVUS}PHASE")
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(known)}."
    raise InputError(f"'derived' has the unknown key {key!r}; {hint}")


def _check_range(bound: Bound, what: str, least: float, most: float, unit: str) -> None:
    unit = f" {unit}" if unit else ""
    for value in (bound.min, bound.max):
        if value is not None and not least <= value <= most:
            limits = (
                f"from {least:g} to {most:g}{unit}" if most < float("inf") else f"{least:g}{unit} or more"
            )
            raise InputError(f"{what} can be {limits}; got {value:g}{unit}.")
    if bound.min is not None and bound.max is not None and bound.min > bound.max:
        raise InputError(
            f"{what} is wished to be at least {bound.min:g}{unit} and at most {bound.max:g}{unit}; give a minimum that is "
            "not above the maximum."
        )
    if bound.min is None and bound.max is None:
        raise InputError(f'{what} has no limit; give it "min", "max" or "value".')

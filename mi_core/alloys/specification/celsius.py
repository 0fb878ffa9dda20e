"""Temperatures of a specification that look like °C written as K: a question each, and the wishes with K instead.

Asked where the number makes little sense in K and much in °C. None of the 16,000 alloys of the shipped data set has liquid
at 700 K, nor a liquidus below 825 K, and 2 % are single-phase at 600 K; of a user's database, whose alloys nobody has
computed, the melting points of its elements tell.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mi_core.alloys.specification.wishes import Bound, Specification
from mi_core.alloys.thermodynamics.results.derived_grid import LIQUID, MATRIX, derived_title
from mi_core.alloys.thermodynamics.results.temperatures import from_celsius, into_limits

if TYPE_CHECKING:
    from mi_core.alloys.specification.wishes import PhaseWish
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

LEAST_LIQUID, LEAST_LIQUIDUS = 700.0, 800.0  # K, of the alloys that the models learnt from
DEEPEST_EUTECTIC = 0.7  # of the lowest melting point among the elements
#: Fraction of the matrix, and K up to which hardly any alloy has so much of it.
ALONE, LEAST_ALONE = 0.99, 600.0


@dataclass(frozen=True, slots=True)
class CelsiusQuestion:
    """A number that may be meant in °C: its sentence, the number in K, and the specification with that instead."""

    text: str
    kelvins: float
    answered: Specification


def celsius_questions(spec: Specification, database: ThermoDatabase) -> list[CelsiusQuestion]:
    """Return a question for each temperature that may be meant in °C, those of derived temperatures first.

    spec : its phases by their names in the database.
    """
    least, least_liquidus = _least(database)
    _, high = database.temperature_limits
    found = []
    for key, bound in spec.derived.items():
        lowest = {"solidus_k": least, "liquidus_k": least_liquidus}.get(key, 0.0)
        values = [value for value in (bound.min, bound.max) if value is not None]
        if values and max(values) < lowest and from_celsius(max(values)) <= high:
            instead = Bound(*(None if end is None else from_celsius(end) for end in (bound.min, bound.max)))
            why = f"a {derived_title(key)} hardly lies below {lowest:.0f} K"
            found.append(_question(max(values), why, replace(spec, derived=spec.derived | {key: instead})))
    for temperature in dict.fromkeys(wish.temperature_k for wish in spec.phases):
        why = next(
            filter(None, (_why(wish, least) for wish in spec.phases if wish.temperature_k == temperature)), ""
        )
        if why and from_celsius(temperature) <= high:
            found.append(_question(temperature, why, _moved(spec, temperature)))
    return found


def outside_questions(spec: Specification, database: ThermoDatabase) -> list[CelsiusQuestion]:
    """Return a question for each temperature that the database refuses in K and would take in °C."""
    limits = database.temperature_limits
    found = []
    for key, bound in spec.derived.items():
        ends = [end for end in (bound.min, bound.max) if end is not None]
        moved = {end: kelvins for end in ends if (kelvins := into_limits(end, *limits)) is not None}
        if key != "freezing_range_k" and moved:
            instead = Bound(*(end if end is None else moved.get(end, end) for end in (bound.min, bound.max)))
            answered = replace(spec, derived=spec.derived | {key: instead})
            found.append(_question(next(iter(moved)), "", answered, limits[0]))
    met = (t for t in dict.fromkeys(wish.temperature_k for wish in spec.phases) if into_limits(t, *limits))
    return found + [_question(t, "", _moved(spec, t, limits[0]), limits[0]) for t in met]


def _why(wish: PhaseWish, least: float) -> str:
    """Return why a wish makes little sense at its temperature; empty where it does."""
    if wish.phase == LIQUID and wish.temperature_k < least:
        return f"hardly any alloy has liquid below {least:.0f} K"
    if wish.phase == MATRIX and (wish.min or 0.0) >= ALONE and wish.temperature_k < LEAST_ALONE:
        return f"hardly any alloy is of one phase below {LEAST_ALONE:.0f} K"
    return ""


def _question(value: float, why: str, answered: Specification, lowest: float = 0.0) -> CelsiusQuestion:
    kelvins = max(from_celsius(value), lowest)
    because = f": {why}" if why else ""
    return CelsiusQuestion(f"Is {value:g} meant in °C? Write {kelvins:g} K{because}.", kelvins, answered)


def _moved(spec: Specification, temperature: float, lowest: float = 0.0) -> Specification:
    """Return the wishes at a temperature at as many °C."""
    to = max(from_celsius(temperature), lowest)
    moved = (
        replace(wish, temperature_k=to) if wish.temperature_k == temperature else wish for wish in spec.phases
    )
    return replace(spec, phases=tuple(moved))


def _least(database: ThermoDatabase) -> tuple[float, float]:
    """Return the lowest K at which liquid is to be expected, and a liquidus."""
    if database.has_models:
        return LEAST_LIQUID, LEAST_LIQUIDUS
    from pymatgen.core import Element

    lowest = min(float(Element(symbol).melting_point) for symbol in database.elements)
    return DEEPEST_EUTECTIC * lowest, DEEPEST_EUTECTIC * lowest

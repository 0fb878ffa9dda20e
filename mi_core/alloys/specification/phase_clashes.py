"""Phases that the limits on the composition leave without the elements that they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.alloys.compositions.composition import BALANCE, MOLAR_MASS
from mi_core.alloys.specification.possible_phases import possible_phases
from mi_core.alloys.specification.ways_out import Clash, with_limits, with_phases
from mi_core.alloys.specification.wishes import OPEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from mi_core.alloys.specification.wishes import Bound, Specification
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

ROUNDING = 1e-3  # of a content


def clashes_with_elements(
    spec: Specification,
    temperature: float,
    ranges: Mapping[str, tuple[float, float]],
    database: ThermoDatabase,
) -> Iterator[Clash]:
    """Yield what is wrong where fractions (low, high by phase) at a temperature need elements that the limits forbid."""
    limits = spec.composition_wt
    asked = {phase: low for phase, (low, _) in ranges.items() if low > 0}
    allowed = [symbol for symbol in database.elements if limits.get(symbol, OPEN).max != 0]
    yield from _elements(spec, asked, allowed, database)
    if len(asked) > len(allowed):
        too_many = sorted(asked, key=lambda phase: asked[phase])[: len(asked) - len(allowed)]
        yield Clash(
            f"At {temperature:g} K {len(asked)} phases are wished for, but {len(allowed)} elements ({', '.join(allowed)}) "
            f"form at most {len(allowed)} phases by Gibbs' phase rule: {len(too_many)} of {', '.join(asked)} must go",
            with_phases(spec, temperature, minima=dict.fromkeys(too_many, 0.0)),
        )
    for symbol, bound in limits.items():
        if bound.max:
            most = _most_at(symbol, bound.max, limits, allowed)
            yield from _supply(spec, temperature, asked, symbol, most, allowed, database)


def least_content(database: ThermoDatabase, phase: str, symbol: str, allowed: Collection[str]) -> float:
    """Return the mole fraction of an element that the phase has at least, whatever else of `allowed` is in it."""
    usable = {element.upper() for element in allowed} | {"VA"}
    model = database.db.phases[phase]
    least = most = 0.0
    for sites, species in zip(model.sublattices, model.constituents, strict=True):
        atoms = [one.constituents for one in species if set(one.constituents) <= usable]
        least += float(sites) * min((one.get(symbol.upper(), 0) for one in atoms), default=0)
        most += float(sites) * max(
            (sum(n for name, n in one.items() if name != "VA") for one in atoms), default=0
        )
    return float(least / most) if most else 0.0


def _elements(
    spec: Specification, asked: Mapping[str, float], allowed: list[str], database: ThermoDatabase
) -> Iterator[Clash]:
    possible = possible_phases(database, tuple(allowed))
    for phase in asked:
        if phase in possible:
            continue
        forbidden = [symbol for symbol in database.elements if symbol not in allowed]
        needed = [
            one for one in forbidden if phase in possible_phases(database, (*allowed, one))
        ] or forbidden
        yield Clash(
            f"{phase} cannot form without {' or '.join(needed)}, of which the composition may hold 0 wt%: raise that limit "
            f"or drop the wish for {phase}",
            with_limits(spec, "composition_wt", max={needed[0]: None}),
        )


def _supply(
    spec: Specification,
    temperature: float,
    asked: Mapping[str, float],
    symbol: str,
    most: float,
    allowed: list[str],
    database: ThermoDatabase,
) -> Iterator[Clash]:
    """Compare what the phases need of an element, at least, with its highest mole fraction."""
    needs = {phase: least_content(database, phase, symbol, allowed) for phase in asked}
    needs = {phase: content for phase, content in needs.items() if content > 0}
    total = sum(asked[phase] * content for phase, content in needs.items())
    if total > most * (1 + ROUNDING):
        wished = " and ".join(f"{phase} ({asked[phase]:g})" for phase in needs)
        yield Clash(
            f"At {temperature:g} K {wished} needs at least {100 * total:.3g} at% {symbol}, but the limits on the "
            f"composition allow {100 * most:.3g} at%",
            with_phases(spec, temperature, minima={phase: asked[phase] * most / total for phase in needs}),
        )


def _most_at(symbol: str, own: float, limits: Mapping[str, Bound], allowed: list[str]) -> float:
    """Return the highest mole fraction of an element within limits in wt%: its own maximum, beside the heaviest others."""
    rest, moles = 100.0 - own, 0.0
    others = [other for other in allowed if other != symbol]
    for other in sorted(others, key=lambda other: MOLAR_MASS[other], reverse=True):
        bound = limits.get(other, OPEN)
        part = min(rest, 100.0 if bound.max is None else bound.max)
        moles += part / MOLAR_MASS[other]
        rest -= part
    moles += max(rest, 0.0) / MOLAR_MASS[BALANCE]
    return own / MOLAR_MASS[symbol] / (own / MOLAR_MASS[symbol] + moles)

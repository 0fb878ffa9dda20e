"""Where a search in a user's own database looks: sets of alloying elements, and a range of each element's content."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.compositions.composition import BALANCE, MOLAR_MASS
from mi_core.alloys.compositions.series import EXPLORED
from mi_core.alloys.specification.possible_phases import is_computable, possible_phases
from mi_core.alloys.specification.wishes import Bound
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.alloys.specification.wishes import Specification
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

MOST_ELEMENTS = 5  # alloying elements of one search
MOST_SYSTEMS = 8  # sets of elements, each of which is compiled once
MOST_MAKERS = 4  # elements that a compound is made of; a phase of more is a solution of all
USUAL = ("Si", "Mg", "Cu", "Zn")  # what aluminium is alloyed with first of all
LEAST_WT = 0.01  # wt% of an element that is there
USUAL_MOST = 10.0  # wt% of an element of which no range is known, and which no wish asks more of
MOST_WT = 95.0
OPEN = Bound()


@dataclass(frozen=True, slots=True, eq=False)
class SearchSpace:
    """Alloying elements that are all there, and the ends of their contents (k,) in wt%."""

    elements: tuple[str, ...]
    low: np.ndarray
    high: np.ndarray


def search_spaces(
    spec: Specification, database: ThermoDatabase, elements: Sequence[str] = ()
) -> list[SearchSpace]:
    """Return the sets of elements to search, small ones first.

    elements : those that may be used; without them, all of a small database, of a large one those that the wishes name or
    need. InputError where no set of them can fulfil the wishes.
    """
    chosen = tuple(elements) or elements_of(spec, database)
    required = {symbol for symbol, bound in spec.composition_wt.items() if bound.min and symbol != BALANCE}
    allowed = [s for s in chosen if _most(spec, s) >= LEAST_WT]
    if lacking := required - set(allowed):
        raise InputError(
            f"The wishes need {', '.join(sorted(lacking))}, which the elements to search ({', '.join(allowed)}) leave out; "
            "add what is missing."
        )
    if len(allowed) > MOST_ELEMENTS:
        raise InputError(
            f"A search takes at most {MOST_ELEMENTS} alloying elements; got {', '.join(allowed)}: limit others to 0 wt%."
        )
    asked = {wish.phase for wish in spec.phases if wish.min}
    least = 1 if allowed else 0  # aluminium alone where nothing else is allowed
    sets = [
        chosen
        for size in range(least, len(allowed) + 1)
        for chosen in combinations(sorted(allowed), size)
        if required <= set(chosen)
        and all(_can_form(database, phase, chosen) for phase in asked)
        and is_computable(database, (BALANCE, *chosen))
    ]
    if not sets:
        them = f"can have {', '.join(sorted(asked))}" if asked else f"is described in full by {database.name}"
        raise InputError(
            f"No alloy of {BALANCE} with {', '.join(allowed) or 'nothing'} {them}; allow other elements or drop a phase."
        )
    few = sets if len(sets) <= MOST_SYSTEMS else [*sets[: MOST_SYSTEMS - 1], sets[-1]]
    return [_space(spec, database, chosen) for chosen in few]


def elements_of(spec: Specification, database: ThermoDatabase) -> tuple[str, ...]:
    """Return the elements that a search uses where nobody has chosen any."""
    offered = [symbol for symbol in database.elements if symbol != BALANCE]
    if len(offered) <= MOST_ELEMENTS:
        return tuple(offered)
    named = [s for s in spec.composition_wt if s in offered and _most(spec, s) >= LEAST_WT]
    asked = {wish.phase for wish in spec.phases if wish.min}
    asked |= {key.partition(":")[2] for key in spec.derived if ":" in key}
    needed = [symbol for phase in sorted(asked) for symbol in _makers(database, phase) if symbol in offered]
    found = list(dict.fromkeys([*named, *needed]))
    if not found or spec.derived:  # more elements move where an alloy melts
        found += [symbol for symbol in USUAL if symbol in offered and symbol not in found][
            : max(4 - len(found), 0)
        ]
    return tuple((found or offered)[:MOST_ELEMENTS])


def _can_form(database: ThermoDatabase, phase: str, chosen: tuple[str, ...]) -> bool:
    """Whether a phase can form of the balance and these elements, not of the balance alone in the place of others."""
    makers = _makers(database, phase)
    return phase in possible_phases(database, (BALANCE, *chosen)) and (
        not makers or bool(set(makers) & set(chosen))
    )


def _makers(database: ThermoDatabase, phase: str) -> list[str]:
    """Return the elements that a phase may be made of beside the balance, those in its name first; none of a solution."""
    species = frozenset().union(*database.db.phases[phase].constituents)
    held = {name.capitalize() for one in species for name in one.constituents} - {BALANCE, "Va"}
    makers = sorted(held, key=lambda symbol: (symbol.upper() not in phase, symbol))
    return makers if len(makers) <= MOST_MAKERS else []


def _space(spec: Specification, database: ThermoDatabase, elements: tuple[str, ...]) -> SearchSpace:
    low = [max(spec.composition_wt.get(symbol, OPEN).min or 0.0, LEAST_WT) for symbol in elements]
    balance = spec.composition_wt.get(BALANCE, OPEN)
    others = 0.0 if balance.max is None else 100.0 - balance.max  # wt% that they make up at least
    high = []
    for symbol, least in zip(elements, low, strict=True):
        limit = spec.composition_wt.get(symbol, OPEN).max
        usual = EXPLORED.get(symbol, (0.0, USUAL_MOST))[1]
        wanted = max(usual, 2 * least, 1.2 * others, _needed(spec, database, symbol, elements))
        most = min(wanted if limit is None else limit, _most(spec, symbol))
        high.append(min(max(most, least), MOST_WT))
    return SearchSpace(elements, np.array(low), np.array(high))


def _needed(spec: Specification, database: ThermoDatabase, symbol: str, elements: tuple[str, ...]) -> float:
    """Return twice the wt% of an element that the wished compounds hold at most, in aluminium."""
    parts = [
        wish.min * _most_content(database, wish.phase, symbol, elements)
        for wish in spec.phases
        if wish.min and symbol in _makers(database, wish.phase)
    ]
    x = max(parts, default=0.0)
    mass = x * MOLAR_MASS[symbol]
    return 2 * 100 * mass / (mass + (1 - x) * MOLAR_MASS[BALANCE])


def _most_content(database: ThermoDatabase, phase: str, symbol: str, elements: tuple[str, ...]) -> float:
    """Return the mole fraction of an element that a phase of these elements has at most."""
    others = tuple(other for other in (BALANCE, *elements) if other != symbol)
    model = database.db.phases[phase]
    of_it = sum(
        float(sites) * max((one.constituents.get(symbol.upper(), 0) for one in species), default=0)
        for sites, species in zip(model.sublattices, model.constituents, strict=True)
    )
    rest = sum(
        float(sites)
        for sites, species in zip(model.sublattices, model.constituents, strict=True)
        if not any(symbol.upper() in one.constituents for one in species)
        and any(other.upper() in one.constituents for one in species for other in others)
    )
    return of_it / (of_it + rest) if of_it else 0.0


def _most(spec: Specification, symbol: str) -> float:
    limit = spec.composition_wt.get(symbol, OPEN).max
    alloying = 100.0 - (spec.composition_wt.get(BALANCE, OPEN).min or 0.0)
    return min(MOST_WT if limit is None else limit, alloying)

"""The database's names for what a specification mentions, and a sentence for what cannot be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.alloys.compositions.composition import BALANCE
from mi_core.alloys.thermodynamics.database.phase_names import TITLES, find_phase
from mi_core.alloys.thermodynamics.database.tdb_reading import real_elements
from mi_core.alloys.thermodynamics.results.derived_grid import DERIVED, SOLVUS
from mi_core.errors import InputError
from mi_core.words import meant_or_known, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

MOST_LISTED = 56  # phases of one sentence


def find_element(text: str, database: ThermoDatabase) -> str:
    """Return the symbol of an element that the database offers; InputError says why another one is not offered."""
    symbol = text.strip().capitalize()
    if symbol in database.elements:
        return symbol
    raise InputError(f"'composition_wt' names {text!r}: {why_not_offered(symbol, database)}.")


def why_not_offered(symbol: str, database: ThermoDatabase) -> str:
    """Return why an element is not offered: no such symbol, not in the database, not with the balance, or not learnt."""
    from pymatgen.core import Element

    offered = ", ".join((BALANCE, *(element for element in database.elements if element != BALANCE)))
    if not Element.is_valid_symbol(symbol):
        meant = nearest(symbol, database.elements) or _symbol_of(symbol)
        hint = f"did you mean {meant}" if meant else f"{database.name} offers {offered}"
        return f"this is the symbol of no element; {hint}"
    if symbol.upper() not in database.db.elements:
        known = sorted(element.capitalize() for element in real_elements(database.db))
        return f"{database.name} lacks {symbol}; it has {', '.join(known)}"
    if not database.describes_with_balance(symbol):
        return (
            f"{database.name} has {symbol}, but does not describe {BALANCE}-{symbol}; offered are {offered}"
        )
    return (
        f"{database.name} has {symbol}, but design does not offer it, for its models were trained on alloys of {offered}; "
        f"to use {symbol}, give the file of the database as your own (--tdb, or the page's Database part)"
    )


def find_derived(key: str, phases: Sequence[str]) -> str:
    """Return the key of a derived temperature with the database's name of its phase; InputError for an unknown one."""
    wanted = key.strip()
    if wanted.lower() in DERIVED:
        return wanted.lower()
    head, colon, phase = wanted.partition(":")
    if f"{head.strip().lower()}:" == SOLVUS and phase.strip():
        name = find_phase(phase, phases)
        if name == "LIQUID":
            raise InputError("LIQUID has no solvus; wish for 'liquidus_k' or 'solidus_k'.")
        return f"{SOLVUS}{name}"
    if head.strip().lower() == "solvus" and phase.strip():
        raise InputError(
            f"'derived' has the unknown key {key!r}; did you mean '{SOLVUS}{find_phase(phase, phases)}'?"
        )
    if head.strip().lower() in ("solvus_k", "solvus"):
        raise InputError(
            f"'derived' has the key {key!r}, which does not say of which phase; write '{SOLVUS}PHASE', where PHASE is "
            f"{_solids(phases)}."
        )
    known = (*DERIVED, f"{SOLVUS}PHASE")
    without = " without a phase" if colon else ""
    raise InputError(f"'derived' has the unknown key {key!r}{without}; {meant_or_known(wanted, known)}")


def _solids(phases: Sequence[str]) -> str:
    """List the phases that have a solvus, where there are many those that metallurgists have names for first."""
    solid = sorted((name for name in phases if name != "LIQUID"), key=lambda name: name not in TITLES)
    if len(solid) <= MOST_LISTED:
        return f"one of {', '.join(solid)}"
    return f"a solid phase of the database: {', '.join(solid[:MOST_LISTED])} or one of {len(solid) - MOST_LISTED} more"


def _symbol_of(name: str) -> str:
    """Return the symbol of an element's English name; empty if it is none."""
    from pymatgen.core import Element

    try:
        return Element.from_name(name.capitalize()).symbol
    except (ValueError, KeyError):
        return ""

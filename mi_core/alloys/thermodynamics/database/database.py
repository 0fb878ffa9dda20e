"""Thermodynamic databases: COST507 from the installed pycalphad, or the user's own TDB."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.alloys.compositions.composition import BALANCE, ELEMENTS, MOLAR_MASS
from mi_core.alloys.thermodynamics.database.odd_parameters import OddParameters, odd_parameters
from mi_core.alloys.thermodynamics.database.ordering import disordered_form, standing
from mi_core.alloys.thermodynamics.database.tdb_commands import commands
from mi_core.alloys.thermodynamics.database.tdb_parameters import (
    can_form,
    energies_of,
    known_pairs,
    species_of,
    undefined_functions,
    why_left_out,
)
from mi_core.alloys.thermodynamics.database.tdb_reading import lines_of_undefined, read_tdb, real_elements
from mi_core.alloys.thermodynamics.database.tdb_text import decoded
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from pycalphad import Database

TEMPERATURE_LIMITS = (300.0, 1000.0)  # K
KEPT = 3  # databases that a process keeps in memory
COST507_SOURCE = (
    "COST 507 light-metal database, round II, frozen version of January 1999 (I. Ansara, A. T. Dinsdale, M. H. Rand, "
    "eds., COST 507, EUR 18499, 1998), as distributed with pycalphad; it may be used freely but on your own risk."
)
OWN_SOURCE = "A database of the user's own, under its own terms."


@dataclass(frozen=True, slots=True, eq=False)
class ThermoDatabase:
    """A thermodynamic database, and what of it can be used for aluminium alloys.

    Attributes
    ----------
    name : str
    sha256 : str, of the file's bytes
    source : str, a sentence on origin and licence
    elements : tuple of str
        Al first, then by symbol: those that the database describes together with aluminium.
    db : pycalphad.Database
    undefined : dict[str, int]
        Functions that are used and not defined, and the line that uses them first.
    odd : tuple of OddParameters
        Parameters that are not taken as they were meant.
    """

    name: str
    sha256: str
    source: str
    elements: tuple[str, ...]
    db: Database = field(repr=False)
    temperature_limits: tuple[float, float] = TEMPERATURE_LIMITS
    undefined: dict[str, int] = field(default_factory=dict, repr=False)
    odd: tuple[OddParameters, ...] = field(default=(), repr=False)

    def remarks(self, elements: Iterable[str]) -> list[str]:
        """Return a sentence on each of the odd parameters that matter to alloys of these elements."""
        held = {symbol.upper() for symbol in elements}
        others = real_elements(self.db) - held
        clauses = dict.fromkeys(odd.clause for odd in self.odd if not odd.elements & others)
        return [f"In {self.name}, {clause}." for clause in clauses]

    @property
    def has_models(self) -> bool:
        """Whether the shipped models of design learnt from this database with these elements."""
        return self.source == COST507_SOURCE

    def describes_with_balance(self, symbol: str) -> bool:
        """Whether anything is described of an element together with aluminium."""
        return frozenset((BALANCE, symbol)) in known_pairs(self.db)

    @property
    def left_out(self) -> dict[str, str]:
        """Phases that are never considered, by name, and why: gas, amorphous phases, clusters and zones of kinetics."""
        reasons = {name: why_left_out(phase) for name, phase in sorted(self.db.phases.items())}
        return {name: reason for name, reason in reasons.items() if reason}

    def phases(self, elements: Sequence[str], *, without: Collection[str] = ()) -> tuple[str, ...]:
        """Return the names, sorted, of the phases that these elements (and vacancies) can form.

        Without those `left_out`, and without phases of which no energy is given for these elements, such as MGZN2 in
        COST507 (the described one is LAVES_C14): pycalphad takes missing energies for 0 J/mol, far above the pure
        elements. `without` : further phases to leave out. The disordered form of an ordered phase that is left out, or that
        these elements cannot form, is a phase of its own. Raises InputError for unknown elements and for energies that
        refer to functions the database lacks.
        """
        usable = self._usable(elements, without)
        found = sorted(standing(self.db, usable))
        for phase in found:
            _check_functions(self, phase, usable[phase])
        return tuple(found)

    def phases_of_some(self, elements: Sequence[str]) -> tuple[str, ...]:
        """Return `phases` of the elements, and the disordered forms that stand for themselves where some of them are absent.

        These are the phases that a section through the elements' alloys can have.
        """
        found = set(self.phases(elements))
        forms = {form for phase in found if (form := disordered_form(self.db.phases[phase]))}
        return tuple(sorted(found | forms & set(self._usable(elements))))

    def _usable(self, elements: Sequence[str], without: Collection[str] = ()) -> dict[str, list[dict]]:
        """Return the parameters of the phases that these elements can form, disordered forms of ordered ones included."""
        from pycalphad.core.utils import unpack_species

        check_elements(self, elements)
        active = unpack_species(self.db, [*(symbol.upper() for symbol in elements), "VA"])
        energies = energies_of(self.db, {species.name for species in active})
        usable: dict[str, list[dict]] = {}
        for name, phase in self.db.phases.items():
            own = energies[name] + energies[disordered_form(phase)]
            if own and name not in without and not why_left_out(phase) and can_form(phase, active):
                usable[name] = own
        return usable

    def missing_binaries(self, elements: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Return the pairs (aluminium included) that the database does not describe.

        Such a pair has no interaction in any solution phase, and no compound, of just the two: alloys of both are
        computed as if they mixed ideally.
        """
        check_elements(self, elements)
        known = known_pairs(self.db)
        pairs = combinations(sorted({BALANCE, *elements}), 2)
        return tuple(pair for pair in pairs if frozenset(pair) not in known)


@cache
def default_database() -> ThermoDatabase:
    """Return COST507 with the elements of the default system; nickel is not among them, since Al-Ni is not described."""
    data = (files("pycalphad") / "tests/databases/COST507.tdb").read_bytes()
    return _database(data, "COST507", COST507_SOURCE, ELEMENTS)


def read_database(data: bytes | str, name: str) -> ThermoDatabase:
    """Return a user's database from the bytes or the text of a TDB; InputError with line and reason otherwise."""
    return _database(data, name, OWN_SOURCE, MOLAR_MASS)


def check_elements(database: ThermoDatabase, elements: Iterable[str]) -> None:
    """Raise InputError naming the elements that the database cannot be used for."""
    lacking = [str(symbol) for symbol in elements if symbol not in database.elements]
    if not lacking:
        return
    known, there = known_pairs(database.db), {symbol.capitalize() for symbol in real_elements(database.db)}
    alone = [symbol for symbol in lacking if symbol in there and frozenset((BALANCE, symbol)) not in known]
    them = "it" if len(lacking) == 1 else "them"
    why = f" (it does not describe {BALANCE}-{alone[0]})" if alone else ""
    raise InputError(
        f"{database.name} offers the elements {', '.join(database.elements)}; got {', '.join(lacking)}{why}; "
        f"leave {them} out or read a database that has {them}."
    )


def _database(data: bytes | str, name: str, source: str, offered: Iterable[str]) -> ThermoDatabase:
    db = read_tdb(data, name)
    known = known_pairs(db)
    there = {symbol.capitalize() for symbol in real_elements(db)} & set(offered)
    usable = sorted(symbol for symbol in there if frozenset((BALANCE, symbol)) in known)
    if not usable:
        raise InputError(
            f"{name} describes no element together with aluminium; choose a database of aluminium alloys."
        )
    lines = lines_of_undefined(data, name, db)
    odd = odd_parameters(db, commands(decoded(data, name)))
    data = data if isinstance(data, bytes) else data.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    return ThermoDatabase(name, sha256, source, (BALANCE, *usable), db, undefined=lines, odd=odd)


def _check_functions(database: ThermoDatabase, phase: str, parameters: Sequence[dict]) -> None:
    for parameter in parameters:
        lacking = undefined_functions(database.db, [parameter])
        if lacking:
            name = min(lacking)
            line = f" (line {database.undefined[name]})" if name in database.undefined else ""
            involved = {species.name.capitalize() for species in species_of(parameter)} - {BALANCE, "Va", "*"}
            otherwise = f", or leave out one of {', '.join(sorted(involved))}" if involved else ""
            raise InputError(
                f"The phase {phase} of {database.name} refers to the function {name}{line}, which it does not "
                f"define; add the function{otherwise}."
            )


@lru_cache(maxsize=KEPT)
def database_of(tdb: str | None) -> ThermoDatabase:
    """Return the database of a path, read once per process; the default one without a path."""
    if tdb is None:
        return default_database()
    try:
        data = Path(tdb).read_bytes()
    except OSError:
        raise InputError(f"The database {Path(tdb).name!r} is not there any more; upload it again.") from None
    return read_database(data, Path(tdb).name)

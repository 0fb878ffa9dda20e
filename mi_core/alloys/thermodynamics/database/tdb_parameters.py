"""What the parameters of a thermodynamic database describe."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

NEUTRAL = 1e-9  # charges per formula unit
#: Names of phases (regular expressions) that are left out, and why. Clusters, zones and helpers are MatCalc's: with them in,
#: mc_al 2.037 would give CL_FCC for beta Al3Mg2, GP_MAT for Mg2Si, and FCCAL for pure aluminium.
LEFT_OUT = {
    "GAS": "gas",
    ".*AMORPHOUS.*": "amorphous",
    "CL_.*": "clusters, for precipitation kinetics only",
    "GP_.*|.*_GPB?": "Guinier-Preston zones, coherent with the matrix and ordered upon it, for precipitation kinetics only",
    "FCC(AL|MG|SI)": "one element as FCC_A1 once more, a helper of precipitation kinetics",
}


def why_left_out(phase) -> str | None:
    """Return why a phase is of no use for alloys in equilibrium; None for all others."""
    if phase.model_hints.get("gas"):
        return LEFT_OUT["GAS"]
    return next((reason for names, reason in LEFT_OUT.items() if re.fullmatch(names, phase.name)), None)


def can_form(phase, active: Collection) -> bool:
    """Whether the active species fill every sublattice of a phase, one of them with atoms, and can balance their charges."""
    held = [[species for species in sublattice if species in active] for sublattice in phase.constituents]
    if not all(held) or not any(species.number_of_atoms for sublattice in held for species in sublattice):
        return False
    if phase.model_hints.get("ionic_liquid_2SL"):  # its sites vary with the charges
        return True
    charges = [[species.charge for species in sublattice] for sublattice in held]
    ends = [
        sum(sites * extreme(of_one) for sites, of_one in zip(phase.sublattices, charges, strict=True))
        for extreme in (min, max)
    ]
    return ends[0] <= NEUTRAL and ends[1] >= -NEUTRAL


def energies(db) -> list[dict]:
    """Return the parameters of the Gibbs energies."""
    from tinydb import where

    return db.search(where("parameter_type").one_of(["G", "L"]))


def energies_of(db, active: set[str]) -> dict[str | None, list[dict]]:
    """Return the parameters, by phase, that concern the active species ("AL", …, "VA") only; none for all else."""
    found: dict[str | None, list[dict]] = defaultdict(list)
    for parameter in energies(db):
        if all(species.name in active or species.name == "*" for species in species_of(parameter)):
            found[parameter["phase_name"]].append(parameter)
    return found


def known_pairs(db) -> set[frozenset[str]]:
    """Return the pairs of elements ("Al", "Cu") that some energy of a phase links without a third element.

    Two cations are a pair although their anion is there: an oxide database knows aluminium and zirconium by their oxides.
    """
    usable = {name for name, phase in db.phases.items() if not why_left_out(phase)}
    linked = [_linked(parameter) for parameter in energies(db) if parameter["phase_name"] in usable]
    return {frozenset(pair) for elements in linked for pair in elements if len(pair) == 2}


def _linked(parameter: dict) -> tuple[set[str], set[str]]:
    """Return the elements of a parameter, and those of its cations."""
    species = [one for one in species_of(parameter) if one.name != "*"]
    held = [
        {symbol.capitalize() for one in some for symbol in one.constituents} - {"Va"}
        for some in (species, [one for one in species if one.charge > 0])
    ]
    return held[0], held[1]


def species_of(parameter: dict) -> list:
    """Return the species of all sublattices of a parameter; "*" stands for any."""
    return [species for sublattice in parameter["constituent_array"] for species in sublattice]


def undefined_functions(db, parameters: Iterable[dict]) -> set[str]:
    """Return the names that parameters need and that are neither functions of the database nor state variables."""
    seen: set[str] = set()
    ahead = {symbol.name for parameter in parameters for symbol in parameter["parameter"].free_symbols}
    while ahead:
        seen |= ahead
        used = (db.symbols[name].free_symbols for name in ahead if name in db.symbols)
        ahead = {symbol.name for symbols in used for symbol in symbols} - seen
    return seen - set(db.symbols) - {"T", "P"}

"""Parameters of energies that the models do not take as they were meant: such a slip would change answers without a word."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from mi_core.alloys.thermodynamics.database.ordering import disordered_form
from mi_core.alloys.thermodynamics.database.tdb_parameters import energies, species_of, why_left_out
from mi_core.words import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mi_core.alloys.thermodynamics.database.tdb_commands import Command

#: "L(LIQUID,AL,MG;1)" at the beginning of a command.
_HEAD = re.compile(r"PAR\w*\s+[GL]\w*\s*\(\s*([^\s,;()]+)\s*,\s*([^;()]*?)\s*(?:;\s*(\d+)\s*)?\)")
#: J/mol: Thermo-Calc wants placeholders such as 1E-4, which add nothing when they stand twice.
NEGLIGIBLE = 1.0


class OddParameters(NamedTuple):
    """Parameters of one phase, all odd in one way: elements that they concern (capitals), and a clause that says it."""

    elements: frozenset[str]
    clause: str


def odd_parameters(db, commands: Iterable[Command]) -> tuple[OddParameters, ...]:
    """Return the parameters that no model uses, since their phase or place in it does not exist, or that two commands give.

    commands : of the file that `db` was read from.
    """
    lines = _lines(commands)
    found: dict[tuple, list[Sequence[int]]] = defaultdict(list)
    seen: set[tuple] = set()
    for parameter in energies(db):
        key = _key(parameter)
        why = _why_unused(db, parameter) or (
            _twice(parameter) if key in seen and not _is_negligible(parameter) else ""
        )
        if not _is_negligible(parameter):
            seen.add(key)
        if why:
            held = frozenset(symbol for one in species_of(parameter) for symbol in one.constituents)
            found[parameter["phase_name"], held - {"VA", "*"}, why].append(lines.get(key, ())[-1:])
    return tuple(
        OddParameters(held, _clause(phase, why, [line for at in lines for line in at], len(lines)))
        for (phase, held, why), lines in found.items()
    )


def _why_unused(db, parameter: dict) -> str:
    """Return why no model uses a parameter; "" where one does."""
    phase = db.phases.get(parameter["phase_name"])
    if phase is None:
        near = nearest(parameter["phase_name"], db.phases)
        return f"not used: no phase has this name{f', perhaps {near} is meant' if near else ''}"
    if phase.model_hints.get("ionic_liquid_2SL") or why_left_out(phase):
        return ""  # neutral species of an ionic liquid stand alone
    given = parameter["constituent_array"]
    if len(given) != len(phase.constituents):
        return f"not used: of {len(phase.constituents)} sublattices it has {len(given)}"
    form = db.phases.get(disordered_form(phase))
    # An ordered phase may borrow the species of its disordered form.
    shared = frozenset().union(*form.constituents) if form else frozenset()
    for number, (species, held) in enumerate(zip(given, phase.constituents, strict=True), 1):
        for one in species:
            if one.name != "*" and one not in held and one not in shared:
                return f"not used: the phase holds no {one.name} on its sublattice {number}"
    return ""


def _is_negligible(parameter: dict) -> bool:
    try:
        return abs(float(parameter["parameter"].subs({"T": 1000.0}))) < NEGLIGIBLE
    except (TypeError, ValueError, RuntimeError):  # functions stand in it
        return False


def _twice(parameter: dict) -> str:
    held = ":".join(",".join(one.name for one in species) for species in parameter["constituent_array"])
    return (
        f"added to what the file gives for ({held};{parameter['parameter_order']}) before: it is given twice"
    )


def _clause(phase: str, why: str, lines: list[int], many: int) -> str:
    at = f" (line {lines[0]}{' and further on' if many > 1 else ''})" if lines else ""
    which = f"{many} parameters of {phase}{at} are" if many > 1 else f"a parameter of {phase}{at} is"
    return f"{which} {why}"


def _key(parameter: dict) -> tuple:
    held = tuple(tuple(sorted(one.name for one in species)) for species in parameter["constituent_array"])
    return parameter["phase_name"], held, int(parameter["parameter_order"])


def _lines(commands: Iterable[Command]) -> dict[tuple, list[int]]:
    """Return the lines of the commands that give a parameter, by phase, constituents and order."""
    found: dict[tuple, list[int]] = defaultdict(list)
    for command in commands:
        if head := _HEAD.match(command.text):
            phase, array, order = head.groups()
            held = tuple(tuple(sorted(name.strip() for name in part.split(","))) for part in array.split(":"))
            found[phase, held, int(order or 0)].append(command.line)
    return found

"""Reading a thermodynamic database from text that may be anything: every refusal is one sentence with line and reason."""

from __future__ import annotations

import math
import re
import threading
import warnings
from collections import defaultdict
from contextlib import contextmanager, redirect_stdout
from graphlib import CycleError, TopologicalSorter
from io import StringIO
from typing import TYPE_CHECKING

from mi_core.alloys.thermodynamics.database.tdb_commands import Command, commands
from mi_core.alloys.thermodynamics.database.tdb_faults import likely_fault
from mi_core.alloys.thermodynamics.database.tdb_parameters import energies, undefined_functions
from mi_core.alloys.thermodynamics.database.tdb_text import check_commands, decoded, refusal
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_END_MEMBERS = 100_000  # of one phase: what can be sampled


def read_tdb(data: bytes | str, name: str):
    """Return pycalphad's Database; InputError, with line and reason, for what cannot be read or used."""
    text = decoded(data, name)
    check_commands(text, name)
    db = _parsed(text, name)
    _check(db, name)
    return db


def lines_of_undefined(data: bytes | str, name: str, db) -> dict[str, int]:
    """Return the functions that parameters of energies use and the file does not define, and the first lines that do."""
    lacking = undefined_functions(db, energies(db))
    found: dict[str, int] = {}
    for command in commands(decoded(data, name)) if lacking else ():
        for number, line in enumerate(command.raw.split("\n"), command.line):
            for word in lacking.intersection(re.findall(r"[A-Z]\w*", line)) - found.keys():
                found[word] = number
    return found


def real_elements(db) -> set[str]:
    """Return the elements in pycalphad's capitals, without vacancies and electrons."""
    return set(db.elements) - {"VA", "/-"}


def _parsed(text: str, name: str):
    from pycalphad import Database
    from pyparsing import ParseException

    try:
        with _quiet():
            return Database.from_file(StringIO(text), fmt="tdb")
    except ParseException as error:
        raise _syntax_refusal(text, name, error.lineno) from None
    except Exception as error:  # the parser fails in any way on what it does not expect
        command = _first_failing(text)
        if command is None:
            raise InputError(
                f"{name} cannot be read as a thermodynamic database (TDB): {_reason(error)}."
            ) from error
        raise refusal(name, command, likely_fault(command) or _reason(error)) from error


def _syntax_refusal(text: str, name: str, line: int) -> InputError:
    within = [command for command in commands(text) if command.line <= line]
    shown = Command(line, text.split("\n")[line - 1].strip() or within[-1].text)
    started = f" (the command starts on line {within[-1].line})" if within and within[-1].line != line else ""
    fault = (likely_fault(within[-1]) if within else None) or 'a word is wrong or missing, or a "!" before it'
    return refusal(name, shown, f"this is no complete TDB command; {fault}{started}")


def _first_failing(text: str) -> Command | None:
    """Return the command at which pycalphad fails, found by handing it one after the other."""
    from pycalphad import Database
    from pycalphad.io.tdb import _TDB_PROCESSOR, _process_typedef, _tdb_grammar  # no public way to the line

    grammar, db = _tdb_grammar(), Database()
    db._typechar_map, db._typedefs_queue = defaultdict(list), []  # noqa: SLF001 - as its own reader starts
    typed = []
    for command in commands(text):
        try:
            tokens = grammar.parse_string(command.text)
            with _quiet():
                _TDB_PROCESSOR[tokens[0]](db, *tokens[1:])
        except Exception:  # noqa: BLE001 - this one it is
            return command
        typed += [(command, tokens[1:])] * (tokens[0] == "TYPE_DEFINITION")
    for command, tokens in typed:
        try:
            with _quiet():
                _process_typedef(db, *tokens)
        except Exception:  # noqa: BLE001
            return command
    return None


#: What `_quiet` changes belongs to the whole process.
_SCREEN = threading.RLock()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pycalphad's remarks (unused type definitions and the like) from the screen; one thread at a time."""
    with _SCREEN, warnings.catch_warnings(), redirect_stdout(StringIO()):
        warnings.simplefilter("ignore")
        yield


def _reason(error: Exception) -> str:
    """Return what pycalphad's exception means."""
    if isinstance(error, KeyError):
        return f"{error.args[0]} is not defined before it is used"
    if isinstance(error, SyntaxError | RecursionError | MemoryError | IndexError | TypeError):
        return "its expression is incomplete or cannot be understood"
    if "whitelist" in str(error):
        return "expressions are made of numbers, names, + - * / **, brackets, LN, LOG, EXP"
    if "Not Implemented" in str(error):  # symengine's words
        return "its expression has no finite value"
    if "does not match [" in str(error):
        return "its keyword is none of DISORDERED_PART, MAGNETIC, NEVER_DISORDER"
    return " ".join(str(error).split()).rstrip(".")[:200] or type(error).__name__


def _check(db, name: str) -> None:
    elements = real_elements(db)
    if not elements or not db.phases:
        raise InputError(
            f"{name} describes no {'phases' if elements else 'elements'}; upload a complete TDB file."
        )
    if "AL" not in elements:
        raise InputError(
            f"{name} does not describe aluminium (it has {', '.join(sorted(elements))}); choose one with Al."
        )
    if len(elements) == 1:
        raise InputError(
            f"{name} describes aluminium only; alloys need a database with at least one more element."
        )
    reason = next(_problems(db), None)
    if reason:
        raise InputError(f"{name} cannot be used: {reason}.")


def _problems(db) -> Iterator[str]:
    """Yield what pycalphad would fail on much later."""
    for phase in db.phases.values():
        if phase.constituents is None:
            yield f"its phase {phase.name} has no CONSTITUENT command"
        elif len(phase.constituents) != len(phase.sublattices):
            yield f"its phase {phase.name} has other numbers of sublattices in PHASE and in CONSTITUENT"
        elif not all(0 < ratio < math.inf for ratio in phase.sublattices):
            yield f"the sublattices of its phase {phase.name} have no positive sizes"
        elif math.prod(len(sublattice) for sublattice in phase.constituents) > MOST_END_MEMBERS:
            yield f"its phase {phase.name} has more than {MOST_END_MEMBERS} end-members"
    circle = _circle(db.symbols)
    if circle:
        yield f"its function {circle} refers to itself"
    yield from _wrong_orders(db)


def _wrong_orders(db) -> Iterator[str]:
    """Yield what is wrong with pairs of ordered and disordered phases."""
    for phase in db.phases.values():
        disordered = db.phases.get(phase.model_hints.get("disordered_phase"))
        if disordered is None:
            continue
        ordered = db.phases[phase.model_hints["ordered_phase"]]
        lacking = set().union(*ordered.constituents) - set().union(*disordered.constituents)
        if lacking:
            named = min(species.name for species in lacking)
            yield f"its phase {ordered.name} holds {named}, which its disordered form {disordered.name} does not"


def _circle(symbols: dict) -> str | None:
    """Return a function that depends on itself, None if there is none."""
    uses = {name: {symbol.name for symbol in expression.free_symbols} for name, expression in symbols.items()}
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        return error.args[1][0]
    return None

"""The text of a thermodynamic database (TDB), checked before any parser sees it.

pycalphad hands the expressions in it to Python's `ast`, where only sums, products, powers, calls and names pass, and then to
symengine's own parser, never to `eval`: a TDB cannot run code. But symengine multiplies powers of numbers out, for hours and
gigabytes if need be; hence the limits here.
"""

from __future__ import annotations

import codecs
import re

from humanize import naturalsize

from mi_core.alloys.thermodynamics.database.tdb_commands import Command, commands
from mi_core.alloys.thermodynamics.database.tdb_faults import (
    line_of,
    next_command_inside,
    second_on_line,
    unbalanced,
    wrong_limits,
)
from mi_core.errors import InputError

MOST_BYTES = 5 * 2**20  # COST507 has 0.3 MB and takes 2 s
MOST_COMMANDS = 40_000
LONGEST_EXPRESSION = 20_000  # characters
HIGHEST_POWER = 99
HIGHEST_PRODUCT_OF_POWERS = 1e5  # of brackets raised, in one expression
FUNCTIONS = ("LN", "LOG", "EXP")  # what pycalphad understands

#: Byte-order marks and what they mean; that of UTF-32 begins with that of UTF-16.
MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    ((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "utf-32"),
    ((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16"),
)
#: What word processors put for blank and minus, and the end mark of old systems.
_TYPOGRAPHIC = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-", "\u2013": "-", "\x1a": " "}
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_CALL = re.compile(r"([A-Z_]\w*)#?\s*\(")
_NUMBER = r"[-+]?\s*(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d+)?"
#: "933.47 Y", before the expression of the next range.
_NEXT_RANGE = re.compile(rf"\s*(?:{_NUMBER})?[\s,]*[YN]\b")
_POWER = re.compile(rf"(\)|[\w.#]*)\s*\*\*\s*(?:\(\s*({_NUMBER})\s*\)|({_NUMBER}))?(\s*\*\*)?")


def decoded(data: bytes | str, name: str) -> str:
    """Return the text of a file, whatever its line ends; InputError if it is too large, empty, or not text."""
    if not isinstance(data, bytes | bytearray | str):
        raise InputError(f"A thermodynamic database is read from bytes or text; got {type(data).__name__}.")
    if len(data) > MOST_BYTES:
        largest, got = (naturalsize(n, binary=True, format="%.3g") for n in (MOST_BYTES, len(data)))
        raise InputError(
            f"A thermodynamic database has at most {largest}; {name} has {got} (keep the elements that you need)."
        )
    text = data if isinstance(data, str) else _text_of(bytes(data))
    if not text.strip():
        raise InputError(f"{name} is empty; upload a thermodynamic database as text (TDB).")
    if _CONTROL.search(text):
        raise InputError(f"{name} is not text; upload a thermodynamic database as a plain, unencrypted TDB.")
    if text.lstrip().startswith("<"):
        raise InputError(f"{name} is a web page, not a thermodynamic database; download the TDB file itself.")
    return text.translate(_TYPOGRAPHIC).replace("\r\n", "\n").replace("\r", "\n")


def check_commands(text: str, name: str) -> None:
    """Raise InputError, with the line, for what the parsers would pass over, and what would occupy them for too long."""
    for number, line in enumerate(text.upper().split("\n"), 1):
        if second := second_on_line(line):
            reason = 'it stands behind the "!" of another command and would not be read; put it on a line of its own'
            raise refusal(name, Command(number, second), reason)
    for number, command in enumerate(commands(text)):
        if number >= MOST_COMMANDS:
            raise InputError(
                f"A thermodynamic database has at most {MOST_COMMANDS} commands; {name} has more."
            )
        if (lines := next_command_inside(command)) is not None:
            reason = (
                'this is no complete TDB command, its "!" is missing '
                f"(the command starts on line {command.line}, the next one on line {lines[1]})"
            )
            raise refusal(name, line_of(command, lines[0]), reason)
        faults = filter(None, map(_too_much, _expressions(command.text)))
        if fault := next(faults, None) or wrong_limits(command):
            raise refusal(name, command, fault)


def refusal(name: str, command: Command, reason: str) -> InputError:
    """Return the error that says why a command cannot be read."""
    return InputError(
        f"{name} cannot be read as a thermodynamic database (TDB): line {command.line}, {command.shown!r}: {reason}."
    )


def _text_of(data: bytes) -> str:
    """Return the text of bytes in UTF-8, UTF-16 or UTF-32, or else in the code page of Western Windows."""
    for marks, encoding in MARKED:
        if data.startswith(marks):
            return data.decode(encoding, errors="replace")
    for half, encoding in ((data[1:200:2], "utf-16-le"), (data[:200:2], "utf-16-be")):
        if half and not any(half):  # letters of the West, without a mark
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _expressions(command: str) -> list[str]:
    """Return the expressions of a FUNCTION or PARAMETER command, their temperature limits still about them."""
    key = re.split(r"[^A-Z_]", command, maxsplit=1)[0]
    if key and "FUNCTION".startswith(key):
        return command[len(key) :].split(";")
    if key and "PARAMETER".startswith(key):
        return command.partition(")")[2].split(";")
    return []


def _too_much(expression: str) -> str | None:
    """Return what is wrong with an expression, None if nothing is."""
    if len(expression) > LONGEST_EXPRESSION:
        return f"an expression has at most {LONGEST_EXPRESSION} characters, this one has {len(expression)}"
    if fault := unbalanced(expression):
        return fault
    range_before = _NEXT_RANGE.match(expression)
    for call in _CALL.findall(expression, range_before.end() if range_before else 0):
        if call not in FUNCTIONS:
            return f"the functions of an expression are {', '.join(FUNCTIONS)}; got {call}"
    product = 1.0
    for base, bracketed, bare, again in _POWER.findall(expression):
        power = float((bracketed or bare or "nan").replace(" ", ""))
        product *= max(abs(power), 1.0) if base == ")" else 1.0
        if again or not abs(power) <= HIGHEST_POWER or not product <= HIGHEST_PRODUCT_OF_POWERS:
            return f"powers are single numbers of at most {HIGHEST_POWER}, such as T**2"
    return None

"""What is wrong with a command of a thermodynamic database (TDB), in the words of the person who can mend it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mi_core.words import nearest

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.database.tdb_commands import Command

DESCRIBING = ("ELEMENT", "SPECIES", "PHASE", "CONSTITUENT", "FUNCTION", "PARAMETER", "TYPE_DEFINITION")
OTHERS = (
    "ADD_REFERENCES",
    "ASSESSED_SYSTEMS",
    "DATABASE_INFORMATION",
    "DEFAULT_COMMAND",
    "DEFINE_SYSTEM_DEFAULT",
    "DIFFUSION",
    "FTP_FILE",
    "LIST_OF_REFERENCES",
    "REFERENCE_FILE",
    "TABLE",
    "TEMPERATURE_LIMITS",
    "VERSION_DATE",
    "ZEROVOLUME_SPECIES",
)
SHORTEST = 3  # letters of a command that is searched for inside another
#: The beginning of a command by what follows its name. Prose may hold the names alone.
_FOLLOWS = {
    "ELEMENT": r"\S+\s+\S+\s+[-+.\d]",
    "SPECIES": r"[A-Z]\S*\s+[A-Z]\S*\d",
    "PHASE": r"[A-Z]\S*\s+\S+\s+\d+\s+[.\d]",
    "CONSTITUENT": r"[A-Z]\S*\s*:",
    "FUNCTION": r"[A-Z]\w*\s+[-+.\d]+\s",
    "PARAMETER": r"[A-Z]\w*\([A-Z]",
    "TYPE_DEFINITION": r"\S\s+(?:SEQ|GES|IF|POLY)",
}
_LIMIT = re.compile(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:E[-+]?\d+)?)")
_HEAD = re.compile(r"[A-Z]+\s+[A-Z]\w*\([^()]*\)")


def _abbreviations(name: str) -> str:
    """Return a regular expression of a name and all its abbreviations; "-" may stand for "_"."""
    pattern = ""
    for letter in reversed(name[SHORTEST:].replace("_", "-")):
        pattern = f"(?:{'[_-]' if letter == '-' else letter}{pattern})?"
    return name[:SHORTEST] + pattern


_BEGINS = re.compile(
    r"(?<=\s)(?:"
    + "|".join(rf"{_abbreviations(name)}\s+{rest}" for name, rest in _FOLLOWS.items())
    + r"|TYPE?[_-]DEF\s+\S\s+(?:SEQ|GES))"
)


def keyword(command: Command) -> str:
    """Return which command it is, its name in full; "" for an unknown one."""
    word = re.split(r"[^A-Z_-]", command.text, maxsplit=1)[0].replace("-", "_")
    parts = word.split("_")
    for name in (*DESCRIBING, *OTHERS):
        whole = name.split("_")
        if word and len(parts) <= len(whole) and all(map(str.startswith, whole, parts)):
            return name
    return ""


def next_command_inside(command: Command) -> tuple[int, int] | None:
    """Return the lines of the end and of the beginning of the next, if a command goes on into it for want of a "!"."""
    if keyword(command) not in (*DESCRIBING, "DEFINE_SYSTEM_DEFAULT", "DEFAULT_COMMAND"):
        return None  # prose
    found = _BEGINS.search(command.raw, 1)
    if found is None:
        return None
    before = command.raw[: found.start()]
    return command.line + before.rstrip().count("\n"), command.line + before.count("\n")


def second_on_line(line: str) -> str | None:
    """Return the command that begins behind the "!" of another on one line (in capitals), None if there is none."""
    rest = line.split("$", 1)[0].partition("!")[2].strip()
    return rest if _BEGINS.match(f" {rest}", 1) else None


def line_of(command: Command, line: int) -> Command:
    """Return one line of a command, numbered as in the file, as a command to show."""
    return command._replace(line=line, text=command.raw.split("\n")[line - command.line].strip())


def unbalanced(expression: str) -> str | None:
    """Return what is wrong with the brackets of an expression, None if nothing is."""
    opened, closed = expression.count("("), expression.count(")")
    if opened == closed:
        return None
    which = '"(" is not closed' if opened > closed else '")" closes nothing'
    return f"its expression is incomplete: a {which} ({opened} opened, {closed} closed)"


def wrong_limits(command: Command) -> str | None:
    """Return what is wrong with the temperatures of the ranges of a FUNCTION or PARAMETER, None if nothing is.

    Without its lowest temperature the first number of the expression would silently be taken for it.
    """
    name, head = keyword(command), _HEAD.match(command.text)
    if name == "FUNCTION":
        head = re.match(r"\S+\s+\S+", command.text)
    if name not in ("FUNCTION", "PARAMETER") or head is None:
        return None
    first, *others = command.text[head.end() :].split(";")
    limits = [
        float(found.group(1)) for part in (first, *others) if (found := _LIMIT.match(part)) and found.group(1)
    ]
    if limits and limits[0] < 0:
        return f"the lowest temperature of its range is missing ({limits[0]:g} stands in its place)"
    if any(after <= before for before, after in pairwise(limits)):
        listed = ", ".join(f"{limit:g}" for limit in limits)
        return f"the temperatures of its ranges do not rise ({listed} K), or the lowest one is missing"
    return None


def likely_fault(command: Command) -> str | None:
    """Return the likely reason why a command that the parser refused is wrong, None if no reason is seen."""
    name = keyword(command)
    if not name:
        word = command.text.split()[0]
        near = nearest(word, (*DESCRIBING, *OTHERS))
        hint = f"perhaps {near} is meant" if near else f"commands are {', '.join(DESCRIBING)} and a few more"
        return f"{word[:40]} names none, {hint}"
    head = _HEAD.match(command.text)
    if name == "PARAMETER" and head is None:
        return "what it is a parameter of is written like L(PHASE,A,B:C;0), with both brackets"
    if name in ("PARAMETER", "FUNCTION"):
        values = command.text[head.end() :] if head and name == "PARAMETER" else command.text
        if ";" not in values:
            return 'the end of its range is missing: after the expression stand ";", the highest temperature and "N"'
        if re.search(r"\d,\d", values):
            return "numbers have a decimal point; a comma was got"
    return None

"""The commands of a thermodynamic database (TDB), taken apart.

A TDB is commands that end with "!"; "$" starts a comment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Command(NamedTuple):
    """One command, in capitals, on one line, without comments, and the line it starts on; raw : on its own lines."""

    line: int
    text: str
    raw: str = ""

    @property
    def shown(self) -> str:
        """The beginning of the command, for a sentence."""
        words = " ".join(self.text.split())
        return words if len(words) <= 60 else words[:57] + "..."


def commands(text: str) -> Iterator[Command]:
    """Yield the commands as pycalphad separates them: comments off, what follows a "!" on its line off."""
    lines = [line.split("$", 1)[0] for line in text.upper().replace("\t", " ").split("\n")]
    kept = "\n".join(line.split("!")[0] + "!" * ("!" in line) for line in lines)
    number = 1
    for command in kept.split("!"):
        body = command.lstrip()
        if body:
            start = number + command[: len(command) - len(body)].count("\n")
            yield Command(start, body.replace("\n", " "), body)
        number += command.count("\n")

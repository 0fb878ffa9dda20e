"""`python -m mi_core …`: the calls that the pages make, for scripts."""

from __future__ import annotations

import argparse
import os
import sys
import warnings

from mi_core import workbench
from mi_core.errors import InputError
from mi_core.system import load

BROKEN_PIPE = 141  # what shells report of a program that SIGPIPE ended


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each system names its own."""
    parser = argparse.ArgumentParser(
        prog="python -m mi_core", description="Materials informatics on the command line."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    inputs = [name for system in workbench.SYSTEMS for name in system.input_commands]
    others = [name for system in workbench.SYSTEMS for name in system.commands]
    for name in inputs + others:
        load(name).add_parser(commands)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns 0, 2 after one sentence on standard error, or 141 where the reader of the output stopped."""
    try:
        try:
            return _run(arguments)
        finally:
            if sys.stdout is not None:  # it is where the caller closed it
                sys.stdout.flush()  # what nobody reads shall fail here, and not when the interpreter ends
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # takes what is left, which the interpreter flushes at its end
        return BROKEN_PIPE


def _run(arguments: list[str] | None) -> int:
    options = make_parser().parse_args(arguments)
    warnings.filterwarnings("ignore")  # libraries' remarks; what the user must know is in the output
    try:
        return options.run(options) or 0
    except InputError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())

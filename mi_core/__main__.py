"""`python -m mi_core …`: the calls that the pages make, for scripts."""

from __future__ import annotations

import argparse
import sys
import warnings

from mi_core import workbench
from mi_core.errors import InputError
from mi_core.system import load


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
    """Run one command; returns 0, or 2 after one sentence on standard error."""
    options = make_parser().parse_args(arguments)
    warnings.filterwarnings("ignore")  # libraries' remarks; what the user must know is in the output
    try:
        return options.run(options) or 0
    except InputError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())

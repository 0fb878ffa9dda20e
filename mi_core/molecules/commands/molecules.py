"""`molecules predict|affinity|transfer`: properties of molecules, which tasks help which, and a task of one's own."""

from __future__ import annotations

from mi_core.system import load

COMMANDS = (
    "mi_core.molecules.commands.predict",
    "mi_core.molecules.commands.affinity",
    "mi_core.molecules.commands.transfer",
    "mi_core.molecules.commands.train",
)


def add_parser(commands) -> None:
    """Add the command, and its own commands, to the parser."""
    parser = commands.add_parser(
        "molecules", help="predict properties of molecules, and learn one from few of them"
    )
    own = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        load(module).add_parser(own)

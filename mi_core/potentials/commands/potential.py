"""`potential train|evaluate|export|environments …`: learn a potential from frames, and ask one."""

from __future__ import annotations

from mi_core.potentials.commands import environments, evaluate, export, train


def add_parser(commands) -> None:
    """Add the command and its actions to the parser."""
    parser = commands.add_parser("potential", help="learn an interatomic potential from frames, and ask one")
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    train.add_parser(actions)
    evaluate.add_parser(actions)
    export.add_parser(actions)
    environments.add_parser(actions)

"""`potential environments [--maps]`: make the environments of silicon that ship, and their maps in the network's layers."""

from __future__ import annotations

import sys


def add_parser(actions) -> None:
    """Add the action to the parser."""
    parser = actions.add_parser(
        "environments",
        help="make the environments of silicon that ship, by dynamics on silicon-ace, and their maps",
    )
    parser.add_argument("--maps", action="store_true", help="keep the environments, and draw the maps alone")
    parser.set_defaults(run=run)


def run(options) -> int:
    """Make frames in some minutes, and maps in as many."""
    from mi_core.potentials.environments.making import make_frames
    from mi_core.potentials.environments.point_set import make_maps
    from mi_core.potentials.environments.shipped import SHIPPED, write_frames
    from mi_core.potentials.store import load_potential

    if not options.maps:
        SHIPPED.parent.mkdir(exist_ok=True)
        write_frames(make_frames("Si", load_potential("silicon-ace").potential, say=_say), SHIPPED)
    make_maps(say=_say)
    return 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)

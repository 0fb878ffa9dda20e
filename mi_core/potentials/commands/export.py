"""`potential export POTENTIAL --output folder`: a network in n2p2's format, which LAMMPS reads."""

from __future__ import annotations

import sys
from pathlib import Path

from mi_core.commands.output import check_output_folder, writing


def add_parser(actions) -> None:
    """Add the action to the parser."""
    parser = actions.add_parser(
        "export", help="write a network as files of n2p2, for LAMMPS (pair_style hdnnp)"
    )
    parser.add_argument(
        "potential", metavar="POTENTIAL", help="folder that `potential train` wrote, or silicon-network"
    )
    parser.add_argument("--output", required=True, type=Path, help="folder to write into")
    parser.set_defaults(run=run)


def run(options) -> int:
    """Load and write."""
    check_output_folder(options.output)

    from mi_core.potentials.export import lammps_files
    from mi_core.potentials.store import open_potential

    files = lammps_files(open_potential(options.potential))
    with writing(options.output):
        options.output.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (options.output / name).write_text(text, encoding="utf-8")
    print(f"{', '.join(files)} written to {options.output}.", file=sys.stderr)
    return 0

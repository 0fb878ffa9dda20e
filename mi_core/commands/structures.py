"""`structures INPUT... --output out.csv`: what was read, one row per crystal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from mi_core.commands.output import add_output, check_output, write_output
from mi_core.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.structures.material import Material


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "structures", help="tell what crystals were read, and what is odd about them"
    )
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="CIF, POSCAR, XYZ, XSF, JSON, zip, folder, or a table with the column cif or formula",
    )
    add_output(parser)
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read, sum up, write; 2 if no row is usable."""
    check_output(options.output)

    from mi_core.structures.reading import read_materials

    materials = read_materials(options.inputs)
    write_output(table(materials), options.output)
    usable = sum(material.usable for material in materials)
    if not usable:
        raise InputError(f"No row of {options.output} can be used: {materials[0].error}")
    print(f"{usable} of {len(materials)} rows can be used; written to {options.output}.", file=sys.stderr)
    return 0


def table(materials: list[Material]) -> pd.DataFrame:
    """Return a row per material in order, as `structures.summary.summarise` but with "sites" for "n_sites".

    Space groups are spglib's at 0.01 Å; what is not known is missing. Warnings are joined by "; ".
    """
    from mi_core.structures.summary import UNKNOWN, summarise

    frame = summarise(materials).rename(columns={"n_sites": "sites"})
    frame["space_group"] = frame["space_group"].replace(UNKNOWN, "")
    frame["warnings"] = ["; ".join(material.warnings) for material in materials]
    return frame.round(6)  # 179.406144, not 179.40614400000002

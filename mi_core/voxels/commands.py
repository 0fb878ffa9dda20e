"""`voxels INPUT... [--grid cartesian|spherical] --output folder`: a file of voxels for each crystal, and a table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.commands.output import check_output_folder, writing
from mi_core.errors import InputError

if TYPE_CHECKING:
    from mi_core.structures.material import Material

TABLE = "voxels.csv"


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("voxels", help="write crystals as voxels in reciprocal space")
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="CIF, POSCAR, XYZ, XSF, JSON, zip, folder, or a table with the column cif",
    )
    parser.add_argument(
        "--grid",
        choices=("cartesian", "spherical"),
        default="cartesian",
        help="of the voxels (default: cartesian)",
    )
    parser.add_argument("--output", required=True, type=Path, help="folder to write into")
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read, describe, write; 2 if no crystal could be described."""
    check_output_folder(options.output)

    import pandas as pd

    from mi_core.files import file_names
    from mi_core.structures.reading import read_materials

    materials = read_materials(options.inputs)
    with writing(options.output):
        options.output.mkdir(parents=True, exist_ok=True)
        names = file_names(material.id for material in materials)
        rows = [
            _written(material, options.grid, options.output / f"{name}.npz")
            for material, name in zip(materials, names, strict=True)
        ]
        pd.DataFrame(rows).to_csv(options.output / TABLE, index=False)
    done = sum(row["error"] == "" for row in rows)
    if not done:
        raise InputError(f"No row of {options.output / TABLE} has voxels: {rows[0]['error']}")
    print(f"{done} of {len(rows)} crystals written to {options.output}.", file=sys.stderr)
    return 0


def _written(material: Material, grid: str, path: Path) -> dict:
    """Write the voxels of one material; return its row of the table."""
    from mi_core.voxels.described import npz_bytes, promolecule_voxels

    row = {"id": material.id, "formula": material.formula, "electrons": None, "hartree_ev_per_atom": None}
    if not material.usable:
        return {**row, "error": material.error}
    try:
        found = promolecule_voxels(material, grid)
    except InputError as error:
        return {**row, "error": str(error)}
    path.write_bytes(npz_bytes(found.values, grid))
    return {
        **row,
        "electrons": found.electrons,
        "hartree_ev_per_atom": found.hartree_ev_per_atom,
        "error": "",
    }

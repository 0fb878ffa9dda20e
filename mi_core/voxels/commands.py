"""`voxels INPUT... [--grid cartesian|spherical] --output folder`: a file of voxels for each crystal or density, and a table.

With densities among the inputs a second table, `fields.csv`, tells of each row what was read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.commands.output import check_output_folder, writing
from mi_core.errors import InputError

if TYPE_CHECKING:
    from mi_core.structures.material import Material
    from mi_core.voxels.described import Voxels
    from mi_core.voxels.inputs import Given

TABLE = "voxels.csv"
FIELDS = "fields.csv"


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("voxels", help="write crystals and densities as voxels in reciprocal space")
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="CIF, POSCAR, XYZ, XSF, JSON, zip, folder, or a table with the column cif, for densities of free atoms; "
        "CHGCAR, AECCAR0 with AECCAR2, or cube, also packed or in a zip, for densities of files",
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
    """Read, describe, write; 2 if nothing could be described."""
    check_output_folder(options.output)

    import pandas as pd

    from mi_core.files import file_names
    from mi_core.voxels.inputs import read_inputs

    given = read_inputs(options.inputs)
    with writing(options.output):
        options.output.mkdir(parents=True, exist_ok=True)
        names = file_names(one.row.id for one in given)
        done = [
            _written(one, options.grid, options.output / f"{name}.npz")
            for one, name in zip(given, names, strict=True)
        ]
        rows = [row for row, _ in done]
        pd.DataFrame(rows).to_csv(options.output / TABLE, index=False)
        if any(one.files for one in given):
            pd.DataFrame([read for _, read in done]).to_csv(options.output / FIELDS, index=False)
            _say_mixed({read["field"] for row, read in done if not row["error"]})
    usable = sum(row["error"] == "" for row in rows)
    if not usable:
        raise InputError(f"No row of {options.output / TABLE} has voxels: {rows[0]['error']}")
    print(f"{usable} of {len(rows)} inputs written to {options.output}.", file=sys.stderr)
    return 0


def _say_mixed(fields: set[str]) -> None:
    """Warn of rows that are no like quantities."""
    if len(fields) > 1:
        print(
            f"The rows are of unlike densities ({', '.join(sorted(fields))}; see {FIELDS}): learn from one kind alone.",
            file=sys.stderr,
        )


def _written(given: Given, grid: str, path: Path) -> tuple[dict, dict]:
    """Write the voxels of one input; return its row of the table, and what was read of it."""
    from mi_core.voxels.packed import npz_bytes

    material = given.row
    row: dict = {
        "id": material.id,
        "formula": material.formula,
        "electrons": None,
        "hartree_ev_per_atom": None,
    }
    read = {"id": material.id, "source": material.source, "field": "", "points": "", "remarks": ""}
    try:
        found = _of_files(given, grid, row, read) if given.files else _of_crystal(material, grid, read)
    except InputError as error:
        return {**row, "error": str(error)}, read
    path.write_bytes(npz_bytes(found.values, grid))
    row |= {"electrons": found.electrons, "hartree_ev_per_atom": found.hartree_ev_per_atom}
    return {**row, "error": ""}, read


def _of_crystal(material: Material, grid: str, read: dict) -> Voxels:
    from mi_core.voxels.described import FREE_ATOMS, promolecule_voxels

    if not material.usable:
        raise InputError(material.error)
    read["field"] = FREE_ATOMS
    read["remarks"] = " ".join(material.warnings)
    return promolecule_voxels(material, grid)


def _of_files(given: Given, grid: str, row: dict, read: dict) -> Voxels:
    """Return the voxels of the first field of a density, noting its formula and what it is."""
    from mi_core.structures.reduced_formula import crystal_formula
    from mi_core.voxels.of_fields import field_voxels

    field, *_ = given.fields()
    row["formula"] = crystal_formula(field.structure)
    read |= {
        "field": field.title,
        "points": " × ".join(map(str, field.shape)),
        "remarks": " ".join(field.remarks),
    }
    return field_voxels(field, grid)

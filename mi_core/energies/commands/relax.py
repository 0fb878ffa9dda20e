"""`relax INPUT... --output folder`: crystals at rest as CIF files, and a table of what became of them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mi_core.commands.output import check_output_folder, write_output, writing
from mi_core.errors import InputError
from mi_core.files import file_names


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("relax", help="bring crystals to rest on a universal potential")
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="crystals, as the command predict reads them"
    )
    parser.add_argument(
        "--cell", action=argparse.BooleanOptionalAction, default=True, help="relax the cell, too (default)"
    )
    parser.add_argument(
        "--fmax", type=float, default=0.05, help="largest force left, eV/Å (default: %(default)s)"
    )
    parser.add_argument("--steps", type=int, default=500, help="most steps (default: %(default)s)")
    parser.add_argument("--pressure", type=float, default=0.0, help="GPa on the cell (default: 0)")
    parser.add_argument("--symmetry", action="store_true", help="keep the space group of the start")
    parser.add_argument(
        "--output", required=True, type=Path, help="folder for relaxed.csv and a CIF file per crystal"
    )
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read, relax, write; 2 if no crystal could be relaxed."""
    check_output_folder(options.output)

    from mi_core.energies.relaxation.relax import Settings
    from mi_core.energies.relaxation.several import relax_material, relaxed_table
    from mi_core.structures.reading import read_materials
    from mi_core.structures.writing import write_structure

    settings = Settings(options.cell, options.fmax, options.steps, options.pressure, options.symmetry)
    materials = read_materials(options.inputs)
    with writing(options.output):
        options.output.mkdir(parents=True, exist_ok=True)
    rows, ends = [], []
    names = file_names(material.id for material in materials)
    for number, (material, name) in enumerate(zip(materials, names, strict=True), start=1):
        row, relaxed = relax_material(material, settings)
        rows.append(row)
        ends.append(relaxed.structure if relaxed else None)
        if relaxed is not None:
            path = options.output / f"{name}.cif"
            with writing(path):
                path.write_text(write_structure(relaxed.structure, "CIF"), encoding="utf-8")
        print(f"{number} of {len(materials)}: {material.id}: {_said(row)}", file=sys.stderr)
    write_output(relaxed_table(materials, rows, ends), options.output / "relaxed.csv")
    done = sum(end is not None for end in ends)
    print(f"{done} of {len(rows)} crystals relaxed; written to {options.output}.", file=sys.stderr)
    if not done:
        raise InputError(f"No crystal could be relaxed: {rows[0]['error'] if rows else 'there was none.'}")
    return 0


def _said(row: dict) -> str:
    if row["error"]:
        return row["error"]
    rest = "at rest" if row["converged"] else "not at rest"
    return f"{rest} after {row['steps']} steps. {row['remark']}".strip()

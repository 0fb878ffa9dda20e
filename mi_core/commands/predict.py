"""`predict INPUT... [--target TARGET]... [--model MODEL] --output out.csv`."""

from __future__ import annotations

import sys
from pathlib import Path

from mi_core.errors import InputError
from mi_core.targets import TARGETS

WRITERS = {
    ".csv": lambda frame, path: frame.to_csv(path, index=False),
    ".parquet": lambda frame, path: frame.to_parquet(path, index=False),
    ".json": lambda frame, path: frame.to_json(path, orient="records", indent=1),
}


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("predict", help="predict properties of crystals, formulas or site elements")
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="CIF, POSCAR, XYZ, JSON, zip, folder, or a table with the column cif, formula, or a_site and b_site",
    )
    parser.add_argument(
        "--target", action="append", metavar="TARGET", help=f"one of {', '.join(TARGETS)}; repeatable"
    )
    parser.add_argument("--model", help="the model that must answer (see the command models)")
    parser.add_argument("--output", required=True, type=Path, help="CSV, Parquet or JSON file to write")
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read, predict, write; 2 if no row succeeded."""
    write = WRITERS.get(options.output.suffix.lower())
    if write is None:
        raise InputError(f"--output must end in {', '.join(WRITERS)}; got {str(options.output)!r}.")
    if not options.output.absolute().parent.is_dir():
        raise InputError(
            f"--output names a folder that does not exist: {str(options.output.parent)!r}; make it first."
        )

    from mi_core.prediction.predict import predict
    from mi_core.prediction.routing import candidate_recipes
    from mi_core.structures.reading import read_materials

    candidate_recipes(options.target, options.model)  # unknown names fail before the work starts
    materials = read_materials(options.inputs)
    frame = predict(materials, options.target, model=options.model)
    write(frame, options.output)
    done = int((frame["error"] == "").sum())
    print(
        f"{done} of {len(frame)} predictions made for {len(materials)} inputs; written to {options.output}.",
        file=sys.stderr,
    )
    if done == 0:
        reasons = frame["error"].drop_duplicates()
        first = reasons.iloc[0] if len(reasons) else "there was no input."
        raise InputError(f"No prediction could be made: {first}")
    return 0

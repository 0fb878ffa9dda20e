"""`predict INPUT... [--target TARGET]... [--model MODEL] --output out.csv`."""

from __future__ import annotations

import sys

from mi_core.commands.output import add_output, check_output, write_output
from mi_core.errors import InputError


def add_parser(commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("predict", help="predict properties of crystals, formulas or site elements")
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help="CIF, POSCAR, XYZ, XSF, JSON, zip, folder, or a table of formulas, CIF texts, or a_site and b_site",
    )
    parser.add_argument(
        "--target",
        action="append",
        metavar="TARGET",
        help="a property that the command models lists, such as gap_ev; repeatable",
    )
    parser.add_argument("--model", help="the model that must answer (see the command models)")
    add_output(parser)
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read, predict, write; 2 if no row succeeded."""
    check_output(options.output)

    from mi_core.prediction.conditions import sentences_on_columns
    from mi_core.prediction.definitions import definition_notes
    from mi_core.prediction.predict import predict
    from mi_core.prediction.routing import candidate_recipes
    from mi_core.pretrained.catalogue import Catalogue
    from mi_core.structures.reading import read_materials

    catalogue = Catalogue()
    candidate_recipes(catalogue, options.target, options.model)  # unknown names fail before the work starts
    materials = read_materials(options.inputs)
    frame = predict(
        materials,
        options.target,
        catalogue=catalogue,
        model=options.model,
        sites_alone=options.target is not None,
    )
    write_output(frame, options.output)
    for sentence in definition_notes(catalogue, frame, options.target or []):
        print(sentence, file=sys.stderr)
    for sentence in sentences_on_columns(materials):
        print(sentence, file=sys.stderr)
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

"""`potential train FRAMES [--kind ace|network] --output folder`: learn a potential from frames with energies and forces."""

from __future__ import annotations

import sys
from pathlib import Path

from mi_core.commands.output import check_output_folder, writing
from mi_core.potentials.kinds import KINDS


def add_parser(actions) -> None:
    """Add the action to the parser."""
    parser = actions.add_parser("train", help="learn a potential of one or two elements from frames")
    parser.add_argument(
        "frames", metavar="FRAMES", type=Path, help="extended XYZ with energies (eV) and forces (eV/Å)"
    )
    parser.add_argument("--kind", choices=tuple(KINDS), default="ace", help="of potential (default: ace)")
    parser.add_argument("--seed", type=int, default=0, help="of the folds and of weights (default 0)")
    parser.add_argument("--output", required=True, type=Path, help="folder to write the potential into")
    parser.set_defaults(run=run)


def run(options) -> int:
    """Read, check, learn, store."""
    check_output_folder(options.output)

    from mi_core.files import file_name, file_sha256
    from mi_core.potentials.frames.given import frames_to_learn
    from mi_core.potentials.learning import learn_potential
    from mi_core.potentials.store import save_potential

    given = frames_to_learn(options.frames)
    for sentence in (*given.remarks, *(f"{one.id}: {one.error}" for one in given.refused)):
        print(sentence, file=sys.stderr)
    learned = learn_potential(
        given.frames,
        options.kind,
        name=file_name(options.output.resolve().name),
        source=options.frames.stem,
        sha256=file_sha256(options.frames),
        seed=options.seed,
        command=f"python -m mi_core potential train {options.frames.name} --kind {options.kind} "
        f"--output {options.output.name}",
        say=_show,
    )
    print(file=sys.stderr)
    with writing(options.output):
        save_potential(learned, options.output.resolve())
    for key, target in learned.card.targets.items():
        numbers = ", ".join(f"{name} {value:.4g}" for name, value in target["metrics"].items())
        print(f"{key} ({target['unit']}), held out: {numbers}", file=sys.stderr)
    print(f"Written to {options.output}.", file=sys.stderr)
    return 0


def _show(share: float) -> None:
    print(f"\r{share:4.0%} learned", end="", file=sys.stderr, flush=True)

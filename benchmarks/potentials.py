"""Potentials of silicon: errors and coverage, at random and of whole groups left out; phases; the time of a step.

    PYTHONPATH=. python benchmarks/potentials.py --kind ace --shift

Errors at random are those of the shipped model's card, of frames in five folds. With --shift a potential is learned anew
without each group of the frames (some minutes each), and asked about that group with its own intervals. With --nested it is
learned anew without each fifth of the frames, and asked about that fifth: so the mean of a network's five members is judged,
which ships, where the card judges single members. The results stand in a file of their own.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
from ase.build import bulk
from record import save

from mi_core.datasets.paths import data_folder
from mi_core.potentials.calculator import PotentialCalculator
from mi_core.potentials.errors_by_group import errors_by_group
from mi_core.potentials.frames.given import frames_to_learn
from mi_core.potentials.held_out import FOLDS, folds_of
from mi_core.potentials.learning import learn_potential
from mi_core.potentials.phases import PHASES, phase_of
from mi_core.potentials.store import load_potential

FRAMES = "silicon_mlearn_training.extxyz"
STEPS = 5


def of_card(learned) -> dict:
    """Return the errors on the card, those of energies in meV/atom, and the CPU time of the training."""
    found = {key: dict(target["metrics"]) for key, target in learned.card.targets.items()}
    return {**found, "training_seconds": learned.card.training["seconds"]}


def of_groups(frames, kind: str) -> dict:
    """Return, for each group, the errors of a potential that learned all others, its coverage, and what it flags."""
    found = {}
    for group in sorted({frame.group for frame in frames}):
        rest, held = ([f for f in frames if (f.group == group) == here] for here in (False, True))
        learned = learn_potential(rest, kind, name=kind, source=FRAMES, sha256="")
        answers = [learned.predict(frame.atoms) for frame in held]
        energies = [(a.answer.energy - f.energy) / len(f.atoms) for a, f in zip(answers, held, strict=True)]
        forces = [np.abs(a.answer.forces - f.forces) for a, f in zip(answers, held, strict=True)]
        inside = [error <= a.force_bounds[:, None] for a, error in zip(answers, forces, strict=True)]
        covered = [a.energy_lower <= f.energy <= a.energy_upper for a, f in zip(answers, held, strict=True)]
        flagged = np.array([not a.in_domain for a in answers])
        found[group] = {
            "frames": len(held),
            "energy_mae_ev_per_atom": float(np.abs(energies).mean()),
            "force_mae_ev_per_a": float(np.concatenate([one.ravel() for one in forces]).mean()),
            "energy_coverage": float(np.mean(covered)),
            "force_coverage": float(np.concatenate([one.ravel() for one in inside]).mean()),
            "flagged": float(flagged.mean()),
            "covered_or_flagged": float(np.mean(np.array(covered) | flagged)),
        }
    return found


def of_nested(frames, kind: str) -> dict:
    """Return the errors and coverage, by group, of potentials that learned without the fifth that holds the frame."""
    folds, rows = folds_of(len(frames)), []
    for fold in range(FOLDS):
        rest, held = (
            [f for f, k in zip(frames, folds, strict=True) if (k == fold) == here] for here in (False, True)
        )
        learned = learn_potential(rest, kind, name=kind, source=FRAMES, sha256="")
        rows += [of_frame(learned.predict(frame.atoms), frame, fold) for frame in held]
    held_out = pd.DataFrame(rows)
    by_fold = held_out.groupby("fold").apply(lambda part: rmse(part["predicted"] - part["energy"]))
    table = errors_by_group(held_out).set_index("group")
    return {"groups": table.to_dict("index"), "energy_rmse_ev_per_atom_by_fold": by_fold.tolist()}


def of_frame(found, frame, fold: int) -> dict:
    """Return a row of `errors_by_group`; energies in eV/atom, forces in eV/Å."""
    n = len(frame.atoms)
    return {
        "group": frame.group,
        "n_atoms": n,
        "fold": fold,
        "energy": frame.energy / n,
        "predicted": found.answer.energy / n,
        "lower": found.energy_lower / n,
        "upper": found.energy_upper / n,
        "force_rmse": rmse(found.answer.forces - frame.forces),
        "in_domain": bool(found.in_domain),
    }


def rmse(errors) -> float:
    """Return the root mean square."""
    return float(np.sqrt(np.mean(np.square(errors))))


def of_phases(learned) -> dict:
    """Return, for each phase at the volume of its least energy, energy above diamond and whether it is flagged."""
    found = {}
    for name in PHASES:
        energies = []
        for stretch in np.linspace(0.9, 1.1, 21):
            atoms = phase_of("Si", name, 2.352)
            atoms.set_cell(atoms.cell * stretch, scale_atoms=True)
            answer = learned.predict(atoms)
            energies.append((answer.answer.energy / len(atoms), not answer.in_domain, float(stretch)))
        energy, flagged, stretch = min(energies)
        found[name] = {"energy_ev_per_atom": energy, "flagged": flagged, "stretch": stretch}
    least = found["diamond"]["energy_ev_per_atom"]
    return {
        name: {**one, "above_diamond_ev_per_atom": one["energy_ev_per_atom"] - least}
        for name, one in found.items()
    }


def step_seconds(learned, n_cells: int = 5) -> dict:
    """Return the median time of a step (energy, forces, stress) of 8·n³ atoms."""
    atoms = bulk("Si", a=5.45, cubic=True).repeat(n_cells)
    atoms.calc = PotentialCalculator(learned.potential)
    rng, times = np.random.default_rng(0), []
    for _ in range(STEPS + 1):
        atoms.positions += rng.normal(0, 0.02, atoms.positions.shape)
        started = time.perf_counter()
        atoms.get_forces()
        atoms.get_stress()
        times.append(time.perf_counter() - started)
    return {"atoms": len(atoms), "seconds": float(np.median(times[1:]))}


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kind", choices=("ace", "network"), default="ace")
    parser.add_argument("--shift", action="store_true", help="leave each group of frames out in turn")
    parser.add_argument(
        "--nested", action="store_true", help="learn without each fifth in turn, and only that"
    )
    options = parser.parse_args()
    if options.nested:
        frames = frames_to_learn(Path(data_folder()) / FRAMES).frames
        save(f"potentials-{options.kind}-nested", of_nested(frames, options.kind))
        return
    learned = load_potential(f"silicon-{options.kind}")
    found = {
        "held_out": of_card(learned),
        "phases": of_phases(learned),
        "step": step_seconds(learned),
    }
    if options.shift:
        frames = frames_to_learn(Path(data_folder()) / FRAMES).frames
        found["groups"] = dict(Counter(frame.group for frame in frames))
        found["groups_left_out"] = of_groups(frames, options.kind)
    save(f"potentials-{options.kind}", found)


if __name__ == "__main__":
    main()

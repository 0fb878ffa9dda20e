"""Recompute proposals with the engine, each alloy once, by element systems, in files that a later run reuses."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import time
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.alloys.compositions.composition import ELEMENTS, mole_fractions
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem
from mi_core.files import written_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

ALLOYS_OF_A_FILE = 60
SYSTEMS_OF_A_PROCESS = 3

#: wt% of the nine elements
Wt = tuple[float, ...]


def compute(
    wanted: Mapping[Wt, set[float]],
    phases: Sequence[str],
    work: Path,
    *,
    workers: int = 2,
    minutes: float | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> dict[tuple[Wt, float], np.ndarray]:
    """Return fractions (p,) by alloy and temperature in K; NaN where nothing converged, absent where time ran out.

    wanted : temperatures by alloy. work : folder of the files. minutes : after which no further file is begun.
    """
    work.mkdir(parents=True, exist_ok=True)
    deadline = np.inf if minutes is None else time.monotonic() + 60 * minutes
    found = _read(work, phases)
    missing = {wt: {t for t in steps if (wt, t) not in found} for wt, steps in wanted.items()}
    jobs = _jobs({wt: steps for wt, steps in missing.items() if steps})
    # Not concurrent.futures: its executors can hang when they replace a process (CPython issue 115634).
    with multiprocessing.get_context("spawn").Pool(workers, maxtasksperchild=SYSTEMS_OF_A_PROCESS) as pool:
        tasks = [(job, _path(job, work), deadline) for job in jobs]
        for done, _ in enumerate(pool.imap_unordered(_compute_file, tasks), start=1):
            if done % 10 == 0 or done == len(jobs):
                say(f"engine: {done} of {len(jobs)} files")
    found = _read(work, phases)
    return {(wt, t): found[wt, t] for wt, steps in wanted.items() for t in steps if (wt, t) in found}


def _jobs(wanted: Mapping[Wt, set[float]]) -> list[list[tuple[Wt, tuple[float, ...]]]]:
    """Return lists of (alloy, temperatures), each of one element system, the largest systems first."""
    groups: dict[tuple[bool, ...], list] = {}
    for wt, temperatures in wanted.items():
        groups.setdefault(tuple(value > 0 for value in wt), []).append((wt, tuple(sorted(temperatures))))
    ordered = sorted(groups.items(), key=lambda item: (-sum(item[0]), item[0]))
    return [
        sorted(group)[start : start + ALLOYS_OF_A_FILE]
        for _, group in ordered
        for start in range(0, len(group), ALLOYS_OF_A_FILE)
    ]


def _path(job, work: Path) -> Path:
    return work / f"{hashlib.sha256(json.dumps(job).encode()).hexdigest()[:16]}.parquet"


def _compute_file(task) -> None:
    job, path, deadline = task
    if time.monotonic() > deadline:
        return
    compositions = [mole_fractions(dict(zip(ELEMENTS, wt, strict=True))) for wt, _ in job]
    rows = []
    with ElementSystem(default_database(), sorted(compositions[0])) as system:
        for (wt, temperatures), x in zip(job, compositions, strict=True):
            for temperature in temperatures:
                point = solve_point(system, x, temperature)
                found = [(phase.phase, phase.fraction) for phase in point.phases] or [("", np.nan)]
                rows += [(json.dumps(wt), temperature, *pair) for pair in found]
    with written_whole(path) as partial:
        pd.DataFrame(rows, columns=["wt", "temperature_k", "phase", "fraction"]).to_parquet(
            partial, index=False
        )


def _read(work: Path, phases: Sequence[str]) -> dict[tuple[Wt, float], np.ndarray]:
    column = {phase: number for number, phase in enumerate(phases)}
    found: dict[tuple[Wt, float], np.ndarray] = {}
    for path in sorted(work.glob("*.parquet")):
        frame = pd.read_parquet(path)
        alloys = {text: tuple(json.loads(text)) for text in frame["wt"].unique()}
        for row in frame.itertuples():
            key = alloys[row.wt], float(row.temperature_k)
            at = found.setdefault(key, np.zeros(len(phases)))
            if not row.phase:
                at[:] = np.nan
            elif row.phase in column:  # a phase that no alloy of the data set has cannot be specified
                at[column[row.phase]] += row.fraction
    return found

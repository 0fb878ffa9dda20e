"""Make the data set of alloys: `python -m mi_core alloys dataset`; a run that was stopped goes on where it was.

One shard per element system (or part of one), each a Parquet file in the work folder; at the end they are joined, split,
checked at random points with a finer grid, and described on a card.
"""

from __future__ import annotations

import functools
import hashlib
import multiprocessing
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.alloys.compositions.composition import ELEMENTS, mole_fractions
from mi_core.alloys.dataset.card import make_card
from mi_core.alloys.dataset.sampling import SampledAlloy, sample_alloys
from mi_core.alloys.dataset.spot_check import spot_check
from mi_core.alloys.dataset.table import ALLOYS, CARD, FOLDER, FRACTIONS, TEMPERATURES
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.results.equilibrium import by_system
from mi_core.alloys.thermodynamics.solver.fingerprint import fingerprint
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem
from mi_core.cards import write_card
from mi_core.datasets.paths import cache_folder
from mi_core.files import written_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mi_core.alloys.thermodynamics.solver.point import Point

SIZE = 16_000  # alloys
ALLOYS_OF_A_SHARD = 150
SYSTEMS_OF_A_PROCESS = 3  # then a fresh one, so that memory stays bounded
SHARD_COLUMNS = ("alloy", "temperature_k", "phase", "fraction", "gibbs_j_per_mol", "driving_force_j_per_mol")


@dataclass(frozen=True, slots=True)
class Shard:
    """Alloys of one element system: their numbers in the data set and their wt%."""

    name: str
    elements: tuple[str, ...]
    numbers: tuple[int, ...]
    wt: tuple[dict[str, float], ...]


def shards_of(
    alloys: Sequence[SampledAlloy], temperatures: Sequence[float] = TEMPERATURES, seed: int = 0
) -> list[Shard]:
    """Return the shards in an order that mixes small and large systems, so that any first part is a fair sample.

    Their names tell what they hold: alloys, temperatures, and the engine that computed them.
    """
    engine, found = fingerprint(default_database()), []
    for elements, numbers in by_system([mole_fractions(alloy.wt) for alloy in alloys]).items():
        for part in range(0, len(numbers), ALLOYS_OF_A_SHARD):
            some = tuple(numbers[part : part + ALLOYS_OF_A_SHARD])
            held = engine, list(map(float, temperatures)), [alloys[n].wt for n in some]
            key = hashlib.sha256(repr(held).encode()).hexdigest()[:10]
            name = f"{'-'.join(elements)}-{part // ALLOYS_OF_A_SHARD}-{key}"
            found.append(Shard(name, elements, some, tuple(alloys[n].wt for n in some)))
    order = np.random.default_rng(seed).permutation(len(found))
    return [found[n] for n in order]


def compute_shard(shard: Shard, folder: Path, temperatures: Sequence[float] = TEMPERATURES) -> Path:
    """Solve every alloy of a shard at every temperature into its own file; done before, it is not done again."""
    path = folder / f"{shard.name}.parquet"
    if path.is_file():
        return path
    started, rows = time.perf_counter(), []
    with ElementSystem(default_database(), shard.elements) as system:
        for number, wt in zip(shard.numbers, shard.wt, strict=True):
            x = mole_fractions(wt)
            for temperature in temperatures:
                rows += _rows(number, temperature, solve_point(system, x, temperature))
    frame = pd.DataFrame(rows, columns=list(SHARD_COLUMNS)).assign(seconds=time.perf_counter() - started)
    folder.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as partial:
        frame.to_parquet(partial, index=False, compression="zstd")
    return path


def _rows(number: int, temperature: float, point: Point) -> list[tuple]:
    """Return one row per phase, the sets of a miscibility gap summed; one row without phase where nothing converged."""
    if not point.converged:
        return [(number, temperature, "", np.nan, np.nan, np.nan)]
    return [
        (number, temperature, phase, fraction, point.gibbs, point.driving_force)
        for phase, fraction in point.fractions().items()
    ]


def compute(
    alloys: Sequence[SampledAlloy],
    work: Path,
    *,
    workers: int = 2,
    temperatures: Sequence[float] = TEMPERATURES,
    progress: Callable[[int, int], None] | None = None,
) -> list[Path]:
    """Compute all shards on `workers` processes; `progress(done, total)` counts shards. Returns the files that are there."""
    shards = shards_of(alloys, temperatures)
    todo = [shard for shard in shards if not (work / f"{shard.name}.parquet").is_file()]
    solve = functools.partial(compute_shard, folder=work, temperatures=temperatures)
    # Not ProcessPoolExecutor: with max_tasks_per_child it can stall (CPython issue 115634).
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, maxtasksperchild=SYSTEMS_OF_A_PROCESS) as pool:
        for done, _ in enumerate(pool.imap_unordered(solve, todo), start=len(shards) - len(todo) + 1):
            if progress is not None:
                progress(done, len(shards))
    return [work / f"{shard.name}.parquet" for shard in shards]


def join(alloys: Sequence[SampledAlloy], files: Sequence[Path], output: Path) -> pd.DataFrame:
    """Write ALLOYS and FRACTIONS of the computed shards into the folder; return the joined rows of the shards.

    Alloys whose shard is missing are left out, so that a part of a long run can be used.
    """
    there = [pd.read_parquet(path).assign(shard=path.stem) for path in files if path.is_file()]
    rows = pd.concat(there, ignore_index=True)
    kept = np.sort(rows["alloy"].unique())
    renumbered = pd.Series(np.arange(len(kept)), index=kept)
    table = pd.DataFrame([{symbol: alloys[n].wt.get(symbol, 0.0) for symbol in ELEMENTS} for n in kept])
    table = table.assign(series=[alloys[n].series for n in kept])
    table["split"] = [split_of(alloys[n].wt) for n in kept]
    rows = rows.assign(alloy=rows["alloy"].map(renumbered)).sort_values(
        ["alloy", "temperature_k"], kind="stable"
    )
    output.mkdir(parents=True, exist_ok=True)
    small = {"series": "category", "split": "category"}
    table.astype(dict.fromkeys(ELEMENTS, "float32") | small).to_parquet(
        output / ALLOYS, index=False, compression="zstd", compression_level=19
    )
    small = {"alloy": "int32", "temperature_k": "int16", "phase": "category", "fraction": "float32"}
    rows[list(small)].astype(small).to_parquet(
        output / FRACTIONS, index=False, compression="zstd", compression_level=19
    )
    return rows


def split_of(wt: dict[str, float]) -> str:
    """Return "train", "validation" or "test" (80, 10, 10 %); equal to a hundredth of a percent, alloys go together."""
    key = repr(sorted((symbol, round(value, 2)) for symbol, value in wt.items()))
    part = int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % 10
    return {8: "validation", 9: "test"}.get(part, "train")


def make_dataset(
    output: Path = FOLDER,
    *,
    n: int = SIZE,
    seed: int = 0,
    workers: int = 2,
    work: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict:
    """Make tables and card in the folder `output`, and return the card; `work` keeps the shards (default: in the cache)."""
    alloys = sample_alloys(n, seed)
    work = work or cache_folder() / "alloys" / f"{n}-{seed}"
    files = compute(alloys, work, workers=workers, progress=progress)
    rows = join(alloys, files, output)
    check = spot_check([alloy.wt for alloy in alloys], rows, workers=workers)
    command = f"python -m mi_core alloys dataset --n {n} --seed {seed}"
    card = make_card(alloys, rows, output, command=command, seed=seed, check=check)
    write_card(card, output / CARD)
    return card

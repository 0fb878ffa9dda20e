"""Affinities computed anew from the tables, in this process; it goes on where it was stopped."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mi_core.molecules.affinity.job import KIND
from mi_core.molecules.affinity.measures import EXACT, find_measure
from mi_core.molecules.affinity.shipped import affinities_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mi_core.molecules.affinity.shipped import Affinities


def compute(
    key: str = EXACT,
    tasks: Sequence[str] = (),
    seeds: Sequence[int] = (0,),
    folder: Path | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[Affinities, Path]:
    """Return the affinities of some tasks, all if none are given, and the file of their table.

    folder : that keeps the pieces, by default one in the cache for each choice of kind and tasks; progress : called with the
    pieces done and all of them. InputError for unknown names, for a single task, and where the tables are not at hand.
    """
    import pandas as pd

    params = {"kind": key, "tasks": list(tasks), "seeds": list(seeds)}
    pieces = KIND.tasks(params)
    home = folder or _folder(key, tasks)
    home.mkdir(parents=True, exist_ok=True)
    results = []
    for done, piece in enumerate(pieces):
        progress(done, len(pieces))
        results.append(KIND.work(piece, str(home)))
    progress(len(pieces), len(pieces))
    KIND.finish(params, results, str(home))
    path = home / find_measure(key).file
    return affinities_of(pd.read_parquet(path), key), path


def _folder(key: str, tasks: Sequence[str]) -> Path:
    from mi_core.datasets.paths import cache_folder

    digest = hashlib.sha256(" ".join(sorted(set(tasks))).encode()).hexdigest()[:12]
    return cache_folder() / "affinities" / (f"{key}-{digest}" if tasks else key)

"""Affinities as a job: a task is a few trainings, whose table stays in the job's folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired

from typing_extensions import TypedDict

from mi_core.errors import InputError
from mi_core.files import written_whole
from mi_core.molecules.affinity.measures import EXACT, find_measure
from mi_core.molecules.graphs import Graphs
from mi_core.molecules.tasks import TASKS

if TYPE_CHECKING:
    import pandas as pd

PARTS_FOLDER = "parts"


class AffinityParams(TypedDict):
    """A key of `measures.MEASURES`, "exact" if none is given; names of tasks, all if none are; seeds, 0 if none are."""

    kind: NotRequired[str]
    tasks: NotRequired[list[str]]
    seeds: NotRequired[list[int]]


class AffinityKind:
    """Kind "molecules-affinity" of `mi_core.jobs`, with AffinityParams."""

    name = "molecules-affinity"
    params = AffinityParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check the names, and cut the trainings of each seed into pieces."""
        measure = find_measure(params.get("kind", EXACT))
        names = params.get("tasks") or list(TASKS)
        if unknown := sorted(set(names) - set(TASKS)):
            raise InputError(f"Tasks {', '.join(unknown)} are not known; choose among {', '.join(TASKS)}.")
        if len(set(names)) < 2:
            raise InputError(f"An affinity is one of two tasks or more; got {', '.join(names)}.")
        pieces = measure.cut(sorted(set(names), key=TASKS.index))
        found = []
        for seed in params.get("seeds") or [0]:
            start = 0
            for piece in pieces:
                part = f"{seed:03d}-{start:05d}"
                found.append({"kind": measure.key, "seed": seed, "piece": piece, "part": part})
                start += len(piece)
        return found

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Compute a piece, and write its table; one computed before is not computed again."""
        path = Path(folder) / PARTS_FOLDER / f"{task['part']}.parquet"
        if not path.is_file():
            seed = task["seed"]
            found = find_measure(task["kind"]).compute(_table(), _graphs(), _drawn(seed), task["piece"], seed)
            path.parent.mkdir(parents=True, exist_ok=True)
            with written_whole(path) as partial:
                found.to_parquet(partial, index=False)
        return {"part": task["part"]}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:
        """Join the tables of all pieces."""
        import pandas as pd

        measure, home = find_measure(params.get("kind", EXACT)), Path(folder)
        parts = [pd.read_parquet(home / PARTS_FOLDER / f"{result['part']}.parquet") for result in results]
        table = measure.joined(pd.concat(parts, ignore_index=True))
        with written_whole(home / measure.file) as partial:
            table.to_parquet(partial, index=False)
        return {"file": measure.file, "tasks": table["task"].nunique(), "seeds": table["seed"].nunique()}


@lru_cache(maxsize=1)
def _graphs() -> Graphs:
    return Graphs()


@lru_cache(maxsize=4)
def _drawn(seed: int):
    from mi_core.molecules.affinity.drawn import draw

    return draw(_table(), TASKS, seed)


@lru_cache(maxsize=1)
def _table() -> pd.DataFrame:
    from mi_core.datasets.loading import load_dataset

    return load_dataset("molecular_tasks").frame


KIND = AffinityKind()

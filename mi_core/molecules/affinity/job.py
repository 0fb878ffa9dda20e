"""The affinity matrix as a job: a task is a few trainings, whose losses stay in the job's folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired

from typing_extensions import TypedDict

from mi_core.errors import InputError
from mi_core.files import written_whole
from mi_core.molecules.tasks import TASKS

if TYPE_CHECKING:
    import pandas as pd

PARTS_FOLDER, RESULT = "parts", "losses.parquet"
TRAININGS_OF_A_TASK = 12


class AffinityParams(TypedDict):
    """Names of tasks, all of them if none are given; seeds, 0 if none are given."""

    tasks: NotRequired[list[str]]
    seeds: NotRequired[list[int]]


class AffinityKind:
    """Kind "molecules-affinity" of `mi_core.jobs`, with AffinityParams."""

    name = "molecules-affinity"
    params = AffinityParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check the names, and cut the trainings of each seed into chunks."""
        from mi_core.molecules.affinity.exact import trainings

        names = params.get("tasks") or list(TASKS)
        if unknown := sorted(set(names) - set(TASKS)):
            raise InputError(f"Tasks {', '.join(unknown)} are not known; choose among {', '.join(TASKS)}.")
        if len(set(names)) < 2:
            raise InputError(f"An affinity is one of two tasks or more; got {', '.join(names)}.")
        wanted = trainings(sorted(set(names), key=TASKS.index))
        return [
            {
                "seed": seed,
                "trainings": wanted[start : start + TRAININGS_OF_A_TASK],
                "part": f"{seed:03d}-{start:05d}",
            }
            for seed in params.get("seeds") or [0]
            for start in range(0, len(wanted), TRAININGS_OF_A_TASK)
        ]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Train, and write the losses; a task done before is not done again."""
        import pandas as pd

        from mi_core.molecules.affinity.exact import losses_of

        path = Path(folder) / PARTS_FOLDER / f"{task['part']}.parquet"
        if not path.is_file():
            frame, seed = _table(), task["seed"]
            drawn = _drawn(seed)
            found = [
                losses_of(frame, _Graphs(), {name: drawn[name] for name in names}, seed)
                for names in task["trainings"]
            ]
            path.parent.mkdir(parents=True, exist_ok=True)
            with written_whole(path) as partial:
                pd.concat(found, ignore_index=True).to_parquet(partial, index=False)
        return {"part": task["part"]}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:  # noqa: ARG002
        """Join the losses of all trainings."""
        import pandas as pd

        home = Path(folder)
        parts = [pd.read_parquet(home / PARTS_FOLDER / f"{result['part']}.parquet") for result in results]
        losses = pd.concat(parts, ignore_index=True)
        with written_whole(home / RESULT) as partial:
            losses.to_parquet(partial, index=False)
        return {"file": RESULT, "tasks": losses["task"].nunique(), "seeds": losses["seed"].nunique()}


class _Graphs(dict):
    """SMILES → graph, made when it is asked for and kept as long as the worker lives."""

    def __missing__(self, smiles: str):
        return _graph(smiles)


@lru_cache(maxsize=100_000)
def _graph(smiles: str):
    from rdkit import Chem

    from mi_core.descriptors.molecules.graph import molecule_graph

    return molecule_graph(Chem.MolFromSmiles(smiles))


@lru_cache(maxsize=4)
def _drawn(seed: int):
    from mi_core.molecules.affinity.drawn import draw

    return draw(_table(), TASKS, seed)


@lru_cache(maxsize=1)
def _table() -> pd.DataFrame:
    from mi_core.datasets.loading import load_dataset

    return load_dataset("molecular_tasks").frame


KIND = AffinityKind()

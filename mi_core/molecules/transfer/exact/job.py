"""The exact affinity of a task of one's own as a job: a network on it alone, one beside each known task, in three seeds."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired

from typing_extensions import TypedDict

from mi_core.errors import InputError
from mi_core.files import written_whole
from mi_core.molecules.affinity.drawn import FEWEST
from mi_core.molecules.graphs import Graphs
from mi_core.molecules.tasks import TABLE, TASKS
from mi_core.molecules.transfer.affinity import COLUMNS, SUPPORTS
from mi_core.molecules.transfer.exact.joined import OWN, joined_table
from mi_core.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from mi_core.molecules.affinity.drawn import Drawn
    from mi_core.molecules.transfer.own_task import OwnTask

SEEDS = (0, 1, 2)
TASKS_OF_A_PIECE = 6
FILE = "affinities.parquet"


class ExactParams(TypedDict):
    """`table` is the path of a file, `target` the heading of its measured column; seeds, SEEDS if none are given."""

    table: str
    target: str
    seeds: NotRequired[list[int]]


class ExactKind:
    """Kind "molecules-own-affinity" of `mi_core.jobs`, with ExactParams."""

    name = "molecules-own-affinity"
    params = ExactParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Read the table, which raises what is wrong with it, and cut the trainings of each seed into pieces."""
        own = _task(params["table"], params["target"])
        if len(own) < FEWEST:
            raise InputError(
                f"{own.name!r} has {counted(len(own), 'label')}, too few for networks of its own; {FEWEST} or more are "
                "needed. Frozen encoders propose supports for fewer."
            )
        usable = [task for task in TASKS if task not in _left_out(params["table"], params["target"])]
        common = {"table": params["table"], "target": params["target"]}
        return [
            {**common, "seed": seed, "alone": start == 0, "beside": usable[start : start + TASKS_OF_A_PIECE]}
            for seed in params.get("seeds") or SEEDS
            for start in range(0, len(usable), TASKS_OF_A_PIECE)
        ]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:  # noqa: ARG002 - results are small
        """Train the networks of a piece, and return the losses of one's own task by the task beside it."""
        from mi_core.molecules.affinity.exact import losses_of

        frame, graphs = _frame(task["table"], task["target"]), _graphs()
        drawn = _drawn(task["table"], task["target"], task["seed"])
        found = {}
        for beside in [*([""] if task["alone"] else []), *task["beside"]]:
            names = (OWN, beside) if beside else (OWN,)
            losses = losses_of(frame, graphs, {name: drawn[name] for name in names}, task["seed"])
            found[beside] = float(losses.set_index("task")["loss"][OWN])
        return {"seed": task["seed"], "losses": found}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:  # noqa: ARG002
        """Write the affinities, and return the tasks of the highest ones."""
        table = affinities_of(results)
        with written_whole(Path(folder) / FILE) as partial:
            table.to_parquet(partial, index=False)
        return {"file": FILE, "supports": table.loc[table["support"], "task"].tolist()}


def affinities_of(results: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """Return a row for each known task, COLUMNS of `transfer.affinity`, the highest affinity first.

    results : seed and losses by the task beside, "" for none. `affinity` and `loss` are means over seeds, `error` is the
    standard error of the affinity over them, NaN for one seed.
    """
    import pandas as pd

    from mi_core.molecules.affinity.tables import values_of

    losses = pd.DataFrame(
        [
            [result["seed"], OWN, beside, loss]
            for result in results
            for beside, loss in result["losses"].items()
        ],
        columns=["seed", "task", "beside", "loss"],
    )
    values = values_of(losses).groupby("beside")["value"]
    table = pd.DataFrame(
        {
            "affinity": values.mean(),
            "error": values.sem(),
            "loss": losses[losses["beside"] != ""].groupby("beside")["loss"].mean(),
        }
    )
    table = table.rename_axis("task").reset_index()
    table = table.sort_values(["affinity", "task"], ascending=[False, True], ignore_index=True)
    return table.assign(support=table.index < SUPPORTS)[COLUMNS]


def read_exact(folder: Path) -> pd.DataFrame:
    """Return the affinities that a finished job found, as of `affinities_of`; InputError where its table cannot be read."""
    import pandas as pd

    try:
        return pd.read_parquet(folder / FILE)
    except (OSError, ValueError) as error:
        raise InputError(
            f"The job in {folder.name} has no affinities that can be read; run it again."
        ) from error


@lru_cache(maxsize=2)
def _task(table: str, target: str) -> OwnTask:
    from mi_core.molecules.transfer.own_task import read_own_task

    return read_own_task([Path(table)], target)


@lru_cache(maxsize=2)
def _left_out(table: str, target: str) -> tuple[str, ...]:
    """Return the known tasks that the column is, which would help it with its own labels."""
    import numpy as np

    from mi_core.molecules.encoders.store import load_encoders
    from mi_core.molecules.transfer.leaks import find_leaks

    own, known = _task(table, target), load_encoders()
    silent = dict.fromkeys(known.tasks, np.zeros(len(own)))  # nothing correlates with what was not asked
    return find_leaks(own, known, silent, _known()).left_out


@lru_cache(maxsize=2)
def _frame(table: str, target: str) -> pd.DataFrame:
    return joined_table(_known(), _task(table, target))


@lru_cache(maxsize=2)
def _drawn(table: str, target: str, seed: int) -> dict[str, Drawn]:
    from mi_core.molecules.affinity.drawn import draw

    return draw(_frame(table, target), (*TASKS, OWN), seed, apart=0)


@lru_cache(maxsize=1)
def _known() -> pd.DataFrame:
    from mi_core.datasets.loading import load_dataset

    return load_dataset(TABLE).frame


@lru_cache(maxsize=1)
def _graphs() -> Graphs:
    return Graphs()


KIND = ExactKind()

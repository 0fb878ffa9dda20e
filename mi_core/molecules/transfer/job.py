"""A study of a task of one's own as a job: each task is one split, and the end learns the model."""

from __future__ import annotations

import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired

from typing_extensions import TypedDict

from mi_core.errors import InputError

if TYPE_CHECKING:
    from mi_core.molecules.transfer.own_task import OwnTask
    from mi_core.molecules.transfer.study import Proposal


class TransferParams(TypedDict):
    """`table` is the path of a file, `target` the heading of its measured column.

    `name` is that under which the workspace keeps the model, beside the one in the job's folder.
    """

    table: str
    target: str
    name: NotRequired[str]
    seed: NotRequired[int]


class TransferKind:
    """Kind "molecules-transfer" of `mi_core.jobs`, with TransferParams; its folder is as of `result.write_study`."""

    name = "molecules-transfer"
    params = TransferParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Read the table, which raises what is wrong with it, and return a task for each split."""
        from mi_core.files import file_name
        from mi_core.molecules.transfer.repeats import count_of_repeats

        if "name" in params and params["name"] != file_name(params["name"]):
            raise InputError(
                f"{params['name']!r} is no name of a model; use letters, digits, dots, dashes and underscores."
            )
        task = _task(params["table"], params["target"])
        common = {"table": params["table"], "target": params["target"], "seed": params.get("seed", 0)}
        return [{**common, "repeat": repeat} for repeat in range(count_of_repeats(len(task)))]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:  # noqa: ARG002 - results are small
        """Return one split as a record."""
        from mi_core.molecules.transfer.study import one_repeat

        proposal = _proposal(task["table"], task["target"], task["seed"])
        own = _task(task["table"], task["target"])
        return one_repeat(own, proposal.described, task["repeat"], seed=task["seed"]).as_record()

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:
        """Learn the model, write the study, and return the verdict."""
        from mi_core.molecules.transfer.repeats import Repeat
        from mi_core.molecules.transfer.result import write_study
        from mi_core.molecules.transfer.saving import own_molecule_models, save_own_model
        from mi_core.molecules.transfer.study import assemble

        started, seed = time.perf_counter(), params.get("seed", 0)
        task = _task(params["table"], params["target"])
        proposal = _proposal(params["table"], params["target"], seed)
        repeats = [Repeat(**result) for result in results]
        found = assemble(task, proposal, repeats, seed=seed)
        write_study(found, Path(folder))
        if name := params.get("name"):
            home = own_molecule_models(Path(folder).parents[1])
            save_own_model(
                found.model, home / name, verdict=found.verdict, seconds=time.perf_counter() - started
            )
        return {
            "verdict": found.verdict.kind,
            "sentence": found.verdict.sentence,
            "p_value": found.verdict.p_value,
            "method": found.model.method,
        }


@lru_cache(maxsize=2)
def _task(table: str, target: str) -> OwnTask:
    from mi_core.molecules.transfer.own_task import read_own_task

    return read_own_task([Path(table)], target)


@lru_cache(maxsize=2)
def _proposal(table: str, target: str, seed: int) -> Proposal:
    from mi_core.molecules.encoders.store import load_encoders
    from mi_core.molecules.transfer.study import propose_supports

    return propose_supports(_task(table, target), load_encoders(), seed=seed)


KIND = TransferKind()

"""Comparisons as jobs: every task is done on a worker and leaves its frames in the job's folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NotRequired

from typing_extensions import TypedDict

from mi_core.comparison.jobs.parts import PARTS_FOLDER, part_folder, read_part, write_part
from mi_core.comparison.protocol import protocol_of
from mi_core.comparison.sweeps import write_out_sweeps
from mi_core.errors import InputError
from mi_core.regressors.registry import REGRESSORS, find_regressor


class CompareParams(TypedDict):
    """`problem` as of `sources.reference`; names of models, empty for all but graph networks; keys of `Protocol`.

    `command` says on the card how to repeat it, `keep_parts` whether the tasks' frames stay.
    """

    problem: dict[str, Any]
    models: NotRequired[list[str] | None]
    protocol: NotRequired[dict[str, Any] | None]
    command: NotRequired[str]
    keep_parts: NotRequired[bool]


class CompareKind:
    """Kind "compare" of `mi_core.jobs`, with CompareParams."""

    name = "compare"
    params = CompareParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check the parameters and cut them into one task per model and fold, and one per learning curve.

        Only leaving elements out needs the table here: it decides how many folds there are.
        """
        from mi_core.comparison.folds import drawn
        from mi_core.comparison.run import models_for, tasks_of
        from mi_core.comparison.sources import check_reference, check_split, open_problem

        protocol = protocol_of(params.get("protocol") or {})
        check_reference(params["problem"])
        check_split(params["problem"], protocol.split)
        models = [find_regressor(name).name for name in write_out_sweeps(params.get("models") or [])]
        if protocol.split == "leave_element_out" or "table" in params["problem"]:
            problem = drawn(open_problem(params["problem"]), protocol)
            found = tasks_of(problem, models_for(problem, models), protocol)
        else:
            found = tasks_of(None, _models_for(params["problem"], models), protocol)
        common = {"problem": params["problem"], "protocol": protocol.as_dict()}
        return [{**task, **common, "part": f"{n:04d}"} for n, task in enumerate(found)]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Do one task and write its frames; a task done before is not done again."""
        from mi_core.comparison.run import run_task
        from mi_core.comparison.sources import open_problem

        home = part_folder(folder, task["part"])
        if not home.is_dir():
            problem = open_problem(task["problem"])
            write_part(home, run_task(problem, task, protocol_of(task["protocol"])))
        return {"part": task["part"], "model": task["model"]}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:
        """Join the frames of all tasks into the comparison's files in the folder; return who won."""
        from mi_core.comparison.folds import drawn
        from mi_core.comparison.run import make_card
        from mi_core.comparison.sources import open_problem
        from mi_core.comparison.store import make_comparison, write_comparison

        protocol = protocol_of(params.get("protocol") or {})
        problem = drawn(open_problem(params["problem"]), protocol)
        models = list(dict.fromkeys(result["model"] for result in results))
        parts = [read_part(part_folder(folder, result["part"])) for result in results]
        card = make_card(problem, models, protocol, params.get("command", ""))
        card["problem"] = params["problem"]
        written = write_comparison(make_comparison(card, parts, problem.frame()), Path(folder))
        best = written.summary.iloc[0]
        if not params.get("keep_parts"):  # last of all: a job that goes on after a failure needs them
            shutil.rmtree(Path(folder) / PARTS_FOLDER, ignore_errors=True)
        return {
            "best": best["model"],
            "mae": float(best["mae"]),
            "unit": problem.target.unit,
            "models": len(models),
        }


def _models_for(ref: dict[str, Any], models: list[str]) -> list[str]:
    """Return the names, or without any those on rows of numbers, for a data set whose table is not read here.

    InputError for one that cannot read the columns beside the material.
    """
    from mi_core.comparison.sources import own_columns

    beside = own_columns(ref)
    if not models:
        return [n for n, e in REGRESSORS.items() if e.kind is None and (e.reads_columns or not beside)]
    for name in models:
        if beside and not find_regressor(name).reads_columns:
            raise InputError(f"{name!r} cannot read own columns ({', '.join(beside)}); leave this model out.")
    return models


KIND = CompareKind()

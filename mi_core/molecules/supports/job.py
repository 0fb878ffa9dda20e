"""The comparison of supports as a job: a task is one encoder, tried on its targets; losses stay in the job's folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired

from typing_extensions import TypedDict

from mi_core.errors import InputError
from mi_core.files import written_whole
from mi_core.molecules.supports.arms import TARGETS, Unit, units
from mi_core.molecules.tasks import TABLE, TASKS

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.molecules.supports.trial import Molecules

PARTS_FOLDER, RESULT = "parts", "supports.parquet"


class SupportsParams(TypedDict):
    """Targets, those of the stored comparison if none are named; seeds, 0 if none are."""

    targets: NotRequired[list[str]]
    seeds: NotRequired[list[int]]


class SupportsKind:
    """Kind "molecules-supports" of `mi_core.jobs`, with SupportsParams."""

    name = "molecules-supports"
    params = SupportsParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check the names, and list the encoders of each seed."""
        from mi_core.molecules.affinity.shipped import supports

        targets = params.get("targets") or list(TARGETS)
        if unknown := sorted(set(targets) - set(TASKS)):
            raise InputError(f"Tasks {', '.join(unknown)} are not known; choose among {', '.join(TASKS)}.")
        return [
            {
                "seed": seed,
                "arm": unit.arm,
                "number": unit.number,
                "learns": [*unit.learns],
                "targets": [*unit.targets],
            }
            for seed in params.get("seeds") or [0]
            for unit in units(TASKS, targets, supports, seed)
        ]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Train the encoder and write its losses; one that is done is not trained again."""
        from mi_core.molecules.supports.trial import losses_of

        part = f"{task['seed']:03d}-{task['arm']}-{task['number']:03d}"
        path = Path(folder) / PARTS_FOLDER / f"{part}.parquet"
        if not path.is_file():
            unit = Unit(task["arm"], task["number"], tuple(task["learns"]), tuple(task["targets"]))
            found = losses_of(_table(), _molecules(), _drawn(task["seed"]), unit, task["seed"])
            path.parent.mkdir(parents=True, exist_ok=True)
            with written_whole(path) as partial:
                found.to_parquet(partial, index=False)
        return {"part": part}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:  # noqa: ARG002
        """Join the losses."""
        import pandas as pd

        home = Path(folder)
        losses = pd.concat(
            [pd.read_parquet(home / PARTS_FOLDER / f"{result['part']}.parquet") for result in results],
            ignore_index=True,
        )
        with written_whole(home / RESULT) as partial:
            losses.to_parquet(partial, index=False)
        return {"file": RESULT, "targets": losses["target"].nunique(), "seeds": losses["seed"].nunique()}


@lru_cache(maxsize=1)
def _table() -> pd.DataFrame:
    from mi_core.datasets.loading import load_dataset

    return load_dataset(TABLE).frame


@lru_cache(maxsize=1)
def _molecules() -> Molecules:
    from mi_core.molecules.supports.trial import Molecules

    return Molecules()


@lru_cache(maxsize=4)
def _drawn(seed: int):
    from mi_core.molecules.affinity.drawn import draw

    return draw(_table(), TASKS, seed)


KIND = SupportsKind()

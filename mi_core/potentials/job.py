"""Learning a potential as a job: a task for each part, and a potential of all parts at the end."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired

from typing_extensions import TypedDict

from mi_core.errors import InputError

if TYPE_CHECKING:
    from mi_core.potentials.frames.frame import Frame


RESULT = "learned.json"  # the name of the potential and its errors, once it is kept


class LearnParams(TypedDict):
    """`frames` is the path of a file of frames, `kind` one of `mi_core.potentials.kinds`, `name` that of the potential."""

    frames: str
    kind: str
    name: str
    seed: NotRequired[int]


class LearnKind:
    """Kind "potentials-learn" of `mi_core.jobs`, with LearnParams; the potential goes into the workspace."""

    name = "potentials-learn"
    params = LearnParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Read and check the frames, which raises what is wrong with them, and return a task for each part."""
        from mi_core.files import file_name
        from mi_core.potentials.kinds import find_kind

        kind = find_kind(params["kind"])
        if params["name"] != file_name(params["name"]):
            raise InputError(
                f"{params['name']!r} is no name of a potential; use letters, digits, dots, dashes and underscores."
            )
        _frames(params["frames"])
        return [{**params, "part": part} for part in range(kind.parts)]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Learn one part, and keep it in the job's folder."""
        import time

        from safetensors.numpy import save_file

        from mi_core.files import written_whole
        from mi_core.potentials.kinds import find_kind

        started = time.perf_counter()
        arrays = find_kind(task["kind"]).learn_part(
            _frames(task["frames"]), task["part"], seed=task.get("seed", 0)
        )
        with written_whole(_kept(folder, task["part"])) as partial:
            save_file(arrays, partial)
        return {"seconds": time.perf_counter() - started}

    def finish(self, params: dict[str, Any], results: list[Any], folder: str) -> dict[str, Any]:
        """Join the parts, keep the potential in the workspace, and return its name and its errors.

        The parts go last, so that what dies on the way can be repeated at any step.
        """
        from mi_core.files import written_whole

        result = Path(folder) / RESULT
        if not result.exists():
            summary = _joined(params, sum(done["seconds"] for done in results), folder)
            with written_whole(result) as partial:
                partial.write_text(json.dumps(summary), encoding="utf-8")
        for part in Path(folder).glob("part-*"):
            part.unlink(missing_ok=True)
        return json.loads(result.read_text(encoding="utf-8"))


def _joined(params: dict[str, Any], seconds: float, folder: str) -> dict[str, Any]:
    """Keep the potential of all parts in the workspace, in place of one of this name; return its name and its errors."""
    from safetensors.numpy import load_file

    from mi_core.files import file_sha256
    from mi_core.potentials.kinds import find_kind
    from mi_core.potentials.learning import finished
    from mi_core.potentials.store import own_potentials, save_potential

    kind, source, frames = find_kind(params["kind"]), Path(params["frames"]), _frames(params["frames"])
    seed, parts = params.get("seed", 0), [load_file(_kept(folder, part)) for part in range(kind.parts)]
    learned = finished(
        frames,
        kind,
        kind.join(frames, parts, seed=seed),
        name=params["name"],
        source=source.stem,
        sha256=file_sha256(source),
        seed=seed,
        seconds=seconds,
    )
    save_potential(learned, own_potentials(Path(folder).parents[1]) / params["name"])
    metrics = {key: target["metrics"] for key, target in learned.card.targets.items()}
    return {"potential": params["name"], "metrics": metrics}


def _kept(folder: str, part: int) -> Path:
    return Path(folder) / f"part-{part}.safetensors"


@lru_cache(maxsize=2)
def _frames(path: str) -> list[Frame]:
    from mi_core.potentials.frames.given import frames_to_learn

    return frames_to_learn(Path(path)).frames


KIND = LearnKind()

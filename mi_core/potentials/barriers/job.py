"""Finding a barrier as a job."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired

from typing_extensions import TypedDict

from mi_core.errors import InputError

if TYPE_CHECKING:
    from ase import Atoms

    from mi_core.potentials.barriers.barrier import Barrier

PATH, CURVE = "path.extxyz", "barrier.json"


class BarrierParams(TypedDict):
    """`ends` is the path of an extended XYZ of two frames, `potential` a name; `title` says what the ends are."""

    ends: str
    potential: str
    title: NotRequired[str]


class BarrierKind:
    """Kind "potentials-barrier" of `mi_core.jobs`, with BarrierParams; its folder holds PATH and CURVE."""

    name = "potentials-barrier"
    params = BarrierParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check the ends, which raises what is wrong with them."""
        from mi_core.potentials.barriers.ends import check_ends

        check_ends(*read_ends(Path(params["ends"])))
        return [{**params}]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Find the barrier, and write the path and its curve."""
        from ase.io import write

        from mi_core.potentials.barriers.barrier import find_barrier
        from mi_core.potentials.store import load_potential

        learned = load_potential(task["potential"], Path(folder).parents[1])
        found = find_barrier(learned, *read_ends(Path(task["ends"])))
        write(Path(folder) / PATH, found.images, format="extxyz")
        (Path(folder) / CURVE).write_text(json.dumps(curve(found)), encoding="utf-8")
        return {
            "forward_ev": found.forward,
            "forward_bound_ev": found.forward_bound,
            "backward_ev": found.backward,
            "backward_bound_ev": found.backward_bound,
            "converged": found.converged,
        }

    def finish(self, params: dict[str, Any], results: list[Any], folder: str) -> dict[str, Any]:  # noqa: ARG002 - as of JobKind
        """Return both barriers."""
        return results[0]


def read_ends(path: Path) -> tuple[Atoms, Atoms]:
    """Return the two frames of a file; InputError for any other number."""
    from ase.io import read

    frames: list[Atoms] = read(path, index=":", format="extxyz")  # type: ignore[assignment] # a list, of an index of several
    if len(frames) != 2:
        raise InputError(f"A barrier lies between two frames; {path.name} holds {len(frames)}. Choose two.")
    return frames[0], frames[1]


def curve(barrier: Barrier) -> dict[str, Any]:
    """Return what a figure of a barrier needs, as JSON holds it."""
    return {
        "along": barrier.along.tolist(),
        "energies": barrier.energies.tolist(),
        "bounds": barrier.bounds.tolist(),
        "outside": barrier.outside.tolist(),
        "converged": barrier.converged,
        "steps": barrier.steps,
    }


KIND = BarrierKind()

"""Design in a user's own database as a job: a task per set of elements, the best of all as the result."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired

import numpy as np
from typing_extensions import TypedDict

from mi_core.alloys.design.proposals import Proposal
from mi_core.alloys.design.search import SECONDS, best_of, search_space
from mi_core.alloys.design.search_space import search_spaces
from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.reading import specification_from_json, to_json
from mi_core.alloys.thermodynamics.database.database import check_elements, database_of
from mi_core.errors import InputError
from mi_core.files import written_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

RESULT, PARTS_FOLDER = "proposals.json", "parts"
WORKERS = 2  # that share the seconds


class SearchParams(TypedDict):
    """The specification, in its JSON form, the path of the user's database, and how many alloys are wanted.

    seconds : of searching, for all sets of elements together; elements : symbols that may be used; prices : USD per kg by
    symbol.
    """

    specification: dict[str, Any]
    tdb: str
    n: int
    seed: NotRequired[int]
    seconds: NotRequired[float]
    elements: NotRequired[list[str] | None]
    prices: NotRequired[dict[str, float] | None]


class SearchKind:
    """Kind "alloy-search" of `mi_core.jobs`, with SearchParams.

    The result: RESULT, a list of proposals as `as_json` writes them, best first.
    """

    name = "alloy-search"
    params = SearchParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check the parameters; one task per set of elements."""
        database = database_of(params["tdb"])
        spec = check_specification(specification_from_json(params["specification"]), database)
        check_elements(database, params.get("elements") or ())
        if (seconds := params.get("seconds", SECONDS)) <= 0:
            raise InputError(f"A search takes more than 0 s; got {seconds:g}.")
        spaces = search_spaces(spec, database, params.get("elements") or ())
        share = seconds * min(WORKERS, len(spaces)) / len(spaces)
        common = {key: params.get(key) for key in ("tdb", "n", "prices", "elements")}
        common |= {"specification": to_json(spec), "seconds": share}
        return [
            common | {"space": number, "seed": params.get("seed", 0) + number}
            for number in range(len(spaces))
        ]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Search one set of elements into its own file; done before, it is not done again."""
        path = Path(folder) / PARTS_FOLDER / f"{task['space']:02d}.json"
        if not path.is_file():
            database = database_of(task["tdb"])
            spec = specification_from_json(task["specification"])
            space = search_spaces(spec, database, task["elements"] or ())[task["space"]]
            found = search_space(
                spec, database, space, task["n"], task["seed"], seconds=task["seconds"], prices=task["prices"]
            )
            _write(found, path)
        return {"space": task["space"]}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:
        """Join the parts into RESULT and return counts."""
        home = Path(folder)
        found = [
            one
            for result in results
            for one in read_proposals(home / PARTS_FOLDER / f"{result['space']:02d}.json")
        ]
        best = best_of(found, params["n"])
        _write(best, home / RESULT)
        return {
            "file": RESULT,
            "proposals": len(best),
            "met": sum(proposal.score == 1.0 for proposal in best),
        }


def read_proposals(path: Path) -> list[Proposal]:
    """Return the proposals of a file."""
    return [from_json(one) for one in json.loads(path.read_text())]


def _write(proposals: list[Proposal], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as partial:
        partial.write_text(json.dumps([as_json(proposal) for proposal in proposals]))


def as_json(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as plain data; `from_json` reads it."""
    return {
        name: value.tolist() if isinstance(value := getattr(proposal, name), np.ndarray) else value
        for name in Proposal.__slots__
    }


def from_json(data: Mapping[str, Any]) -> Proposal:
    """Return the proposal that `as_json` wrote."""
    arrays = {name: np.array(data[name], dtype=float) for name in ("fractions", "misses", "values")}
    tuples = {name: tuple(data[name]) for name in ("temperatures", "phases")}
    return Proposal(**{**data, **arrays, **tuples})


KIND = SearchKind()

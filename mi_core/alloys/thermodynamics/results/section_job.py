"""A section by the thermodynamic engine as a job: a task per few columns of the plane, one table as the result."""

from __future__ import annotations

import functools
from itertools import pairwise
from pathlib import Path
from typing import Any, NotRequired

import numpy as np
import pandas as pd
from typing_extensions import TypedDict

from mi_core.alloys.thermodynamics.database.database import database_of
from mi_core.alloys.thermodynamics.results.kept_systems import KeptSystems
from mi_core.alloys.thermodynamics.results.sections import (
    Section,
    corner,
    engine_predictor,
    isopleth,
    section_of_frame,
)
from mi_core.errors import InputError
from mi_core.files import written_whole
from mi_core.words import counted

RESULT, PARTS_FOLDER = "section.parquet", "parts"
TASKS = 8
COMPOSITIONS = 33  # compositions along an element
STEP = 20.0  # K
ISOPLETH, CORNER = "isopleth", "corner"


class SectionParams(TypedDict):
    """The alloy (wt% by symbol) and the section through it.

    shape : ISOPLETH or CORNER; elements, ends : one or two symbols, and a range in wt% for each; temperatures : K, two ends
    for an isopleth, one for a corner; tdb : path of a user's database.
    """

    wt: dict[str, float]
    shape: str
    elements: list[str]
    ends: list[list[float]]
    temperatures: list[float]
    tdb: NotRequired[str | None]


class SectionKind:
    """Kind "alloy-section" of `mi_core.jobs`, with SectionParams."""

    name = "alloy-section"
    params = SectionParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check the parameters and cut the columns into runs."""
        _section(params, lambda wt, t: np.zeros((len(wt), len(t), 1)), ("LIQUID",))
        database = database_of(params.get("tdb"))
        low, high = database.temperature_limits
        if bad := [t for t in params["temperatures"] if not low <= t <= high]:
            raise InputError(
                f"A section lies between {low:g} and {high:g} K in {database.name}; got {bad[0]:g} K."
            )
        edges = np.linspace(0, COMPOSITIONS, TASKS + 1).round().astype(int).tolist()
        return [
            {"params": params, "start": start, "stop": stop, "part": f"{number:02d}"}
            for number, (start, stop) in enumerate(pairwise(edges))
        ]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Compute a run of columns into its own file."""
        path = Path(folder) / PARTS_FOLDER / f"{task['part']}.parquet"
        if not path.is_file():
            params = task["params"]
            part = computed_section(params, slice(task["start"], task["stop"]))
            path.parent.mkdir(parents=True, exist_ok=True)
            with written_whole(path) as partial:
                part.frame().to_parquet(partial, index=False)
        return {"columns": task["stop"] - task["start"]}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:
        """Join the runs into RESULT."""
        home = Path(folder)
        parts = [
            pd.read_parquet(home / PARTS_FOLDER / f"{number:02d}.parquet") for number in range(len(results))
        ]
        failed = [part.iloc[:, 2:].isna().all(axis=1) for part in parts]
        table = pd.concat(parts, ignore_index=True)
        lost = pd.concat(failed, ignore_index=True)
        table.loc[~lost] = table.loc[~lost].fillna(0.0)  # a phase that another run met
        with written_whole(home / RESULT) as partial:
            table.to_parquet(partial, index=False)
        return {"file": RESULT, "points": len(table), "failed": int(lost.sum()), "shape": params["shape"]}


def read_section(path: Path) -> Section:
    """Return the section that a job left."""
    return section_of_frame(pd.read_parquet(path))


def computed_section(params: dict[str, Any], columns: slice = slice(None)) -> Section:
    """Return some columns of the section, computed here."""
    database = database_of(params.get("tdb"))
    elements = tuple(symbol for symbol in database.elements if symbol != "Al")
    names = {symbol for symbol, value in params["wt"].items() if value} | set(params["elements"]) | {"Al"}
    phases = database.phases_of_some(tuple(names))
    predict = engine_predictor(database, _systems(), phases, elements)
    return _section(params, predict, phases, columns, elements)


def _section(params: dict[str, Any], predict, phases, columns: slice = slice(None), elements=None) -> Section:
    wt, ends, t = params["wt"], [tuple(pair) for pair in params["ends"]], params["temperatures"]
    _check_axes(params["shape"], params["elements"], ends)
    _check_temperatures(params["shape"], t)
    elements = elements or tuple(dict.fromkeys([*wt, *params["elements"]]))
    options: dict[str, Any] = {"n": COMPOSITIONS, "columns": columns, "elements": elements}
    if params["shape"] == ISOPLETH:
        temperatures = np.arange(t[0], t[1] + 1e-6, STEP)
        return isopleth(wt, params["elements"][0], ends[0], temperatures, predict, phases, **options)
    return corner(wt, tuple(params["elements"]), ends, t[0], predict, phases, **options)


def _check_axes(shape: str, elements: list[str], ends: list[tuple[float, ...]]) -> None:
    axes = {ISOPLETH: 1, CORNER: 2}.get(shape)
    if axes is None:
        raise InputError(f"A section is {ISOPLETH!r} or {CORNER!r}; got {shape!r}.")
    if (len(elements), len(ends)) != (axes, axes):
        raise InputError(
            f"A section {shape!r} is along {counted(axes, 'element')} with a range of wt% for each; got {len(elements)} in "
            f"'elements' and {len(ends)} in 'ends'; give {axes} in each."
        )
    for element, pair in zip(elements, ends, strict=True):
        if len(pair) != 2:
            raise InputError(
                f"The range of {element} is its lowest and its highest wt%, such as [0, 5]; got {list(pair)}."
            )


def _check_temperatures(shape: str, given: list[float]) -> None:
    got = str(given) if len(given) <= 4 else f"{len(given)} temperatures"
    if shape == ISOPLETH and (len(given) != 2 or not given[0] < given[1]):
        raise InputError(
            f"The temperatures of an isopleth are the two ends of its axis in K, the lower one first; got {got}; give two, "
            f"such as [500, 900]: it is computed every {STEP:g} K between them."
        )
    if shape == CORNER and len(given) != 1:
        raise InputError(
            f"An aluminium corner is computed at one temperature in K; got {got}; give one, such as [700], and start a job "
            "for each further one."
        )


@functools.cache
def _systems() -> KeptSystems:
    """Return the systems of this worker, open from one task to the next."""
    return KeptSystems(1)


KIND = SectionKind()

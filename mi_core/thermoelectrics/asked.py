"""The curves that are asked for: formulas, members of series, and materials of a table or a session, each under a name."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.descriptors.own_columns import known_number
from mi_core.errors import InputError
from mi_core.formulas.series import leaves_open, read_series
from mi_core.thermoelectrics.transport.analysis import TEMPERATURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mi_core.formulas.series import Series
    from mi_core.structures.material import Material

STEPS = 5  # of a series whose values are not given
WIDTH = 1.0  # of its range, where no amount ends it
MOST_TEMPERATURES = 201


class Asked(NamedTuple):
    """One curve.

    curve : its name; formula : "" where there is none; series, letter, x : of a member of a series, else "", "" and NaN;
    temperatures : K, of a material that brings its own; error : why there can be no prediction, else ""
    """

    curve: str
    formula: str
    series: str = ""
    letter: str = ""
    x: float = math.nan
    temperatures: tuple[float, ...] = ()
    error: str = ""


def asked_of_texts(texts: Iterable[str], values: Sequence[float] = ()) -> list[Asked]:
    """Return a curve for each formula, and one for each member of each series, at these values of its letter.

    Without values a series goes over its limits in STEPS steps. What is no series, or no formula at one value, has an error.
    """
    asked: list[Asked] = []
    for text in texts:
        asked += _series(text, values) if leaves_open(text) else [Asked(text, text)]
    return _named_apart(asked)


def _series(text: str, values: Sequence[float]) -> list[Asked]:
    try:
        series = read_series(text)
    except InputError as error:
        return [Asked(text, "", error=str(error))]
    members = series.members(values or usual_values(series))
    return [
        Asked(
            m.formula or f"{text}, {series.letter} = {m.x:g}",
            m.formula,
            text,
            series.letter,
            m.x,
            error=m.error,
        )
        for m in members
    ]


def _named_apart(asked: Iterable[Asked]) -> list[Asked]:
    """Return the curves with a number behind each name that was there before, as where two series meet."""
    seen: Counter[str] = Counter()
    apart = []
    for one in asked:
        name = one.curve
        while seen[name]:
            seen[one.curve] += 1
            name = f"{one.curve} [{seen[one.curve]}]"
        seen[name] += 1
        apart.append(one._replace(curve=name))
    return apart


def usual_values(series: Series) -> tuple[float, ...]:
    """Return values of the letter from end to end of its limits, about 0 where these are infinite."""
    low, high = series.limits
    low = max(low, min(0.0, high))
    high = min(high, low + WIDTH) if math.isinf(high) else high
    return tuple(np.round(np.linspace(low, high, STEPS + 1), 10).tolist())


def asked_of_materials(materials: Iterable[Material], grid: Sequence[float]) -> list[Asked]:
    """Return a curve for each composition of these materials, and one with its error for each that cannot be used.

    Rows of a table that name a temperature are one curve per composition, at their own temperatures. A material that brings
    none is asked for at those of the grid (K), which join the others of its composition. A row whose temperature cannot be
    read, while others can, is an error.
    """
    found: dict[str, list[float]] = {}
    open_ones, failed = set(), []
    for material in materials:
        if error := _why_not(material):
            failed.append(Asked(material.id, "", error=error))
            continue
        own = found.setdefault(material.formula, [])
        temperature = known_number(material, TEMPERATURE)
        if math.isnan(temperature):
            open_ones.add(material.formula)
        else:
            own.append(temperature)
    asked = [
        Asked(f, f, temperatures=_joined(own, grid if f in open_ones else ())) for f, own in found.items()
    ]
    return _named_apart([*asked, *failed])


def _why_not(material: Material) -> str:
    """Return why no curve can be asked for of a material, in one sentence; "" where it can."""
    if material.error is not None or not material.formula:
        return material.error or "It has no formula."
    column = material.columns.get(TEMPERATURE)
    return column.fault if column is not None and column.alone else ""


def _joined(own: list[float], grid: Sequence[float]) -> tuple[float, ...]:
    """Return the temperatures of rows, with those of the grid in order; none where there are no rows with one."""
    if not own:
        return ()
    return tuple(sorted({*own, *grid})) if grid else tuple(dict.fromkeys(own))


def sentences_on_temperatures(materials: Iterable[Material]) -> list[str]:
    """Return which columns the temperatures of tables were read from, or why one could not be, each sentence once.

    Why those of single rows could not be is said by the errors of their curves.
    """
    columns = (material.columns.get(TEMPERATURE) for material in materials)
    said = (c.remark if c.alone else c.fault or c.remark for c in columns if c is not None)
    return list(filter(None, dict.fromkeys(said)))


def temperature_grid(lowest: float, highest: float, step: float) -> tuple[float, ...]:
    """Return temperatures (K) from the lowest on in steps up to the highest, which is among them.

    InputError for what is no such range, and for more than MOST_TEMPERATURES.
    """
    if not lowest <= highest or not step > 0:
        raise InputError(
            f"No temperatures go from {lowest:g} to {highest:g} K in steps of {step:g} K; give the lower one first and a "
            "step above 0 K, such as 300 to 900 K in steps of 50 K."
        )
    if (highest - lowest) / step > MOST_TEMPERATURES - 1:
        raise InputError(
            f"From {lowest:g} to {highest:g} K in steps of {step:g} K are more than {MOST_TEMPERATURES} temperatures; take "
            "larger steps."
        )
    grid = np.arange(lowest, highest + 1e-9 * step, step)
    return tuple(np.round(grid if np.isclose(grid[-1], highest) else [*grid, highest], 6).tolist())

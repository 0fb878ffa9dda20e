"""Registered aluminium alloys: their composition limits, and which of them is nearest to a composition."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from mi_core.alloys.compositions.composition import check_percent

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = yaml.safe_load(Path(__file__).with_name("designations.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Designation:
    """One alloy.

    Attributes
    ----------
    name : str, such as "6061", "A356"
    series : str
        "6xxx" for wrought alloys, "3xx.x" for castings.
    nominal_wt : dict
        wt% by symbol: the middle of a range, half the maximum of an impurity.
    limits_wt : dict
        (lowest, highest) wt% by symbol.
    """

    name: str
    series: str
    nominal_wt: dict[str, float]
    limits_wt: dict[str, tuple[float, float]]


def nearest_designation(wt: Mapping[str, float]) -> tuple[Designation, float]:
    """Return the alloy whose nominal composition is nearest to wt% of alloying elements, and its distance.

    The distance is Euclidean, in wt%, over the alloying elements of both. Raises InputError for what is no composition.
    """
    checked = check_percent(wt)
    return min(((one, _distance(checked, one.nominal_wt)) for one in DESIGNATIONS), key=lambda pair: pair[1])


def _distance(one: dict[str, float], other: dict[str, float]) -> float:
    return math.dist(*([wt.get(symbol, 0.0) for symbol in one | other] for wt in (one, other)))


def _designation(name: str, written: Mapping[str, float | list[float]]) -> Designation:
    limits, nominal = {}, {}
    for key, value in written.items():
        low, high = value if isinstance(value, list) else (0.0, value)
        # A limit of a sum holds for each, and is shared evenly in the nominal composition.
        symbols = key.split("+")
        for symbol in symbols:
            limits[symbol] = (float(low), float(high))
            nominal[symbol] = round((low + high) / 2 / len(symbols), 4)
    return Designation(name, _series(name), nominal, limits)


def _series(name: str) -> str:
    digits = "".join(letter for letter in name if letter.isdigit())
    return f"{digits[0]}xxx" if len(digits) == 4 else f"{digits[0]}xx.x"


DESIGNATIONS: tuple[Designation, ...] = tuple(
    _designation(str(name), written) for name, written in _FILE["alloys"].items()
)

"""The points of one compound and carrier type as curves against temperature, one per doping, or the other way round."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from mi_core.thermoelectrics.computed.quantities import DOPING
from mi_core.thermoelectrics.display import AS_STORED, Display
from mi_core.thermoelectrics.transport.analysis import TEMPERATURE

if TYPE_CHECKING:
    import pandas as pd

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
#: Axis → the column along it, and the one that each curve has one value of.
AXES = {"temperature": (TEMPERATURE, DOPING), "doping": (DOPING, TEMPERATURE)}


class Curve(NamedTuple):
    """A curve: its name, and its rows of `quantities` in the order of the axis."""

    name: str
    rows: pd.DataFrame


def curves(shown: pd.DataFrame, axis: str, display: Display = AS_STORED) -> list[Curve]:
    """Return the curves along a key of AXES of the rows of `quantities` of one compound and carrier type."""
    along, of_each = AXES[axis]
    name = doping_words if of_each == DOPING else display.temperature
    return [
        Curve(name(float(value)), rows.sort_values(along, kind="stable"))
        for value, rows in shown.groupby(of_each)
    ]


def doping_words(carriers_per_cm3: float) -> str:
    """Return a doping for people, such as "10¹⁸ cm⁻³" or "3·10¹⁹ cm⁻³"."""
    power = math.floor(math.log10(carriers_per_cm3) + 1e-9)
    front = f"{carriers_per_cm3 / 10**power:.3g}"
    raised = f"10{str(power).translate(_RAISED)} cm⁻³"
    return raised if front == "1" else f"{front}·{raised}"

"""What the Thermoelectrics page shows: the measured points and a leg made of them; kept in the session and in the address.

/thermoelectrics?points=300,-110,27766,0.63;400,-138,23883,0.57&sides=320-390
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from mi_core.errors import InputError
from mi_core.web.shell.parameters import Parameter, bounded
from mi_core.web.shell.view import PageView

Point = tuple[float, float, float, float]
MOST_POINTS = 100  # that an address carries


@dataclass
class View:
    """The page's choices.

    points : temperature (K), Seebeck coefficient (µV/K), electrical conductivity (S/m) and thermal conductivity (W/(m K)) of
    each measurement; NaN where one is not given. sides : cold and hot side of the leg, K; None for the first and last point.
    """

    points: tuple[Point, ...] = ()
    sides: tuple[float, float] | None = None


def read_points(text: str) -> tuple[Point, ...]:
    """Return the points of an address; InputError names the first that is none."""
    return tuple(_point(item) for item in text.split(";")[:MOST_POINTS])


def write_points(points: tuple[Point, ...]) -> str:
    """Return points as an address carries them; "" for more than it can."""
    if len(points) > MOST_POINTS:
        return ""
    return ";".join(",".join("" if math.isnan(x) else f"{x:.7g}" for x in point) for point in points)


def _point(text: str) -> Point:
    try:
        t, seebeck, sigma, kappa = (float(part) if part.strip() else math.nan for part in text.split(","))
    except ValueError:
        raise InputError(
            "A point of the address is temperature (K), Seebeck coefficient (µV/K), electrical conductivity (S/m) and "
            f"thermal conductivity (W/(m K)), such as 300,-110,27766,0.63; got {text[:60]!r}."
        ) from None
    return t, seebeck, sigma, kappa


def _read_sides(text: str) -> tuple[float, float]:
    cold, hot = (bounded(side, 0.0, 5000.0) for side in text.split("-"))
    if cold >= hot:
        raise ValueError(text)
    return cold, hot


PAGE = PageView(
    "thermoelectrics",
    View,
    [
        Parameter("points", read_points, write_points),
        Parameter("sides", _read_sides, lambda sides: "-".join(f"{side:.6g}" for side in sides)),
    ],
)

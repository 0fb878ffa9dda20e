"""What the Thermoelectrics page shows: measured points, a leg made of them, figures and units; in session and address.

/thermoelectrics?points=300,-110,27766,0.63;400,-138,23883,0.57&sides=320-390&plot=pisarenko&units=celsius
/thermoelectrics?part=known&formula=Bi0.5Sb1.5Te3&quantity=zt
/thermoelectrics?part=ranking&rank_carriers=p&rank_price=100
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from mi_core.errors import InputError
from mi_core.thermoelectrics.display import LOG10_KAPPA, LOG10_SIGMA, POWER_FACTOR, Display
from mi_core.thermoelectrics.transport.analysis import SEEBECK
from mi_core.thermoelectrics.web.ranking.view import PARAMETERS as RANKING_PARAMETERS
from mi_core.thermoelectrics.web.ranking.view import RankingView, with_ranking_job
from mi_core.web.shell.parameters import Parameter, bounded, one_of, some_of
from mi_core.web.shell.view import PageView

Point = tuple[float, float, float, float]
MOST_POINTS = 100  # that an address carries
PARTS = {"sample": "Your measurements", "known": "Measured by others", "ranking": "Ranking"}
PLOTS = {"temperature": "Against T", "pisarenko": "Pisarenko", "ioffe": "Ioffe", "headroom": "Headroom"}
QUANTITIES = {"zt": "zT", SEEBECK: "S", LOG10_SIGMA: "σ", LOG10_KAPPA: "κ", POWER_FACTOR: "S²σ"}
#: In the address → what is offered instead of the unit that columns have.
UNITS = {"S_per_cm": "S/cm", "uW_per_cm_K2": "µW/(cm K²)", "celsius": "°C"}
LOG_AXES = {"sigma": "log σ", "kappa": "log κ"}


@dataclass
class View:
    """The page's choices.

    points : temperature (K), Seebeck coefficient (µV/K), electrical conductivity (S/m) and thermal conductivity (W/(m K)) of
    each measurement; NaN where one is not given. sides : cold and hot side of the leg, K; None for the first and last point.
    part, plot, quantity : keys of PARTS, PLOTS and QUANTITIES; units, log : of UNITS and LOG_AXES; formula : whose measured
    neighbours are shown; ranking : what the part that ranks compounds shows.
    """

    part: str = "sample"
    points: tuple[Point, ...] = ()
    sides: tuple[float, float] | None = None
    plot: str = "temperature"
    formula: str = ""
    quantity: str = "zt"
    units: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    ranking: RankingView = field(default_factory=RankingView)

    @property
    def display(self) -> Display:
        """Units and axes as they are chosen."""
        return Display(
            per_cm="S_per_cm" in self.units,
            microwatts="uW_per_cm_K2" in self.units,
            celsius="celsius" in self.units,
            log_sigma="sigma" in self.log,
            log_kappa="kappa" in self.log,
        )


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
        one_of("part", PARTS),
        Parameter("points", read_points, write_points),
        Parameter("sides", _read_sides, lambda sides: "-".join(f"{side:.6g}" for side in sides)),
        one_of("plot", PLOTS),
        Parameter("formula"),
        one_of("quantity", QUANTITIES),
        some_of("units", tuple(UNITS)),
        some_of("log", tuple(LOG_AXES)),
        *RANKING_PARAMETERS,
    ],
    adapt=with_ranking_job,
)

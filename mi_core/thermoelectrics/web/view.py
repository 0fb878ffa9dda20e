"""What the Thermoelectrics page shows: measured points, a leg made of them, figures and units; in session and address.

/thermoelectrics?part=predict&formulas=Bi(2-x)Sb(x)Te3&x=0,0.5,1&highest=600&figure=x&at=400&near=p
/thermoelectrics?part=sample&points=300,-110,27766,0.63;400,-138,23883,0.57&sides=320-390&plot=pisarenko&units=celsius
/thermoelectrics?part=known&formula=Bi0.5Sb1.5Te3&quantity=zt
/thermoelectrics?part=ranking&rank_carriers=p&rank_price=100
/thermoelectrics?part=computed&computed_carriers=p&computed_figure=doping
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from mi_core.errors import InputError
from mi_core.thermoelectrics.display import LOG10_KAPPA, LOG10_SIGMA, POWER_FACTOR, Display
from mi_core.thermoelectrics.transport.analysis import SEEBECK
from mi_core.thermoelectrics.web.computed.view import PARAMETERS as COMPUTED_PARAMETERS
from mi_core.thermoelectrics.web.computed.view import ComputedView
from mi_core.thermoelectrics.web.ranking.view import PARAMETERS as RANKING_PARAMETERS
from mi_core.thermoelectrics.web.ranking.view import RankingView, with_ranking_job
from mi_core.web.shell.parameters import Parameter, bounded, number, one_of, some_of
from mi_core.web.shell.view import PageView

Point = tuple[float, float, float, float]
MOST_POINTS = 100  # that an address carries
HOTTEST = 5000.0  # K, that can be typed; beyond what models answer they say so
PARTS = {
    "predict": "Predict",
    "sample": "Your measurements",
    "known": "Measured by others",
    "ranking": "Ranking",
    "computed": "Computed files",
    "trust": "How far to trust",
}
PLOTS = {"temperature": "Against T", "pisarenko": "Pisarenko", "ioffe": "Ioffe", "headroom": "Headroom"}
SOURCES = {"typed": "Formulas and series", "session": "Crystals and tables of this session"}
FIGURES = {
    "temperature": "Against T",
    "x": "Against x",
    "pisarenko": "Pisarenko",
    "ioffe": "Ioffe",
    "headroom": "Headroom",
}
NEAR = {"none": "None", "all": "All", "n": "n-type", "p": "p-type"}
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
    neighbours are shown. Of predictions: source, figure : keys of SOURCES and FIGURES, "" for the figure that suits;
    formulas, x : as typed; lowest, highest, step : of the temperatures, K; at : temperature of the figure against x, K;
    curve : the one looked at; near : of NEAR, what is drawn of what was measured near it. ranking, computed : what the
    parts that rank compounds and that read files of computed ones show.
    """

    part: str = ""
    points: tuple[Point, ...] = ()
    sides: tuple[float, float] | None = None
    plot: str = "temperature"
    formula: str = ""
    quantity: str = "zt"
    units: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    ranking: RankingView = field(default_factory=RankingView)
    computed: ComputedView = field(default_factory=ComputedView)
    source: str = "typed"
    formulas: str = ""
    x: str = ""
    lowest: float = 300.0
    highest: float = 900.0
    step: float = 50.0
    figure: str = ""
    at: float = 0.0
    curve: str = ""
    near: str = "none"

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

    @property
    def near_type(self) -> str:
        """Type of carriers of the measured neighbours, "" for any."""
        return self.near if self.near in {"n", "p"} else ""


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
    cold, hot = (bounded(side, 0.0, HOTTEST) for side in text.split("-"))
    if cold >= hot:
        raise ValueError(text)
    return cold, hot


def _of_older_links(asked: dict[str, str]) -> dict[str, str]:
    """Take links with points, or a formula, and no part for those of the days when these were all there was."""
    if "part" in asked or not {"points", "formula"} & asked.keys():
        return asked
    return {"part": "sample" if "points" in asked else "known"} | asked


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
        *COMPUTED_PARAMETERS,
        one_of("source", SOURCES),
        Parameter("formulas"),
        Parameter("x"),
        number("lowest", 0.0, HOTTEST),
        number("highest", 0.0, HOTTEST),
        number("step", 1.0, HOTTEST),
        one_of("figure", FIGURES),
        number("at", 0.0, HOTTEST),
        Parameter("curve"),
        one_of("near", NEAR),
    ],
    adapt=lambda asked: with_ranking_job(_of_older_links(asked)),
)

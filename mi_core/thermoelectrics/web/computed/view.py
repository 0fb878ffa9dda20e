"""What the part of computed files shows, but for the files themselves; kept in the page's view and address.

/thermoelectrics?part=computed&computed_compound=mp-19717&computed_carriers=p&computed_tau=5&computed_figure=doping
"""

from __future__ import annotations

from dataclasses import dataclass

from mi_core.thermoelectrics.computed.best import KINDS, Wishes
from mi_core.thermoelectrics.ranking.predicted import CARRIERS
from mi_core.thermoelectrics.ranking.quantities import RELAXATION_TIMES_FS
from mi_core.thermoelectrics.transport.relaxation import CUSTOMARY_FS
from mi_core.web.shell.parameters import Parameter, bounded, one_of, switch

FIGURES = {"temperature": "Against T", "doping": "Against doping", "pisarenko": "Pisarenko", "ioffe": "Ioffe"}
WIDEST, HOTTEST, MOST_CARRIERS = 20.0, 5000.0, 1e24  # eV, K, cm⁻³


@dataclass(frozen=True)
class ComputedView(Wishes):
    """The wishes, and the compound that is looked at by its id ("" for the best), its type of CARRIERS ("" for its better
    one), relaxation time `tau` in fs, a key of FIGURES, and whether σ, κ_e, S²σ and zT_e stand on logarithmic axes.
    """

    compound: str = ""
    carriers: str = ""
    tau: float = CUSTOMARY_FS
    figure: str = "temperature"
    log: bool = True


def _number(name: str, field: str, low: float, high: float) -> Parameter:
    return Parameter(
        f"computed_{name}",
        lambda text: bounded(text, low, high),
        lambda value: "" if value is None else f"{value:g}",
        f"computed.{field}",
    )


PARAMETERS = [
    Parameter("computed_compound", field="computed.compound"),
    one_of("computed_carriers", CARRIERS, field="computed.carriers"),
    _number("tau", "tau", *RELAXATION_TIMES_FS),
    one_of("computed_figure", FIGURES, field="computed.figure"),
    switch("computed_log", field="computed.log"),
    Parameter("computed_find", field="computed.find"),
    one_of("computed_kind", KINDS, field="computed.kind"),
    _number("gap", "min_gap", 0, WIDEST),
    _number("coldest", "coldest", 0, HOTTEST),
    _number("hottest", "hottest", 0, HOTTEST),
    _number("doping", "most_carriers", 0, MOST_CARRIERS),
]

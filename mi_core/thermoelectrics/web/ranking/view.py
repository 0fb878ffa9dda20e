"""What the ranking shows: carriers, relaxation time, filters and figure; kept in the page's view and address.

/thermoelectrics?part=ranking&rank_carriers=p&rank_tau=5&rank_gap=0.3&rank_elements=not:O,F&rank_price=100&rank_agree=0
"""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from mi_core.figures.periodic_layout import POSITIONS
from mi_core.thermoelectrics.ranking.filters import COMPUTED_WISHES, MEASURED_WISHES, Filters
from mi_core.thermoelectrics.ranking.predicted import CARRIERS
from mi_core.thermoelectrics.ranking.quantities import RELAXATION_TIMES_FS
from mi_core.thermoelectrics.transport.relaxation import CUSTOMARY_FS
from mi_core.web.shell.parameters import Parameter, bounded, one_of, switch
from mi_core.web.shell.symbols import read_elements, written_elements

ELEMENTS = tuple(POSITIONS)
GAPS = (0.0, 4.0)  # eV: ends of the slider
MOST_SEEBECK, MOST_PRICE, MOST_HULL = 2000.0, 1e6, 10.0  # µV/K, USD/kg, eV/atom
ANY = "any"  # in the address: no limit
AXES = {"seebeck": "|S|", "gap": "Gap"}
_JOB = "thermoelectrics_ranking_job"


@dataclass(frozen=True)
class RankingView(Filters):
    """The filters, and `carriers` of CARRIERS, relaxation time `tau` in fs, `axis` of AXES."""

    carriers: str = "n"
    tau: float = CUSTOMARY_FS
    axis: str = "seebeck"


def _read_symbols(text: str) -> tuple[str, ...]:
    chosen = read_elements(text, ELEMENTS)
    if chosen is None:
        raise ValueError(text)
    return chosen


def _number(name: str, field: str, low: float, high: float) -> Parameter:
    return Parameter(f"rank_{name}", lambda text: bounded(text, low, high), "{:g}".format, f"ranking.{field}")


PARAMETERS = [
    one_of("rank_carriers", CARRIERS, field="ranking.carriers"),
    _number("tau", "tau", *RELAXATION_TIMES_FS),
    one_of("rank_axis", AXES, field="ranking.axis"),
    switch("rank_metals", field="ranking.metals"),
    _number("gap", "min_gap", *GAPS),
    Parameter(
        "rank_elements",
        _read_symbols,
        lambda chosen: written_elements(chosen, ELEMENTS),
        "ranking.elements",
    ),
    _number("seebeck", "min_seebeck", 0, MOST_SEEBECK),
    _number("price", "max_price", 0, MOST_PRICE),
    Parameter(
        "rank_hull",
        lambda text: None if text == ANY else bounded(text, 0, MOST_HULL),
        lambda limit: ANY if limit is None else f"{limit:g}",
        "ranking.max_hull",
    ),
    switch("rank_agree", field="ranking.agreeing"),
    switch("rank_toxic", on="0", off="1", field="ranking.no_toxic"),
    switch("rank_radioactive", on="0", off="1", field="ranking.no_radioactive"),
    switch("rank_inside", field="ranking.inside"),
    switch("rank_stablest", field="ranking.stablest"),
    one_of("rank_computed", COMPUTED_WISHES, field="ranking.computed"),
    one_of("rank_measured", MEASURED_WISHES, field="ranking.measured"),
]


def with_ranking_job(asked: dict[str, str]) -> dict[str, str]:
    """Return the address with this part where it names a job, to which the Jobs page leads."""
    job = st.query_params.get("job")
    if not job or job == st.session_state.get(_JOB):
        return asked
    st.session_state[_JOB] = job
    return asked | {"part": "ranking"}

"""What the Screening page shows: sites, filters, threshold, row and part; kept in the session and in the address.

/screening?x=O&balanced=1&tolerance=0.8-1.1&threshold=0.05&inside=0&show=share&row=SrTiO3&part=savings
"""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from mi_core.figures.periodic_layout import N_GROUPS, POSITIONS
from mi_core.screening.chemistry.elements import ELEMENTS, GROUPS
from mi_core.screening.maps import SITES
from mi_core.web.shell.parameters import Parameter, bounded, number, one_of, some_of, switch
from mi_core.web.shell.symbols import read_elements, written_elements
from mi_core.web.shell.view import PageView

PAGE_PARTS = {"ranking": "Ranking", "savings": "DFT saved", "doubles": "Double perovskites"}
KNOWN = {"": "Any", "new": "Not known yet", "known": "Known"}
THRESHOLDS = (0.0, 0.3)  # eV/atom: ends of the slider
STABLE = 0.025  # eV/atom: within the error of hull energies, as Emery & Wolverton count stable perovskites
TOLERANCE = (0.6, 1.3)
TAU = (2.0, 12.0)
#: Elements that a double perovskite may be made of: H to Lr without rare gases.
DOUBLE_ELEMENTS = tuple(
    symbol for symbol, (x, y) in POSITIONS.items() if x < N_GROUPS - 1 and not (6 < y < 7 and x > 2)
)
#: Where the page begins: large cations, metals that stand in octahedra, common anions; 2 s of work.
DOUBLES = {
    "a": ("Na", "K", "Rb", "Cs", "Ca", "Sr", "Ba", "La"),
    "b": (
        "Li", "Na", "Mg", "Al", "Ca", "Sc", "Ti", "V", "Cr", "Mn", "Fe", "Co", "Ni", "Cu", "Zn", "Ga", "Sr", "Y", "Zr", "Nb",
        "Mo", "Ru", "Rh", "Pd", "Ag", "Cd", "In", "Sn", "Sb", "Hf", "Ta", "W", "Re", "Os", "Ir", "Pt", "Au", "Bi",
    ),
    "x": ("O", "F", "Cl", "Br", "I"),
}  # fmt: skip
_JOB = "screening_job"


@dataclass
class View:
    """The page's choices; a site's None stands for all elements.

    avoid : keys of element groups, and without : elements, that may be on no site; inside : whether candidates outside
    the training domain are hidden, whose energies are hardly more than copies of those of training compounds;
    threshold : eV/atom at or below which a candidate counts as stable; tolerance : ends, or None for any;
    tau : highest Bartel tau, or None; known : a key of KNOWN; recall : the share of stable ones that must be found;
    doubles : elements of A2BB'X6 by site.
    """

    part: str = "ranking"
    sites: dict[str, tuple[str, ...] | None] = field(default_factory=lambda: dict.fromkeys(SITES))
    avoid: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    balanced: bool = False
    inside: bool = True
    known: str = ""
    tolerance: tuple[float, float] | None = None
    tau: float | None = None
    threshold: float = STABLE
    show: str = "number"
    page: int = 1
    row: str = ""
    recall: float = 0.99
    doubles: dict[str, tuple[str, ...]] = field(default_factory=lambda: dict(DOUBLES))


def _read_site(text: str, elements: tuple[str, ...] = ELEMENTS) -> tuple[str, ...]:
    chosen = read_elements(text, elements)
    if chosen is None:
        raise ValueError(text)
    return chosen


def _write_site(chosen: tuple[str, ...] | None) -> str:
    return written_elements(chosen, ELEMENTS)


def _read_double(text: str) -> tuple[str, ...]:
    return DOUBLE_ELEMENTS if text == "all" else _read_site(text, DOUBLE_ELEMENTS)


def _write_double(chosen: tuple[str, ...]) -> str:
    return written_elements(chosen, DOUBLE_ELEMENTS) or "all"


def _read_ends(text: str) -> tuple[float, float]:
    low, high = (bounded(end, *TOLERANCE) for end in text.split("-"))
    if low >= high:
        raise ValueError(text)
    return low, high


def _with_job(asked: dict[str, str]) -> dict[str, str]:
    """Return the address with the part that shows its job, to which the Jobs page leads."""
    job = st.query_params.get("job")
    if not job or job == st.session_state.get(_JOB):
        return asked
    st.session_state[_JOB] = job
    return asked | {"part": "doubles"}


PAGE = PageView(
    "screening",
    View,
    [
        *(Parameter(site, _read_site, _write_site, f"sites.{site}") for site in SITES),
        some_of("avoid", tuple(GROUPS)),
        some_of("without", ELEMENTS),
        switch("balanced"),
        switch("inside"),
        one_of("known", KNOWN),
        Parameter("tolerance", _read_ends, lambda ends: "-".join(f"{end:g}" for end in ends)),
        number("tau", *TAU),
        number("threshold", *THRESHOLDS),
        one_of("show", ("number", "share")),
        number("page", 1, 1e6, kind=int),
        Parameter("row"),
        number("recall", 0.5, 1.0),
        one_of("part", PAGE_PARTS),
        *(
            Parameter(
                f"double_{s}", _read_double, _write_double, f"doubles.{s}", when=lambda v: v.part == "doubles"
            )
            for s in SITES
        ),
    ],
    adapt=_with_job,
)


def start_over() -> None:
    """Forget all choices but the part of the page."""
    PAGE.show(View(part=PAGE.now().part))

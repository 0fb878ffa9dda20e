"""What the Screening page shows: sites, filters, threshold, row and part; kept in the session and in the address.

/screening?x=O&balanced=1&tolerance=0.8-1.1&threshold=0.05&inside=0&show=share&row=SrTiO3&part=savings
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import streamlit as st

from mi_core.figures.periodic_layout import GROUPS as COLUMNS
from mi_core.figures.periodic_layout import POSITIONS
from mi_core.screening.chemistry.elements import ELEMENTS, GROUPS
from mi_core.web.shell.address import is_arrival, own_parameters, write_parameters

SITES = ("a", "b", "x")
PARTS = {"ranking": "Ranking", "savings": "DFT saved", "doubles": "Double perovskites"}
KNOWN = {"": "Any", "new": "Not known yet", "known": "Known"}
THRESHOLDS = (0.0, 0.3)  # eV/atom: ends of the slider
STABLE = 0.025  # eV/atom: within the error of hull energies, as Emery & Wolverton count stable perovskites
TOLERANCE = (0.6, 1.3)
TAU = (2.0, 12.0)
#: Elements that a double perovskite may be made of: H to Lr without rare gases.
DOUBLE_ELEMENTS = tuple(
    symbol for symbol, (x, y) in POSITIONS.items() if x < COLUMNS - 1 and not (6 < y < 7 and x > 2)
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
_VIEW, _TURN, _JOB = "screening_view", "screening_turn", "screening_job"


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


def view() -> View:
    """Return the session's view, kept over page changes."""
    return st.session_state.setdefault(_VIEW, View())


def turn() -> int:
    """Return a number for widget keys that changes when a link is followed, so that widgets start from the link."""
    return st.session_state.get(_TURN, 0)


def start_over() -> None:
    """Forget all choices but the part of the page."""
    st.session_state[_VIEW] = View(part=view().part)
    st.session_state[_TURN] = turn() + 1


def follow_link() -> None:
    """Take over what the address asks for, on arrival."""
    if not is_arrival(_VIEW):
        return
    asked, job = own_parameters(), st.query_params.get("job")
    if job and job != st.session_state.get(_JOB):  # the Jobs page leads here
        st.session_state[_JOB] = job
        asked = asked | {"part": "doubles"}
    if not asked:
        return
    st.session_state[_TURN] = turn() + 1
    st.session_state[_VIEW] = read_view(asked)


def write_link() -> None:
    """Put the present view into the address."""
    write_parameters(written_view(view()))


def written_view(now: View) -> dict[str, str]:
    """Return the parameters of an address; what is as in a fresh view is left out."""
    fresh = View()
    sites = {site: written_elements(now.sites[site]) for site in SITES}
    ends = now.tolerance and "-".join(f"{end:g}" for end in now.tolerance)
    parameters = sites | {
        "avoid": ",".join(now.avoid),
        "without": ",".join(now.without),
        "balanced": "1" if now.balanced else "",
        "inside": "" if now.inside else "0",
        "known": now.known,
        "tolerance": ends or "",
        "tau": f"{now.tau:g}" if now.tau is not None else "",
        "threshold": f"{now.threshold:g}" if now.threshold != fresh.threshold else "",
        "show": now.show if now.show != fresh.show else "",
        "page": str(now.page) if now.page != fresh.page else "",
        "row": now.row,
        "recall": f"{now.recall:g}" if now.recall != fresh.recall else "",
        "part": now.part if now.part != fresh.part else "",
    }
    if now.part == "doubles":
        parameters |= {
            f"double_{s}": _written_doubles(now.doubles[s]) for s in SITES if now.doubles[s] != DOUBLES[s]
        }
    return {key: value for key, value in parameters.items() if value}


def read_view(asked: dict[str, str]) -> View:
    """Return the view of an address; what cannot be read is left as in a fresh view."""
    fresh = View()
    threshold = _number(asked.get("threshold"), *THRESHOLDS)
    recall = _number(asked.get("recall"), 0.5, 1.0)
    page = _number(asked.get("page"), 1, 1e6)
    return View(
        part=asked["part"] if asked.get("part") in PARTS else fresh.part,
        sites={site: read_elements(asked.get(site, "")) for site in SITES},
        avoid=tuple(key for key in GROUPS if key in asked.get("avoid", "").split(",")),
        without=read_elements(asked.get("without", "")) or (),
        balanced=asked.get("balanced") == "1",
        inside=asked.get("inside") != "0",
        known=asked["known"] if asked.get("known") in KNOWN else "",
        tolerance=_ends(asked.get("tolerance", "")),
        tau=_number(asked.get("tau"), *TAU),
        threshold=fresh.threshold if threshold is None else threshold,
        show="share" if asked.get("show") == "share" else fresh.show,
        page=int(page or 1),
        row=asked.get("row", ""),
        recall=fresh.recall if recall is None else recall,
        doubles={site: _read_doubles(asked.get(f"double_{site}", ""), site) for site in SITES},
    )


def written_elements(chosen: tuple[str, ...] | None, elements: tuple[str, ...] = ELEMENTS) -> str:
    """Return a site's elements as "Ba,Sr", or "not:O,F" where that is shorter; "" for all, "none" for none."""
    if chosen is None or len(chosen) == len(elements):
        return ""
    if len(chosen) <= len(elements) // 2:
        return ",".join(chosen) or "none"
    return "not:" + ",".join(symbol for symbol in elements if symbol not in chosen)


def read_elements(text: str, elements: tuple[str, ...] = ELEMENTS) -> tuple[str, ...] | None:
    """Return the elements that `written_elements` wrote, in the order of `elements`; None for all."""
    if text == "none":
        return ()
    named = {part.strip() for part in text.removeprefix("not:").split(",")} & set(elements)
    if not named:
        return None
    return tuple(symbol for symbol in elements if (symbol in named) is not text.startswith("not:"))


def _written_doubles(chosen: tuple[str, ...]) -> str:
    return written_elements(chosen, DOUBLE_ELEMENTS) or "all"


def _read_doubles(text: str, site: str) -> tuple[str, ...]:
    if text == "all":
        return DOUBLE_ELEMENTS
    chosen = read_elements(text, DOUBLE_ELEMENTS)
    return DOUBLES[site] if chosen is None else chosen


def _number(text: str | None, low: float, high: float) -> float | None:
    """Return the number within its ends; None for anything else."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return min(max(value, low), high) if math.isfinite(value) else None


def _ends(text: str) -> tuple[float, float] | None:
    ends = [_number(part, *TOLERANCE) for part in text.split("-")]
    if len(ends) != 2 or None in ends or ends[0] >= ends[1]:
        return None
    return ends[0], ends[1]

"""What the Alloys page shows: wishes, the alloy of the explorer, the part; kept in the session and in the address.

/alloys?wish=MG2SI@450:0.01-0.02,LIQUID@850:-0&wt=Zn:-1&derived=solidus_k:830-&cost=-3.5&n=20&model=cvae-mdn
/alloys?part=explore&alloy=Mg=1,Si=0.6&temperature=450&unit=C&amounts=wt
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.specification.wishes import Bound, PhaseWish, Specification
from mi_core.alloys.thermodynamics.results.derived_grid import DERIVED, SOLVUS
from mi_core.errors import InputError
from mi_core.web.shell.parameters import Parameter, bounded, known, number, one_of, switch
from mi_core.web.shell.view import PageView

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAGE_PARTS = {"design": "Design", "explore": "Explore", "database": "Database", "models": "Models"}
MOST_PROPOSALS = 100
FIRST_ALLOY = {"Mg": 1.0, "Si": 0.6, "Cu": 0.28, "Cr": 0.2}  # 6061
TEMPERATURES = (300.0, 1000.0)  # K
_BESIDE = "alloy_beside"


@dataclass
class View:
    """The page's choices.

    spec : what is wished; n : proposals; model : a generator, "" for the best; alloy : wt% in the explorer;
    temperature : K at which the explorer's aluminium corner is cut; celsius : whether temperatures are shown in °C;
    by_mass : whether amounts of phases are shown in weight per cent.
    """

    part: str = "design"
    spec: Specification = field(default_factory=Specification)
    n: int = 10
    model: str = ""
    alloy: dict[str, float] = field(default_factory=lambda: dict(FIRST_ALLOY))
    temperature: float = 700.0
    celsius: bool = False
    by_mass: bool = False


def written_alloy(wt: Mapping[str, float]) -> str:
    """Return Mg=1,Si=0.6 of wt%; pure aluminium is "Al"."""
    return ",".join(f"{symbol}={value:g}" for symbol, value in wt.items() if value) or "Al"


def _read_content(text: str) -> tuple[str, float]:
    symbol, _, value = ("Al", "", "0") if text == "Al" else text.partition("=")
    if not symbol.strip().isalpha():
        raise ValueError(text)
    return symbol.strip().capitalize(), bounded(value, 0.0, 100.0)


def _write_ends(low: float | None, high: float | None) -> str:
    """Return 0.01-0.02, 0.01- for at least, -0.02 for at most, 0.01 for exactly."""
    ends = ["" if end is None else _decimal(end) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else "-".join(ends)


def _decimal(value: float) -> str:
    """Return a number without an exponent, whose minus would look like a range."""
    return f"{value:.8f}".rstrip("0").rstrip(".")


def _read_ends(text: str) -> tuple[float | None, float | None]:
    """Return what `_write_ends` wrote."""
    low, dash, high = text.partition("-")
    if not low and not high:
        raise ValueError(text)
    first, last = (bounded(end, 0.0, 1e6) if end else None for end in (low, high if dash else low))
    return first, last


def _read_wish(text: str) -> PhaseWish:
    where, _, ends = text.rpartition(":")
    phase, _, temperature = where.rpartition("@")
    if not phase:
        raise ValueError(text)
    return PhaseWish(phase, bounded(temperature, 0.0, 1e5), *_read_ends(ends))


def _write_wishes(found: Sequence[PhaseWish]) -> str:
    return ",".join(f"{w.phase}@{w.temperature_k:g}:{_write_ends(w.min, w.max)}" for w in found)


def _read_bound(text: str) -> tuple[str, Bound]:
    key, _, ends = text.rpartition(":")
    if not key:
        raise ValueError(text)
    return key, Bound(*_read_ends(ends))


def _read_derived(text: str) -> tuple[str, Bound]:
    key, bound = _read_bound(text)
    if not key.startswith(SOLVUS) or key == SOLVUS:
        known(key, DERIVED)
    return key, bound


def _write_bounds(bounds: Mapping[str, Bound]) -> str:
    return ",".join(f"{key}:{_write_ends(bound.min, bound.max)}" for key, bound in bounds.items())


def _bounds(found: list[tuple[str, Bound]]) -> dict[str, Bound]:
    """Return the ranges by what they limit; InputError for a limit named twice."""
    keys = [key for key, _ in found]
    for key in keys:
        if keys.count(key) > 1:
            raise InputError(f"The address names {key!r} twice; its wishes are left out: write {key!r} once.")
    return dict(found)


PAGE = PageView(
    "alloy",
    View,
    [
        one_of("part", PAGE_PARTS),
        Parameter("wish", _read_wish, _write_wishes, "spec.phases", tuple),
        Parameter("wt", _read_bound, _write_bounds, "spec.composition_wt", _bounds),
        Parameter("derived", _read_derived, _write_bounds, "spec.derived", _bounds),
        Parameter(
            "cost",
            lambda text: Bound(*_read_ends(text)),
            lambda bound: _write_ends(bound.min, bound.max),
            "spec.cost_per_kg",
        ),
        number("n", 1, MOST_PROPOSALS, kind=int),
        Parameter("model"),
        Parameter(
            "alloy",
            _read_content,
            written_alloy,
            join=lambda found: {e: value for e, value in found if value},
        ),
        number("temperature", *TEMPERATURES),
        switch("unit", "C", "K", field="celsius"),
        switch("amounts", "wt", "mol", field="by_mass"),
    ],
)


def set_spec(spec: Specification) -> None:
    """Take over wishes that no widget holds yet."""
    PAGE.now().spec = spec
    PAGE.next_turn()


def show_beside(fractions: dict[tuple[str, float], float]) -> None:
    """Show the fractions of an alloy, by phase and K, in grey beside the wishes."""
    st.session_state[_BESIDE] = fractions


def shown_beside() -> dict[tuple[str, float], float]:
    """Return the fractions that are shown beside the wishes; empty without an alloy."""
    return st.session_state.get(_BESIDE, {})


def start_over() -> None:
    """Forget all wishes, and the alloy beside them."""
    set_spec(Specification())
    show_beside({})

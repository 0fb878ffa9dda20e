"""What the Alloys page shows: wishes, the alloy of the explorer, the part; kept in the session and in the address.

/alloys?wish=MG2SI@450:0.01-0.02,LIQUID@850:-0&wt=Zn:-1&derived=solidus_k:830-&cost=-3.5&n=20&model=cvae-mdn
/alloys?part=explore&alloy=Mg=1,Si=0.6&temperature=450&unit=C&amounts=wt
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.specification.wishes import Bound, PhaseWish, Specification
from mi_core.alloys.thermodynamics.results.derived_grid import DERIVED, SOLVUS
from mi_core.errors import InputError
from mi_core.web.shell.address import is_arrival, own_parameters, write_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

PARTS = {"design": "Design", "explore": "Explore", "database": "Database", "models": "Models"}
MOST_PROPOSALS = 100
FIRST_ALLOY = {"Mg": 1.0, "Si": 0.6, "Cu": 0.28, "Cr": 0.2}  # 6061
TEMPERATURES = (300.0, 1000.0)  # K
_VIEW, _TURN, _BESIDE, _LINK_PROBLEM = "alloy_view", "alloy_turn", "alloy_beside", "alloy_link_problem"


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


def view() -> View:
    """Return the session's view, kept over page changes."""
    return st.session_state.setdefault(_VIEW, View())


def turn() -> int:
    """Return a number for widget keys that changes when the wishes come from elsewhere than from the widget."""
    return st.session_state.get(_TURN, 0)


def next_turn() -> None:
    """Have all widgets start anew from the view."""
    st.session_state[_TURN] = turn() + 1


def set_spec(spec: Specification) -> None:
    """Take over wishes that no widget holds yet."""
    view().spec = spec
    next_turn()


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


def follow_link() -> None:
    """Take over what the address asks for, on arrival."""
    if not is_arrival(_VIEW) or not (asked := own_parameters()):
        return
    next_turn()
    try:
        st.session_state[_VIEW] = read_view(asked)
    except InputError as problem:
        spoken = {
            name: value for name, value in asked.items() if name not in ("wt", "derived", "wish", "cost")
        }
        st.session_state[_VIEW], st.session_state[_LINK_PROBLEM] = read_view(spoken), str(problem)


def link_problem() -> str:
    """Return what was wrong with the address, until there are wishes again; empty where nothing was."""
    if view().spec != Specification():
        st.session_state.pop(_LINK_PROBLEM, None)
    return st.session_state.get(_LINK_PROBLEM, "")


def write_link() -> None:
    """Put the present view into the address."""
    write_parameters(written_view(view()))


def written_view(now: View) -> dict[str, str]:
    """Return the parameters of an address; what is as in a fresh view is left out."""
    fresh, spec = View(), now.spec
    parameters = {
        "part": now.part if now.part != fresh.part else "",
        "wish": ",".join(
            f"{wish.phase}@{wish.temperature_k:g}:{_written(wish.min, wish.max)}" for wish in spec.phases
        ),
        "wt": _written_bounds(spec.composition_wt),
        "derived": _written_bounds(spec.derived),
        "cost": _written(spec.cost_per_kg.min, spec.cost_per_kg.max) if spec.cost_per_kg else "",
        "n": str(now.n) if now.n != fresh.n else "",
        "model": now.model,
        "alloy": written_alloy(now.alloy) if now.alloy != fresh.alloy else "",
        "temperature": f"{now.temperature:g}" if now.temperature != fresh.temperature else "",
        "unit": "C" if now.celsius else "",
        "amounts": "wt" if now.by_mass else "",
    }
    return {key: value for key, value in parameters.items() if value}


def read_view(asked: Mapping[str, str]) -> View:
    """Return the view of an address; what cannot be read is left as in a fresh view. InputError for a limit named twice."""
    fresh = View()
    n = _number(asked.get("n", ""), 1, MOST_PROPOSALS)
    temperature = _number(asked.get("temperature", ""), *TEMPERATURES)
    cost = _range(asked.get("cost", ""))
    spec = Specification(
        _wishes(asked.get("wish", "")),
        _bounds(asked.get("wt", "")),
        {key: bound for key, bound in _bounds(asked.get("derived", "")).items() if _is_derived(key)},
        Bound(*cost) if cost else None,
    )
    return replace(
        fresh,
        part=asked["part"] if asked.get("part") in PARTS else fresh.part,
        spec=spec,
        n=int(n or fresh.n),
        model=asked.get("model", ""),
        alloy=_alloy(asked["alloy"]) if "alloy" in asked else fresh.alloy,
        temperature=temperature or fresh.temperature,
        celsius=asked.get("unit") == "C",
        by_mass=asked.get("amounts") == "wt",
    )


def _is_derived(key: str) -> bool:
    return key in DERIVED or (key.startswith(SOLVUS) and key != SOLVUS)


def written_alloy(wt: Mapping[str, float]) -> str:
    """Return Mg=1,Si=0.6 of wt%; pure aluminium is "Al"."""
    return ",".join(f"{symbol}={value:g}" for symbol, value in wt.items() if value) or "Al"


def _alloy(text: str) -> dict[str, float]:
    found = {}
    for part in text.split(","):
        symbol, _, value = part.partition("=")
        number = _number(value, 0.0, 100.0)
        if symbol.strip().isalpha() and number:
            found[symbol.strip().capitalize()] = number
    return found


def _written(low: float | None, high: float | None) -> str:
    """Return 0.01-0.02, 0.01- for at least, -0.02 for at most, 0.01 for exactly."""
    ends = ["" if end is None else _plain(end) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else "-".join(ends)


def _plain(value: float) -> str:
    """Return a number without an exponent, whose minus would look like a range."""
    return f"{value:.8f}".rstrip("0").rstrip(".")


def _range(text: str) -> tuple[float | None, float | None] | None:
    """Return what `_written` wrote; None for anything else."""
    low, dash, high = text.partition("-")
    ends = [_number(end, 0.0, 1e6) if end else None for end in (low, high if dash else low)]
    if all(end is None for end in ends) or (low and ends[0] is None) or (high and ends[1] is None):
        return None
    return ends[0], ends[1]


def _written_bounds(bounds: Mapping[str, Bound]) -> str:
    return ",".join(f"{key}:{_written(bound.min, bound.max)}" for key, bound in bounds.items())


def _bounds(text: str) -> dict[str, Bound]:
    found = {}
    for part in text.split(","):
        key, _, ends = part.rpartition(":")
        if key and (read := _range(ends)):
            if key in found:
                raise InputError(
                    f"The address names {key!r} twice; its wishes are left out: write {key!r} once."
                )
            found[key] = Bound(*read)
    return found


def _wishes(text: str) -> tuple[PhaseWish, ...]:
    found = []
    for part in text.split(","):
        where, _, ends = part.rpartition(":")
        phase, _, temperature = where.rpartition("@")
        number, read = _number(temperature, 0.0, 1e5), _range(ends)
        if phase and number is not None and read:
            found.append(PhaseWish(phase, number, *read))
    return tuple(found)


def _number(text: str, low: float, high: float) -> float | None:
    """Return the number within its ends; None for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return min(max(value, low), high) if math.isfinite(value) else None

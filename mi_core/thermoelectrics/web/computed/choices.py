"""The choices of the part of computed files: relaxation time, which compounds, and where their best point is sought."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.thermoelectrics.computed.best import KINDS, Wishes
from mi_core.thermoelectrics.ranking.quantities import RELAXATION_TIMES_FS
from mi_core.thermoelectrics.web.computed.view import HOTTEST, MOST_CARRIERS, WIDEST, ComputedView
from mi_core.thermoelectrics.web.view import PAGE
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

TAU_HELP = (
    "Constant relaxation time: the files hold σ, κₑ and S²σ per second of it. These are proportional to it; S and zTₑ are "
    "free of it. It is not known of most compounds; 10 fs is customary."
)
KINDS_HELP = "Compounds of gap 0 are metals: there S, its sign and doping mean nothing, and they stand last."
FIND_HELP = "Elements, parts of a formula or an id: Bi Te, PbTe, mp-19717. All words must be there."


def now() -> ComputedView:
    """Return the part's choices."""
    return PAGE.now().computed


def choose(**chosen: Any) -> None:
    """Keep choices in the view."""
    PAGE.now().computed = replace(now(), **chosen)


def key(name: str) -> str:
    """Return the key of a widget."""
    return f"computed_{name}_{PAGE.turn()}"


def choose_above() -> None:
    """Offer relaxation time, kinds of compounds and filters."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        tau = st.number_input(
            "τ (fs)",
            *RELAXATION_TIMES_FS,
            value=now().tau,
            step=1.0,
            format="%g",
            key=key("tau"),
            help=TAU_HELP,
            width=130,
        )
        choose(tau=float(tau))
        word("Compounds", "kind", KINDS, help=KINDS_HELP)
        find = st.text_input(
            "Find", value=now().find, placeholder="Bi Te", key=key("find"), help=FIND_HELP, width=160
        )
        choose(find=find.strip())
        with st.popover("Filters", icon=":material/filter_alt:"):
            _filters()
        if number := active():
            st.badge(f"{counted(number, 'filter')} on", color="primary")
            st.button("Start over", icon=":material/restart_alt:", on_click=start_over, type="tertiary")


def active() -> int:
    """Return how many wishes are other than those that the part begins with."""
    fresh = Wishes()
    return sum(getattr(now(), field.name) != getattr(fresh, field.name) for field in fields(Wishes))


def start_over() -> None:
    """Forget the wishes."""
    choose(**{field.name: getattr(Wishes(), field.name) for field in fields(Wishes)})
    PAGE.next_turn()


def word(label: str, name: str, words: Mapping[str, str], **options: Any) -> None:
    """Offer some words, and keep the chosen one under its name."""
    choose(**{name: segmented_choice(label, words, getattr(now(), name), key=key(name), **options)})


def _filters() -> None:
    temperature = PAGE.now().display.of("temperature_k")
    choose(min_gap=_open("min_gap", "Gap at least (eV)", 0.0, WIDEST))
    for name, label in (("coldest", "Best point from"), ("hottest", "to")):
        low, high = float(temperature.values(0.0)), float(temperature.values(HOTTEST))
        given = getattr(now(), name)
        shown = None if given is None else float(temperature.values(given))
        value = _open(name, f"{label} ({temperature.unit})", low, high, value=shown)
        choose(**{name: None if value is None else float(temperature.numbers(value))})
    carriers = _open(
        "most_carriers",
        "Doping at most (cm⁻³)",
        0.0,
        MOST_CARRIERS,
        format="%.3g",
        help="Such as 1e19: what can be reached differs from compound to compound.",
    )
    choose(most_carriers=carriers)


def _open(name: str, label: str, low: float, high: float, **options: Any) -> float | None:
    """Offer a number that may be left open."""
    return st.number_input(
        label, low, high, **{"value": getattr(now(), name), "placeholder": "Any", "key": key(name)} | options
    )

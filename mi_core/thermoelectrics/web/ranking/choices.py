"""The choices of the ranking: carriers, relaxation time, metals apart, filters, elements."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.descriptors.element_costs import PRICES_SOURCE
from mi_core.descriptors.element_groups import HAZARDS
from mi_core.thermoelectrics.ranking.conditions import AGREE_WORDS
from mi_core.thermoelectrics.ranking.filters import SMALLEST_GAP, Filters
from mi_core.thermoelectrics.ranking.predicted import CARRIERS
from mi_core.thermoelectrics.ranking.quantities import RELAXATION_TIMES_FS
from mi_core.thermoelectrics.web.ranking.view import GAPS, MOST_HULL, MOST_PRICE, MOST_SEEBECK, RankingView
from mi_core.thermoelectrics.web.view import PAGE
from mi_core.web.components.element_picker import element_picker
from mi_core.web.components.formulas import escaped
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPUTED = {"": "Any", "no": "Not computed", "yes": "Computed"}
MEASURED = {"": "Any", "no": "Never measured", "host": "Host measured", "yes": "Measured"}
GAPPED, METALS = "With a gap", "Metals"
TAU_HELP = (
    "Constant relaxation time. σ, κ_e and the power factor are proportional to it; S and m* are free of it. It is not known "
    "of most compounds; 10 fs is customary."
)
STABLEST_HELP = "SiO2 alone has 249 entries in the table; the one nearest to the hull is kept."
METALS_HELP = (
    "Compounds of gap 0 have large σ; their S and masses mean nothing here, so that they are ranked apart."
)
AGREEMENT_HELP = (
    "The mean of S²σ over the directions of a crystal, and S²σ of the means, are far apart where S of the directions differ "
    "in size or sign. Not asked of metals."
)
DOMAIN_HELP = "Inside: resembles compounds that the model learnt from. Outside, intervals promise nothing."
#: Field, label, largest value and help of each number that may be left open.
LIMITS = (
    (
        "min_seebeck",
        "|S| at least (µV/K)",
        MOST_SEEBECK,
        "So few carriers as here leave |S| large unless the gap is small or bands reach the Fermi level.",
    ),
    ("max_price", "Price at most (USD/kg)", MOST_PRICE, PRICES_SOURCE.replace("_", "\\_")),
    (
        "max_hull",
        "Hull at most (eV/atom)",
        MOST_HULL,
        "Energy above the hull; 0: stable against all other phases.",
    ),
)


def now() -> RankingView:
    """Return the ranking's choices."""
    return PAGE.now().ranking


def choose(**chosen: Any) -> None:
    """Keep choices in the view; those of metals are without a gap, which the slider remembers meanwhile."""
    if chosen.get("metals", now().metals):
        chosen["min_gap"] = SMALLEST_GAP
    PAGE.now().ranking = replace(now(), **chosen)


def key(name: str) -> str:
    """Return the key of a widget."""
    return f"rank_{name}_{PAGE.turn()}"


def choose_above() -> None:
    """Offer carriers, relaxation time, metals apart, and the filters."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        _word("Carriers", "carriers", CARRIERS)
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
        kinds = {False: GAPPED, True: METALS}
        _word("Compounds", "metals", kinds, help=METALS_HELP)
        with st.popover("Filters", icon=":material/filter_alt:"):
            _filters()
        if number := active():
            st.badge(f"{counted(number, 'filter')} on", color="primary")
        st.button("Start over", icon=":material/restart_alt:", on_click=start_over, type="tertiary")


def choose_elements(symbols: tuple[str, ...]) -> None:
    """Offer the elements of which alone a compound may be made."""
    chosen = now().elements
    held = symbols if chosen is None else tuple(symbol for symbol in symbols if symbol in chosen)

    def change(picked: tuple[str, ...]) -> None:
        choose(elements=None if len(picked) == len(symbols) else picked)

    few = " ".join(held) if len(held) <= 8 else f"{len(held)} of {len(symbols)}"
    with st.expander(
        f"Made of these elements only · {few or 'none'}", icon=":material/apps:", key="rank_elements"
    ):
        st.caption("Click to add or remove, drag over several, double-click for one alone.")
        element_picker("Elements", symbols, held, key="rank_picker", on_change=change)


def active() -> int:
    """Return how many filters differ from those that the part begins with."""
    fresh, view = RankingView(), now()
    names = {field.name for field in fields(Filters)} - {"metals"}
    if view.metals:
        names -= {"min_gap", "agreeing"}
    return sum(getattr(view, name) != getattr(fresh, name) for name in names)


def start_over() -> None:
    """Forget the choices of this part."""
    PAGE.now().ranking = RankingView()
    PAGE.next_turn()


def _filters() -> None:
    gap = st.slider(
        "Gap above (eV)",
        *GAPS,
        value=now().min_gap,
        step=0.05,
        key=key("gap"),
        disabled=now().metals,
        help="PBE or PBE+U, of the Materials Project, usually smaller than a measured one. The model reads it.",
    )
    choose(min_gap=float(gap))
    for place, (field, label, most, words) in zip(st.columns(3), LIMITS, strict=True):
        value = place.number_input(
            label,
            0.0,
            most,
            value=getattr(now(), field),
            placeholder="Any",
            key=key(field),
            help=words,
        )
        choose(**{field: value})
    _switches()
    _word("Transport computed by Ricci et al.", "computed", COMPUTED)
    _word("Measured according to ESTM", "measured", MEASURED)


def _switches() -> None:
    view = now()
    for name, label, words in (
        ("agreeing", AGREE_WORDS, AGREEMENT_HELP),
        ("no_toxic", "Without toxic elements", _group_words("toxic")),
        ("no_radioactive", "Without radioactive elements", _group_words("radioactive")),
        ("inside", "Inside the training domain only", DOMAIN_HELP),
        ("stablest", "Only the stablest entry of a composition", STABLEST_HELP),
    ):
        off = name == "agreeing" and view.metals
        choose(**{name: st.toggle(label, getattr(view, name), key=key(name), help=words, disabled=off)})


def _group_words(group: str) -> str:
    return f"**{' '.join(HAZARDS[group].symbols)}** {escaped(HAZARDS[group].source)}"


def _word(label: str, name: str, words: Mapping[Any, str], **options: Any) -> None:
    choose(**{name: segmented_choice(label, words, getattr(now(), name), key=key(name), **options)})

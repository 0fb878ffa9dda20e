"""Which elements may sit on A, B and X: families of compounds by name, or a periodic table per site."""

from __future__ import annotations

import streamlit as st

from mi_core.screening.chemistry.elements import ANIONS, ELEMENTS
from mi_core.screening.maps import SITES
from mi_core.screening.web.view import PAGE
from mi_core.web.components.element_picker import element_picker

# In an antiperovskite the metal sits on X, around a small non-metal on B: Na3OCl is ABX3 with A = Cl, B = O, X = Na.
CENTRES = ("H", "B", "C", "N", "O", "F", "S")
METALS = tuple(symbol for symbol in ELEMENTS if symbol not in {*ANIONS, "B", "Si", "Ge"})
FAMILIES: dict[str, dict[str, tuple[str, ...]]] = {
    "All": {},
    "Oxides": {"x": ("O",)},
    "Halides": {"x": ("F", "Cl", "Br", "I")},
    "Chalcogenides": {"x": ("S", "Se", "Te")},
    "Nitrides": {"x": ("N",)},
    "Antiperovskites": {"b": CENTRES, "x": METALS},
}


def choose_family() -> None:
    """Offer the families; choosing one sets all three sites."""
    family = family_of(PAGE.now().sites)  # own choices on the tables belong to none
    # pills of their own for each family: in the same ones, an older family that the browser sends would count as chosen
    key = f"screening_family_{PAGE.turn()}_{family}"

    def chosen() -> None:
        if family != family_of(PAGE.now().sites):
            return  # the browser still tells of pills that are gone
        if st.session_state[key] is None:
            st.session_state[key] = family  # a click on the chosen one leaves it chosen
        else:
            _set_sites(sites_of(st.session_state[key]))

    st.pills(
        "Family",
        list(FAMILIES),
        default=family,
        key=key,
        on_change=chosen,
        label_visibility="collapsed",
        wrap=True,
    )


def choose_sites() -> None:
    """Show a periodic table per site."""
    st.caption("Click to add or remove, drag over several, double-click for one alone.")
    for site, column in zip(SITES, st.columns(3, gap="medium"), strict=True):
        chosen = PAGE.now().sites[site]

        def change(symbols: tuple[str, ...], site: str = site) -> None:
            _set_sites(PAGE.now().sites | {site: None if len(symbols) == len(ELEMENTS) else symbols})

        with column:
            element_picker(
                f"{site.upper()} site",
                ELEMENTS,
                ELEMENTS if chosen is None else chosen,
                key=f"screening_picker_{site}",
                on_change=change,
            )


def sites_of(family: str) -> dict[str, tuple[str, ...] | None]:
    """Return the sites' elements of a family; None for all."""
    return dict.fromkeys(SITES) | FAMILIES[family]


def family_of(sites: dict[str, tuple[str, ...] | None]) -> str | None:
    """Return the family that has exactly these elements on its sites; None if there is none."""
    return next((family for family in FAMILIES if sites_of(family) == sites), None)


def sites_text(sites: dict[str, tuple[str, ...] | None]) -> str:
    """Return "A: Ca Sr Ba · B: 64 elements · X: O"."""
    return " · ".join(f"{site.upper()}: {_named(chosen)}" for site, chosen in sites.items())


def _named(chosen: tuple[str, ...] | None) -> str:
    if chosen is None or len(chosen) > 6:
        return f"{len(ELEMENTS if chosen is None else chosen)} elements"
    return " ".join(chosen) or "none"


def _set_sites(sites: dict[str, tuple[str, ...] | None]) -> None:
    PAGE.now().sites = sites
    PAGE.now().page, PAGE.now().row = 1, ""

"""The units of the Alloys page: one for all temperatures, one for the amounts of phases; kept in the address."""

from __future__ import annotations

import re

import streamlit as st

from mi_core.alloys.thermodynamics.results.units import Units
from mi_core.alloys.web.view import PAGE
from mi_core.web.components.segmented_choice import segmented_choice

TEMPERATURES = {False: "K", True: "°C"}
AMOUNTS = {False: "mol%", True: "wt%"}
#: Temperatures in °C that fields offer where the page shows °C, in K.
ROUND_CELSIUS = tuple(round(float(t) + 273.15, 2) for t in range(30, 721, 10))


def units() -> Units:
    """Return what the page shows."""
    return Units(PAGE.now().celsius, PAGE.now().by_mass)


def moles() -> Units:
    """Return the page's unit of temperature with mole per cent, for what has no composition of phases."""
    return Units(PAGE.now().celsius)


def explain_kelvins(sentence: str) -> None:
    """Where the page shows °C, say what the temperatures of a sentence, which are in K, are in °C."""
    if not units().celsius:
        return
    found = dict.fromkeys(re.findall(r"(\d+(?:\.\d+)?) K\b", sentence))
    if found:
        st.caption("; ".join(f"{kelvins} K are {units().text(float(kelvins))}" for kelvins in found) + ".")


def choose_units() -> None:
    """Offer both units."""
    now = PAGE.now()
    celsius_key, mass_key = f"alloy_celsius_{PAGE.turn()}", f"alloy_by_mass_{PAGE.turn()}"

    def changed() -> None:
        PAGE.now().celsius, PAGE.now().by_mass = st.session_state[celsius_key], st.session_state[mass_key]
        PAGE.next_turn()  # tables and sliders begin anew in the other unit

    with st.container(horizontal=True, gap="small", width="content"):
        segmented_choice(
            "Temperatures in", TEMPERATURES, now.celsius, key=celsius_key, named=False, on_change=changed
        )
        segmented_choice(
            "Phases in", AMOUNTS, now.by_mass, key=mass_key, named=False, on_change=changed,
            help="The amount of a phase: per cent of the alloy's atoms (mole per cent), or of its mass (weight per cent).",
        )  # fmt: skip

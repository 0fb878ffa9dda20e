"""Conditions on ranked compounds, how many each hides, and which of them is said to leave nothing."""

from __future__ import annotations

import pandas as pd
import pytest
from ranked_compounds import ELEMENTS, FRAME

from mi_core.thermoelectrics.ranking.candidates import elements_of
from mi_core.thermoelectrics.ranking.conditions import (
    AGREE_WORDS,
    conditions,
    hidden_words,
    passing,
    why_empty,
)
from mi_core.thermoelectrics.ranking.filters import Filters
from mi_core.thermoelectrics.ranking.quantities import quantities

SHOWN = quantities(FRAME, ELEMENTS, "n")
EVERYTHING = {"inside": False, "max_hull": None, "agreeing": False}


def left(**wishes) -> list[str]:
    found = conditions(SHOWN, ELEMENTS, Filters(**{**EVERYTHING, **wishes}))
    return sorted(SHOWN["formula"][passing(found)])


def why(**wishes) -> str:
    return why_empty(conditions(SHOWN, ELEMENTS, Filters(**{**EVERYTHING, **wishes})))


def test_metals_are_apart_and_small_gaps_out():
    assert left() == ["PbTe", "SiO2"]
    assert left(metals=True) == ["TcO2"]
    assert left(min_gap=0.8) == ["SiO2"], "the gap lies above it"


@pytest.mark.parametrize(
    ("wishes", "formulas"),
    [
        ({"elements": ("Si", "O", "Te")}, ["SiO2"]),
        ({"min_seebeck": 300.0}, ["SiO2"]),
        ({"max_price": 10.0}, ["SiO2"]),
        ({"max_hull": 0.05}, ["PbTe"]),
        ({"no_toxic": True}, ["SiO2"]),
        ({"inside": True}, ["PbTe"]),
        ({"computed": "yes"}, ["PbTe"]),
        ({"computed": "no"}, ["SiO2"]),
        ({"measured": "yes"}, ["PbTe"]),
        ({"measured": "host"}, ["PbTe"]),
        ({"measured": "no"}, ["SiO2"]),
        ({"metals": True, "no_radioactive": True}, []),
        ({"metals": True, "max_price": 1e9}, []),
    ],
)
def test_each_filter(wishes, formulas):
    assert left(**wishes) == formulas


def test_of_entries_of_one_composition_the_stablest_can_be_kept():
    frame = pd.concat(
        [FRAME, FRAME.assign(id=["mp-4", "mp-5", "mp-6"], e_above_hull_ev_per_atom=0.05)], ignore_index=True
    )
    elements = elements_of(frame["formula"])
    shown = quantities(frame, elements, "n")
    for metals, ids in ((False, {"mp-1", "mp-5"}), (True, {"mp-6"})):
        found = conditions(shown, elements, Filters(**{**EVERYTHING, "metals": metals, "stablest": True}))
        assert set(shown["id"][passing(found)]) == ids


def test_it_is_said_which_filter_leaves_nothing():
    assert why() == ""
    assert "“gap above 9 eV” alone leaves nothing" in why(min_gap=9.0)
    assert "without “no toxic element”, 1 would be" in why(no_toxic=True, max_hull=0.05, computed="yes")
    assert "exclude each other" in why(no_toxic=True, max_hull=0.05, computed="no", measured="yes")
    assert "made of the chosen elements only" in why(elements=())


def test_what_has_power_factors_apart_is_left_out_but_for_metals():
    frame = FRAME.assign(
        log10_sigma_n=[3.3, 1.0, 5.0]
    )  # PbTe: 100 against 80 µW/(m K²), SiO2: 10 against 1.6
    shown = quantities(frame, ELEMENTS, "n")
    for metals, formulas in ((False, ["PbTe"]), (True, ["TcO2"])):
        found = conditions(shown, ELEMENTS, Filters(**{**EVERYTHING, "metals": metals, "agreeing": True}))
        assert shown["formula"][passing(found)].tolist() == formulas
        assert (AGREE_WORDS in found) is not metals


def test_it_is_said_how_many_each_condition_hides():
    found = conditions(SHOWN, ELEMENTS, Filters(**{**EVERYTHING, "min_seebeck": 300.0}))
    assert hidden_words(found) == "Hidden by one condition alone: |S| of at least 300 µV/K: 1."
    assert hidden_words({"all": passing(found) | True, "more": passing(found) | True}) == ""

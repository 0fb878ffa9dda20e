"""Which measured compositions belong to a series, and at which value of its letter."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from predicted_curves import made_curve

from mi_core.formulas.series import read_series
from mi_core.thermoelectrics.display import AS_STORED, Display
from mi_core.thermoelectrics.learned import learned_rows
from mi_core.thermoelectrics.neighbours import known_materials
from mi_core.thermoelectrics.series_members import letters_of, measured_members, members_sentence

SERIES = "Bi(2-x)Sb(x)Te3"


@pytest.fixture(scope="module")
def known():
    """The compositions that the model which ships has learned."""
    return known_materials(learned_rows())


def asked(series: str, *values: float) -> pd.DataFrame:
    return pd.concat([made_curve(f"m{x}", x=x, series=series) for x in values], ignore_index=True)


def found(text: str, known) -> dict[str, float]:
    """Formula → x of all members."""
    x = letters_of(read_series(text), known.fractions)
    formulas = known.rows.drop_duplicates("place").set_index("place")["formula"]
    return {formulas[place]: pytest.approx(x[place], abs=1e-6) for place in np.flatnonzero(np.isfinite(x))}


def test_members_of_bismuth_antimony_telluride_stand_at_their_x(known):
    members = {"Bi2Te3": 0.0, "Bi0.48Sb1.52Te3": 1.52, "(Bi0.23Sb0.77)2Te3": 1.54, "Bi0.42Sb1.58Te3": 1.58}
    assert found(SERIES, known) == members
    assert {name: x / 2 for name, x in members.items()} == found("(1-x)Bi2Te3-xSb2Te3", known)


@pytest.mark.parametrize(
    ("series", "formula"),
    [
        (SERIES, "Er0.01(Bi0.23Sb0.77)1.99Te3"),  # nearer than 0.5 %, with one more element
        ("Pb(1-x)Na(x)Te", "Pb0.99Tl0.01Te"),
        ("Ge1-xSbxTe", "Ge0.99Te"),  # at no x
    ],
)
def test_what_has_other_elements_or_other_amounts_is_no_member(known, series, formula):
    assert formula in set(known.rows["formula"])
    assert formula not in found(series, known)


def test_a_series_without_end_has_members_on_both_sides(known):
    members = found("Cu2-xSe", known)
    assert members["Cu2.1Se"] == -0.1
    assert members["Cu1.8Se"] == 0.2


@pytest.mark.parametrize("text", ["Pb(x)Te(x)", "Bi(2-x)Te(x-2)Sb"])
def test_a_letter_that_changes_nothing_has_no_members(known, text):
    assert not found(text, known)


def test_each_paper_gives_its_rows_nearest_in_temperature_and_near_the_asked_x(known):
    members = measured_members(asked(SERIES, 0.6, 1.0, 1.5), known, 410.0)
    assert members["formula"].tolist() == ["Bi0.48Sb1.52Te3", "(Bi0.23Sb0.77)2Te3", "Bi0.42Sb1.58Te3"]
    assert members["x"].tolist() == pytest.approx([1.52, 1.54, 1.58])
    assert members["temperature_k"].tolist() == [400.0, 400.0, 423.0]
    assert members["address"].str.startswith("https://doi.org/10.1021/").all()
    assert measured_members(asked(SERIES, 0.6, 1.0, 1.5), known, 900.0).empty
    assert "Bi2Te3" in set(measured_members(asked(SERIES, 0.0, 1.0), known, 300.0)["formula"])


def test_those_of_one_type_alone_can_be_asked_for(known):
    everything = asked(SERIES, 0.0, 2.0)
    for carriers in ("n", "p"):
        members = measured_members(everything, known, 300.0, carriers)
        assert not members.empty
        medians = known.rows.groupby("place")["seebeck_uv_per_k"].median()[members["place"].unique()]
        assert ((medians > 0) == (carriers == "p")).all()


def test_the_words_say_how_many_there_are_and_nothing_where_there_are_none(known):
    members = measured_members(asked(SERIES, 0.6, 1.0, 1.5), known, 410.0)
    words = members_sentence(members, 410.0, Display(celsius=True))
    assert "3 measured compositions of this series" in words
    assert "nearest to 136.85 °C, 25 K away" in words
    none = measured_members(made_curve("PbTe"), known, 300.0)
    assert none.empty
    assert members_sentence(none, 300.0, AS_STORED) == ""

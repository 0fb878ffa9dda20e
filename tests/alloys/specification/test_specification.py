"""Specifications: their JSON form there and back, and one sentence for everything that cannot be."""

from __future__ import annotations

import json

import numpy as np
import pytest

from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.clashes import closest_to
from mi_core.alloys.specification.phase_clashes import least_content
from mi_core.alloys.specification.reading import specification_from_json, to_json
from mi_core.alloys.specification.wishes import Bound, PhaseWish, Specification, wishes
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.errors import InputError

FULL = {
    "phases": [
        {"phase": "MG2SI", "temperature_k": 450, "min": 0.01, "max": 0.02},
        {"phase": "LIQUID", "temperature_k": 820, "max": 0.0},
        {"phase": "FCC_A1", "temperature_k": 700, "value": 0.97},
    ],
    "composition_wt": {"Zn": {"max": 1.0}, "Al": {"min": 90.0}},
    "derived": {"solidus_k": {"min": 830}, "solvus_k:MG2SI": {"max": 800}},
    "cost_per_kg": {"max": 3.5},
}


def at(temperature, **ranges) -> dict:
    """Wishes for phases at one temperature: a pair is a range, a number a value."""
    return {
        "phases": [
            {"phase": phase, "temperature_k": temperature}
            | ({"min": r[0], "max": r[1]} if isinstance(r, tuple) else {"value": r})
            for phase, r in ranges.items()
        ]
    }


def check(found) -> Specification:
    return check_specification(specification_from_json(found))


def test_the_json_form_there_and_back():
    spec = specification_from_json(json.dumps(FULL))
    assert spec.phases[0] == PhaseWish("MG2SI", 450.0, 0.01, 0.02)
    assert spec.phases[2] == PhaseWish("FCC_A1", 700.0, 0.97, 0.97)
    assert spec.composition_wt["Zn"] == Bound(None, 1.0)
    assert spec.derived["solidus_k"] == Bound(830.0, None)
    assert spec.cost_per_kg == Bound(None, 3.5)
    assert specification_from_json(json.dumps(to_json(spec))) == spec
    assert to_json(spec) == FULL
    assert check_specification(spec) == spec


def test_every_wish_has_words_and_a_tolerance():
    found = wishes(specification_from_json(FULL))
    assert [wish.kind for wish in found] == [
        *["phase"] * 3, "composition", "composition", "derived", "derived", "cost",
    ]  # fmt: skip
    assert "MG2SI" in found[0].text
    assert "450 K: 0.01 to 0.02" in found[0].text
    assert found[0].tolerance == 1e-4
    assert found[2].tolerance == 0.02
    assert found[5].text == "solidus: at least 830 K"


def test_metallurgical_names_are_taken_and_become_those_of_the_database():
    spec = check(
        {
            "phases": [{"phase": "beta Mg2Si", "temperature_k": 450, "min": 0.01}],
            "composition_wt": {"zn": {"max": 1}},
        }
    )
    assert spec.phases[0].phase == "MG2SI"
    assert list(spec.composition_wt) == ["Zn"]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ("{", "not JSON"),
        ("[1, 2]", "must be an object"),
        (b'{"phases": "\x80"}', "UTF-8: byte 13"),
        ("[" * 100_000, "nested too deeply"),
        ({"phase": []}, "did you mean 'phases'"),
        ({"phases": "MG2SI"}, "must be a list"),
        ({"phases": ["MG2SI"]}, "Wish 1 of 'phases' must be an object"),
        ({"phases": [{"temperature_k": 450, "min": 0.1}]}, "has no 'phase'"),
        ({"phases": [{"phase": "MG2SI", "min": 0.1}]}, "has no 'temperature_k'"),
        ({"phases": [{"phase": 3, "temperature_k": 450, "min": 0.1}]}, "must be a name"),
        ({"phases": [{"phase": "MG2SI", "temperature_k": 450}]}, "asks for nothing"),
        ({"phases": [{"phase": "MG2SI", "temperature_k": "450", "min": 0.1}]}, "must be a number; got '450'"),
        ({"phases": [{"phase": "MG2SI", "temperature_k": True, "min": 0.1}]}, "must be a number; got True"),
        ('{"phases": [{"phase": "MG2SI", "temperature_k": NaN, "min": 0.1}]}', "finite number; got nan"),
        ({"phases": [{"phase": "MG2SI", "temperature_k": 450, "mim": 0.1}]}, "did you mean 'min'"),
        (at(450, MG2SI=0.1) | {"phases": [{"phase": "A", "temperature_k": 1, "min": 0, "value": 0}]}, "give either"),
        ({"composition_wt": [1]}, "a range per name"),
        ({"composition_wt": {"Zn": 1.0}}, "'Zn' of 'composition_wt' must be an object"),
        ({"cost_per_kg": {"max": 10**400}}, "finite number; got inf"),
        ({"phases": [{"phase": "MG2SI", "temperature_k": 450, "min": 0}] * 5001}, "5,000 wishes at most"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_form_is_one_sentence(found, words):
    with pytest.raises(InputError, match=r"^[^\n]+$") as caught:
        specification_from_json(found)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({}, "empty"),
        (at(450, MG2SU=0.1), "MG2SI"),
        (at(200, MG2SI=0.1), "temperatures lie between 300 and 1000 K"),
        (at(450, MG2SI=(0.1, 1.2)), "can be from 0 to 1; got 1.2"),
        (at(450, MG2SI=(0.2, 0.1)), "at least 0.2 and at most 0.1"),
        ({"composition_wt": {"Ni": {"max": 1}}}, "'Ni'"),
        ({"composition_wt": {"Zn": {"max": -1}}}, "from 0 to 100 wt%; got -1"),
        ({"composition_wt": {"Zn": {"min": 2, "max": 1}}}, "at least 2 wt% and at most 1 wt%"),
        ({"derived": {"solidus": {"min": 830}}}, "did you mean 'solidus_k'"),
        ({"derived": {"solvus_k:LIQUID": {"min": 830}}}, "LIQUID has no solvus"),
        ({"derived": {"solidus_k": {"min": 1830}}}, "from 300 to 1000 K; got 1830"),
        ({"cost_per_kg": {"max": -1}}, "0 USD/kg or more"),
    ],
)
def test_what_cannot_be_is_one_sentence(found, words):
    with pytest.raises(InputError, match=r"^[^\n]+$") as caught:
        check(found)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        # 0.8 + 0.5 = 1.3; the nearest pair of sum 1 takes 0.15 of each
        (at(450, FCC_A1=(0.8, 1.0), MG2SI=(0.5, 1.0)), ["sum to 1.3", "FCC_A1 (0.65) and MG2SI (0.35)"]),
        (
            {"phases": at(450, MG2SI=(0.2, 1.0))["phases"] + at(450, MG2SI=(0.0, 0.1))["phases"]},
            ["MG2SI at 450 K is named twice", "contradict each other"],
        ),
        (
            {"composition_wt": {"Mg": {"min": 70}, "Zn": {"min": 50}}},
            ["sum to 120 wt%", "Mg (12 wt%) and Zn (14 wt%)"],
        ),
        ({"composition_wt": {"Mg": {"min": 60}, "Zn": {"min": 40}}}, ["leave nothing for Al"]),
        (
            {"derived": {"solidus_k": {"min": 900}, "liquidus_k": {"max": 880}}},
            [
                "solidus of at least 900 K", "liquidus of at most 880 K",
                "a solidus of at least 890 K and a liquidus of at most 890 K",
            ],
        ),
        (
            {"derived": {"solvus_k:MG2SI": {"min": 900}, "liquidus_k": {"max": 880}}},
            ["solvus of", "MG2SI", "890 K"],
        ),
        (
            {"derived": {"solidus_k": {"max": 800}, "liquidus_k": {"min": 880}, "freezing_range_k": {"max": 40}}},
            ["at most 40 K", "closest that can be had is a freezing range of at most 80 K"],
        ),
        (
            {"derived": {"solidus_k": {"min": 850}, "liquidus_k": {"max": 880}, "freezing_range_k": {"min": 40}}},
            ["at least 40 K", "closest that can be had is a freezing range of at least 30 K"],
        ),
        (
            at(800, LIQUID=(0.1, 1.0)) | {"derived": {"solidus_k": {"min": 830}}},
            ["LIQUID of at least 0.1 at 800 K", "solidus of at least 830 K", "a solidus of at least 800 K"],
        ),
        (
            at(850, LIQUID=(0.0, 0.0)) | {"derived": {"solidus_k": {"max": 830}}},
            ["LIQUID of at most 0 at 850 K", "solidus of at most 830 K"],
        ),
        (
            at(700, MG2SI=(0.01, 0.1)) | {"derived": {"solvus_k:MG2SI": {"max": 650}}},
            ["MG2SI of at least 0.01 at 700 K", "at most 650 K", "of at most 700 K"],
        ),
        (
            at(450, MG2SI=(0.01, 0.1)) | {"composition_wt": {"Mg": {"max": 0}}},
            ["MG2SI cannot form without Mg"],
        ),
        # a tenth of the atoms in Mg2Si needs 0.0667 Mg; 1 wt% Mg is at most 0.01154 (beside Si, the heaviest): for 0.0173
        (
            at(450, MG2SI=(0.1, 0.2))
            | {"composition_wt": {"Mg": {"max": 1}} | {s: {"max": 0} for s in ("Cr", "Cu", "Fe", "Mn", "Ti", "Zn", "Zr")}},
            ["MG2SI (0.1) needs at least 6.67 at% Mg", "1.15 at%", "the closest that can be had is MG2SI (0.0173)"],
        ),
    ],
)  # fmt: skip
def test_contradictions_name_what_clashes_and_the_closest(found, words):
    with pytest.raises(InputError, match=r"^[^\n]+$") as caught:
        check(found)
    for word in words:
        assert word in str(caught.value)


def test_more_phases_than_elements():
    free = {s: {"max": 0} for s in ("Cr", "Fe", "Cu", "Mn", "Ti", "Zn", "Zr", "Mg")}
    found = at(700, FCC_A1=(0.1, 1.0), DIAMOND_A4=(0.1, 1.0), LIQUID=(0.1, 1.0)) | {"composition_wt": free}
    with pytest.raises(InputError, match=r"3 phases are wished for, but 2 elements \(Al, Si\)"):
        check(found)


def test_what_only_rounding_keeps_apart_is_no_contradiction():
    check(at(450, FCC_A1=0.99, MG2SI=0.013))
    check({"derived": {"solidus_k": {"min": 850.2}, "liquidus_k": {"max": 850.0}}})


def test_all_phases_limited_too_far():
    phases = default_database().phases(default_database().elements)
    with pytest.raises(InputError, match="every phase is limited and the maxima sum to"):
        check(at(450, **dict.fromkeys(phases, (0.0, 0.005))))


def test_the_closest_of_a_given_sum():
    assert closest_to(np.array([0.8, 0.5]), 1.0) == pytest.approx([0.65, 0.35])
    assert closest_to(np.array([1.0, 0.5, 0.1]), 1.0) == pytest.approx([0.75, 0.25, 0.0])


def test_least_contents_follow_from_the_sublattices():
    database = default_database()
    assert least_content(database, "MG2SI", "Mg", ("Al", "Mg", "Si")) == pytest.approx(2 / 3)
    assert least_content(database, "MG2SI", "Si", ("Al", "Mg", "Si")) == pytest.approx(1 / 3)
    assert least_content(database, "FCC_A1", "Al", database.elements) == 0.0


def test_contents_that_no_model_has_learnt_are_refused():
    with pytest.raises(InputError, match=r"at most 0\.5 wt% Ti.*got at least 5 wt%"):
        check_specification(specification_from_json({"composition_wt": {"Ti": {"min": 5.0}}}))


def test_an_exact_value_clashes_only_beyond_its_tolerance():
    spec = {"phases": [{"phase": "LIQUID", "temperature_k": 800, "min": 0.01, "max": 0.01}]}
    assert check_specification(specification_from_json(spec | {"derived": {"solidus_k": {"min": 830}}}))
    spec["phases"][0] |= {"min": 0.1, "max": 0.1}
    with pytest.raises(InputError, match="clashes with a solidus"):
        check_specification(specification_from_json(spec | {"derived": {"solidus_k": {"min": 830}}}))

"""The Alloys page's address carries its view, whatever stands in it."""

from __future__ import annotations

import pytest

from mi_core.alloys.specification.reading import specification_from_json, to_json
from mi_core.alloys.specification.wishes import Bound, PhaseWish, Specification
from mi_core.alloys.web.design.wish_grid import read_cells
from mi_core.alloys.web.explore.composition_sliders import contents
from mi_core.alloys.web.view import PAGE, View

WISHES = (
    PhaseWish("MG2SI", 450.0, 0.01, 0.02),
    PhaseWish("MG2SI", 820.0, None, 0.0),
    PhaseWish("FCC_A1", 800.5, 0.999, None),
    PhaseWish("LIQUID", 850.0, 0.25, 0.25),
)
SPEC = Specification(
    WISHES,
    {"Zn": Bound(None, 1.0), "Mg": Bound(0.8, 1.2), "Al": Bound(95.0, None)},
    {"solidus_k": Bound(830.0, None), "solvus_k:MG2SI": Bound(None, 800.0)},
    Bound(None, 3.5),
)


def read(asked: dict[str, str]) -> View:
    return PAGE.read(asked)[0]


def test_a_fresh_view_needs_no_parameters():
    assert PAGE.written(View()) == {}
    assert PAGE.read({}) == (View(), [])


@pytest.mark.parametrize(
    "view",
    [
        View(spec=SPEC, n=25, model="cvae_mdn"),
        View(part="explore", alloy={"Zn": 5.6, "Mg": 2.5, "Cu": 1.6}, temperature=743.0),
        View(part="explore", alloy={}),
        View(part="models"),
        View(part="explore", celsius=True, by_mass=True),
    ],
)
def test_what_is_written_is_read_again(view):
    assert PAGE.read(PAGE.written(view)) == (view, [])


def test_a_limit_named_twice_in_the_address_is_not_taken_for_one():
    view, problems = PAGE.read({"wish": "MG2SI@450:0.1-", "wt": "Mg:1-,Mg:-2", "cost": "-3", "n": "20"})
    assert "'Mg' twice" in problems[0]
    assert view == View(n=20), "half of the wishes would be others"


def test_small_fractions_have_no_exponent_in_the_address():
    spec = Specification((PhaseWish("MG2SI", 450.0, min=5e-5),), cost_per_kg=Bound(2.0, None))
    assert read(PAGE.written(View(spec=spec))).spec == spec


def test_the_address_and_the_file_of_the_command_line_say_the_same():
    spec = read(PAGE.written(View(spec=SPEC))).spec
    assert specification_from_json(to_json(spec)) == SPEC


@pytest.mark.parametrize(
    "asked",
    [
        {"part": "nonsense", "n": "many", "temperature": "inf", "cost": "-", "wish": "MG2SI"},
        {"wish": "MG2SI@x:0.1,@450:0.1,MG2SI@450:a-b,MG2SI@450:-", "wt": "Zn,:1,Zn:-", "derived": ":-1"},
        {"derived": "colour:1-2,solvus_k::3"},
    ],
)
def test_what_cannot_be_read_is_as_in_a_fresh_view_and_said(asked):
    view, problems = PAGE.read(asked)
    assert view == View()
    assert len(problems) == len(asked)
    for text in asked.values():
        assert any(text in problem for problem in problems)


def test_numbers_beyond_their_ends_are_drawn_in():
    assert read({"n": "1000000"}).n == 100
    assert read({"temperature": "5"}).temperature == 300


def test_the_grid_sends_wishes_with_open_ends():
    sent = [["MG2SI", 450, 0.01, None], ["LIQUID", 850.0, None, 0], ["FCC_A1", 800, 0.9, 1]]
    assert read_cells(sent) == [
        PhaseWish("MG2SI", 450.0, 0.01, None),
        PhaseWish("LIQUID", 850.0, None, 0.0),
        PhaseWish("FCC_A1", 800.0, 0.9, 1.0),
    ]


def test_the_sliders_send_contents_within_their_ends():
    most = {"Mg": 12.0, "Zr": 0.5}
    assert contents({"Mg": 1.23456, "Zr": 7, "Cu": 3}, {}, most) == {"Mg": 1.2346, "Zr": 0.5}
    assert contents({"Mg": 0, "Zr": -1}, {"Mg": 1, "Zr": 0.2}, most) == {}


def test_moving_one_slider_leaves_what_the_others_cannot_show():
    most = {"Mg": 5.0, "Si": 15.0, "Cr": 1.0}
    wt = {"Mg": 1.0, "Si": 20.0, "Cr": 0.0004, "Ni": 2.0}
    moved = contents({"Mg": 2.0, "Si": 20.0, "Cr": 0.0}, wt, most)
    assert moved == {"Mg": 2.0, "Si": 20.0, "Cr": 0.0004, "Ni": 2.0}

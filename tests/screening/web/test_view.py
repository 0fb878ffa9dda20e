"""The Screening page's address carries its view, whatever stands in it."""

from __future__ import annotations

import pytest

from mi_core.screening.chemistry.elements import ELEMENTS
from mi_core.screening.web.sites import FAMILIES, family_of, sites_of, sites_text
from mi_core.screening.web.view import DOUBLE_ELEMENTS, PAGE, View

SITES = {"a": ("Ca", "Sr", "Ba"), "b": None, "x": ("O",)}


def read(asked: dict[str, str]) -> View:
    return PAGE.read(asked)[0]


def test_a_fresh_view_needs_no_parameters():
    assert PAGE.written(View()) == {}
    assert PAGE.read({}) == (View(), [])


@pytest.mark.parametrize(
    "view",
    [
        View(sites=SITES, balanced=True, inside=False, known="new", threshold=0.1, show="share"),
        View(avoid=("toxic", "scarce"), without=("O", "Ti"), tolerance=(0.82, 1.06), tau=4.18),
        View(part="savings", recall=0.95, threshold=0.0),
        View(row="SrTiO3", page=7, known="known"),
        View(sites={"a": (), "b": tuple(e for e in ELEMENTS if e != "H"), "x": None}),
    ],
)
def test_what_is_written_is_read_again(view):
    assert PAGE.read(PAGE.written(view)) == (view, [])


def test_candidates_outside_the_domain_are_hidden_unless_the_address_says_so():
    assert View().inside
    assert PAGE.written(View(inside=False)) == {"inside": "0"}
    assert not read({"inside": "0"}).inside
    assert all(read({"inside": text}).inside for text in ("1", "", "x"))


@pytest.mark.parametrize(
    "asked",
    [
        {"threshold": "nan", "recall": "x", "page": "?", "tolerance": "1-0.9", "tau": "inf"},
        {"part": "nonsense", "known": "nonsense", "show": "<b>", "avoid": "nonsense", "without": "Xx"},
        {"tolerance": "0.9", "a": ",,,", "b": "not:", "x": "he"},
    ],
)
def test_what_cannot_be_read_is_as_in_a_fresh_view_and_said(asked):
    view, problems = PAGE.read(asked)
    assert view == View()
    assert len(problems) == len(asked)
    assert all(
        f"{name}={text}" in said
        for (name, text), said in zip(sorted(asked.items()), sorted(problems), strict=True)
    )


def test_numbers_beyond_their_ends_are_drawn_in():
    assert read({"threshold": "7"}).threshold == 0.3
    assert read({"page": "-3"}).page == 1
    assert read({"recall": "0"}).recall == 0.5
    assert read({"tolerance": "0.1-9"}).tolerance == (0.6, 1.3)


def test_families_are_told_from_own_choices():
    assert all(family_of(sites_of(family)) == family for family in FAMILIES)
    assert family_of(SITES) is None
    assert sites_text(SITES) == "A: Ca Sr Ba · B: 64 elements · X: O"


def test_an_antiperovskite_has_a_metal_on_x_around_a_small_non_metal():
    sites = sites_of("Antiperovskites")
    assert {"Na", "Ca", "Mn", "Ni"} <= set(sites["x"])
    assert not {"O", "N", "Cl", "Si"} & set(sites["x"])
    assert {"O", "N", "C"} <= set(sites["b"])


def test_double_perovskites_are_made_of_the_screened_elements():
    from mi_core.screening.double_perovskites.candidates import double_elements

    assert set(DOUBLE_ELEMENTS) == set(double_elements())


def test_the_sites_of_double_perovskites_are_part_of_the_address():
    view = View(part="doubles", doubles={"a": ("Sr",), "b": DOUBLE_ELEMENTS, "x": ("O", "F")})
    assert PAGE.read(PAGE.written(view)) == (view, [])
    assert PAGE.written(View(part="doubles")) == {"part": "doubles"}

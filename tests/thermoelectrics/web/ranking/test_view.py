"""The ranking's choices in the address of the page."""

from __future__ import annotations

from dataclasses import asdict, fields

import pytest

from mi_core.thermoelectrics.ranking.filters import Filters
from mi_core.thermoelectrics.web.ranking.view import ELEMENTS, RankingView
from mi_core.thermoelectrics.web.view import PAGE, View


@pytest.mark.parametrize(
    "ranking",
    [
        RankingView(),
        RankingView(carriers="p", tau=5.0, axis="gap", min_gap=0.5, max_price=100.0, max_hull=0.05),
        RankingView(metals=True, no_toxic=True, no_radioactive=True, inside=False),
        RankingView(elements=("Te", "Bi"), computed="no", measured="host"),
        RankingView(elements=tuple(symbol for symbol in ELEMENTS if symbol != "O")),
        RankingView(elements=()),
        RankingView(max_hull=None),
        RankingView(agreeing=False),
    ],
)
def test_what_is_written_is_read_again(ranking):
    written = PAGE.written(View(part="ranking", ranking=ranking))
    assert PAGE.read(written) == (View(part="ranking", ranking=ranking), [])


def test_a_fresh_one_is_left_out():
    assert PAGE.written(View(part="ranking")) == {"part": "ranking"}


def test_what_means_nothing_is_said_and_numbers_are_drawn_in():
    asked = {"rank_tau": "fast", "rank_gap": "-3", "rank_elements": "Xx", "rank_measured": "perhaps"}
    view, problems = PAGE.read(asked)
    assert view.ranking == RankingView(min_gap=0.0)
    assert len(problems) == 3


def test_the_page_begins_with_the_defaults_of_the_command_line():
    fresh = RankingView()
    assert {field.name: getattr(fresh, field.name) for field in fields(Filters)} == asdict(Filters())


def test_an_address_that_contradicts_itself_is_said():
    view, problems = PAGE.read({"rank_metals": "1", "rank_gap": "3"})
    assert view.ranking == RankingView()
    assert "Metals have gap 0" in problems[0]

"""A page's view: followed on arrival, written at the end, and what of an address is not understood is said once."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from patience import PATIENCE_S
from streamlit.testing.v1 import AppTest

from mi_core.errors import InputError
from mi_core.web.shell.parameters import Parameter, number, one_of, some_of, switch
from mi_core.web.shell.view import PageView

PAGE = """
import streamlit as st
from mi_core.errors import InputError
from mi_core.web.shell.address import begin_run
from test_view import VIEW

begin_run(st.session_state.get("page", "first"))
with VIEW.in_address():
    VIEW.now().size = st.slider("Size", 0, 9, VIEW.now().size, key=f"size_{VIEW.turn()}")
    part = VIEW.choose_part({"table": "Table", "figure": "Figure"})
    if part == "figure" and VIEW.now().size == 0:
        raise InputError("Nothing to draw; choose a size.")
    st.text(f"{part} {VIEW.now().size}")
"""


@dataclass
class Shown:
    """What a page shows."""

    part: str = "table"
    size: int = 3
    dense: bool = True
    colours: tuple[str, ...] = ()
    ends: dict[str, int] = field(default_factory=lambda: {"low": 1, "high": 2})


def even(text: str) -> int:
    if int(text) % 2:
        raise InputError(f"{text} is odd.")
    return int(text)


VIEW = PageView(
    "test",
    Shown,
    [
        one_of("part", ("table", "figure")),
        number("size", 0, 9, kind=int),
        switch("dense"),
        some_of("colours", ("red", "green", "blue")),
        Parameter("low", even, str, "ends.low"),
        Parameter("high", even, str, "ends.high", when=lambda view: view.dense),
    ],
)


@pytest.fixture
def at(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "test_view", sys.modules[__name__])
    return AppTest.from_string(PAGE, default_timeout=PATIENCE_S)


def address(at) -> dict[str, str]:
    return {name: value if isinstance(value, str) else value[0] for name, value in at.query_params.items()}


def test_the_address_has_what_is_not_as_in_a_fresh_view():
    view = Shown(size=7, dense=False, colours=("red", "blue"), ends={"low": 4, "high": 6})
    assert VIEW.written(view) == {"size": "7", "dense": "0", "colours": "red,blue", "low": "4"}
    view.dense = True
    assert VIEW.read(VIEW.written(view)) == (view, [])


def test_what_is_not_understood_is_named_and_the_rest_is_taken():
    view, problems = VIEW.read(
        {"part": "?", "size": "99", "dense": "x", "colours": "blue,pink,red", "low": "4"}
    )
    assert view == Shown(size=9, colours=("red", "blue"), ends={"low": 4, "high": 2})
    assert [problem.partition(", which")[0] for problem in problems] == [
        "The address says part=?",
        "The address says dense=x",
        "The address says colours=pink",
    ]


def test_a_refused_value_takes_the_whole_field_with_it():
    assert VIEW.read({"low": "4", "high": "5"}) == (Shown(), ["5 is odd."])
    assert VIEW.read({"low": "5", "high": "4", "size": "1"}) == (Shown(size=1), ["5 is odd."])


def test_a_link_is_followed_once_and_the_widgets_start_from_it(at):
    at.query_params.update({"size": "5", "part": "figure"})
    assert at.run().text[0].value == "figure 5"
    at.slider[0].set_value(6).run()
    at.query_params["size"] = "5"  # a browser's late address
    assert at.run().text[0].value == "figure 6"
    assert address(at) == {"size": "6", "part": "figure"}
    at.session_state["page"] = "second"
    at.query_params.clear()
    at.query_params["size"] = "2"
    assert at.run().text[0].value == "table 2"
    assert at.slider[0].value == 2


def test_nonsense_is_said_until_the_view_changes_and_leaves_the_address_at_once(at):
    at.query_params.update({"size": "many", "part": "figure"})
    at.run()
    assert at.error[0].value == "The address says size=many, which means nothing here; it is left out."
    assert address(at) == {"part": "figure"}
    assert len(at.run().error) == 1
    at.slider[0].set_value(4).run()
    assert not at.run().error


def test_an_error_is_shown_and_the_address_written_all_the_same(at):
    at.query_params["part"] = "figure"
    at.run().slider[0].set_value(0).run()
    assert not at.exception
    assert [box.value for box in at.error] == ["Nothing to draw; choose a size."]
    assert address(at) == {"part": "figure", "size": "0"}

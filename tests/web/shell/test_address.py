"""Only on arrival does the address ask for a view: what a click brings along may be an older one."""

from __future__ import annotations

import pytest
from patience import PATIENCE_S
from streamlit.testing.v1 import AppTest

PAGE = """
import streamlit as st
from mi_core.web.shell.address import begin_run, is_arrival, own_parameters, write_parameters

begin_run(st.session_state.get("page", "first"))
if is_arrival("number") and (asked := own_parameters()):
    st.session_state["number"] = asked["n"]
if st.button("Next"):
    st.session_state["number"] = str(int(st.session_state["number"]) + 1)
write_parameters({"n": st.session_state["number"]})
"""


@pytest.fixture
def at():
    at = AppTest.from_string(PAGE, default_timeout=PATIENCE_S)
    at.query_params["n"] = "1"
    return at.run()


def number(at) -> str:
    assert not at.exception
    return at.session_state["number"]


def test_the_address_is_followed_on_arrival(at):
    assert number(at) == "1"


def test_a_click_with_an_older_address_asks_for_nothing_else(at):
    at.button[0].click().run()
    for late in ("1", "2", "1"):
        at.query_params["n"] = late
        at.button[0].click().run()
    assert number(at) == "5"
    assert at.query_params["n"] in ("5", ["5"])


def test_another_page_and_the_way_back_are_arrivals(at):
    at.button[0].click().run()
    for page in ("second", "first"):
        at.session_state["page"] = page
        at.query_params["n"] = "7"
        assert number(at.run()) == "7"
        at.button[0].click().run()
        assert number(at) == "8"


def test_a_page_opened_without_a_view_keeps_its_own(at):
    at.session_state["page"] = "second"
    at.query_params.clear()
    assert number(at.run()) == "1"

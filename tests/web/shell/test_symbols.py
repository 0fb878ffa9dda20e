"""Elements in an address: the shorter way of writing them, and what cannot be read."""

from __future__ import annotations

from mi_core.figures.periodic_layout import POSITIONS
from mi_core.web.shell.symbols import read_elements, written_elements

ELEMENTS = tuple(POSITIONS)


def test_elements_are_written_the_short_way():
    assert written_elements(None, ELEMENTS) == written_elements(ELEMENTS, ELEMENTS) == ""
    assert written_elements(("Ca", "Sr"), ELEMENTS) == "Ca,Sr"
    assert written_elements(tuple(e for e in ELEMENTS if e not in ("O", "F")), ELEMENTS) == "not:O,F"
    assert written_elements((), ELEMENTS) == "none"


def test_elements_come_back_in_their_order():
    assert read_elements("Sr, Ca,Xx", ELEMENTS) == ("Ca", "Sr")
    assert read_elements("not:O,F", ELEMENTS) == tuple(e for e in ELEMENTS if e not in ("O", "F"))
    assert read_elements("none", ELEMENTS) == ()
    assert read_elements("nonsense", ELEMENTS) is None

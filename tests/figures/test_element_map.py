"""Where the cells of a drawn periodic table stand."""

from __future__ import annotations

from mi_core.figures.element_map import places
from mi_core.figures.periodic_layout import POSITIONS
from mi_core.screening.chemistry.elements import ELEMENTS


def test_the_small_table_has_a_place_for_each_candidate_element():
    cells = places(whole=False)
    where = {symbol: (row, column) for symbol, row, column in cells}
    assert set(ELEMENTS) <= set(where)
    assert len(cells) == len(where) == len(set(where.values()))
    assert (where["H"], where["O"], where["La"], where["Hf"]) == ((1, 1), (2, 16), (6, 3), (6, 4))


def test_the_whole_table_has_all_elements_apart():
    cells = places(whole=True)
    assert {symbol for symbol, _, _ in cells} == set(POSITIONS)
    assert len({(row, column) for _, row, column in cells}) == len(POSITIONS)

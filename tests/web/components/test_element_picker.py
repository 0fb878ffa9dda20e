"""The element picker knows where elements stand; that it can be clicked is proven in the browser."""

from __future__ import annotations

from mi_core.web.components.element_picker import cells


def test_elements_stand_in_their_periods_and_groups():
    assert cells(("H", "He", "Ti", "O", "Bi")) == [
        ("H", 1, 1),
        ("He", 1, 18),
        ("Ti", 4, 4),
        ("O", 2, 16),
        ("Bi", 6, 15),
    ]


def test_lanthanides_stand_right_below_the_seventh_period():
    assert cells(("La", "U")) == [("La", 8, 3), ("U", 9, 6)]

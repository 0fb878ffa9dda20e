"""Values of an open letter."""

from __future__ import annotations

import pytest

from mi_core.errors import InputError
from mi_core.formulas.values import read_values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("0, 0.02, 0.05", (0, 0.02, 0.05)),
        ("0 0.02 0.05", (0, 0.02, 0.05)),
        ("0,02; 0,05", (0.02, 0.05)),
        ("x = 0.1, 0.1, 0", (0.1, 0)),
        ("0 to 1 in 4 steps", (0, 0.25, 0.5, 0.75, 1)),
        ("x from 0 to 0.1 by 0.02", (0, 0.02, 0.04, 0.06, 0.08, 0.1)),
        ("0, 5", (0, 5)),
        ("0,5,10", (0, 5, 10)),
        ("0,5; 1", (0.5, 1)),
        ("0:0.1:0.05", (0, 0.05, 0.1)),
        ("0–2", tuple(n / 5 for n in range(11))),
        ("−0.5 to 0.5 in 2 steps", (-0.5, 0, 0.5)),
    ],
)
def test_lists_and_ranges_are_read(text, values):
    assert read_values(text) == pytest.approx(values)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "No value"),
        ("a few", "'a' in 'a few' is no number"),
        ("1e400", "no number"),
        ("0,02", 'write "0.02" for one, or "0, 02" for two'),
        ("0,5", '\'0,5\' may be one number or two; write "0.5" for one, or "0, 5" for two'),
        ("x = 1,5", 'write "1.5" for one, or "1, 5" for two'),
        (",5", 'write "0.5" for one, or "0, 5" for two'),
        ("0,02,0,05", "decimal commas"),
        ("0 to 1e400", "inf in the range '0 to 1e400' is too large; write numbers below 1,000,000"),
        ("-1e9 to 0", "-1e\\+09 in the range"),
        ("0 to 1 by 1e400", "inf in the range"),
        ("0 to 1 in " + "9" * 5000 + " steps", "inf steps; 1 to 200"),
        ("1 to 0", "must rise"),
        ("0 to 1 in 0 steps", "0 steps"),
        ("0 to 1 in 99999999999999999999 steps", "steps; 1 to 200"),
        ("0 to 1 by 0", "above 0"),
        ("0 to 1 by 0.0001", "more than 201 values"),
        (" ".join(map(str, range(300))), "300 values"),
    ],
)
def test_all_else_is_refused_in_a_sentence(text, words):
    with pytest.raises(InputError, match=words):
        read_values(text)

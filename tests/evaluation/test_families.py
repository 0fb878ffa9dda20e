"""Families of compounds."""

from __future__ import annotations

import pytest

from mi_core.descriptors.formulas import element_fractions
from mi_core.evaluation.groups import family


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SrTiO3", "oxides"),
        ("SrTaO2N", "oxides"),
        ("GaN", "nitrides"),
        ("Bi2Te3", "chalcogenides"),
        ("CsPbI3", "halides"),
        ("BiOCl", "oxides"),
        ("Cu3Au", "others"),
    ],
)
def test_the_anion_names_the_family(formula, expected):
    assert family(element_fractions(formula).atomic_numbers) == expected

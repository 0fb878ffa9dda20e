"""In which group a material's interval is calibrated."""

from __future__ import annotations

import pytest

from mi_core.evaluation.groups import ABX3, ELEMENTS, group_among, kind_of_formula
from mi_core.structures.examples import load_examples
from mi_core.structures.material import Material


@pytest.mark.parametrize(
    ("formula", "group"),
    [
        ("Si", ELEMENTS),
        ("SrTiO3", ABX3),
        ("CsPbI3", ABX3),
        ("Al2O3", "oxides"),
        ("NaCl", "halides"),
        ("KNbO2F", "oxides"),
    ],
)
def test_formulas_that_err_in_ways_of_their_own_are_told_apart(formula, group):
    assert kind_of_formula(Material("m", formula=formula)) == group


def test_a_crystal_belongs_to_the_group_of_its_formula():
    """Tilted perovskites and hexagonal polytypes, which only the composition answers for, err as their formulas do."""
    (crystal,) = load_examples(["SrTiO3"])
    assert kind_of_formula(crystal) == ABX3


def test_a_model_that_knows_no_such_kind_takes_the_family():
    material = Material("m", formula="SrTiO3")
    assert group_among(material, {"oxides": 1.0, ABX3: 2.0}) == ABX3
    assert group_among(material, {"oxides": 1.0}) == "oxides"

"""How far a composition is from known ones."""

from __future__ import annotations

import pytest

from mi_core.errors import InputError
from mi_core.evaluation.distance import DISTANCE_CLASSES, KnownCompositions
from mi_core.evaluation.groups import DistanceGroups
from mi_core.structures.material import Material

KNOWN = KnownCompositions(["PbTe", "Bi0.5Sb1.5Te3", "AgPbSbTe3"])


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("Te2Pb2", "same composition"),
        ("BiSb3Te6", "same composition"),
        ("Pb0.98Na0.02Te", "same host"),
        ("Bi0.4Sb1.6Te3", "same series"),
        ("Bi0.38Sb1.6Te3Se0.02", "same host"),  # another dopant
        ("SbTe", "same elements"),
        ("AgPbTe2", "same elements"),
        ("AgBiTe2", "new"),  # both are known, but never together
        ("PbSe", "new"),
        ("Cu2Se", "new"),
    ],
)
def test_classes_go_from_near_to_far(formula, expected):
    assert KNOWN.distance_class(formula) == expected


def test_all_at_once_are_as_one_by_one():
    formulas = ["PbTe", "SbTe", "PbSe"]
    assert KNOWN.distance_classes(formulas) == [KNOWN.distance_class(formula) for formula in formulas]
    assert set(KNOWN.distance_classes(formulas)) <= set(DISTANCE_CLASSES)


def test_with_nothing_known_all_is_new():
    assert KnownCompositions([]).distance_class("PbTe") == "new"


def test_what_is_no_formula_is_one_sentence():
    with pytest.raises(InputError, match="no chemical formula"):
        KNOWN.distance_class("PbQx")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"gap_ev": 0.8}, "same composition, with gap_ev"),
        ({"gap_ev": 0.0}, "same composition, with gap_ev 0"),
        ({"gap_ev": float("nan")}, "same composition"),
        ({}, "same composition"),
    ],
)
def test_a_material_with_its_number_is_in_a_group_of_its_own(numbers, expected):
    material = Material(id="a", formula="PbTe", numbers=numbers)
    assert DistanceGroups(KNOWN, ("gap_ev",)).name(material) == expected
    assert DistanceGroups(KNOWN).name(material) == "same composition"


def test_a_series_is_a_group_of_its_own_where_it_is_asked_for():
    material = Material(id="a", formula="Bi0.4Sb1.6Te3", numbers={"gap_ev": 0.2})
    assert DistanceGroups(KNOWN).name(material) == "same host"
    assert DistanceGroups(KNOWN, series=True).name(material) == "same series"
    assert DistanceGroups(KNOWN, ("gap_ev",), series=True).name(material) == "same series, with gap_ev"


def test_an_element_whose_amount_makes_another_host_makes_another_series():
    known = KnownCompositions(["Pb0.99Sn0.01Te"])
    assert known.distance_class("Pb0.97Sn0.03Te") == "same series"
    assert known.distance_class("Pb0.5Sn0.5Te") == "new"

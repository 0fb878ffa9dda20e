"""The groups of hazardous elements, against an authority where there is one."""

from __future__ import annotations

from pymatgen.core import Element

from mi_core.descriptors.element_groups import HAZARDS
from mi_core.descriptors.elements import LAST_ATOMIC_NUMBER


def test_radioactive_elements_are_those_of_pymatgen():
    elements = [Element.from_Z(z) for z in range(1, LAST_ATOMIC_NUMBER + 1)]
    assert HAZARDS["radioactive"].symbols == tuple(e.symbol for e in elements if e.is_radioactive)


def test_toxic_elements_hold_those_of_rohs_and_every_group_names_its_source():
    assert {"Cd", "Hg", "Pb", "Cr"} <= set(HAZARDS["toxic"].symbols)
    assert all(group.source and group.title for group in HAZARDS.values())
    assert "2011/65/EU" in HAZARDS["toxic"].source

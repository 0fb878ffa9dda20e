"""Presets: each can be had, and the registered alloys' are met by the alloy itself once half its copper is taken out."""

from __future__ import annotations

import pytest

from mi_core.alloys.compositions.designations import DESIGNATIONS
from mi_core.alloys.design.verify import verification
from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.presets import HARDENING, PRESETS
from mi_core.alloys.specification.reading import specification_from_json, to_json


@pytest.mark.parametrize("title", PRESETS)
def test_a_preset_passes_every_check_and_is_json(title):
    assert check_specification(PRESETS[title]) == PRESETS[title]
    assert specification_from_json(to_json(PRESETS[title])) == PRESETS[title]


@pytest.mark.parametrize("name", HARDENING)
def test_an_alloy_with_half_its_copper_is_like_itself(name):
    alloy = next(one for one in DESIGNATIONS if one.name == name)
    wt = alloy.nominal_wt | {"Cu": alloy.nominal_wt["Cu"] / 2}
    found = verification([wt], PRESETS[f"Like {name}, with less Cu"]).frame
    assert found["met"].all(), found


def test_pure_aluminium_is_single_phase_and_a_casting_alloy_is_not():
    found = verification([{}, {"Si": 7.0, "Mg": 0.35}], PRESETS["Single-phase alpha-Al at 800 K"]).frame
    assert found["met"].tolist() == [True, False]

"""What names one thing twice is refused, under whichever names, contradictory or not."""

from __future__ import annotations

import pytest

from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.reading import specification_from_json
from mi_core.errors import InputError


def phase(name: str, temperature: float = 450, **ends) -> dict:
    return {"phase": name, "temperature_k": temperature} | (ends or {"min": 0.01})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"composition_wt": {"Mg": {"max": 1.0}, "Mg": {"min": 2.0}}}', "names 'Mg' twice"),
        ('{"composition_wt": {"Mg": {"max": 1.0, "max": 2.0}}}', "names 'max' twice"),
        ('{"derived": {"solidus_k": {"min": 830}}, "derived": {"liquidus_k": {"max": 900}}}', "names 'derived' twice"),
        ('{"phases": [{"phase": "MG2SI", "phase": "FCC_A1", "temperature_k": 450, "min": 0.1}]}', "names 'phase' twice"),
        ('{"cost_per_kg": {"max": 3}, "cost_per_kg": {"max": 3}}', "names 'cost_per_kg' twice"),
    ],
)  # fmt: skip
def test_a_key_twice_in_one_object(text, words):
    with pytest.raises(InputError, match=r"^[^\n]+$") as caught:
        specification_from_json(text)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"composition_wt": {"Mg": {"max": 1.0}, "mg": {"min": 2.0}}}, ["as 'Mg' and 'mg'", "contradict"]),
        ({"composition_wt": {"MG": {"max": 2.0}, " Mg": {"min": 1.0}}}, ["'MG' and 'Mg'", "1 to 2 wt%"]),
        ({"composition_wt": {"Mg": {"max": 2.0}, " Mg": {"min": 1.0}}}, ["'Mg' of 'composition_wt' is named twice"]),
        (
            {"derived": {"solvus_k:MG2SI": {"min": 700}, "solvus_k:beta Mg2Si": {"max": 800}}},
            ["solvus of beta Mg2Si", "as 'solvus_k:MG2SI' and 'solvus_k:beta Mg2Si'", "700 to 800 K"],
        ),
        ({"derived": {"solidus_k": {"min": 830}, "Solidus_K": {"min": 830}}}, ["The solidus is named twice"]),
        ({"phases": [phase("MG2SI"), phase("mg2si")]}, ["MG2SI at 450 K is named twice", "'MG2SI' and 'mg2si'"]),
        ({"phases": [phase("MG2SI"), phase("β-Mg2Si", 450.0, max=0.02)]}, ["named twice", "0.01 to 0.02"]),
        ({"phases": [phase("MG2SI", min=0.02), phase("MG2SI", max=0.01)]}, ["named twice", "contradict each other"]),
        ({"phases": [phase("MG2SI"), phase("MG2SI", 450.001)]}, ["named twice"]),
    ],
)  # fmt: skip
def test_one_thing_under_two_names(found, words):
    with pytest.raises(InputError, match=r"^[^\n]+$") as caught:
        check_specification(specification_from_json(found))
    for word in words:
        assert word in str(caught.value)


def test_one_phase_at_two_temperatures_is_two_wishes():
    spec = {"phases": [phase("MG2SI"), phase("MG2SI", 460)]}
    assert len(check_specification(specification_from_json(spec)).phases) == 2

"""°C written as K get a question, and the answer is a specification that is accepted."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.alloys.dataset.table import load_alloys
from mi_core.alloys.specification.celsius import (
    LEAST_ALONE,
    LEAST_LIQUID,
    LEAST_LIQUIDUS,
    celsius_questions,
    outside_questions,
)
from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.specification.reading import specification_from_json, to_json
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.results.derived_grid import derived_from_fractions
from mi_core.errors import InputError


def wish(phase: str, temperature: float, **ends) -> dict:
    return {"phases": [{"phase": phase, "temperature_k": temperature} | ends]}


@pytest.mark.parametrize(
    ("found", "kelvins"),
    [
        ({"derived": {"solidus_k": {"min": 577}}}, 850),
        ({"derived": {"solidus_k": {"max": 577}}}, 850),
        ({"derived": {"liquidus_k": {"min": 550, "max": 630}}}, 903),
        (wish("LIQUID", 577, max=0), 850),
        (wish("LIQUID", 650.5, min=0.5), 923.65),
        (wish("FCC_A1", 450, min=1), 723),
    ],
)
def test_what_makes_little_sense_in_k_is_asked(found, kelvins):
    spec = check_specification(specification_from_json(found))
    (question,) = celsius_questions(spec, default_database())
    assert question.kelvins == pytest.approx(kelvins)
    assert f"meant in °C? Write {kelvins:g} K" in question.text
    assert check_specification(question.answered)
    assert celsius_questions(question.answered, default_database()) == []


@pytest.mark.parametrize(
    "found",
    [
        wish("MG2SI", 450, min=0.01),
        wish("FCC_A1", 450, min=0.9),
        wish("LIQUID", 850, max=0),
        {"derived": {"solidus_k": {"min": 830}, "liquidus_k": {"max": 930}, "freezing_range_k": {"max": 40}}},
        {"derived": {"solvus_k:MG2SI": {"min": 550}}},
    ],
)
def test_what_makes_sense_in_k_is_not(found):
    spec = check_specification(specification_from_json(found))
    assert celsius_questions(spec, default_database()) == []


@pytest.mark.parametrize(
    ("found", "words", "answer"),
    [
        (wish("MG2SI", 177, min=0.01), "is 177 meant in °C? Write 450 K", wish("MG2SI", 450, min=0.01)),
        (wish("MG2SI", 25, min=0.01), "is 25 meant in °C? Write 300 K", wish("MG2SI", 300, min=0.01)),
        (
            {"derived": {"solvus_k:MG2SI": {"min": 250}}},
            "Write 523 K",
            {"derived": {"solvus_k:MG2SI": {"min": 523}}},
        ),
    ],
)
def test_what_no_database_takes_in_k_is_refused_with_the_question(found, words, answer):
    spec = specification_from_json(found)
    with pytest.raises(InputError, match=r"^[^\n]+$") as caught:
        check_specification(spec)
    assert words in str(caught.value)
    (question,) = outside_questions(spec, default_database())
    assert to_json(check_specification(question.answered)) == answer


def test_a_number_with_its_unit_is_told_what_to_write():
    with pytest.raises(InputError, match=r"got '450 °C' \(write 723, in K\)"):
        specification_from_json(wish("MG2SI", "450 °C", min=0.01))


def test_the_thresholds_are_what_the_data_set_has():
    data = load_alloys()
    liquid, matrix = (data.phases.index(name) for name in ("LIQUID", "FCC_A1"))
    t = np.array(data.temperatures)
    assert np.nanmax(data.fractions[:, t <= LEAST_LIQUID, liquid]) < 1e-3
    assert np.nanmin(derived_from_fractions(t, data.fractions, data.phases)["liquidus_k"]) > LEAST_LIQUIDUS
    assert np.nanmean(data.fractions[:, t <= LEAST_ALONE][..., matrix] > 0.999) < 0.03

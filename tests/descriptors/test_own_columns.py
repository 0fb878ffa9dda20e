"""Numbers beside a material: those that are needed, and those that are used where given."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.descriptors.composition import CompositionStatistics
from mi_core.descriptors.own_columns import WithOwnColumns, with_numbers
from mi_core.errors import InputError
from mi_core.pretrained.pipelines import build_step, builtin_values
from mi_core.structures.material import Material

T, GAP, HULL = "temperature_k", "gap_ev", "e_above_hull_ev_per_atom"


@pytest.fixture
def step():
    return WithOwnColumns(CompositionStatistics(("group",)), (T,), (GAP, HULL))


def heated(**numbers) -> Material:
    return Material("PbTe", formula="PbTe", numbers=numbers)


def test_a_missing_number_is_nan_with_a_mark_and_a_gap_of_zero_is_none(step):
    rows = [heated(**{T: 300.0, GAP: 0.0}), heated(**{T: 600, GAP: np.inf, HULL: 0.1})]
    names = step.fit(rows).get_feature_names_out().tolist()
    described = step.transform(rows)
    assert names[-5:] == [T, GAP, HULL, f"missing_{GAP}", f"missing_{HULL}"]
    np.testing.assert_array_equal(described[:, -5:], [[300, 0, np.nan, 0, 1], [600, np.nan, 0.1, 1, 0]])
    assert described.shape == (2, len(names))
    np.testing.assert_array_equal(described[:, :-5], CompositionStatistics(("group",)).fit_transform(rows))


@pytest.mark.parametrize("numbers", [{}, {T: np.nan}, {T: np.inf}])
def test_a_needed_number_that_is_missing_is_one_sentence(step, numbers):
    with pytest.raises(InputError, match="reads the column 'temperature_k' beside the material"):
        step.fit([]).transform([heated(**numbers)])


def test_no_rows_are_no_rows(step):
    assert step.fit([]).transform([]).shape == (0, len(step.get_feature_names_out()))


def test_a_card_holds_the_step_and_the_one_inside(step):
    record = builtin_values(step)
    assert record["parameters"]["describer"]["parameters"] == {"properties": ["group"]}
    row = heated(**{T: 300.0, GAP: 1.0})
    again = build_step(record).fit(None)
    np.testing.assert_array_equal(again.transform([row]), step.fit(None).transform([row]))


def test_a_filling_stands_for_what_is_missing_and_the_mark_stays():
    step = WithOwnColumns(CompositionStatistics(("group",)), (T,), (GAP, HULL), [1.5, 0.2])
    described = step.fit([]).transform([heated(**{T: 300.0, HULL: 0.0}), heated(**{T: 600.0, GAP: 0.5})])
    np.testing.assert_allclose(described[:, -5:], [[300, 1.5, 0, 1, 0], [600, 0.5, 0.2, 0, 1]])
    again = build_step(builtin_values(step)).fit(None)
    np.testing.assert_allclose(again.transform([heated(**{T: 300.0})])[:, -4:], [[1.5, 0.2, 1, 1]])


def test_numbers_are_put_beside_materials_where_they_are_finite():
    rows = [heated(**{T: 300.0}), heated()]
    first, second = with_numbers(rows, [GAP, HULL], np.array([[0.5, np.nan], [np.inf, 0.1]]))
    assert (first.numbers, second.numbers) == ({T: 300.0, GAP: 0.5}, {HULL: 0.1})
    assert rows[1].numbers == {}

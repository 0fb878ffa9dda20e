"""From wishes to proposals: refinement helps and keeps its bounds, proposals are ranked, and different."""

import numpy as np
import pytest

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.dataset.table import load_alloys
from mi_core.alloys.design.proposals import design, different
from mi_core.alloys.design.refine import refine
from mi_core.alloys.evaluation.cases import specification_of
from mi_core.alloys.models.condition import condition_of
from mi_core.alloys.models.random_condition import random_condition
from mi_core.alloys.models.surrogate import load_surrogate
from mi_core.alloys.specification.misses import distances, meets, wished_values
from mi_core.alloys.specification.reading import specification_from_json
from mi_core.alloys.specification.wishes import wishes
from mi_core.errors import InputError

ISSUE = {
    "phases": [{"phase": "MG2SI", "temperature_k": 450, "min": 0.01, "max": 0.02}],
    "composition_wt": {"Zn": {"max": 1.0}},
    "derived": {"solidus_k": {"min": 830}},
}


@pytest.fixture(scope="module")
def surrogate():
    return load_surrogate()


def test_a_partial_specification_is_met_by_ten_different_alloys():
    spec = specification_from_json(ISSUE)
    found = design(spec, 10)
    assert len(found) == 10
    assert (np.diff([one.score for one in found]) <= 1e-9).all()
    for one in found:
        assert meets(wishes(spec), one.misses).all()
        assert one.wt.get("Zn", 0.0) <= 1.0
        assert one.score == pytest.approx(1.0)
        assert one.cost > 0
        assert one.designation
        assert set(one.at) == set(one.wt)
        assert one.fractions.shape == (len(one.temperatures), len(one.phases))
    assert len({tuple(one.wt.items()) for one in found}) == 10


def test_a_named_model_and_equal_seeds_repeat_proposals():
    spec = specification_from_json(ISSUE)
    one, same = (design(spec, 5, model="cvae", seed=2) for _ in range(2))
    assert [a.wt for a in one] == [pytest.approx(b.wt, abs=2e-3) for b in same]
    with pytest.raises(InputError, match="not known"):
        design(spec, 5, model="gpt")


def test_refinement_brings_alloys_nearer_and_keeps_elements_and_bounds(surrogate):
    data = load_alloys().of_split("test")
    row = int(np.flatnonzero(np.isfinite(data.fractions).all(axis=(1, 2)) & (data.wt[:, 3] > 0.3))[0])
    condition = random_condition(
        np.random.default_rng(0), data.fractions[row], data.wt[row], hidden_share=0.7
    )
    spec = specification_of(condition, surrogate.phases, surrogate.temperatures)
    start = data.wt[[row]] * np.exp(np.random.default_rng(1).normal(0, 0.3, (12, 9)))
    end = refine(start, spec, surrogate, condition_of(spec, surrogate.phases, surrogate.temperatures))

    def missed(wt):
        found = wished_values(spec, surrogate.predict(wt), surrogate.temperatures, surrogate.phases, wt)
        return np.sqrt(np.square(distances(wishes(spec), found)).mean(axis=1))

    assert np.median(missed(end)) < 0.25 * np.median(missed(start))
    assert ((end > 0) == (start > 0)).all()


def test_refinement_keeps_bounds_of_the_composition(surrogate):
    spec = specification_from_json(
        {
            "phases": [{"phase": "MG2SI", "temperature_k": 450, "min": 0.05}],
            "composition_wt": {"Mg": {"max": 1.0}, "Al": {"min": 97.0}},
        }
    )
    start = np.zeros((3, 9))
    start[:, ELEMENTS.index("Mg")], start[:, ELEMENTS.index("Si")] = 0.5, (0.3, 0.6, 0.9)
    end = refine(start, spec, surrogate, condition_of(spec, surrogate.phases, surrogate.temperatures))
    assert (end[:, ELEMENTS.index("Mg")] <= 1.0 + 1e-9).all()
    assert (end.sum(axis=1) <= 3.0 + 1e-6).all()
    assert (end[:, ELEMENTS.index("Mg")] > 0.6).all()  # it went as far as it may


def test_chosen_proposals_are_apart():
    wt = np.repeat(np.array([[1.0], [1.0001], [3.0], [0.2]]), 9, axis=1)
    assert different(wt, np.array([0.9, 0.95, 0.5, 0.8]), 4).tolist() == [1, 3, 2]

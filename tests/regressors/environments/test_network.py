"""Networks on environments: the linear part, what is learned beside it, and what is stored."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.descriptors.crystals.environments import CrystalEnvironments
from mi_core.regressors.environments.above_hull import ABOVE_HULL, WithEnergyAboveHull
from mi_core.regressors.environments.network import EnvironmentRegressor
from mi_core.regressors.environments.references import PotentialReferences

TINY = {
    "n_features": 3,
    "features": 8,
    "n_messages": 1,
    "n_blocks": 1,
    "atom_features": 8,
    "dropout": 0.0,
    "epochs": 40,
    "batch_size": 32,
}
SHIFTS = {3: -0.4, 8: 1.1}


def row(rng) -> CrystalEnvironments:
    share = float(rng.choice([0.2, 0.25, 0.5]))
    features = rng.normal(size=(2, 3)).astype(np.float16)
    return CrystalEnvironments(
        features=features,
        number=np.array([1, 2], dtype=np.float32),
        element_of=np.array([0, 1]),
        elements=np.array([3, 8]),
        fractions=np.array([share, 1 - share], dtype=np.float32),
        energy=float(rng.normal()),
        composition="Li2 O1",
    )


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(0)
    return [row(rng) for _ in range(240)]


def linear_of(rows):
    return np.array([r.energy - r.fractions @ [SHIFTS[3], SHIFTS[8]] for r in rows])


def beside(rows):
    return np.array([0.3 * np.tanh(r.features[:, 0].astype(float)).mean() for r in rows])


def test_what_is_linear_is_known_before_training_and_the_rest_learned(rows):
    y = linear_of(rows) + beside(rows)
    model = EnvironmentRegressor(**TINY).fit(rows[:200], y[:200])
    left = np.abs(model._linear(rows[200:])[:, 0] - y[200:]).mean()
    learned = np.abs(model.predict(rows[200:]) - y[200:]).mean()
    assert left == pytest.approx(np.abs(beside(rows[200:])).mean(), rel=0.2)
    assert learned < 0.5 * left


def test_stored_state_answers_alike(rows):
    y = np.column_stack([linear_of(rows), beside(rows)])
    y[::3, 1] = np.nan
    model = EnvironmentRegressor(**TINY | {"epochs": 2}).fit(rows, y)
    again = EnvironmentRegressor(**TINY).load_state(model.state())
    np.testing.assert_allclose(again.predict(rows), model.predict(rows), atol=2e-3)


def test_an_answer_does_not_depend_on_its_batch(rows):
    model = EnvironmentRegressor(**TINY | {"epochs": 1}).fit(rows, linear_of(rows))
    np.testing.assert_allclose(model.predict(rows[:5]), model.predict(rows)[:5], atol=1e-5)


def test_the_energy_above_hull_follows_from_the_formation_energy(rows):
    y = np.column_stack([linear_of(rows), np.zeros(len(rows)), beside(rows)])
    model = WithEnergyAboveHull(EnvironmentRegressor(**TINY | {"epochs": 1})).fit(rows, y)
    mean, scale, _ = model.outputs(rows[:20])
    from mi_core.phases.hull import shipped_hull

    hull = shipped_hull().energy("Li2O")
    np.testing.assert_allclose(mean[:, ABOVE_HULL], np.maximum(mean[:, 0] - hull, 0))
    np.testing.assert_array_equal(scale[:, ABOVE_HULL], scale[:, 0])


def test_an_unknown_hull_leaves_its_column_open(rows):
    from dataclasses import replace

    y = np.column_stack([linear_of(rows), np.zeros(len(rows))])
    model = WithEnergyAboveHull(PotentialReferences()).fit(rows, y)
    mean, _, _ = model.outputs([replace(rows[0], composition="Og1 O1")])
    assert np.isnan(mean[0, ABOVE_HULL])
    assert np.isfinite(mean[0, 0])


def test_references_find_the_shifts_and_keep_them(rows):
    y = linear_of(rows)
    y[:5] += 3.0  # failed calculations
    model = PotentialReferences().fit(rows, y)
    np.testing.assert_allclose(model.predict(rows), linear_of(rows), atol=5e-3)
    again = PotentialReferences().load_state(model.state())
    np.testing.assert_allclose(again.outputs(rows)[1], model.outputs(rows)[1])

"""The choice looks at the labels it is given and at no others, takes transfer where it helps, and leaves it where not."""

from __future__ import annotations

import numpy as np
import pytest
from own_molecules import hidden_of, made_molecules, stub_encoders

from mi_core.molecules.transfer import candidates, nested
from mi_core.molecules.transfer.affinity import COLUMNS, SUPPORTS, affinities, supports_of
from mi_core.molecules.transfer.candidates import CANDIDATES, WITH, WITHOUT, transfers
from mi_core.molecules.transfer.described import describe
from mi_core.molecules.transfer.nested import choose, fit
from mi_core.molecules.transfer.repeats import Repeat, run_repeat, sizes_of, split_of
from mi_core.molecules.transfer.splits import folds, growing

MOLECULES = made_molecules(60)
HIDDEN = hidden_of(MOLECULES)
NOISE = np.random.default_rng(1).normal(size=60)
CLASSES = (np.median(HIDDEN) < HIDDEN).astype(float)
GROUPS = np.arange(60)


@pytest.fixture(scope="module")
def described():
    return describe(MOLECULES, stub_encoders())


@pytest.mark.parametrize(("labels", "classification"), [(HIDDEN, False), (CLASSES, True)])
def test_the_encoder_that_knows_has_the_highest_affinity(described, labels, classification):
    found = affinities(described, labels, GROUPS, classification=classification)
    assert list(found) == COLUMNS
    assert found["task"][0] == "esol_log_s"
    assert found["affinity"][0] > 0.3
    assert (found["affinity"][1:] < 0.2).all()
    assert (found["error"] > 0).all()
    assert found["support"].sum() == SUPPORTS
    assert supports_of(described, labels)[0] == "esol_log_s"


@pytest.mark.parametrize(("labels", "classification"), [(HIDDEN, False), (CLASSES, True)])
def test_transfer_is_chosen_where_it_helps(described, labels, classification):
    found = choose(described, labels, GROUPS, classification=classification)
    assert found.chosen == WITH
    assert found.gain > found.error


def test_a_mean_without_transfer_is_among_the_baselines(described):
    """Else what averaging gains would be taken for what transfer gains."""
    found = choose(described, NOISE, GROUPS, classification=False)
    assert not any(transfers(name) for name in (WITHOUT, *found.weights(WITHOUT)))
    assert {transfers(name) for name in found.weights(WITH)} == {True, False}
    assert transfers(WITH)
    for name in (WITHOUT, WITH):
        parts = found.weights(name)
        assert sum(parts.values()) == pytest.approx(1)
        expected = sum(share * found.answers[part] for part, share in parts.items())
        np.testing.assert_allclose(found.answers[name], expected)
        assert found.losses[name] == pytest.approx(np.mean((expected - NOISE) ** 2))


def test_what_is_fitted_answers_as_the_mean_of_its_parts(described):
    found = choose(described, HIDDEN, GROUPS, classification=False)
    fitted = fit(found, (*found.weights(WITH), WITH), described, HIDDEN, classification=False)
    answers = {name: one.answers(described)[0] for name, one in fitted.items()}
    expected = sum(share * answers[part] for part, share in found.weights(WITH).items())
    np.testing.assert_allclose(answers[WITH], expected)


def test_the_baseline_is_chosen_where_the_difference_is_within_its_error(described, monkeypatch):
    found = choose(described, NOISE, GROUPS, classification=False)
    assert found.chosen == WITHOUT or found.gain > found.error
    monkeypatch.setattr(nested, "row_losses", lambda _answers, labels, **_: np.linspace(0, 1, len(labels)))
    alike = choose(described, NOISE, GROUPS, classification=False)
    assert alike.chosen == WITHOUT


def test_the_choice_never_sees_tested_rows(described):
    _, tested = split_of(HIDDEN, GROUPS, 0, classification=False)
    changed = HIDDEN.copy()
    changed[tested] = 1e3
    before, after = (
        run_repeat(described, labels, GROUPS, 0, classification=False) for labels in (HIDDEN, changed)
    )
    assert before.tested == after.tested == tested.tolist()
    assert before.predicted == after.predicted
    assert (before.chosen, before.supports) == (after.chosen, after.supports)
    assert before.errors != after.errors


def test_inner_folds_learn_nothing_of_the_rows_that_they_test(described, monkeypatch):
    """Whatever learns is given the labels of the other folds alone, whose supports they alone choose."""
    monkeypatch.setattr(nested, "candidates_for", lambda _rows: list(CANDIDATES.values())[1::4])
    seen = []
    fit = candidates.Candidate.fit
    monkeypatch.setattr(
        candidates.Candidate,
        "fit",
        lambda self, known, labels, *rest: seen.append(set(labels)) or fit(self, known, labels, *rest),
    )
    chosen_by = []
    monkeypatch.setattr(
        nested, "supports_of", lambda _known, labels: chosen_by.append(set(labels)) or ("esol_log_s",)
    )
    choose(described, HIDDEN, GROUPS, classification=False)
    *inner, everything = chosen_by
    assert everything == set(HIDDEN)
    assert len(inner) == nested.FOLDS
    for labels in inner:
        assert len(labels) == 48
    assert {frozenset(labels) for labels in seen} == {frozenset(labels) for labels in inner}


def test_a_repeat_is_plain_and_tests_each_molecule_once_a_partition(described):
    found = run_repeat(described, CLASSES, GROUPS, 3, classification=True)
    assert Repeat(**found.as_record()) == found
    assert set(found.errors[found.chosen]) == {"cross_entropy", "auc"}
    assert [point["labels"] for point in found.curve] == sizes_of(found.learned)
    tested = [split_of(CLASSES, GROUPS, repeat, classification=True)[1] for repeat in range(5)]
    assert sorted(np.concatenate(tested).tolist()) == list(range(60))
    assert all(CLASSES[rows].sum() == 6 for rows in tested)


def test_stereoisomers_stay_together():
    groups = np.repeat(np.arange(15), 2)
    found = folds(groups, np.zeros(30, int), 5, np.random.default_rng(0))
    np.testing.assert_array_equal(found[::2], found[1::2])
    assert np.bincount(found).tolist() == [6] * 5


def test_every_beginning_of_a_curve_holds_both_classes():
    strata = np.repeat([0, 1], [45, 15])
    order = growing(strata, np.random.default_rng(0))
    assert abs(strata[order[:12]].sum() - 3) <= 1
    assert sorted(order.tolist()) == list(range(60))

"""Noise is no gain, a gain is one, harm is said; powers are found again and flat curves say nothing."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.molecules.transfer.candidates import CANDIDATES, WITH, WITHOUT
from mi_core.molecules.transfer.learning import learning_curve, power_law
from mi_core.molecules.transfer.repeats import Repeat
from mi_core.molecules.transfer.verdict import HARMS, HELPS, NO_DIFFERENCE, error_table, judge

SIZES = (20, 32, 48, 64, 80)


def repeats_of(chosen, baseline, method=WITH, curve=lambda _n, _rng: 1.0, alone=()):
    """Splits with the errors of the method chosen and of all others, and of those that `alone` gives by name."""
    rng = np.random.default_rng(3)
    return [
        Repeat(
            repeat=number,
            learned=80,
            tested=list(range(20)),
            chosen=method,
            baseline=WITHOUT,
            supports=["bbbp"],
            errors={
                name: {"rmse": with_it if name == method else without}
                for name in (*CANDIDATES, WITHOUT, WITH)
            }
            | {name: {"rmse": error} for name, error in dict(alone).items()},
            predicted=[0.0] * 20,
            scales=[1.0] * 20,
            curve=[{"labels": float(n), "chosen": curve(n, rng), "baseline": 1.0} for n in SIZES],
        )
        for number, (with_it, without) in enumerate(zip(chosen, baseline, strict=True))
    ]


BASE = 1 + 0.1 * np.random.default_rng(0).normal(size=10)
JITTER = 0.05 * np.random.default_rng(1).normal(size=10)


@pytest.mark.parametrize(
    ("shift", "kind", "words"),
    [
        (-0.2, HELPS, "Transfer helps, by 2"),
        (0.0, NO_DIFFERENCE, "No difference can be shown: root mean square error"),
        (0.2, HARMS, "predict without it"),
    ],
)
def test_three_verdicts(shift, kind, words):
    found = judge(repeats_of(BASE + shift + JITTER - JITTER.mean(), BASE))
    assert found.kind == kind
    assert words in found.sentence
    assert found.with_transfer - found.without == pytest.approx(shift)
    assert (found.p_value < 0.05) is (kind != NO_DIFFERENCE)


def test_a_small_gain_that_a_plain_test_would_believe_is_not_believed():
    from scipy import stats

    chosen = BASE - 0.03 + JITTER - JITTER.mean()
    assert stats.ttest_rel(chosen, BASE).pvalue < 0.1
    assert judge(repeats_of(chosen, BASE)).kind == NO_DIFFERENCE


def test_a_choice_without_transfer_in_all_splits_is_said():
    found = judge(repeats_of(BASE, BASE, method=WITHOUT))
    assert found.kind == NO_DIFFERENCE
    assert found.p_value == 1
    assert "in all 10 splits the labels themselves chose methods without transfer" in found.sentence


def test_a_gain_that_a_single_method_without_transfer_has_too_is_none():
    repeats = repeats_of(BASE - 0.2, BASE, alone={"descriptors-ridge": 0.5})
    found = judge(repeats)
    assert found.p_value < 0.05
    assert found.kind == NO_DIFFERENCE
    assert "In hindsight, “Descriptors, ridge” alone had 0.5." in found.sentence
    worse = judge(repeats_of(BASE - 0.2, BASE, alone={"descriptors-ridge": 0.95, "both-ridge": 0.5}))
    assert worse.kind == HELPS
    assert "hindsight" not in worse.sentence


def test_the_table_of_errors_has_spreads_and_the_least_first():
    table = error_table(repeats_of(BASE - 0.2, BASE))
    assert table["method"][0] == WITH
    assert table["rmse"][0] == pytest.approx(BASE.mean() - 0.2)
    assert table["rmse_spread"][0] == pytest.approx(BASE.std(ddof=1))
    assert table["chosen"].tolist() == [10] + [0] * (len(table) - 1)
    assert table.set_index("method").loc[[WITH, WITHOUT], "transfer"].tolist() == [True, False]


def test_a_power_law_is_found_again():
    factor, exponent, r2 = power_law(np.array(SIZES, float), 3.0 * np.array(SIZES, float) ** -0.5)
    assert (factor, exponent, r2) == pytest.approx((3.0, 0.5, 1.0))


def test_how_many_more_halve_the_error():
    found = learning_curve(
        repeats_of(BASE, BASE, curve=lambda n, rng: 3 * n**-0.5 * np.exp(0.03 * rng.normal())),
        100,
        classification=False,
    )
    low, middle, high = found.more
    assert found.exponent == pytest.approx(0.5, abs=0.05)
    assert low < middle < high
    assert low < 300 < high  # (2 ** 2 - 1) times 100
    assert "more measurements halve the error" in found.sentence
    assert found.points["labels"].tolist() == list(SIZES)


@pytest.mark.parametrize(
    ("curve", "words"),
    [
        (lambda _n, rng: 1 + 0.01 * rng.normal(), "the curve is flat"),
        (lambda n, rng: (1.6 if n == 48 else 1.0) * n**-0.3 + 0 * rng.normal(), "scatter too much"),
        (lambda n, _rng: n**-0.1, "more than 50 times as many"),
    ],
)
def test_what_cannot_be_said_is_not_said(curve, words):
    found = learning_curve(repeats_of(BASE, BASE, curve=curve), 100, classification=False)
    assert found.more is None
    assert words in found.sentence


def test_splits_that_differ_by_a_molecule_make_one_curve():
    repeats = repeats_of(BASE, BASE, curve=lambda n, rng: 3 * n**-0.5 * np.exp(0.03 * rng.normal()))
    for repeat in repeats[::2]:
        for point in repeat.curve:
            point["labels"] += 1
    found = learning_curve(repeats, 100, classification=False)
    assert found.more is not None
    assert len(found.points) == len(SIZES)


def test_too_few_points_are_no_curve():
    found = learning_curve(repeats_of(BASE[:2], BASE[:2]), 100, classification=True)
    assert found.more is None
    assert "too few or too small" in found.sentence
    assert found.measure == "1 - auc"

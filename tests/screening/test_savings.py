"""Recall and enrichment of a ranking, against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.screening.savings import computed_for_recall, enrichment, recall_curve

#: Ten compounds; stable (≤ 0.025) are those ranked 1st, 2nd, 4th and 8th by the prediction.
TRUE = np.array([0.0, 0.3, 0.02, 0.5, 0.025, 0.2, 0.9, -0.1, 0.4, 0.6])
PREDICTED = np.array([0.01, 0.15, 0.02, 0.45, 0.2, 0.3, 0.31, 0.4, 0.5, 0.6])


def test_the_curve_counts_the_stable_ones_in_order():
    curve = recall_curve(TRUE, PREDICTED)
    assert curve["computed"].tolist() == pytest.approx([i / 10 for i in range(11)])
    assert curve["recall"].tolist() == [0, 0.25, 0.5, 0.5, 0.75, 0.75, 0.75, 1, 1, 1, 1]


def test_what_must_be_computed_for_each_recall():
    table = computed_for_recall(TRUE, PREDICTED, (0.25, 0.5, 0.51, 0.75, 0.99, 1.0))
    assert table["computed"].tolist() == pytest.approx([0.1, 0.2, 0.4, 0.4, 0.7, 0.7])
    assert (table["computed"] + table["saved"]).tolist() == pytest.approx([1.0] * 6)


def test_the_threshold_decides_who_is_stable():
    assert computed_for_recall(TRUE, PREDICTED, [1.0], threshold=-0.05)["computed"][0] == pytest.approx(0.7)
    with pytest.raises(InputError, match="raise the threshold"):
        recall_curve(TRUE, PREDICTED, threshold=-1.0)


def test_enrichment_of_the_best_fifth():
    found = enrichment(TRUE, PREDICTED, share=0.2)
    assert found == pytest.approx(
        {
            "n_best": 2,
            "stable_share_best": 1.0,
            "stable_share_all": 0.4,
            "enrichment": 2.5,
            "largest_possible": 2.5,
        }
    )
    assert enrichment(TRUE, PREDICTED, share=0.5)["enrichment"] == pytest.approx(0.6 / 0.4)


def test_a_ranking_that_says_nothing_saves_nothing():
    same = np.zeros(10)
    assert computed_for_recall(TRUE, same, [0.25])["computed"][0] == pytest.approx(0.7)
    random = np.random.default_rng(0)
    true = np.where(random.random(20_000) < 0.1, 0.0, 1.0)
    assert enrichment(true, random.random(20_000))["enrichment"] == pytest.approx(1, abs=0.25)
    assert computed_for_recall(true, random.random(20_000), [0.9])["computed"][0] == pytest.approx(
        0.9, abs=0.02
    )


@pytest.mark.parametrize("predicted", [PREDICTED[:5], np.full(10, np.nan)])
def test_bad_numbers_are_a_sentence(predicted):
    with pytest.raises(InputError, match="finite"):
        recall_curve(TRUE, predicted)


@pytest.mark.parametrize("share", [0, 1.5, -0.1])
def test_bad_shares_are_a_sentence(share):
    with pytest.raises(InputError, match="share"):
        enrichment(TRUE, PREDICTED, share=share)
    with pytest.raises(InputError, match="recall"):
        computed_for_recall(TRUE, PREDICTED, [share])

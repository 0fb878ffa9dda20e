"""Trials on made-up tasks: every arm learns, an encoder that knows helps, and few rows hold both classes."""

from __future__ import annotations

import numpy as np
import pytest
from length_tasks import CLASS, LENGTH, SCALED

from mi_core.molecules.affinity.drawn import draw
from mi_core.molecules.supports import trial
from mi_core.molecules.supports.arms import MORGAN, NONE, SUPPORT, Unit
from mi_core.molecules.supports.columns import COLUMNS
from mi_core.molecules.supports.trial import Molecules, few_rows, losses_of


@pytest.fixture
def drawn(lengths, monkeypatch):
    monkeypatch.setattr(trial, "FEW", (12,))
    monkeypatch.setattr(trial, "MOST_SEEN", 3000)
    return draw(lengths[0], (LENGTH, SCALED, CLASS))


def test_a_support_that_tells_the_target_beats_fingerprints(lengths, drawn):
    helped = losses_of(lengths[0], Molecules(), drawn, Unit(SUPPORT, 0, (SCALED,), (LENGTH,)))
    alone = losses_of(lengths[0], Molecules(), drawn, Unit(MORGAN, 0, (), (LENGTH,)))
    assert list(helped.columns) == COLUMNS
    assert len(helped) == len(alone) == trial.DRAWS
    assert helped["loss"].mean() < 0.5 * alone["loss"].mean()


@pytest.mark.parametrize("arm", [NONE, MORGAN])
def test_classes_and_numbers_are_learned_without_support(lengths, drawn, arm):
    losses = losses_of(lengths[0], Molecules(), drawn, Unit(arm, 0, (), (LENGTH, CLASS)))
    assert set(losses["target"]) == {LENGTH, CLASS}
    assert np.isfinite(losses["loss"]).all()


def test_few_rows_hold_three_of_a_rare_class():
    labels = np.r_[np.ones(4), np.zeros(400)]
    for seed in range(5):
        assert labels[few_rows(labels, 20, np.random.default_rng(seed))].sum() >= 3
